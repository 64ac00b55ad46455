package workflow

import (
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
)

// Mix counts the questions of the journey's checklists by their standing.
func (s State) Mix() (mix journey.Mix) {
	for _, i := range s.Items {
		if i.Def.Kind != journey.Checklist {
			continue
		}
		for _, section := range i.Def.Sections {
			for _, f := range section.Fields() {
				mix.Add(s.StandingOf(i.ID, f.ID))
			}
		}
	}
	return mix
}

// Waiting is something required that people can do now, and whose move it is.
type Waiting struct {
	Item *Item
	// Roles are those whose move it is.
	Roles []person.Role
	Due   calendar.Date
	// From is the day before which nobody can do anything: a meeting waits for its own. Zero for none.
	From calendar.Date
}

// Waiting lists what the journey waits for, the most pressing first. A journey that has ended waits for
// nothing.
func (s State) Waiting() []Waiting {
	if s.Run != journey.Active {
		return nil
	}
	var all []Waiting
	for _, i := range s.open(true) {
		w := Waiting{Item: i, Roles: i.Turn(), Due: i.Deadline.On()}
		if i.Meeting != nil {
			w.From = i.Meeting.On
		}
		all = append(all, w)
	}
	return all
}

// Workshop is the meeting that deadlines count from: the startup workshop. Nil where the plan has none.
func (s State) Workshop() *Item {
	for _, i := range s.Items {
		if i.Def.Kind == journey.Meeting && i.Def.Anchor != "" && i.Number == 1 {
			return i
		}
	}
	return nil
}

// WorkshopReadyAt is when the last of what the workshop rests on was done; zero until then. A workshop whose
// gate was opened by exception is never ready in this sense.
func (s State) WorkshopReadyAt() time.Time {
	w := s.Workshop()
	if w == nil || len(w.Def.Entry.On) == 0 || w.State == journey.Available || w.Exception != "" {
		return time.Time{}
	}
	var last time.Time
	for _, on := range w.Def.Entry.On {
		at := s.occurredAt(on)
		if at.IsZero() {
			return time.Time{}
		}
		if at.After(last) {
			last = at
		}
	}
	return last
}

// occurredAt is when what a gate waits for happened; zero until then.
func (s State) occurredAt(on OnPart) time.Time {
	if on.Stage != "" {
		if r := s.Stage(on.Stage); r != nil {
			return r.EndedAt
		}
		return time.Time{}
	}
	if i := s.latest(on.Item); i != nil {
		return i.EndedAt
	}
	return time.Time{}
}

// SignedAt is when the leadership last signed something; zero for never.
func (s State) SignedAt() (last time.Time) {
	for _, i := range s.Items {
		if i.Signature != nil && i.Signature.At.After(last) {
			last = i.Signature.At
		}
	}
	return last
}

// Traces tells when each person last left something in the journey that still stands: a text, a standing, a
// declaration, a signature, an item begun or ended.
func (s State) Traces() map[person.ID]time.Time {
	traces := map[person.ID]time.Time{}
	leave := func(by person.ID, at time.Time) {
		if by != "" && at.After(traces[by]) {
			traces[by] = at
		}
	}
	for _, a := range s.Answers {
		leave(a.By, a.At)
		leave(a.StandingBy, a.StandingAt)
	}
	for _, i := range s.Items {
		leave(i.EndedBy, i.EndedAt)
		for _, r := range i.Sections {
			leave(r.By, r.DeclaredAt)
		}
		if i.Signature != nil {
			leave(i.Signature.By, i.Signature.At)
		}
	}
	return traces
}
