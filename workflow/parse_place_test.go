package workflow

import (
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

func TestInsideFindsCharactersOfEveryStyleOfScalar(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		// n is the character of the value, at where it stands.
		n  int
		at position
	}{
		"plain":              {"k: æøå x", 4, position{1, 8}},
		"plain, first":       {"k: abc", 0, position{1, 4}},
		"plain, folded":      {"k: ab\n  cd", 3, position{2, 3}},
		"single quotes":      {"k: 'it''s x'", 5, position{1, 11}},
		"double quotes":      {`k: "a\"b\u00e6c"`, 4, position{1, 15}},
		"double quotes, hex": {`k: "\x41b"`, 1, position{1, 9}},
		"long escape":        {`k: "\U0001F600b"`, 1, position{1, 15}},
		"literal block":      {"k: |\n  ab\n  cd\n", 4, position{3, 4}},
		"folded block":       {"k: >-\n    ab\n    cd\n", 3, position{3, 5}},
		"block, blank line":  {"k: |\n  ab\n\n  cd\n", 4, position{4, 3}},
		"in a flow list":     {"k: [a, bcd]", 2, position{1, 10}},
		"windows line ends":  {"k: |\r\n  ab\r\n  cd\r\n", 3, position{3, 3}},
		"past the end":       {"k: |\n  ab\n", 99, position{2, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			file, err := parser.ParseBytes([]byte(c.text), 0)
			if err != nil {
				t.Fatal(err)
			}
			node := file.Docs[0].Body.(*ast.MappingNode).Values[0].Value
			if list, ok := node.(*ast.SequenceNode); ok {
				node = list.Values[1]
			}
			if got := newSource([]byte(c.text)).inside(node, c.n); got != c.at {
				t.Errorf("got %v, want %v", got, c.at)
			}
		})
	}
}

func TestSuggestNamesTheNearestWord(t *testing.T) {
	known := []string{"checklist", "form", "meeting"}
	for word, want := range map[string]string{
		"chekclist": `did you mean "checklist"?`,
		"Form":      `did you mean "form"?`,
		"party":     "write checklist, form or meeting",
	} {
		if got := suggest(word, known); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
	if got := suggest("party", []string{"form", "", "meeting", "form"}); got != "write form or meeting" {
		t.Errorf("got %q", got)
	}
	if got := suggest("x", nil); got != "there is none to name" {
		t.Errorf("got %q", got)
	}
}
