package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

const (
	writers = 4
	// All targets get as far before any goes on, since Prometheus takes nothing that is an hour older than the newest sample.
	roundSteps = 40
)

// write sends the samples of all series from one time until before another, in order:
//
//	POST /write?to=http://127.0.0.1:9090/api/v1/write&from=1700000000&until=1700010800
//
// The times are seconds. Each request has one sample of each series of a target, as a scrape has, unless `batch` says how
// many. Only loopback addresses are written to. The answer, when all is written, tells samples and seconds.
func (f *fleet) write(answer http.ResponseWriter, request *http.Request) {
	order, err := f.order(request.URL.Query())
	if err != nil {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	started := time.Now()
	samples, err := f.carryOut(order)
	if err != nil {
		http.Error(answer, err.Error(), http.StatusBadGateway)
		return
	}
	answer.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(answer).Encode(map[string]any{"samples": samples, "seconds": time.Since(started).Seconds()})
}

type order struct {
	to          string
	from, until int64 // milliseconds
	batch       int
}

func (f *fleet) order(query url.Values) (order, error) {
	to, err := url.Parse(query.Get("to"))
	if err != nil || to.Scheme != "http" {
		return order{}, errors.New("to must be the http address of a remote-write receiver")
	}
	if ip := net.ParseIP(to.Hostname()); ip == nil || !ip.IsLoopback() {
		return order{}, fmt.Errorf("to is %q: it must be a loopback address", to.Hostname())
	}
	from, err := strconv.ParseInt(query.Get("from"), 10, 64)
	if err != nil {
		return order{}, errors.New("from must be a time in seconds")
	}
	until, err := strconv.ParseInt(query.Get("until"), 10, 64)
	if err != nil || until <= from {
		return order{}, errors.New("until must be a time in seconds, after from")
	}
	batch := 1
	if text := query.Get("batch"); text != "" {
		batch, err = strconv.Atoi(text)
		if err != nil || batch < 1 || batch > roundSteps {
			return order{}, fmt.Errorf("batch must be from 1 to %d", roundSteps)
		}
	}
	return order{to.String(), from * 1000, until * 1000, batch}, nil
}

func (f *fleet) carryOut(o order) (int64, error) {
	step := f.interval.Milliseconds()
	var samples int64
	for at := o.from; at < o.until; at += roundSteps * step {
		end := min(o.until, at+roundSteps*step)
		if err := f.round(o, at, end, step); err != nil {
			return samples, err
		}
		samples += (end - at + step - 1) / step * int64(f.size)
	}
	return samples, nil
}

// round writes some intervals of every target, several targets at a time.
func (f *fleet) round(o order, from, until, step int64) error {
	waiting := make(chan *target)
	failed := make(chan error, writers)
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			var result error
			for target := range waiting {
				if result == nil {
					result = target.send(o, from, until, step)
				}
			}
			failed <- result
		})
	}
	for _, target := range f.targets {
		waiting <- target
	}
	close(waiting)
	all.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *target) send(o order, from, until, step int64) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.encoded == nil {
		for _, s := range t.series {
			t.encoded = append(t.encoded, encodeLabels(t.allLabels(s)))
		}
	}
	for at := from; at < until; at += int64(o.batch) * step {
		samples := make([][]byte, len(t.series))
		for time := at; time < min(until, at+int64(o.batch)*step); time += step {
			t.next()
			for i, s := range t.series {
				samples[i] = appendSample(samples[i], s.value.now(), time)
			}
		}
		var body []byte
		for i := range t.series {
			body = append(body, 1<<3|2) // WriteRequest.timeseries
			body = binary.AppendUvarint(body, uint64(len(t.encoded[i])+len(samples[i])))
			body = append(append(body, t.encoded[i]...), samples[i]...)
		}
		if err := post(o.to, uncompressed(body)); err != nil {
			return err
		}
	}
	return nil
}

// encodeLabels is the labels part of a TimeSeries of remote write 1.0:
// https://prometheus.io/docs/specs/prw/remote_write_spec/#protocol
func encodeLabels(labels []label) []byte {
	var encoded []byte
	for _, l := range labels {
		var one []byte
		one = appendText(append(one, 1<<3|2), l.name)
		one = appendText(append(one, 2<<3|2), l.value)
		encoded = append(encoded, 1<<3|2) // TimeSeries.labels
		encoded = appendText(encoded, string(one))
	}
	return encoded
}

func appendText(into []byte, text string) []byte {
	return append(binary.AppendUvarint(into, uint64(len(text))), text...)
}

func appendSample(into []byte, value float64, time int64) []byte {
	one := append([]byte{}, 1<<3|1) // Sample.value
	one = binary.LittleEndian.AppendUint64(one, math.Float64bits(value))
	one = append(one, 2<<3) // Sample.timestamp
	one = binary.AppendUvarint(one, uint64(time))
	into = append(into, 2<<3|2) // TimeSeries.samples
	return appendText(into, string(one))
}

// uncompressed is Snappy's block format without any compression, which receivers on the same machine do not need:
// https://github.com/google/snappy/blob/main/format_description.txt
func uncompressed(body []byte) []byte {
	const longest = 1 << 16
	block := binary.AppendUvarint(make([]byte, 0, len(body)+len(body)/longest*3+16), uint64(len(body)))
	for len(body) > 0 {
		part := body[:min(len(body), longest)]
		body = body[len(part):]
		block = append(block, 61<<2)
		block = binary.LittleEndian.AppendUint16(block, uint16(len(part)-1))
		block = append(block, part...)
	}
	return block
}

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: writers}}

func post(to string, block []byte) error {
	request, err := http.NewRequest(http.MethodPost, to, bytes.NewReader(block))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	request.Header.Set("Content-Encoding", "snappy")
	request.Header.Set("X-Prometheus-Remote-Write-Version", "0.1.0")
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(io.LimitReader(answer.Body, 1000))
	if err != nil {
		return err
	}
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s: %s", to, answer.Status, said)
	}
	return nil
}
