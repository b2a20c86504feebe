package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const longestLatency = time.Minute

// behaviour is how the API answers: how much later than it could, and what share of requests with status 500.
type behaviour struct {
	mutex    sync.Mutex
	latency  time.Duration
	failures float64
}

func (b *behaviour) now() (time.Duration, float64) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.latency, b.failures
}

// handle answers as next does, but as slowly and unreliably as it is set.
func (b *behaviour) handle(next http.HandlerFunc) http.HandlerFunc {
	return func(answer http.ResponseWriter, request *http.Request) {
		latency, failures := b.now()
		select {
		case <-time.After(latency):
		case <-request.Context().Done():
			return
		}
		if rand.Float64() < failures {
			http.Error(answer, "this failure was asked for", http.StatusInternalServerError)
			return
		}
		next(answer, request)
	}
}

// ServeHTTP sets the behaviour: what a request does not name becomes zero.
func (b *behaviour) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost || request.URL.Path != "/behaviour" {
		http.Error(answer, "POST /behaviour?latency=700ms&failures=0.5", http.StatusNotFound)
		return
	}
	latency, failures, err := wanted(request)
	if err != nil {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	b.mutex.Lock()
	b.latency, b.failures = latency, failures
	b.mutex.Unlock()
	answer.WriteHeader(http.StatusNoContent)
}

func wanted(request *http.Request) (latency time.Duration, failures float64, err error) {
	if text := request.URL.Query().Get("latency"); text != "" {
		latency, err = time.ParseDuration(text)
		if err != nil || latency < 0 || latency > longestLatency {
			return 0, 0, fmt.Errorf("latency %q is none; give a duration from 0s to %s", text, longestLatency)
		}
	}
	if text := request.URL.Query().Get("failures"); text != "" {
		failures, err = strconv.ParseFloat(text, 64)
		// Written so that NaN is refused, too.
		if err != nil || !(failures >= 0 && failures <= 1) {
			return 0, 0, fmt.Errorf("failures %q is no share; give a number from 0 to 1", text)
		}
	}
	return latency, failures, nil
}
