// Probe opens and accepts connections, to see what network policies let through.
//
//	probe serve 9090 9093        accepts at each port that is free, TCP and UDP, and says "ready"
//	probe dial                   tries each line of its input, and answers each with a line
//
// A line is "tcp ADDRESS:PORT" or "dns ADDRESS:PORT NAME"; its answer is the line, a tab, and "open", or "closed" with the
// reason. A connection counts as open once the other side has accepted it; an answer of any kind to a question of DNS as well.
package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

// Far longer than a handshake inside one machine takes; a policy that drops is recognised by this.
const patience = 2 * time.Second

// So many tries at a time: a source has some hundred of them, and those that are dropped wait.
const parallel = 64

func main() {
	switch {
	case len(os.Args) > 2 && os.Args[1] == "serve":
		serve(os.Args[2:])
	case len(os.Args) == 2 && os.Args[1] == "dial":
		dialAll()
	default:
		fmt.Fprintln(os.Stderr, "usage: probe serve PORT... | probe dial <LINES")
		os.Exit(2)
	}
}

// serve accepts until its input ends, so that it cannot outlive the test that started it.
func serve(ports []string) {
	for _, port := range ports {
		// A port that the pod's own program has is served by that.
		if listener, err := net.Listen("tcp", ":"+port); err == nil {
			go accept(listener)
		}
		if socket, err := net.ListenPacket("udp", ":"+port); err == nil {
			go echo(socket)
		}
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString(0)
}

func accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		connection.Close()
	}
}

func echo(socket net.PacketConn) {
	buffer := make([]byte, 1500)
	for {
		count, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return
		}
		socket.WriteTo(buffer[:count], from)
	}
}

func dialAll() {
	var waiting sync.WaitGroup
	var printing sync.Mutex
	places := make(chan struct{}, parallel)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		waiting.Add(1)
		places <- struct{}{}
		go func() {
			defer func() { <-places; waiting.Done() }()
			result := dial(strings.Fields(line))
			printing.Lock()
			defer printing.Unlock()
			fmt.Printf("%s\t%s\n", line, result)
		}()
	}
	waiting.Wait()
}

func dial(words []string) string {
	switch {
	case len(words) == 2 && words[0] == "tcp":
		connection, err := net.DialTimeout("tcp", words[1], patience)
		if err != nil {
			return "closed " + err.Error()
		}
		connection.Close()
		return "open"
	case len(words) == 3 && words[0] == "dns":
		return resolve(words[1], words[2])
	default:
		return "closed: a line is tcp ADDRESS:PORT or dns ADDRESS:PORT NAME"
	}
}

func resolve(server, name string) string {
	resolver := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server)
	}}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := resolver.LookupHost(ctx, name)
	if problem, ok := err.(*net.DNSError); err == nil || ok && problem.IsNotFound {
		return "open"
	}
	return "closed " + err.Error()
}
