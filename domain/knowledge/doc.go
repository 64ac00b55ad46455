// Package knowledge is what the programme learns and passes on: good stories with the consents that they
// rest on, the elements that are followed in the selected municipalities, quarter by quarter, and the
// synthesis of what several municipalities have noted.
//
// The quarterly notes themselves are forms of a journey (Bilag 3, vidensudvikling); this package says only
// which are owed. It knows no pages and no store.
//
// A story lives like this. Withdrawing it is final: its texts are gone from every page, and only the trace
// stays that there was one.
//
//	collect ─▶ told ──record consents──▶ pass on ─▶ read by front staff, companies, the public
//	            ▲                           │
//	            └────────── revise ◀────────┘        any ── withdraw ──▶ withdrawn
package knowledge

import (
	"strings"
	"unicode/utf8"

	"startklar/domain"
)

// within refuses a text that is missing, where it has to be there, or too long; both in characters.
func within(field, text string, most int, needed bool) error {
	switch length := utf8.RuneCountInString(text); {
	case needed && strings.TrimSpace(text) == "":
		return domain.RefuseField(domain.Invalid, field, "text_missing", nil)
	case length > most:
		return domain.RefuseField(domain.Invalid, field, "too_long", domain.Args{"max": most, "length": length})
	default:
		return nil
	}
}

// first returns the first error there is.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
