package journal

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"startklar/domain"
	"startklar/domain/personaldata"
)

// refuseTexts refuses a command in which a person wrote a CPR-shaped number, or what is no text: it would not
// come back from the store as it went in. The refusal says in which input and where it stands, never what
// stands there.
func refuseTexts(c Command) error {
	w, ok := c.(Written)
	if !ok {
		return nil
	}
	texts := w.WrittenTexts()
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		if !plainText(texts[field]) {
			return domain.RefuseField(domain.Invalid, field, "not_text", nil)
		}
		if span, found := personaldata.FindCPR(texts[field]); found {
			return &domain.Error{Code: domain.Invalid, Key: "cpr", Field: field, Detail: span}
		}
	}
	return nil
}

// plainText tells whether every store gives a text back as it was.
func plainText(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }
