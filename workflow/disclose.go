package workflow

import (
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Disclosure tells how far an answer has been let out of its municipality: shared when its section has been
// declared finished or shared as it is, signed when it stands in a signed version with the text that it has now.
func (s State) Disclosure(a *Answer) policy.Disclosed {
	item := s.Item(a.Item)
	if item == nil {
		return policy.Disclosed{}
	}
	d := policy.Disclosed{Shared: item.State == journey.Completed}
	if f := item.Def.Field(a.Field); f != nil {
		run := item.Section(f.Section.ID)
		d.Shared = d.Shared || run.Declared() || !run.SharedAt.IsZero()
	}
	for _, approval := range s.Items {
		if approval.Signature != nil && approval.Signature.covers(a) {
			d.Signed = true
		}
	}
	if !s.signable(item) {
		d.Signed = d.Shared && s.finished(item, a.Field) && s.Answer(a.Item, a.Field).current(a)
	}
	return d
}

// finished tells whether somebody has declared a field's section finished. To share it with the consultant
// does not: it is no word of the leadership's to the national agency.
func (s State) finished(item *Item, field journey.FieldID) bool {
	f := item.Def.Field(field)
	return item.State == journey.Completed || f != nil && item.Section(f.Section.ID).Declared()
}

// RevisionDisclosure is Disclosure for one revision of an answer. An earlier revision has been shared only
// as far as it stands in a signed version: a draft that was written over before anybody shared it stays
// at home.
func (s State) RevisionDisclosure(a *Answer) policy.Disclosed {
	d := s.Disclosure(a)
	if now := s.Answer(a.Item, a.Field); now == nil || now.Revision != a.Revision {
		d.Shared = false
	}
	return d
}

// signable tells whether some approval is of the item. What nobody ever signs counts as signed once it is
// shared: there is no later moment at which the leadership would let it go.
func (s State) signable(item *Item) bool {
	return slices.ContainsFunc(s.Items, func(i *Item) bool { return slices.Contains(i.Def.Of, item.Def.ID) })
}

// Signable tells whether some approval is of the item, so that the national agency waits for a signature.
func (s State) Signable(item *Item) bool { return s.signable(item) }

// current tells whether another is the same revision.
func (a *Answer) current(other *Answer) bool { return a != nil && a.Revision == other.Revision }

func (sig *Signature) covers(a *Answer) bool {
	return slices.ContainsFunc(sig.Pins, func(p Pin) bool {
		return p.Item == a.Item && p.Field == a.Field && p.Revision == a.Revision
	})
}

// Writes tells whether a role is among those that work on an item and write its answers.
func (s State) Writes(role person.Role, item journey.InstanceID) bool {
	i := s.Item(item)
	return i != nil && slices.Contains(i.Def.Roles, role)
}

// Withhold returns the state without the texts that may not be read: what is withheld keeps its standing,
// dates and revision.
func (s State) Withhold(mayRead func(*Answer) bool) State {
	answers := make([]*Answer, len(s.Answers))
	for n, a := range s.Answers {
		if answers[n] = a; !mayRead(a) {
			kept := *a
			kept.Text, kept.Withheld = "", true
			answers[n] = &kept
		}
	}
	s.Answers = answers
	return s
}
