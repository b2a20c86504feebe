//go:build ignore

// Command generate makes a copy of Alertmanager's module that can be built. The module embeds the folder ui/app/dist,
// which its release pipeline generates and which the published module therefore lacks. The copy has that folder, with one
// page that says what is missing: the API, which is all that the tests use, is the original's.
//
// It writes generated/module, and generated/go.mod, which is this folder's go.mod with the module replaced by that copy.
// That way go.mod and go.sum here are ordinary ones, and go.sum vouches for what is copied.
package main

import (
	"compress/gzip"
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

const (
	module = "github.com/prometheus/alertmanager"
	page   = "<!DOCTYPE html><title>Alertmanager</title><p>This build has no web interface: use amtool, or the API.\n"
)

func main() {
	log.SetFlags(0)

	// Not `go list`, which knows no folder of a module that is not downloaded yet.
	download := exec.Command("go", "mod", "download", "-json", module)
	download.Stderr = os.Stderr
	answer, err := download.Output()
	check("download the module "+module, err)
	var downloaded struct{ Dir string }
	check("read what was downloaded", json.Unmarshal(answer, &downloaded))

	check("remove the last copy", os.RemoveAll("generated"))
	check("copy the module", os.CopyFS("generated/module", os.DirFS(downloaded.Dir)))

	interfaceFolder := filepath.Join("generated", "module", "ui", "app", "dist")
	check("make "+interfaceFolder, os.MkdirAll(interfaceFolder, 0o755))
	file, err := os.Create(filepath.Join(interfaceFolder, "index.html.gz"))
	check("create the page", err)
	compressed := gzip.NewWriter(file)
	_, err = compressed.Write([]byte(page))
	check("write the page", err)
	check("compress the page", compressed.Close())
	check("close the page", file.Close())

	requirements, err := os.ReadFile("go.mod")
	check("read go.mod", err)
	// A relative path counts from the folder of the main module, wherever the go.mod that says so is.
	requirements = append(requirements, "\nreplace "+module+" => ./generated/module\n"...)
	check("write go.mod", os.WriteFile("generated/go.mod", requirements, 0o644))
	checksums, err := os.ReadFile("go.sum")
	check("read go.sum", err)
	check("write go.sum", os.WriteFile("generated/go.sum", checksums, 0o644))
}

func check(step string, err error) {
	if err != nil {
		log.Fatalf("cannot %s: %v", step, err)
	}
}
