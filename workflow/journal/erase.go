package journal

import (
	"encoding/json"
	"slices"
	"strings"

	"startklar/domain"
)

const erasedKind = "payload_erased"

// PayloadErased says whose content was erased, and why. It never repeats what was erased.
type PayloadErased struct {
	Numbers []int64 `json:"numbers"`
	Reason  string  `json:"reason"`
}

// EventKind implements domain.Body.
func (*PayloadErased) EventKind() string { return erasedKind }

// Erase is the command that removes the content of events from a stream: what was written there is gone
// from history and projections, while the chain shows that something stood there.
type Erase struct {
	Of      domain.Stream `json:"of"`
	Numbers []int64       `json:"numbers"`
	Reason  string        `json:"reason"`
}

// Stream implements Command.
func (e Erase) Stream() domain.Stream { return e.Of }

// CommandName implements Command.
func (e Erase) CommandName() string { return "erase" }

// WrittenTexts implements Written.
func (e Erase) WrittenTexts() map[string]string { return map[string]string{"reason": e.Reason} }

// decideErase checks that every event exists and may lose its content.
func (r *run) decideErase(s Subject, e Erase) ([]domain.Event, error) {
	if len(e.Numbers) == 0 || strings.TrimSpace(e.Reason) == "" {
		return nil, domain.Refuse(domain.Invalid, "erase_incomplete", nil)
	}
	found := 0
	if err := r.flush(); err != nil {
		return nil, err
	}
	err := r.tx.Events(e.Of, 0, func(r Recorded) error {
		if !slices.Contains(e.Numbers, r.Number) {
			return nil
		}
		found++
		if !s.Erasable(r.Kind) {
			return domain.Refuse(domain.Invalid, "erase_kind", domain.Args{"number": r.Number, "kind": r.Kind})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if found != len(e.Numbers) {
		return nil, domain.Refuse(domain.NotFound, "erase_unknown", nil)
	}
	return []domain.Event{{Body: &PayloadErased{Numbers: e.Numbers, Reason: e.Reason}}}, nil
}

// erase removes the contents of events, and what their client keys remember of them.
// A file that no event names any more goes with them.
func (r *run) erase(stream domain.Stream, numbers []int64) error {
	files, err := r.named(stream, numbers)
	if err != nil {
		return err
	}
	actors := map[string]bool{}
	err = r.tx.Events(stream, 0, func(e Recorded) error {
		if slices.Contains(numbers, e.Number) {
			actors[e.Actor] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	for actor := range actors {
		if err := r.tx.Forget(actor, func(m Remembered) bool { return m.made(stream, numbers) }); err != nil {
			return err
		}
	}
	if err := r.tx.Erase(stream, numbers); err != nil {
		return err
	}
	return r.dropFiles(files)
}

// made tells whether a remembered command made one of the events.
func (m Remembered) made(stream domain.Stream, numbers []int64) bool {
	var result Result
	if json.Unmarshal(m.Result, &result) != nil || result.Stream != stream {
		return false
	}
	return slices.ContainsFunc(numbers, func(n int64) bool {
		return n <= result.Number && n > result.Number-int64(result.Events)
	})
}
