package store

import (
	"cmp"
	"slices"
	"strings"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

type casePart struct {
	mix               journey.Mix
	workshop          journey.InstanceID
	on, at, held      string
	readyAt, signedAt int64
}

var cases = projection[workflow.State, casePart]{
	stream: journey.StreamKind,
	table: newTable("journey_cases", []string{"journey"}, []string{
		"not_begun", "clarifying", "for_workshop", "clear", "workshop", "workshop_on", "workshop_at", "workshop_held", "ready_at", "signed_at",
	}),
	parts: func(s workflow.State, yield func(casePart)) {
		if s.Started() {
			yield(casePartOf(s))
		}
	},
	values: func(p casePart) []any {
		return []any{
			p.mix.NotBegun, p.mix.Clarifying, p.mix.ForWorkshop, p.mix.Clear, p.workshop, p.on, p.at, p.held, p.readyAt, p.signedAt,
		}
	},
}

func casePartOf(s workflow.State) casePart {
	p := casePart{mix: s.Mix(), readyAt: micros(s.WorkshopReadyAt()), signedAt: micros(s.SignedAt())}
	if w := s.Workshop(); w != nil {
		p.workshop = w.ID
		if w.Meeting != nil {
			p.on, p.at, p.held = w.Meeting.On.String(), w.Meeting.Start, w.Meeting.HeldOn.String()
		}
	}
	return p
}

type waitPart struct {
	ordinal       int
	item          journey.InstanceID
	roles         string
	assignee      person.ID
	dueOn, fromOn string
}

var waits = projection[workflow.State, waitPart]{
	stream: journey.StreamKind,
	table:  newTable("journey_waits", []string{"journey", "item"}, []string{"ordinal", "roles", "assignee", "due_on", "from_on"}),
	parts: func(s workflow.State, yield func(waitPart)) {
		for n, w := range s.Waiting() {
			yield(waitPart{n, w.Item.ID, joined(w.Roles), w.Item.Assignee, w.Due.String(), w.From.String()})
		}
	},
	key:    func(p waitPart) []any { return []any{p.item} },
	values: func(p waitPart) []any { return []any{p.ordinal, p.roles, p.assignee, p.dueOn, p.fromOn} },
}

// joined writes codes separated by commas.
func joined[T ~string](codes []T) string {
	texts := make([]string, len(codes))
	for n, code := range codes {
		texts[n] = string(code)
	}
	return strings.Join(texts, ",")
}

type tracePart struct {
	person person.ID
	at     int64
}

var traces = projection[workflow.State, tracePart]{
	stream: journey.StreamKind,
	table:  newTable("journey_traces", []string{"journey", "person"}, []string{"at"}),
	same:   func(a, b workflow.State) bool { return identical(a.Items, b.Items) && identical(a.Answers, b.Answers) },
	parts: func(s workflow.State, yield func(tracePart)) {
		var all []tracePart
		for id, at := range s.Traces() {
			all = append(all, tracePart{id, micros(at)})
		}
		slices.SortFunc(all, func(a, b tracePart) int { return cmp.Compare(a.person, b.person) })
		for _, p := range all {
			yield(p)
		}
	},
	key:    func(p tracePart) []any { return []any{p.person} },
	values: func(p tracePart) []any { return []any{p.at} },
}
