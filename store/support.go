package store

import (
	"context"
	"errors"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
)

var supportProposals = projection[followup.State, *followup.Proposal]{
	stream: followup.Kind,
	table: newTable("support_proposals", []string{"municipality", "number"}, []string{
		"subject", "month", "reasons", "figures", "made_at", "state", "case_number", "reason", "settled_by", "settled_at",
	}),
	parts: func(s followup.State, yield func(*followup.Proposal)) {
		for _, p := range s.Proposals {
			yield(p)
		}
	},
	key: func(p *followup.Proposal) []any { return []any{p.Number} },
	values: func(p *followup.Proposal) []any {
		return []any{
			p.Subject, p.Month.String(), joined(p.Reasons), encoded(p.Figures), micros(p.MadeAt), p.State, p.Case, p.Reason, p.By, micros(p.At),
		}
	},
}

// supportPart is a case with what is said of it by the rest of the stream.
type supportPart struct {
	of       *followup.Case
	next     followup.Step
	onTrack  calendar.Month
	contacts int
}

var supportCases = projection[followup.State, supportPart]{
	stream: followup.Kind,
	table: newTable("support_cases", []string{"municipality", "number"}, []string{
		"subjects", "owner", "opened_at", "next_step", "guess", "help", "agreed_on", "review_on", "outcome", "closed_at", "merged_into",
		"on_track", "contacts",
	}),
	parts: func(s followup.State, yield func(supportPart)) {
		for _, c := range s.Cases {
			yield(supportPart{of: c, next: s.Next(c), onTrack: s.OnTrack(c), contacts: len(s.ContactsOf(c.Number))})
		}
	},
	key: func(p supportPart) []any { return []any{p.of.Number} },
	values: func(p supportPart) []any {
		c := p.of
		guess, help, agreed, outcome, closed := followup.Guess(""), "", calendar.Date{}, followup.Outcome(""), int64(0)
		if c.Hypothesis != nil {
			guess = c.Hypothesis.Guess
		}
		if c.Support != nil {
			help = joined(c.Support.Kinds)
		}
		if c.Agreement != nil {
			agreed = c.Agreement.On
		}
		if c.Closing != nil {
			outcome, closed = c.Closing.Outcome, micros(c.Closing.At)
		}
		return []any{
			joined(c.Subjects()), c.Owner, micros(c.OpenedAt), p.next, guess, help, agreed.String(), c.ReviewOn.String(), outcome, closed,
			c.MergedInto, p.onTrack.String(), p.contacts,
		}
	},
}

var supportContacts = projection[followup.State, *followup.Contact]{
	stream: followup.Kind,
	table:  newTable("support_contacts", []string{"municipality", "number"}, []string{"case_number", "on_day", "way"}),
	parts: func(s followup.State, yield func(*followup.Contact)) {
		for _, c := range s.Contacts {
			yield(c)
		}
	},
	key:    func(c *followup.Contact) []any { return []any{c.Number} },
	values: func(c *followup.Contact) []any { return []any{c.Case, c.On.String(), c.Way} },
}

// split is joined the other way round.
func split[T ~string](text string) (codes []T) {
	for code := range strings.SplitSeq(text, ",") {
		if code != "" {
			codes = append(codes, T(code))
		}
	}
	return codes
}

const (
	selectProposals = "SELECT municipality, number, subject, month, reasons, figures, made_at, state, case_number, reason, settled_by, " +
		"settled_at FROM support_proposals"
	proposalsOrder = " ORDER BY made_at DESC, municipality, number"

	selectSupport = "SELECT municipality, number, subjects, owner, opened_at, next_step, guess, help, agreed_on, review_on, outcome, closed_at, " +
		"on_track, contacts FROM support_cases"
	supportOrder = " ORDER BY opened_at DESC, municipality, number"
)

// SupportProposals lists proposals of support, the newest first.
func (s *Store) SupportProposals(ctx context.Context, q view.SupportQuery) (all []view.ProposalRow, err error) {
	b := &overviewQuery{}
	among(b, "municipality", q.Municipalities)
	if q.OpenOnly {
		b.and("state = ?", string(followup.Open))
	}
	err = s.read(ctx, func(t *tx) error {
		var code, subject, month, reasons, figures, state, reason, by string
		var madeAt, at int64
		row := view.ProposalRow{}
		into := []any{&code, &row.Number, &subject, &month, &reasons, &figures, &madeAt, &state, &row.Case, &reason, &by, &at}
		return t.each("proposals of support", selectProposals+b.filter()+proposalsOrder, b.args, into, func() (err error) {
			row.Municipality, row.Subject, row.Reasons = municipality.Code(code), followup.Subject(subject), split[signal.Reason](reasons)
			row.MadeAt, row.State, row.Reason, row.By, row.At = moment(madeAt), followup.ProposalState(state), reason, person.ID(by), moment(at)
			row.Figures = nil
			row.Month, err = calendar.ParseMonth(month)
			err = errors.Join(err, decoded(figures, &row.Figures))
			all = append(all, row)
			return err
		})
	})
	return all, err
}

// SupportCases lists cases of support, the newest first; those that merged into another one are not among them.
func (s *Store) SupportCases(ctx context.Context, q view.SupportQuery) (all []view.SupportRow, err error) {
	b := &overviewQuery{}
	among(b, "municipality", q.Municipalities)
	b.and("merged_into = 0")
	if q.OpenOnly {
		b.and("closed_at = 0")
	}
	err = s.read(ctx, func(t *tx) error {
		var code, subjects, owner, next, guess, help, agreed, review, outcome, onTrack string
		var opened, closed int64
		row := view.SupportRow{}
		into := []any{&code, &row.Number, &subjects, &owner, &opened, &next, &guess, &help, &agreed, &review, &outcome, &closed, &onTrack, &row.Contacts}
		return t.each("cases of support", selectSupport+b.filter()+supportOrder, b.args, into, func() error {
			row.Municipality, row.Subjects, row.Owner = municipality.Code(code), split[followup.Subject](subjects), person.ID(owner)
			row.OpenedAt, row.Next, row.Guess, row.Help = moment(opened), followup.Step(next), followup.Guess(guess), split[followup.Help](help)
			row.Outcome, row.ClosedAt = followup.Outcome(outcome), moment(closed)
			err := errors.Join(dates(date{agreed, &row.AgreedOn}, date{review, &row.ReviewOn}), row.OnTrack.UnmarshalText([]byte(onTrack)))
			all = append(all, row)
			return err
		})
	})
	return all, err
}

// SupportContacts counts the contacts with each municipality in a year, for those that had any.
func (s *Store) SupportContacts(ctx context.Context, year int) (map[municipality.Code]int, error) {
	counts := map[municipality.Code]int{}
	first, next := calendar.NewDate(year, 1, 1), calendar.NewDate(year+1, 1, 1)
	err := s.read(ctx, func(t *tx) error {
		var code string
		var count int
		return t.each("contacts", "SELECT municipality, COUNT(*) FROM support_contacts WHERE on_day >= ? AND on_day < ? GROUP BY municipality",
			[]any{first.String(), next.String()}, []any{&code, &count}, func() error {
				counts[municipality.Code(code)] = count
				return nil
			})
	})
	return counts, err
}
