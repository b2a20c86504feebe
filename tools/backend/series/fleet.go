package main

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

type label struct{ name, value string }

// A series has the labels of its metrics page; those of its target come on top.
type series struct {
	name   string
	labels []label
	value  value
}

// target is one pod with its page.
type target struct {
	mutex   sync.Mutex
	labels  []label // as discovery would add them
	series  []series
	encoded [][]byte // their labels, once they are written
	random  *rand.Rand
}

// fleet is all targets.
type fleet struct {
	size     int
	interval time.Duration
	targets  []*target
}

func newFleet(size, perTarget int, interval time.Duration) *fleet {
	made := &fleet{size: size, interval: interval}
	for first := 0; first < size; first += perTarget {
		made.targets = append(made.targets, newTarget(len(made.targets), min(perTarget, size-first)))
	}
	return made
}

func newTarget(number, size int) *target {
	random := rand.New(rand.NewPCG(2, uint64(number)))
	pod := fmt.Sprintf("series-generator-6f7c9d5b84-%05x", number)
	made := &target{
		labels: []label{
			{"instance", pod}, {"job", "series-generator"}, {"namespace", "renderowl-staging"},
			{"node", fmt.Sprintf("node-%d.eu-central-1.compute.internal", number%50)}, {"pod", pod}},
		random: random,
	}
	for unit := 0; len(made.series) < size; unit++ {
		made.series = append(made.series, unitOf(unit, random)...)
	}
	made.series = made.series[:size]
	// A page has the series of one metric together.
	sort.SliceStable(made.series, func(i, j int) bool {
		return familyOf(made.series[i].name) < familyOf(made.series[j].name)
	})
	return made
}

// next moves all values on by one interval.
func (t *target) next() {
	for i := range t.series {
		t.series[i].value.next(t.random)
	}
}

// page is the target's page in the text format.
func (t *target) page(into []byte, extra []label) []byte {
	described := ""
	for _, s := range t.series {
		if family := familyOf(s.name); family != described {
			described = family
			into = append(into, "# TYPE "+family+" "+typeOf(s.name)+"\n"...)
		}
		into = append(into, s.name...)
		into = append(into, '{')
		for i, l := range append(extra, s.labels...) {
			if i > 0 {
				into = append(into, ',')
			}
			into = append(into, l.name+`="`+l.value+`"`...)
		}
		into = append(into, "} "...)
		into = strconv.AppendFloat(into, s.value.now(), 'g', -1, 64)
		into = append(into, '\n')
	}
	return into
}

func familyOf(name string) string {
	for _, suffix := range []string{"_bucket", "_sum", "_count"} {
		if strings.HasSuffix(name, "_duration_seconds"+suffix) {
			return strings.TrimSuffix(name, suffix)
		}
	}
	return name
}

func typeOf(name string) string {
	switch {
	case familyOf(name) != name:
		return "histogram"
	case strings.HasSuffix(name, "_total"):
		return "counter"
	default:
		return "gauge"
	}
}

// allLabels are those under which a Prometheus stores the series, by name as it wants them.
func (t *target) allLabels(s series) []label {
	all := append([]label{{"__name__", s.name}}, append(append([]label{}, t.labels...), s.labels...)...)
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	return all
}
