package domain

import (
	"strings"
	"unicode/utf8"
)

// LimitText refuses a text of more than max characters, which may be empty: Invalid "too_long" on the field, with
// "max" and the text's own "length". A character is a code point, so that å counts as much as a.
func LimitText(field, text string, max int) error {
	if length := utf8.RuneCountInString(text); length > max {
		return RefuseField(Invalid, field, "too_long", Args{"max": max, "length": length})
	}
	return nil
}

// NeedText is LimitText for a text that has to be there: one of nothing but blanks is refused as Invalid with the
// key missing, which says in the catalogue what should stand in the field.
func NeedText(field, text string, max int, missing string) error {
	if strings.TrimSpace(text) == "" {
		return RefuseField(Invalid, field, missing, nil)
	}
	return LimitText(field, text, max)
}
