package main

import (
	"math"
	"math/rand/v2"
)

// A value is what a series shows; each interval it moves on in its own way.
type value interface {
	next(random *rand.Rand)
	now() float64
}

// constant never changes: a size, a limit, a counter of errors that do not happen.
type constant float64

func (c constant) next(*rand.Rand) {}
func (c constant) now() float64    { return float64(c) }

// events counts something that happens so often per interval, on average.
type events struct{ count, rate float64 }

func (e *events) next(random *rand.Rand) { e.count += float64(poisson(e.rate, random)) }
func (e *events) now() float64           { return e.count }

// volume counts bytes: events of some size each.
type volume struct{ count, rate, size float64 }

func (v *volume) next(random *rand.Rand) {
	for range poisson(v.rate, random) {
		v.count += math.Floor(v.size * random.ExpFloat64())
	}
}
func (v *volume) now() float64 { return v.count }

// seconds counts time in hundredths, as a kernel does: so much per interval, with some unrest.
type seconds struct{ hundredths, rate float64 }

func (s *seconds) next(random *rand.Rand) {
	s.hundredths += math.Max(0, math.Round(s.rate*(1+0.3*random.NormFloat64())))
}
func (s *seconds) now() float64 { return s.hundredths / 100 }

// wandering goes up and down between two bounds, in steps of a unit: memory in pages, connections, goroutines.
type wandering struct{ level, least, most, unit, unrest float64 }

func (w *wandering) next(random *rand.Rand) {
	if random.Float64() < 0.3 {
		return // Much is as it was when one looks again.
	}
	w.level += math.Round(random.NormFloat64()*w.unrest) * w.unit
	w.level = math.Min(w.most, math.Max(w.least, w.level))
}
func (w *wandering) now() float64 { return w.level }

// bounds are the upper bounds of the buckets, in seconds; the last one has none.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, math.Inf(1)}

// latencies is a histogram: requests come so often per interval and take so long, typically.
type latencies struct {
	rate, typical float64
	buckets       [12]float64
	count, sum    float64
}

func (l *latencies) next(random *rand.Rand) {
	for range poisson(l.rate, random) {
		took := l.typical * math.Exp(0.8*random.NormFloat64())
		for i := len(bounds) - 1; i >= 0 && took <= bounds[i]; i-- {
			l.buckets[i]++
		}
		l.count++
		l.sum += took
	}
}

// A part of a histogram is moved on by the histogram's first part only.
type part struct {
	of    *latencies
	first bool
	read  func(*latencies) float64
}

func (p part) next(random *rand.Rand) {
	if p.first {
		p.of.next(random)
	}
}
func (p part) now() float64 { return p.read(p.of) }

// poisson draws how many of independent events happen, by Knuth's method in steps that keep the exponential above zero.
func poisson(mean float64, random *rand.Rand) int {
	count := 0
	for mean > 0 {
		step := math.Min(mean, 30)
		mean -= step
		limit := math.Exp(-step)
		for product := random.Float64(); product > limit; product *= random.Float64() {
			count++
		}
	}
	return count
}
