// Series-generator stands for many targets at once: it serves metrics pages whose series look like those of the platform,
// as many as are asked for, and can write their past into a Prometheus. The capacity plan's constants are measured with it,
// and its predictions are tested with it.
//
//	GET  /targets            the targets for http_sd_configs, of up to --per-target series each
//	GET  /targets/N/metrics  the page of one target; every scrape moves its values on by one interval
//	GET  /metrics            all series on one page, for a pod that is one target
//	POST /write              writes the past of all series by remote write, see write.go
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
)

const (
	mostSeries   = 5_000_000
	mostInterval = time.Hour
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address to serve at")
	series := flag.Int("series", 1000, "how many series")
	perTarget := flag.Int("per-target", 1000, "how many series a target has at most")
	interval := flag.Duration("interval", 15*time.Second, "how far apart samples are")
	lifetime := flag.Duration("lifetime", 24*time.Hour, "ends by itself after this time, whatever happens")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), "Series that look like those of the platform, as many as are asked for.\n\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	if err := check(*series, *perTarget, *interval); err != nil {
		fmt.Fprintf(os.Stderr, "%v; see --help\n", err)
		os.Exit(2)
	}
	if err := run(*listen, newFleet(*series, *perTarget, *interval), *lifetime); err != nil {
		log.Fatal(err)
	}
}

func check(series, perTarget int, interval time.Duration) error {
	switch {
	case flag.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case series < 1 || series > mostSeries:
		return fmt.Errorf("--series is %d: it must be from 1 to %d", series, mostSeries)
	case perTarget < 1 || perTarget > series && perTarget > 1000:
		return fmt.Errorf("--per-target is %d: it must be from 1 to the number of series", perTarget)
	case interval < time.Second || interval > mostInterval:
		return fmt.Errorf("--interval is %s: it must be from 1s to %s", interval, mostInterval)
	}
	return nil
}

func run(listen string, fleet *fleet, lifetime time.Duration) error {
	ending, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	ending, cancel := context.WithTimeout(ending, lifetime)
	defer cancel()
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: fleet.pages(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	log.Printf("serving %d series of %d targets at %s", fleet.size, len(fleet.targets), listener.Addr())
	select {
	case err := <-failed:
		return err
	case <-ending.Done():
	}
	if err := server.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
