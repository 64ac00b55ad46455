package journal

import (
	"maps"
	"slices"

	"startklar/domain"
	"startklar/domain/personaldata"
)

// refuseCPR refuses a command in which a person wrote a CPR-shaped number. The refusal says in which input
// and where it stands, never what stands there.
func refuseCPR(c Command) error {
	w, ok := c.(Written)
	if !ok {
		return nil
	}
	texts := w.WrittenTexts()
	for _, field := range slices.Sorted(maps.Keys(texts)) {
		if span, found := personaldata.FindCPR(texts[field]); found {
			return &domain.Error{Code: domain.Invalid, Key: "cpr", Field: field, Detail: span}
		}
	}
	return nil
}
