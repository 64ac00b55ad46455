package followup

import (
	"fmt"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/person"
)

// place is what part of the stream an event concerns. It is the event's subject, which outlives its content.
type place struct{ Case, Proposal, Contact int }

// String writes "case/3", "proposal/2" or "case/3/contact/5".
func (p place) String() string {
	switch {
	case p.Proposal != 0:
		return fmt.Sprintf("proposal/%d", p.Proposal)
	case p.Contact != 0:
		return fmt.Sprintf("case/%d/contact/%d", p.Case, p.Contact)
	default:
		return fmt.Sprintf("case/%d", p.Case)
	}
}

func placeOf(subject string) (p place) {
	// What does not match leaves its number 0, which no part has.
	switch {
	case strings.HasPrefix(subject, "proposal/"):
		_, _ = fmt.Sscanf(subject, "proposal/%d", &p.Proposal)
	default:
		_, _ = fmt.Sscanf(subject, "case/%d/contact/%d", &p.Case, &p.Contact)
	}
	return p
}

// CaseOf is the number of the case that an event happened to; 0 for none.
func CaseOf(e domain.Event) int {
	if made, ok := e.Body.(*ProposalMade); ok {
		return made.Case
	}
	return placeOf(e.Subject).Case
}

// Evolve returns the state after an event. Erased contents leave their place without a text.
func (Rules) Evolve(state any, e domain.Event) (any, error) {
	s, ok := state.(State)
	if !ok {
		return nil, fmt.Errorf("follow-up state %T", state)
	}
	if e.Erased() {
		return s.erased(e)
	}
	switch b := e.Body.(type) {
	case *SubjectsJudged:
		return s.judged(b), nil
	case *ProposalMade, *ProposalLapsed, *ProposalSetAside, *ProposalJoined:
		return s.proposal(b, e), nil
	case *CaseOpened:
		return s.opened(b, e), nil
	case *ContactNoted:
		return s.contacted(&Contact{b.Number, b.Case, b.On, b.Way, b.With, b.Note, person.ID(e.Actor), e.At}), nil
	case *CaseMerged:
		return s.merged(b), nil
	}
	change, err := changeOf(e)
	if err != nil {
		return nil, err
	}
	return s.withCase(placeOf(e.Subject).Case, change), nil
}

// erased puts something without a text where the text was.
func (s State) erased(e domain.Event) (any, error) {
	where := placeOf(e.Subject)
	by, at := person.ID(e.Actor), e.At
	switch e.Kind {
	case (&ProposalSetAside{}).EventKind():
		return s.withProposal(where.Proposal, func(p *Proposal) { p.State, p.By, p.At = Aside, by, at }), nil
	case (&ContactNoted{}).EventKind():
		return s.contacted(&Contact{Number: where.Contact, Case: where.Case, On: calendar.DateOf(e.At), By: by, At: at}), nil
	case (&CaseExplained{}).EventKind():
		return s.withCase(where.Case, func(*Case) {}), nil
	case (&Supposed{}).EventKind():
		return s.withCase(where.Case, func(c *Case) { c.Hypothesis = &Hypothesis{By: by, At: at} }), nil
	case (&SupportDecided{}).EventKind():
		return s.withCase(where.Case, func(c *Case) { c.Support = &Support{By: by, At: at} }), nil
	case (&SupportAgreed{}).EventKind():
		return s.withCase(where.Case, func(c *Case) { c.Agreement = &Agreement{On: calendar.DateOf(e.At), By: by, At: at} }), nil
	case (&CaseClosed{}).EventKind():
		return s.withCase(where.Case, func(c *Case) { c.Closing = &Closing{By: by, At: at} }), nil
	}
	return nil, fmt.Errorf("follow-up event %q cannot be erased", e.Kind)
}

func (s State) judged(b *SubjectsJudged) State {
	s.Tracks = slices.Clone(s.Tracks)
	for _, j := range b.Standings {
		i := slices.IndexFunc(s.Tracks, func(t *Track) bool { return t.Subject == j.Subject })
		if i < 0 {
			i = len(s.Tracks)
			s.Tracks = append(s.Tracks, &Track{Subject: j.Subject})
		}
		s.Tracks[i] = s.Tracks[i].with(j)
	}
	return s
}

func (t *Track) with(j JudgedOnce) *Track {
	next := &Track{Subject: t.Subject, Raised: t.Raised && !j.Recovered, Months: slices.Clone(t.Months)}
	if last := len(next.Months) - 1; last >= 0 && next.Months[last].Month == j.Month {
		next.Months = next.Months[:last]
	}
	next.Months = append(next.Months, MonthStanding{j.Month, j.Standing})
	return next
}

