package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

func (f *fleet) pages() http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /targets", f.discovery)
	pages.HandleFunc("GET /targets/{number}/metrics", f.one)
	pages.HandleFunc("GET /metrics", f.all)
	pages.HandleFunc("POST /write", f.write)
	return pages
}

// discovery answers as https://prometheus.io/docs/prometheus/latest/http_sd/ says.
func (f *fleet) discovery(answer http.ResponseWriter, request *http.Request) {
	type group struct {
		Targets []string          `json:"targets"`
		Labels  map[string]string `json:"labels"`
	}
	groups := []group{}
	for number, target := range f.targets {
		labels := map[string]string{"__metrics_path__": fmt.Sprintf("/targets/%d/metrics", number)}
		for _, label := range target.labels {
			labels[label.name] = label.value
		}
		groups = append(groups, group{[]string{request.Host}, labels})
	}
	answer.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(answer).Encode(groups) // The reader has gone away if this fails.
}

func (f *fleet) one(answer http.ResponseWriter, request *http.Request) {
	number, err := strconv.Atoi(request.PathValue("number"))
	if err != nil || number < 0 || number >= len(f.targets) {
		http.Error(answer, "there is no such target", http.StatusNotFound)
		return
	}
	send(answer, f.targets[number].scraped(nil))
}

// all has the series of every target on one page, told apart by a label.
func (f *fleet) all(answer http.ResponseWriter, _ *http.Request) {
	for number, target := range f.targets {
		send(answer, target.scraped([]label{{"part", strconv.Itoa(number)}}))
	}
}

func (t *target) scraped(extra []label) []byte {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.next()
	return t.page(nil, extra)
}

func send(answer http.ResponseWriter, page []byte) {
	answer.Header().Set("Content-Type", "text/plain; version=0.0.4")
	_, _ = answer.Write(page) // The scraper has gone away if this fails.
}
