//go:build ignore

// Command generate writes generated/schema.json, which main.go embeds: the provider module's schema with the version of
// the release put in. The provider hands this schema to the engine, which reads the version from it.
//
// Usage: go run generate.go VERSION
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

const module = "github.com/pulumi/pulumi-kubernetes/provider/v4"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run generate.go VERSION")
	}

	// Not `go list`, which knows no folder of a module that is not downloaded yet.
	download := exec.Command("go", "mod", "download", "-json", module)
	download.Stderr = os.Stderr
	answer, err := download.Output()
	check("download the module "+module, err)
	var downloaded struct{ Dir string }
	check("read what was downloaded", json.Unmarshal(answer, &downloaded))

	source := filepath.Join(downloaded.Dir, "cmd", "pulumi-resource-kubernetes", "schema.json")
	original, err := os.ReadFile(source)
	check("read the module's schema", err)

	// Raw values, because only the version is ours to change: everything else keeps its order and its numbers.
	var schema map[string]json.RawMessage
	check("parse "+source, json.Unmarshal(original, &schema))
	schema["version"], err = json.Marshal(os.Args[1])
	check("write the version", err)
	versioned, err := json.Marshal(schema)
	check("serialize the schema", err)

	check("make the folder", os.MkdirAll("generated", 0o755))
	check("write the schema", os.WriteFile(filepath.Join("generated", "schema.json"), versioned, 0o644))
}

func check(step string, err error) {
	if err != nil {
		log.Fatalf("cannot %s: %v", step, err)
	}
}