func (s State) proposal(body domain.Body, e domain.Event) State {
	by := person.ID(e.Actor)
	switch b := body.(type) {
	case *ProposalMade:
		made := &Proposal{
			Number: b.Number, Subject: b.Subject, Month: b.Month, Reasons: b.Reasons, Figures: b.Figures, MadeAt: e.At, State: Open,
		}
		if b.Case != 0 {
			made.State, made.Case, made.By, made.At = InCase, b.Case, by, e.At
			s = s.withCase(b.Case, func(c *Case) { c.Proposals = append(slices.Clone(c.Proposals), b.Number) })
		}
		s.Proposals = append(slices.Clone(s.Proposals), made)
		s.Tracks = slices.Clone(s.Tracks)
		for n, t := range s.Tracks {
			if t.Subject == b.Subject {
				s.Tracks[n] = &Track{Subject: t.Subject, Raised: true, Months: t.Months}
			}
		}
	case *ProposalLapsed:
		s = s.withProposal(b.Number, func(p *Proposal) { p.State, p.By, p.At = Lapsed, by, e.At })
	case *ProposalSetAside:
		s = s.withProposal(b.Number, func(p *Proposal) { p.State, p.Reason, p.By, p.At = Aside, b.Reason, by, e.At })
	case *ProposalJoined:
		s = s.withProposal(b.Number, func(p *Proposal) { p.State, p.Case, p.By, p.At = InCase, b.Case, by, e.At })
		s = s.withCase(b.Case, func(c *Case) {
			c.Proposals = append(slices.Clone(c.Proposals), b.Number)
			c.watch(b.Watching)
		})
	}
	return s
}

func (c *Case) watch(all ...Watching) {
	for _, w := range all {
		if !c.Watches(w.Subject) {
			c.Watching = append(slices.Clone(c.Watching), w)
		}
	}
}

func (s State) opened(b *CaseOpened, e domain.Event) State {
	c := &Case{
		Number: b.Number, Watching: b.Watching, Proposals: b.Proposals, OpenedBy: person.ID(e.Actor), OpenedAt: e.At,
		Owner: b.Owner, Frozen: b.Frozen, Revision: 1,
	}
	s.Cases = append(slices.Clone(s.Cases), c)
	for _, number := range b.Proposals {
		s = s.withProposal(number, func(p *Proposal) { p.State, p.Case, p.By, p.At = InCase, b.Number, c.OpenedBy, e.At })
	}
	return s
}

func (s State) contacted(c *Contact) State {
	s.Contacts = append(slices.Clone(s.Contacts), c)
	return s.withCase(c.Case, func(*Case) {})
}

func (s State) merged(b *CaseMerged) State {
	var proposals []int
	if from := s.Case(b.Case); from != nil {
		proposals = from.Proposals
	}
	s = s.withCase(b.Case, func(c *Case) { c.MergedInto = b.Into })
	for _, number := range proposals {
		s = s.withProposal(number, func(p *Proposal) { p.Case = b.Into })
	}
	return s.withCase(b.Into, func(c *Case) {
		c.Proposals = append(slices.Clone(c.Proposals), proposals...)
		c.watch(b.Watching...)
	})
}

// changeOf is what an event changes in its case alone.
func changeOf(e domain.Event) (func(*Case), error) {
	by, at := person.ID(e.Actor), e.At
	switch b := e.Body.(type) {
	case *CaseExplained:
		return func(c *Case) { c.Reason = b.Reason }, nil
	case *Supposed:
		return func(c *Case) { c.Hypothesis = &Hypothesis{b.Guess, b.Note, by, at} }, nil
	case *SupportDecided:
		return func(c *Case) { c.Support = &Support{b.Kinds, b.Text, by, at} }, nil
	case *SupportAgreed:
		return func(c *Case) { c.Agreement = &Agreement{b.Text, b.On, by, at} }, nil
	case *ReviewSet:
		return func(c *Case) { c.ReviewOn = b.On }, nil
	case *CaseTakenOver:
		return func(c *Case) { c.Owner = b.Owner }, nil
	case *CaseClosed:
		return func(c *Case) { c.Closing = &Closing{b.Outcome, b.Note, by, at} }, nil
	default:
		return nil, fmt.Errorf("follow-up event %q", e.Kind)
	}
}

// withCase returns the state with one case changed, in its next revision.
func (s State) withCase(number int, change func(*Case)) State {
	if was := s.Case(number); was != nil {
		next := *was
		next.Revision++
		change(&next)
		s.Cases = slices.Clone(s.Cases)
		s.Cases[number-1] = &next
	}
	return s
}

func (s State) withProposal(number int, change func(*Proposal)) State {
	if was := s.Proposal(number); was != nil {
		next := *was
		change(&next)
		s.Proposals = slices.Clone(s.Proposals)
		s.Proposals[number-1] = &next
	}
	return s
}
