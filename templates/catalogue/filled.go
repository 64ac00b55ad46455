package catalogue

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// filled is a text with named values, cut up once: a page fills hundreds, and a template engine takes longer for
// each than all the rest of its cell. Where the plural form does not depend on a count, both are the same.
type filled struct{ one, other []piece }

// piece is words, or the name of a value.
type piece struct{ words, name string }

// hole is where a named value stands.
var hole = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// cutUp prepares a text. It returns nil for one that holds anything but words and named values: the localizer
// writes those.
func cutUp(m *i18n.Message) *filled {
	f := &filled{other: pieces(m.Other)}
	if f.one = f.other; m.One != "" {
		f.one = pieces(m.One)
	}
	if f.one == nil || f.other == nil {
		return nil
	}
	return f
}

func pieces(text string) []piece {
	var all []piece
	from := 0
	for _, at := range hole.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, piece{words: text[from:at[0]]}, piece{name: text[at[2]:at[3]]})
		from = at[1]
	}
	all = append(all, piece{words: text[from:]})
	for _, p := range all {
		if strings.Contains(p.words, "{{") {
			return nil
		}
	}
	return all
}

// fill writes the text with its values; false if one is missing.
func (f *filled) fill(l Lang, pairs []any) (string, bool) {
	form := f.other
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, isWhole := whole(pairs[i+1]); isWhole && pairs[i] == "count" && n == 1 {
			form = f.one
		}
	}
	var made []byte
	for _, p := range form {
		if p.name == "" {
			made = append(made, p.words...)
			continue
		}
		value, ok := valueOf(pairs, p.name)
		if !ok {
			return "", false
		}
		switch value := l.write(value).(type) {
		case string:
			made = append(made, value...)
		default:
			made = fmt.Append(made, value)
		}
	}
	return string(made), true
}

func valueOf(pairs []any, name string) (any, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return nil, false
}
