package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
)

// unitOf makes a hundred series of a route, a queue and a device, in the proportions of the platform's own pages:
// 42 of three histograms, 18 integer counters, 10 counters of seconds, 18 gauges that wander, 12 that stay.
// Traffic is uneven, as it is: few routes have most of the requests, and failures are rare.
func unitOf(unit int, random *rand.Rand) []series {
	var all []series
	traffic := 40 * math.Pow(0.45, float64(unit%10)) * (0.5 + random.Float64())
	route := label{"route", "/api/videos/:id/part-" + strconv.Itoa(unit)}
	for _, outcome := range []struct {
		status string
		share  float64
	}{{"200", 1}, {"404", 0.02}, {"500", 0.002}} {
		labels := []label{{"method", "GET"}, route, {"status", outcome.status}}
		all = append(all, histogram("generated_http_request_duration_seconds", labels,
			&latencies{rate: traffic * outcome.share, typical: 0.02 + 0.2*random.Float64()})...)
	}
	for i, share := range []float64{1, 0.3, 0.02, 0.002} {
		all = append(all, series{"generated_http_requests_total",
			[]label{{"method", "GET"}, route, {"status", []string{"200", "304", "404", "500"}[i]}},
			&events{rate: traffic * share}})
	}
	for i, kind := range []string{"queued", "started", "done", "retried", "failed", "expired", "cancelled"} {
		all = append(all, series{"generated_queue_events_total",
			[]label{{"event", kind}, {"priority", "normal"}, {"queue", fmt.Sprintf("render-%d", unit)}},
			&events{rate: []float64{3, 3, 2.9, 0.1, 0.02, 0, 0.01}[i] * (0.5 + random.Float64())}})
	}
	for i, metric := range []string{"receive_bytes", "transmit_bytes", "receive_packets", "transmit_packets",
		"receive_errs", "transmit_errs", "receive_drop"} {
		all = append(all, series{"generated_node_network_" + metric + "_total",
			[]label{{"device", fmt.Sprintf("veth%06x", unit)}, {"interface", "pod"}, {"netns", "default"}},
			[]value{&volume{rate: 20, size: 1400}, &volume{rate: 25, size: 900}, &events{rate: 60}, &events{rate: 70},
				constant(0), constant(0), &events{rate: 0.01}}[i]})
	}
	for i, mode := range []string{"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"} {
		all = append(all, series{"generated_node_cpu_seconds_total",
			[]label{{"cpu", strconv.Itoa(unit)}, {"cluster", "staging"}, {"mode", mode}},
			&seconds{rate: []float64{1200, 5, 0, 0, 8, 0, 60, 150}[i]}})
	}
	for _, kind := range []string{"read", "write"} {
		all = append(all, series{"generated_node_disk_" + kind + "_time_seconds_total",
			[]label{{"device", fmt.Sprintf("nvme%dn1", unit)}, {"model", "generic"}, {"path", "pci-0000"}},
			&seconds{rate: 3}})
	}
	all = append(all, gauges(unit, random)...)
	for i, kind := range []string{"size_bytes", "files", "readonly"} {
		for _, mount := range []string{"/", "/var/lib/kubelet", "/var/lib/containerd", "/boot"} {
			all = append(all, series{"generated_node_filesystem_" + kind,
				[]label{{"device", fmt.Sprintf("/dev/nvme%dn1p1", unit)}, {"fstype", "ext4"}, {"mountpoint", mount}},
				constant([]float64{53687091200, 3276800, 0}[i])})
		}
	}
	return all
}

func gauges(unit int, random *rand.Rand) []series {
	var all []series
	pages := func() value {
		return &wandering{level: 4096 * math.Floor(1e5*random.Float64()), most: 4096 * 1e6, unit: 4096, unrest: 400}
	}
	numbers := func() value {
		return &wandering{level: math.Floor(200 * random.Float64()), most: 2000, unit: 1, unrest: 3}
	}
	for _, kind := range []string{"anon", "cache", "mapped", "slab", "kernel", "shmem", "dirty", "swap", "heap", "stack"} {
		all = append(all, series{"generated_container_memory_bytes",
			[]label{{"container", fmt.Sprintf("worker-%d", unit)}, {"kind", kind}, {"scope", "container"}}, pages()})
	}
	for _, kind := range []string{"goroutines", "threads", "connections", "files", "sessions", "waiting", "buffers", "timers"} {
		all = append(all, series{"generated_worker_resources",
			[]label{{"pool", "render"}, {"resource", kind}, {"worker", fmt.Sprintf("worker-%d", unit)}}, numbers()})
	}
	return all
}

func histogram(name string, labels []label, of *latencies) []series {
	var all []series
	for i, bound := range bounds {
		text := strconv.FormatFloat(bound, 'g', -1, 64)
		if bound == math.Trunc(bound) && !math.IsInf(bound, 0) {
			text += ".0" // as Prometheus stores it, so that what is scraped goes on with what was written
		}
		all = append(all, series{name + "_bucket", append([]label{{"le", text}}, labels...),
			part{of, i == 0, func(l *latencies) float64 { return l.buckets[i] }}})
	}
	return append(all,
		series{name + "_sum", labels, part{of, false, func(l *latencies) float64 { return l.sum }}},
		series{name + "_count", labels, part{of, false, func(l *latencies) float64 { return l.count }}})
}
