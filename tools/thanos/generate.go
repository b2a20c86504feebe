//go:build ignore

// Command generate makes a copy of Thanos' module that this project's version of Go builds. The module asks for a newer
// patch release of Go than what this project is built with; that is the only line which the copy changes.
//
// It writes generated/module, which go.mod here replaces the module by. A module that is replaced by a folder has no line
// in go.sum, so its checksum is here; the checksum database has it too. To raise the version, change both constants.
package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

const (
	module   = "github.com/thanos-io/thanos"
	version  = "v0.42.5"
	checksum = "h1:92xtD5YT0cgeCFJmZdWsZLRkVh4cDWfSDb9AAiY4BN4="
	target   = "generated/module"
)

func main() {
	log.SetFlags(0)

	// Outside of this folder's module, which cannot be loaded before the copy is there.
	outside, err := os.MkdirTemp("", "thanos")
	check("make a temporary folder", err)
	defer os.RemoveAll(outside)
	download := exec.Command("go", "mod", "download", "-json", module+"@"+version)
	download.Dir = outside
	download.Stderr = os.Stderr
	// It ends with an error where Go is older than the module asks for, after having downloaded and verified it.
	answer, failure := download.Output()
	var downloaded struct{ Zip, Sum, Error string }
	if err := json.Unmarshal(answer, &downloaded); err != nil || downloaded.Zip == "" {
		log.Fatalf("cannot download %s: %v %s", module, failure, downloaded.Error)
	}
	if downloaded.Sum != checksum {
		log.Fatalf("%s %s has the checksum %s and not %s", module, version, downloaded.Sum, checksum)
	}

	check("remove the last copy", os.RemoveAll("generated"))
	archive, err := zip.OpenReader(downloaded.Zip)
	check("open "+downloaded.Zip, err)
	defer archive.Close()
	for _, file := range archive.File {
		name := strings.TrimPrefix(file.Name, module+"@"+version+"/")
		if !filepath.IsLocal(name) {
			log.Fatalf("%s has an entry outside of its folder: %s", downloaded.Zip, file.Name)
		}
		unpack(file, filepath.Join(target, filepath.FromSlash(name)))
	}

	requirements, err := os.ReadFile("go.mod")
	check("read go.mod", err)
	wanted := regexp.MustCompile(`(?m)^go .*$`).Find(requirements)
	path := filepath.Join(target, "go.mod")
	theirs, err := os.ReadFile(path)
	check("read "+path, err)
	theirs = regexp.MustCompile(`(?m)^go .*$`).ReplaceAll(theirs, wanted)
	check("write "+path, os.WriteFile(path, theirs, 0o644))
}

func unpack(file *zip.File, path string) {
	check("make a folder for "+path, os.MkdirAll(filepath.Dir(path), 0o755))
	from, err := file.Open()
	check("read "+file.Name, err)
	defer from.Close()
	to, err := os.Create(path)
	check("create "+path, err)
	_, err = io.Copy(to, from)
	check("write "+path, err)
	check("close "+path, to.Close())
}

func check(step string, err error) {
	if err != nil {
		log.Fatalf("cannot %s: %v", step, err)
	}
}
