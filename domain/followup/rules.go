package followup

import (
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

// Rules brings the rules of a municipality's follow-up to the journal.
type Rules struct{}

// Kind returns the kind of stream.
func (Rules) Kind() domain.StreamKind { return Kind }

// Empty is a municipality that nobody has had to follow up.
func (Rules) Empty() any { return State{} }

// Authorize asks the policy. Whatever else comes is the erasure of a text.
func (Rules) Authorize(actor person.Actor, _ any, c domain.Command) error {
	own, ok := c.(command)
	if !ok {
		return policy.CheckRole(actor, policy.EraseContent)
	}
	return policy.Check(actor, own.action(), municipality.Code(c.Stream().ID))
}

// Decide carries out a command. It returns NotFound for a municipality, proposal or case that is not there, Stale for a
// case that has changed since its writer saw it, Conflict for one that is closed or a proposal that is settled, and
// Invalid for what was entered.
func (Rules) Decide(actor person.Actor, state any, c domain.Command, now time.Time) ([]domain.Event, error) {
	s, isState := state.(State)
	own, isOwn := c.(command)
	if !isState || !isOwn {
		return nil, domain.Fault("follow-up", fmt.Errorf("%T on %T", c, state))
	}
	if _, exists := municipality.Get(municipality.Code(c.Stream().ID)); !exists {
		return nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	return own.decide(s, deciding{actor: actor, today: calendar.DateOf(now)})
}

// decide makes a proposal where a subject begins to propose. A month older than the newest judged changes nothing, for
// the state is that of the newest; the newest one may be judged again, when deliveries of it have been corrected.
func (c Judge) decide(s State, _ deciding) ([]domain.Event, error) {
	j := judging{programme: c.Programme, state: s}
	for _, seen := range c.Seen {
		j.see(seen)
	}
	return j.events, j.err
}

// judging is a command under way: what it found of one month decides what the next one means.
type judging struct {
	programme string
	state     State
	events    []domain.Event
	err       error
}

// news tells whether a standing says anything that is not known.
func (s State) news(seen Seen) bool {
	t := s.Track(seen.Subject)
	beside := seen.Subject == MissingMonth || seen.Subject == OverdueStep
	switch {
	case seen.Month.Before(t.Last()), seen.Month == t.Last() && t.At(seen.Month) == seen.Standing:
		return false
	case t == nil && seen.Standing == Clear && beside: // nothing is late, as ever: it is news where somebody asks
		return s.about(seen.Subject) != nil
	}
	return true
}

// Knows tells whether to judge would change nothing.
func (s State) Knows(all []Seen) bool { return !slices.ContainsFunc(all, s.news) }

func (j *judging) see(seen Seen) {
	if !j.state.news(seen) {
		return
	}
	t := j.state.Track(seen.Subject)
	raised := t != nil && t.Raised
	recovered := raised && seen.Standing == Clear
	j.emit("", &SubjectsJudged{j.programme, []JudgedOnce{{seen.Subject, seen.Month, seen.Standing, recovered}}})
	switch {
	case seen.Standing == Proposing && !raised:
		j.propose(seen)
	case recovered:
		j.lapse(seen.Subject)
	}
}

// emit adds an event and goes on from the state after it. What is judged one after the other stands in one event.
func (j *judging) emit(subject string, body domain.Body) {
	next, err := Rules{}.Evolve(j.state, domain.Event{Subject: subject, Kind: body.EventKind(), Body: body})
	if err != nil {
		j.err = domain.Fault("follow-up", err)
		return
	}
	j.state, _ = next.(State)
	if judged, ok := body.(*SubjectsJudged); ok && len(j.events) > 0 {
		if last, ok := j.events[len(j.events)-1].Body.(*SubjectsJudged); ok {
			last.Standings = append(last.Standings, judged.Standings...)
			return
		}
	}
	j.events = append(j.events, domain.Event{Subject: subject, Body: body})
}

func (j *judging) propose(seen Seen) {
	made := &ProposalMade{Number: len(j.state.Proposals) + 1, Subject: seen.Subject, Month: seen.Month, Reasons: seen.Reasons, Figures: seen.Figures}
	if c := j.state.about(seen.Subject); c != nil {
		made.Case = c.Number
	}
	j.emit(place{Proposal: made.Number}.String(), made)
}

// lapse ends the open proposals about a subject.
func (j *judging) lapse(subject Subject) {
	for _, p := range j.state.Proposals {
		if p.Subject == subject && p.State == Open {
			j.emit(place{Proposal: p.Number}.String(), &ProposalLapsed{Number: p.Number})
		}
	}
}

// mostSubjects and longestSubject bound what a command may name; which subjects there are is the programme's.
const (
	mostSubjects   = 20
	longestSubject = 40
)

func (c OpenCase) decide(s State, d deciding) ([]domain.Event, error) {
	check := domain.LimitText("reason", c.Reason, MaxReason)
	if len(c.Proposals) == 0 {
		check = domain.NeedText("reason", c.Reason, MaxReason, "text_missing")
	}
	if check != nil {
		return nil, check
	}
	var subjects []Subject
	for _, number := range c.Proposals {
		p, err := s.open(number)
		if err != nil {
			return nil, err
		}
		subjects = append(subjects, p.Subject)
	}
	if !domain.ChosenFrom(c.Subjects, c.Subjects) || len(c.Subjects) > mostSubjects {
		return nil, domain.RefuseField(domain.Invalid, "subjects", "choose_some", nil)
	}
	opened := &CaseOpened{Number: len(s.Cases) + 1, Proposals: c.Proposals, Owner: d.actor.ID, Frozen: c.Frozen}
	for _, subject := range append(subjects, c.Subjects...) {
		if len(subject) > longestSubject {
			return nil, domain.RefuseField(domain.Invalid, "subjects", "choose_some", nil)
		}
		if there := s.about(subject); there != nil {
			return nil, &domain.Error{Code: domain.Conflict, Key: "case_about_it", Field: "subjects", Args: domain.Args{"number": there.Number}, Detail: there.Number}
		}
		opened.Watching = s.watch(opened.Watching, subject)
	}
	in := place{Case: opened.Number}.String()
	events := []domain.Event{{Subject: in, Body: opened}}
	if c.Reason != "" {
		events = append(events, domain.Event{Subject: in, Body: &CaseExplained{Case: opened.Number, Reason: c.Reason}})
	}
	return events, nil
}

// watch adds a subject to those watched, from the newest month judged on.
func (s State) watch(all []Watching, subject Subject) []Watching {
	for _, w := range all {
		if w.Subject == subject {
			return all
		}
	}
	return append(all[:len(all):len(all)], Watching{Subject: subject, After: s.Track(subject).Last()})
}

// open returns a proposal that waits for a person.
func (s State) open(number int) (*Proposal, error) {
	p := s.Proposal(number)
	switch {
	case p == nil:
		return nil, domain.Refuse(domain.NotFound, "support_proposal_unknown", nil)
	case p.State != Open:
		return nil, &domain.Error{Code: domain.Conflict, Key: "support_proposal_settled", Detail: p.State}
	}
	return p, nil
}

func (c JoinProposal) decide(s State, _ deciding) ([]domain.Event, error) {
	p, err := s.open(c.Proposal)
	if err != nil {
		return nil, err
	}
	found, err := s.writable(c.At)
	if err != nil {
		return nil, err
	}
	joined := &ProposalJoined{Number: p.Number, Case: found.Number, Watching: Watching{Subject: p.Subject, After: s.Track(p.Subject).Last()}}
	return []domain.Event{{Subject: place{Case: found.Number}.String(), Body: joined}}, nil
}

func (c SetAside) decide(s State, _ deciding) ([]domain.Event, error) {
	if _, err := s.open(c.Proposal); err != nil {
		return nil, err
	}
	if err := domain.NeedText("reason", c.Reason, MaxReason, "text_missing"); err != nil {
		return nil, err
	}
	return []domain.Event{{Subject: place{Proposal: c.Proposal}.String(), Body: &ProposalSetAside{Number: c.Proposal, Reason: c.Reason}}}, nil
}
