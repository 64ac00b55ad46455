package domain_test

import (
	"reflect"
	"testing"

	"startklar/domain"
)

func TestATextIsRefusedThatIsMissingOrTooLong(t *testing.T) {
	tooLong := domain.RefuseField(domain.Invalid, "note", "too_long", domain.Args{"max": 3, "length": 4})
	missing := domain.RefuseField(domain.Invalid, "note", "note_missing", nil)
	for name, c := range map[string]struct {
		text          string
		limit, needed *domain.Error
	}{
		"none":                    {"", nil, missing},
		"blanks":                  {" \t\n", nil, missing},
		"more blanks than fit":    {"    ", tooLong, missing},
		"as much as fits":         {"æøå", nil, nil},
		"one more":                {"æøåæ", tooLong, tooLong},
		"blanks around it count":  {" ø  ", tooLong, tooLong},
		"what needs four bytes":   {"😀😀😀", nil, nil},
		"an accent by itself too": {"åe\u0301a", tooLong, tooLong},
	} {
		if err := domain.LimitText("note", c.text, 3); !same(err, c.limit) {
			t.Errorf("%s, which may be empty: %v, want %v", name, err, c.limit)
		}
		if err := domain.NeedText("note", c.text, 3, "note_missing"); !same(err, c.needed) {
			t.Errorf("%s, which has to be there: %v, want %v", name, err, c.needed)
		}
	}
}

// same compares all that a refusal says; no refusal is an error that is nil, not one that holds nothing.
func same(err error, want *domain.Error) bool {
	return err == nil && want == nil || err != nil && want != nil && reflect.DeepEqual(err, error(want))
}
