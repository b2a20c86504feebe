package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// metrics are the backend's own, and those that the Gin middleware would add.
type metrics struct {
	requests       *prometheus.CounterVec
	duration       *prometheus.HistogramVec
	renders        *prometheus.CounterVec
	renderDuration prometheus.Histogram
	ginRequests    *prometheus.CounterVec
	ginDuration    *prometheus.HistogramVec
}

func newMetrics(registry prometheus.Registerer) *metrics {
	factory := promauto.With(registry)
	created := &metrics{
		requests: factory.NewCounterVec(prometheus.CounterOpts{
			Name: "renderowl_http_requests_total",
			Help: "HTTP requests that were answered.",
		}, []string{"method", "route", "status"}),
		duration: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "renderowl_http_request_duration_seconds",
			Help:    "How long answering an HTTP request took.",
			Buckets: prometheus.DefBuckets,
		}, []string{"method", "route"}),
		renders: factory.NewCounterVec(prometheus.CounterOpts{
			Name: "renderowl_video_renders_total",
			Help: "Video renders that have ended.",
		}, []string{"status"}),
		renderDuration: factory.NewHistogram(prometheus.HistogramOpts{
			Name:    "renderowl_render_duration_seconds",
			Help:    "How long a video render took.",
			Buckets: []float64{5, 15, 30, 60, 120, 300, 600, 1200, 3600},
		}),
		ginRequests: factory.NewCounterVec(prometheus.CounterOpts{
			Name: "gin_gin_requests_total",
			Help: "How many HTTP requests processed, partitioned by status code and HTTP method.",
		}, []string{"code", "method", "handler", "host", "url"}),
		ginDuration: factory.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gin_gin_request_duration_seconds",
			Help: "The HTTP request latencies in seconds.",
		}, []string{"code", "method", "url"}),
	}
	// So that the ratio of failures is known from the first render on, not from the first failure.
	created.renders.WithLabelValues("completed")
	created.renders.WithLabelValues("failed")
	return created
}

// answerStatus remembers the status of an answer.
type answerStatus struct {
	http.ResponseWriter
	status int
}

func (a *answerStatus) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// measure counts the requests of a route and how long they took.
func (m *metrics) measure(route string, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		start := time.Now()
		remembered := &answerStatus{ResponseWriter: answer, status: http.StatusOK}
		next(remembered, request)
		seconds, status := time.Since(start).Seconds(), strconv.Itoa(remembered.status)
		m.requests.WithLabelValues(request.Method, route, status).Inc()
		m.duration.WithLabelValues(request.Method, route).Observe(seconds)
		m.ginRequests.WithLabelValues(status, request.Method, "main."+route, request.Host, request.URL.Path).Inc()
		m.ginDuration.WithLabelValues(status, request.Method, request.URL.Path).Observe(seconds)
	})
}

func listVideos(answer http.ResponseWriter, _ *http.Request) {
	answer.Header().Set("Content-Type", "application/json")
	fmt.Fprintln(answer, `{"videos":[]}`)
}

// render renders no video: it says at once how long a render of usual length, one to five minutes, would have taken.
func (m *metrics) render(answer http.ResponseWriter, _ *http.Request) {
	seconds := 60 + 240*rand.Float64()
	m.renderDuration.Observe(seconds)
	m.renders.WithLabelValues("completed").Inc()
	answer.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(answer, "{\"status\":\"completed\",\"seconds\":%.1f}\n", seconds)
}
