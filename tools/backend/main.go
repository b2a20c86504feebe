// Renderowl-backend is a reference of the platform's backend, as far as monitoring sees it: an HTTP service whose
// /metrics is written by hand with Prometheus' ordinary client library. The metric contract of this repository is checked
// against it, so nothing here is generated from that contract.
//
// Tests make it slow or failing through a second, loopback-only listener:
//
//	POST /behaviour?latency=700ms&failures=0.5
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address of the API and of /metrics")
	page := flag.String("metrics", "/metrics", "path of the metrics")
	control := flag.String("control", "", "loopback address at which tests change the behaviour; empty for none")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), "A reference of Renderowl's backend, as far as monitoring sees it.\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "unexpected argument %q; see --help\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := run(*listen, *page, *control); err != nil {
		log.Fatal(err)
	}
}

func run(listen, page, control string) error {
	ending, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	metrics := newMetrics(registry)
	behaviour := &behaviour{}

	platform := http.NewServeMux()
	platform.Handle("GET "+page, promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	platform.Handle("GET /api/videos", metrics.measure("/api/videos", behaviour.handle(listVideos)))
	platform.Handle("POST /api/render", metrics.measure("/api/render", behaviour.handle(metrics.render)))
	servers := []*http.Server{{Addr: listen, Handler: platform, ReadHeaderTimeout: 10 * time.Second}}
	if control != "" {
		if err := requireLoopback(control); err != nil {
			return err
		}
		servers = append(servers, &http.Server{Addr: control, Handler: behaviour, ReadHeaderTimeout: 10 * time.Second})
	}
	return serve(ending, servers)
}

// serve listens everywhere before it says so, and returns when it is told to end or a listener fails.
func serve(ending context.Context, servers []*http.Server) error {
	failed := make(chan error, len(servers))
	for _, server := range servers {
		listener, err := net.Listen("tcp", server.Addr)
		if err != nil {
			return err
		}
		log.Printf("listening on %s", listener.Addr())
		go func() {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		}()
	}
	select {
	case err := <-failed:
		return err
	case <-ending.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	for _, server := range servers {
		if err := server.Shutdown(grace); err != nil {
			return err
		}
	}
	return nil
}

// Whoever can reach the control address can break the service.
func requireLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--control %q is no HOST:PORT: %w", address, err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("--control %q is not on loopback; use 127.0.0.1:PORT", address)
	}
	return nil
}
