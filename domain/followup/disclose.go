package followup

import (
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// For is the follow-up of a municipality as an actor may see it: the agency all of it; the municipality's consultant
// cases in which support has been decided or something was agreed, without figures, hypotheses and notes; its
// leadership those in which something was agreed, and of them subject, kind of support, agreement, dates and outcome.
// Others see nothing.
func (s State) For(actor person.Actor, code municipality.Code) State {
	if policy.MayReadSupport(actor, code, policy.SupportInternal) {
		return s
	}
	help := policy.MayReadSupport(actor, code, policy.SupportHelp)
	agreement := policy.MayReadSupport(actor, code, policy.SupportAgreement)
	var shown State
	for _, c := range s.Cases {
		switch {
		case c.MergedInto != 0:
		case help && (c.Support != nil || c.Agreement != nil):
			shown.Cases = append(shown.Cases, c.shared(true))
			shown.Contacts = append(shown.Contacts, dated(s.ContactsOf(c.Number), c.Number)...)
		case agreement && c.Agreement != nil:
			shown.Cases = append(shown.Cases, c.shared(false))
		}
	}
	return shown
}

// shared is the case without what is internal: to those who help with what they need to know.
func (c *Case) shared(help bool) *Case {
	shown := &Case{
		Number: c.Number, Watching: c.Watching, OpenedAt: c.OpenedAt, Owner: c.Owner, Revision: c.Revision,
		Agreement: c.Agreement, ReviewOn: c.ReviewOn,
	}
	if c.Support != nil {
		shown.Support = &Support{Kinds: c.Support.Kinds, By: c.Support.By, At: c.Support.At}
		if help {
			shown.Support.Text = c.Support.Text
		}
	}
	if c.Closing != nil {
		shown.Closing = &Closing{Outcome: c.Closing.Outcome, By: c.Closing.By, At: c.Closing.At}
	}
	return shown
}

// dated are contacts without what was said.
func dated(contacts []*Contact, number int) (all []*Contact) {
	for _, c := range contacts {
		all = append(all, &Contact{Number: c.Number, Case: number, On: c.On, Way: c.Way, By: c.By, At: c.At})
	}
	return all
}
