// Probe opens and accepts connections, to see what network policies let through.
//
//	probe serve 9090 9093        accepts at each port that is free, TCP and UDP (IPv4), and says "ready"
//	probe dial                   tries each line of its input, and answers each with a line
//
// A line is "tcp ADDRESS:PORT" or "udp ADDRESS:PORT"; its answer is the line, a tab, and "open", or "closed" with the reason.
// A connection counts as open once the other side has accepted it; a datagram is a question of DNS, to which either a server
// of names or a serving probe has an answer.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

// Far longer than a handshake inside one machine takes, even if that is busy; a policy that drops is recognised by this.
const patience = 5 * time.Second

// A datagram may get lost.
const again = time.Second

// So many tries at a time: a source has some hundred of them, and those that are dropped wait.
const parallel = 64

// Asks for the address of "kubernetes.default.svc.cluster.local" (RFC 1035, section 4.1); an answer has the same first bytes.
var question = []byte("\x52\x4f\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" +
	"\x0akubernetes\x07default\x03svc\x07cluster\x05local\x00\x00\x01\x00\x01")

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
		// One for each address: an answer has to come from the address that was asked.
		for _, address := range addresses() {
			if socket, err := net.ListenPacket("udp", net.JoinHostPort(address, port)); err == nil {
				go echo(socket)
			}
		}
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString(0)
}

func addresses() []string {
	found, err := net.InterfaceAddrs()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var addresses []string
	for _, address := range found {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil {
			addresses = append(addresses, network.IP.String())
		}
	}
	return addresses
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
	case len(words) == 2 && words[0] == "udp":
		if err := ask(words[1]); err != nil {
			return "closed " + err.Error()
		}
		return "open"
	default:
		return "closed: a line is tcp ADDRESS:PORT or udp ADDRESS:PORT"
	}
}

func ask(address string) error {
	socket, err := net.Dial("udp", address)
	if err != nil {
		return err
	}
	defer socket.Close()
	answer := make([]byte, 1500)
	for end := time.Now().Add(patience); ; {
		if _, err := socket.Write(question); err != nil {
			return err
		}
		socket.SetReadDeadline(time.Now().Add(again))
		count, err := socket.Read(answer)
		if err == nil && bytes.HasPrefix(answer[:count], question[:2]) {
			return nil
		}
		if problem, ok := err.(net.Error); time.Now().After(end) || err != nil && !(ok && problem.Timeout()) {
			return fmt.Errorf("no answer: %v", err)
		}
	}
}
