package workflow

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// FuzzParse checks that Parse survives any text: its problems stand in the text, and what it accepts can be
// shown and read again.
func FuzzParse(f *testing.F) {
	for _, content := range goldenCases(f) {
		text, _, _ := strings.Cut(content, separator)
		f.Add([]byte(text))
	}
	if text, err := os.ReadFile("../templates/journeys/ny-kollega.yaml"); err == nil {
		f.Add(text)
	}
	f.Add([]byte("stages:\r- {items: [{after: [null]}]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		def, err := Parse("x.yaml", text)
		if err != nil {
			problemsStandInTheText(t, err, text)
			return
		}
		for _, format := range ShowFormats() {
			shown, err := Show(def, format, "da")
			if err != nil {
				t.Fatal(err)
			}
			if format == "svg" {
				wellFormed(t, shown)
			}
		}
		again, err := Parse("x.yaml", def.Source)
		if err != nil || again.Hash != def.Hash {
			t.Fatalf("read again: %v", err)
		}
	})
}

func problemsStandInTheText(t *testing.T, err error, text []byte) {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("an error that is no list of problems: %v", err)
	}
	lines := len(newSource(text))
	for _, p := range problems {
		if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
			t.Fatalf("a problem outside the %d lines: %+v", lines, p)
		}
	}
}
