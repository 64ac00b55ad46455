// Package monitoringtest gives tests the monitoring of the programme that is really run, so that a rule is tested on
// the indicators, codes and dates that it will meet. It is for tests alone; the program finds the file through templates.
package monitoringtest

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"startklar/domain/monitoring"
)

// file is where the programme stands, seen from the top of the repository.
const file = "templates/monitoring/flere-skal-med-2.yaml"

// Text returns the programme's file as it is written, for tests that change something in it.
func Text(t testing.TB) string {
	t.Helper()
	text, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Programme returns the programme. It is read once, since a fuzz test asks for it thousands of times a second: all
// tests of a package share it, and none may change it.
func Programme(t testing.TB) *monitoring.Programme {
	t.Helper()
	p, err := programme()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var programme = sync.OnceValues(func() (*monitoring.Programme, error) {
	text, err := read()
	if err != nil {
		return nil, err
	}
	return monitoring.ParseProgramme([]byte(text))
})

// read finds the file from the folder in which a test runs: its package's, at any depth of the repository.
func read() (string, error) {
	for up := "."; ; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			text, err := os.ReadFile(filepath.Join(up, file))
			return string(text), err
		}
		if above, err := filepath.Abs(up); err != nil || above == filepath.Dir(above) {
			return "", fmt.Errorf("no go.mod above the folder of the test: %w", err)
		}
	}
}
