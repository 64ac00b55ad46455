package followup_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

const aalborg municipality.Code = "0851"

var (
	service    = person.SystemActor("signals")
	officer    = person.Actor{ID: "star", Role: person.NationalOfficer}
	colleague  = person.Actor{ID: "star-2", Role: person.NationalOfficer}
	consultant = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{aalborg}}
	leader     = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{aalborg}}
	january    = calendar.NewMonth(2026, time.January)
)

// stream plays commands against the rules, one day each.
type stream struct {
	t     *testing.T
	state any
	kinds []string
	now   time.Time
	// events are all there were, as the journal keeps them.
	events []domain.Event
}

func newStream(t *testing.T) *stream {
	return &stream{t: t, state: followup.Rules{}.Empty(), now: time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC)}
}

func (s *stream) is() followup.State { return s.state.(followup.State) }

// try carries out a command and returns the refusal.
func (s *stream) try(by person.Actor, c domain.Command) error {
	s.t.Helper()
	s.now = s.now.AddDate(0, 0, 1)
	if err := (followup.Rules{}).Authorize(by, s.state, c); err != nil {
		return err
	}
	events, err := followup.Rules{}.Decide(by, s.state, c, s.now)
	if err != nil {
		return err
	}
	s.kinds = nil
	for _, e := range events {
		e.At, e.Actor, e.Kind = s.now, string(by.ID), e.Body.EventKind()
		s.kinds = append(s.kinds, e.Kind)
		s.events = append(s.events, e)
		if s.state, err = (followup.Rules{}).Evolve(s.state, stored(s.t, e)); err != nil {
			s.t.Fatal(err)
		}
	}
	return nil
}

// stored is an event as it comes back from the store.
func stored(t *testing.T, e domain.Event) domain.Event {
	t.Helper()
	body, err := followup.Rules{}.Body(e.Kind, 1)
	text, wrote := json.Marshal(e.Body)
	if err != nil || wrote != nil {
		t.Fatal(err, wrote)
	}
	if err := json.Unmarshal(text, body); err != nil {
		t.Fatal(err)
	}
	e.Body = body
	return e
}

func (s *stream) do(by person.Actor, c domain.Command) {
	s.t.Helper()
	if err := s.try(by, c); err != nil {
		s.t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// refused carries out a command that must be refused.
func (s *stream) refused(by person.Actor, c domain.Command, code domain.Code, key string) {
	s.t.Helper()
	if e := domain.AsError(s.try(by, c)); e.Code != code || e.Key != key {
		s.t.Errorf("%s: %v, want %s %s", c.CommandName(), e, code, key)
	}
}

func seen(subject followup.Subject, m calendar.Month, standing followup.Standing) followup.Seen {
	s := followup.Seen{Subject: subject, Month: m, Standing: standing}
	if standing == followup.Proposing {
		s.Reasons = []signal.Reason{signal.ByTail}
		s.Figures = []followup.Figure{{Indicator: "6", Num: 2, Den: 40, National: 0.25, Expected: 10, Tail: 0.0001, Judged: true, Level: signal.Propose, Reason: signal.ByTail}}
	}
	return s
}

func (s *stream) judge(all ...followup.Seen) {
	s.t.Helper()
	s.do(service, followup.Judge{Municipality: aalborg, Programme: "p", Seen: all})
}

func (s *stream) at(number int) followup.At {
	at := followup.At{Municipality: aalborg, Case: number}
	if c := s.is().Case(number); c != nil {
		at.Base = c.Revision
	}
	return at
}

func (s *stream) proposals() (all []string) {
	for _, p := range s.is().Proposals {
		all = append(all, fmt.Sprintf("%s %s %s", p.Subject, p.Month, p.State))
	}
	return all
}

func TestAProposalIsMadeOncePerChangeOfState(t *testing.T) {
	type month struct {
		m        int
		standing followup.Standing
	}
	const P, W, C, U = followup.Proposing, followup.Watched, followup.Clear, followup.Unjudged
	for name, c := range map[string]struct {
		months []month
		want   []string
	}{
		"once while it lasts":             {[]month{{0, P}, {1, P}, {2, P}}, []string{"6 2026-01 open"}},
		"the same run again":              {[]month{{0, P}, {0, P}}, []string{"6 2026-01 open"}},
		"unknown is not recovery":         {[]month{{0, P}, {1, U}, {2, P}}, []string{"6 2026-01 open"}},
		"watch is not recovery":           {[]month{{0, P}, {1, W}, {2, P}}, []string{"6 2026-01 open"}},
		"rearmed by a month without":      {[]month{{0, P}, {1, C}, {2, P}}, []string{"6 2026-01 lapsed", "6 2026-03 open"}},
		"lapses when the signal goes":     {[]month{{0, P}, {1, C}}, []string{"6 2026-01 lapsed"}},
		"never from watch or unknown":     {[]month{{0, U}, {1, W}, {2, C}}, nil},
		"an older month changes nothing":  {[]month{{3, C}, {1, P}}, nil},
		"a corrected month counts anew":   {[]month{{0, C}, {0, P}}, []string{"6 2026-01 open"}},
		"a month that becomes known":      {[]month{{0, U}, {0, P}, {1, P}}, []string{"6 2026-01 open"}},
		"a corrected month takes it back": {[]month{{0, P}, {0, C}, {1, P}}, []string{"6 2026-01 lapsed", "6 2026-02 open"}},
	} {
		s := newStream(t)
		for _, m := range c.months {
			s.judge(seen("6", january.Add(m.m), m.standing))
		}
		if diff := cmp.Diff(c.want, s.proposals()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Whatever a month says, only a signal that proposes makes a proposal.
func TestOnlyAStandingThatProposesMakesAProposal(t *testing.T) {
	for _, standing := range followup.AllStandings() {
		s := newStream(t)
		s.judge(seen("6", january, standing))
		if made := len(s.proposals()) > 0; made != (standing == followup.Proposing) {
			t.Errorf("%s: %v", standing, s.proposals())
		}
	}
}

// Months that were missed are told in one command: what one of them says decides what the next one means.
func TestSeveralMonthsInOneCommandAreJudgedInTheirOrder(t *testing.T) {
	const P, C = followup.Proposing, followup.Clear
	s := newStream(t)
	s.judge(seen("6", january, P), seen("6", january.Add(1), C), seen("6", january.Add(2), P), seen("6", january.Add(3), C))
	if diff := cmp.Diff([]string{"6 2026-01 lapsed", "6 2026-03 lapsed"}, s.proposals()); diff != "" {
		t.Error(diff)
	}
	if s.is().Track("6").Raised || s.is().Track("6").Last() != january.Add(3) {
		t.Errorf("%+v", s.is().Track("6"))
	}
}

func TestNothingLateIsNotWrittenDown(t *testing.T) {
	s := newStream(t)
	s.judge(seen(followup.MissingMonth, january, followup.Clear), seen(followup.OverdueStep, january, followup.Clear))
	if len(s.events) != 0 {
		t.Errorf("%d events", len(s.events))
	}
	s.judge(seen(followup.MissingMonth, january, followup.Proposing))
	s.judge(seen(followup.MissingMonth, january.Add(1), followup.Clear))
	if diff := cmp.Diff([]string{"missing 2026-01 lapsed"}, s.proposals()); diff != "" {
		t.Error(diff)
	}
}

func TestARunThatChangesNothingWritesNothing(t *testing.T) {
	s := newStream(t)
	for _, want := range []string{"signals_judged support_proposed", ""} {
		s.judge(seen("1", january, followup.Clear), seen("6", january, followup.Proposing))
		if got := strings.Join(s.kinds, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOnlyTheServiceProposesAndOnlyTheAgencyFollowsUp(t *testing.T) {
	s := newStream(t)
	for _, by := range []person.Actor{officer, consultant, leader} {
		s.refused(by, followup.Judge{Municipality: aalborg}, domain.Permission, "not_allowed")
	}
	for _, by := range []person.Actor{consultant, leader} {
		for _, c := range []domain.Command{
			followup.OpenCase{Municipality: aalborg, Reason: "x"},
			followup.JoinProposal{At: s.at(1)},
			followup.SetAside{Municipality: aalborg},
			followup.Suppose{At: s.at(1)},
			followup.NoteContact{At: s.at(1)},
			followup.DecideSupport{At: s.at(1)},
			followup.Agree{At: s.at(1)},
			followup.SetReview{At: s.at(1)},
			followup.TakeOver{At: s.at(1)},
			followup.Merge{At: s.at(1)},
			followup.Close{At: s.at(1)},
		} {
			s.refused(by, c, domain.Permission, "not_allowed")
		}
	}
	s.refused(person.Actor{ID: "fremmed", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0101"}}, followup.OpenCase{Municipality: aalborg, Reason: "x"}, domain.Private, "not_found")
	s.refused(officer, followup.OpenCase{Municipality: "9999", Reason: "x"}, domain.NotFound, "not_found")
}

// worked is a case that has been through every step but the last.
func worked(t *testing.T) *stream {
	s := newStream(t)
	s.judge(seen("6", january, followup.Proposing))
	s.do(officer, followup.OpenCase{Municipality: aalborg, Proposals: []int{1}, Reason: "INTERNAL grund", Frozen: followup.Frozen{
		Month: january, Figures: []followup.Figure{{Indicator: "6", Num: 2, Den: 40, Level: signal.Propose}},
	}})
	s.do(officer, followup.Suppose{At: s.at(1), Guess: followup.Practice, Note: "INTERNAL hypotese"})
	s.do(officer, followup.NoteContact{At: s.at(1), On: calendar.NewDate(2026, time.June, 2), Way: followup.Call, With: "INTERNAL jobcenterchefen", Note: "INTERNAL samtale"})
	s.do(officer, followup.DecideSupport{At: s.at(1), Kinds: []followup.Help{followup.Sparring}, Text: "HELP til konsulenten"})
	s.do(officer, followup.Agree{At: s.at(1), Text: "AGREED tre møder", On: calendar.NewDate(2026, time.June, 3)})
	s.do(officer, followup.SetReview{At: s.at(1), On: calendar.NewDate(2026, time.September, 1)})
	return s
}

func TestACaseGoesThroughItsSteps(t *testing.T) {
	s := newStream(t)
	s.judge(seen("6", january, followup.Proposing))
	s.do(officer, followup.OpenCase{Municipality: aalborg, Proposals: []int{1}, Frozen: followup.Frozen{Month: january}})
	if got := s.proposals(); got[0] != "6 2026-01 in_case" {
		t.Error(got)
	}
	day := calendar.NewDate(2026, time.June, 2)
	for _, step := range []struct {
		want followup.Step
		next domain.Command
	}{
		{followup.StepHypothesis, followup.Suppose{At: s.at(1), Guess: followup.Chance}},
		{followup.StepDialogue, followup.NoteContact{At: followup.At{Municipality: aalborg, Case: 1, Base: 2}, On: day, Way: followup.Talk}},
		{followup.StepSupport, followup.DecideSupport{At: followup.At{Municipality: aalborg, Case: 1, Base: 3}, Kinds: []followup.Help{followup.NoHelp}}},
		{followup.StepAgreement, followup.Agree{At: followup.At{Municipality: aalborg, Case: 1, Base: 4}, Text: "x", On: day}},
		{followup.StepReview, followup.SetReview{At: followup.At{Municipality: aalborg, Case: 1, Base: 5}, On: day.AddDays(90)}},
		{followup.StepOutcome, followup.Close{At: followup.At{Municipality: aalborg, Case: 1, Base: 6}, Outcome: followup.Explained}},
	} {
		if got := s.is().Next(s.is().Case(1)); got != step.want {
			t.Errorf("next %s, want %s", got, step.want)
		}
		s.do(officer, step.next)
	}
	c := s.is().Case(1)
	if c.Open() || c.Owner != officer.ID || c.Closing.Outcome != followup.Explained || s.is().ContactsIn(2026) != 1 || s.is().ContactsIn(2025) != 0 {
		t.Errorf("%+v", c)
	}
	s.refused(officer, followup.Suppose{At: s.at(1), Guess: followup.Chance}, domain.Conflict, "support_case_closed")
	// the signal has not gone, so that it does not propose again, and a new case may be opened
	s.judge(seen("6", january.Add(1), followup.Proposing))
	if len(s.is().Proposals) != 1 {
		t.Error(s.proposals())
	}
	s.do(officer, followup.OpenCase{Municipality: aalborg, Subjects: []followup.Subject{"6"}, Reason: "igen"})
}

func TestWhatIsEnteredIsChecked(t *testing.T) {
	s := worked(t)
	tomorrow, long := calendar.DateOf(s.now).AddDays(60), strings.Repeat("x", followup.MaxText+1)
	at := s.at(1)
	old := at
	old.Base--
	for _, c := range []struct {
		command domain.Command
		code    domain.Code
		key     string
	}{
		{followup.Suppose{At: old, Guess: followup.Chance}, domain.Stale, "support_case_changed"},
		{followup.Suppose{At: followup.At{Municipality: aalborg, Case: 7}}, domain.NotFound, "support_case_unknown"},
		{followup.Suppose{At: at}, domain.Invalid, "choose_one"},
		{followup.Suppose{At: at, Guess: followup.Chance, Note: long}, domain.Invalid, "too_long"},
		{followup.NoteContact{At: at, On: tomorrow, Way: followup.Call}, domain.Invalid, "contact_day"},
		{followup.NoteContact{At: at, Way: followup.Call}, domain.Invalid, "contact_day"},
		{followup.NoteContact{At: at, On: calendar.DateOf(s.now)}, domain.Invalid, "choose_one"},
		{followup.DecideSupport{At: at}, domain.Invalid, "choose_some"},
		{followup.DecideSupport{At: at, Kinds: []followup.Help{"gold"}}, domain.Invalid, "choose_some"},
		{followup.DecideSupport{At: at, Kinds: []followup.Help{followup.NoHelp, followup.Peers}}, domain.Invalid, "support_none_alone"},
		{followup.Agree{At: at, On: calendar.DateOf(s.now)}, domain.Invalid, "text_missing"},
		{followup.Agree{At: at, Text: "x"}, domain.Invalid, "contact_day"},
		{followup.SetReview{At: at, On: calendar.NewDate(2020, 1, 1)}, domain.Invalid, "review_day"},
		{followup.Merge{At: at, Into: 1}, domain.Invalid, "support_merge_into"},
		{followup.Merge{At: at, Into: 9}, domain.Invalid, "support_merge_into"},
		{followup.Close{At: at}, domain.Invalid, "choose_one"},
		{followup.OpenCase{Municipality: aalborg}, domain.Invalid, "text_missing"},
		{followup.OpenCase{Municipality: aalborg, Proposals: []int{1}}, domain.Conflict, "support_proposal_settled"},
		{followup.OpenCase{Municipality: aalborg, Proposals: []int{8}}, domain.NotFound, "support_proposal_unknown"},
		{followup.OpenCase{Municipality: aalborg, Reason: "x", Subjects: []followup.Subject{"6"}}, domain.Conflict, "case_about_it"},
		{followup.OpenCase{Municipality: aalborg, Reason: "x", Subjects: []followup.Subject{"1", "1"}}, domain.Invalid, "choose_some"},
		{followup.SetAside{Municipality: aalborg, Proposal: 1, Reason: "x"}, domain.Conflict, "support_proposal_settled"},
	} {
		s.refused(officer, c.command, c.code, c.key)
	}
	before := len(s.events)
	for _, same := range []domain.Command{
		followup.Suppose{At: at, Guess: followup.Practice, Note: "INTERNAL hypotese"},
		followup.TakeOver{At: at},
		followup.DecideSupport{At: at, Kinds: []followup.Help{followup.Sparring}, Text: "HELP til konsulenten"},
		followup.Agree{At: at, Text: "AGREED tre møder", On: calendar.NewDate(2026, time.June, 3)},
		followup.SetReview{At: at, On: calendar.NewDate(2026, time.September, 1)},
	} {
		s.do(officer, same)
	}
	if len(s.events) != before {
		t.Errorf("the same again wrote %d events", len(s.events)-before)
	}
}

func TestAProposalIsSetAsideWithAReason(t *testing.T) {
	s := newStream(t)
	s.judge(seen("6", january, followup.Proposing))
	s.refused(officer, followup.SetAside{Municipality: aalborg, Proposal: 1}, domain.Invalid, "text_missing")
	s.do(officer, followup.SetAside{Municipality: aalborg, Proposal: 1, Reason: "Kendt omlægning"})
	s.judge(seen("6", january.Add(1), followup.Proposing))
	p := s.is().Proposal(1)
	if len(s.is().Proposals) != 1 || p.State != followup.Aside || p.Reason != "Kendt omlægning" || p.By != officer.ID {
		t.Errorf("%v: %+v", s.proposals(), p)
	}
}

func TestDuplicatesMerge(t *testing.T) {
	s := worked(t)
	// recovered and back: the open case takes the new proposal in
	s.judge(seen("6", january.Add(1), followup.Clear))
	s.judge(seen("6", january.Add(2), followup.Proposing))
	if p := s.is().Proposal(2); p.State != followup.InCase || p.Case != 1 || !slices.Equal(s.is().Case(1).Proposals, []int{1, 2}) {
		t.Errorf("%+v", p)
	}
	// another subject joins it by hand
	s.judge(seen("1", january.Add(2), followup.Proposing), seen("7", january.Add(2), followup.Proposing))
	s.do(officer, followup.JoinProposal{At: s.at(1), Proposal: 3})
	if !s.is().Case(1).Watches("1") {
		t.Error("the case does not watch what joined it")
	}
	// and a case of its own goes on in it, with its contacts, its proposals and what it watched
	s.do(colleague, followup.OpenCase{Municipality: aalborg, Proposals: []int{4}})
	s.do(colleague, followup.NoteContact{At: s.at(2), On: calendar.NewDate(2026, time.June, 4), Way: followup.Letter})
	s.do(colleague, followup.Merge{At: s.at(2), Into: 1})
	one, two := s.is().Case(1), s.is().Case(2)
	if two.Open() || two.MergedInto != 1 || !one.Watches("7") || !slices.Contains(one.Proposals, 4) || s.is().Proposal(4).Case != 1 {
		t.Errorf("%+v, %+v", one, two)
	}
	if n := len(s.is().ContactsOf(1)); n != 2 || s.is().ContactsIn(2026) != 2 {
		t.Errorf("%d contacts", n)
	}
	s.do(colleague, followup.TakeOver{At: s.at(1)})
	if s.is().Case(1).Owner != colleague.ID {
		t.Error("nobody took over")
	}
}

func TestBackOnTrackIsTwoSettledMonthsThreeApart(t *testing.T) {
	const P, W, C, U = followup.Proposing, followup.Watched, followup.Clear, followup.Unjudged
	for name, c := range map[string]struct {
		months []followup.Standing // from the month after the opening
		want   int                 // the month of the opening is 0; 0 for not back on track
	}{
		"at once is too soon":               {[]followup.Standing{C, C, C}, 0},
		"three months apart":                {[]followup.Standing{C, C, C, C}, 4},
		"what lies between does not matter": {[]followup.Standing{C, W, U, C}, 4},
		"the newest counts":                 {[]followup.Standing{C, C, C, C, W}, 0},
		"unknown is not without a signal":   {[]followup.Standing{U, C, C, C}, 0},
		"and again":                         {[]followup.Standing{P, C, C, C, C}, 5},
		"not judged":                        {nil, 0},
	} {
		s := newStream(t)
		s.judge(seen("6", january, P))
		s.do(officer, followup.OpenCase{Municipality: aalborg, Proposals: []int{1}})
		for n, standing := range c.months {
			s.judge(seen("6", january.Add(n+1), standing))
		}
		var want calendar.Month
		if c.want > 0 {
			want = january.Add(c.want)
		}
		if got := s.is().OnTrack(s.is().Case(1)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	s := newStream(t)
	s.do(officer, followup.OpenCase{Municipality: aalborg, Reason: "Ledelsen har bedt om det"})
	if got := s.is().OnTrack(s.is().Case(1)); !got.IsZero() {
		t.Errorf("a case about nothing that is judged is back on track in %s", got)
	}
}

func TestWhoSeesWhatOfACase(t *testing.T) {
	s := worked(t)
	s.do(officer, followup.Close{At: s.at(1), Outcome: followup.Improved, Note: "INTERNAL afslutning"})
	for _, c := range []struct {
		name         string
		actor        person.Actor
		sees, seeNot []string
	}{
		{"the agency", officer, []string{"INTERNAL grund", "INTERNAL hypotese", "INTERNAL samtale", "INTERNAL afslutning", "HELP", "AGREED", `"Num":2`}, nil},
		{"the consultant", consultant, []string{"HELP", "AGREED", "improved", "call", "sparring"}, []string{"INTERNAL", "practice", `"Num"`, `"n":`, "0.0001"}},
		{"the leadership", leader, []string{"AGREED", "improved", "sparring"}, []string{"INTERNAL", "HELP", "practice", "call", `"Num"`, `"n":`, "0.0001"}},
		{"a member", person.Actor{ID: "m", Role: person.MunicipalMember, Municipalities: []municipality.Code{aalborg}}, nil, []string{"AGREED", "HELP", "INTERNAL", "star"}},
		{"an administrator", person.Actor{ID: "a", Role: person.Administrator}, nil, []string{"AGREED", "HELP", "INTERNAL", "star"}},
		{"another leadership", person.Actor{ID: "x", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0101"}}, nil, []string{"AGREED", "HELP", "INTERNAL", "star"}},
	} {
		shown := s.is().For(c.actor, aalborg)
		text, err := json.Marshal(shown)
		if err != nil {
			t.Fatal(err)
		}
		page := strings.ReplaceAll(string(text), `"n":2`, `"Num":2`)
		for _, want := range c.sees {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not see %s: %s", c.name, want, page)
			}
		}
		for _, forbidden := range c.seeNot {
			if strings.Contains(string(text), forbidden) {
				t.Errorf("%s sees %s: %s", c.name, forbidden, text)
			}
		}
	}
}

func TestNothingIsSharedBeforeThereIsSomethingToShare(t *testing.T) {
	s := newStream(t)
	s.judge(seen("6", january, followup.Proposing))
	s.do(officer, followup.OpenCase{Municipality: aalborg, Proposals: []int{1}})
	count := func(a person.Actor) int { return len(s.is().For(a, aalborg).Cases) }
	if count(officer) != 1 || count(consultant) != 0 || count(leader) != 0 {
		t.Error("an opened case is the agency's own")
	}
	s.do(officer, followup.DecideSupport{At: s.at(1), Kinds: []followup.Help{followup.Peers}})
	if count(consultant) != 1 || count(leader) != 0 {
		t.Error("support is for the consultant")
	}
	s.do(officer, followup.Agree{At: s.at(1), Text: "x", On: calendar.NewDate(2026, time.June, 1)})
	if count(leader) != 1 {
		t.Error("an agreement is for the leadership too")
	}
}

// Every kind that may be erased leaves its place, so that numbers, dates and revisions stay.
func TestErasedTextsLeaveTheirPlace(t *testing.T) {
	s := worked(t)
	s.judge(seen("1", january, followup.Proposing))
	s.do(officer, followup.SetAside{Municipality: aalborg, Proposal: 2, Reason: "INTERNAL væk"})
	s.do(officer, followup.Close{At: s.at(1), Outcome: followup.Improved, Note: "INTERNAL"})
	var state any = followup.State{}
	erased := 0
	for _, e := range s.events {
		if (followup.Rules{}).Erasable(e.Kind) {
			e.Body = nil
			erased++
		}
		var err error
		if state, err = (followup.Rules{}).Evolve(state, e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := json.Marshal(state)
	if err != nil || erased != 7 {
		t.Fatal(erased, err)
	}
	for _, word := range []string{"INTERNAL", "HELP", "AGREED"} {
		if strings.Contains(string(got), word) {
			t.Errorf("%s is still there: %s", word, got)
		}
	}
	after := state.(followup.State)
	c := after.Case(1)
	if c.Revision != s.is().Case(1).Revision || c.Open() || c.Agreement == nil || len(after.ContactsOf(1)) != 1 || after.Proposal(2).State != followup.Aside {
		t.Errorf("%s", got)
	}
	if _, err := (followup.Rules{}).Evolve(state, domain.Event{Kind: "support_case_opened"}); err == nil {
		t.Error("what cannot be erased is taken as erased")
	}
}

func TestSignalsAreSummedUpBySubject(t *testing.T) {
	p := monitoringtest.Programme(t)
	level := func(id monitoring.IndicatorID, l signal.Level) signal.Signal {
		s := signal.Signal{Municipality: aalborg, Month: january, Indicator: id, Level: l}
		if l == signal.Propose {
			s.Reason = signal.Repeated
		}
		return s
	}
	for name, c := range map[string]struct {
		signals []signal.Signal
		want    followup.Standing
	}{
		"one of three proposes":      {[]signal.Signal{level("3", signal.None), level("5", signal.Unknown), level("6", signal.Propose)}, followup.Proposing},
		"one unknown leaves it open": {[]signal.Signal{level("3", signal.None), level("5", signal.Unknown)}, followup.Unjudged},
		"one watched":                {[]signal.Signal{level("3", signal.None), level("5", signal.Watch), level("6", signal.TooFew)}, followup.Watched},
		"one judged speaks for few":  {[]signal.Signal{level("3", signal.None), level("5", signal.TooFew)}, followup.Clear},
		"all too few":                {[]signal.Signal{level("3", signal.TooFew), level("5", signal.Early)}, followup.Unjudged},
		"no rows":                    {nil, followup.Unjudged},
	} {
		for _, seen := range followup.See(p, january, c.signals) {
			if seen.Subject != "activity" {
				continue
			}
			if seen.Standing != c.want || (seen.Standing == followup.Proposing) != (len(seen.Figures) > 0 && len(seen.Reasons) == 1) {
				t.Errorf("%s: %+v, want %s", name, seen, c.want)
			}
		}
	}
	want := []followup.Subject{"1", "2", "activity", "7", "8", followup.MissingMonth, followup.OverdueStep}
	if diff := cmp.Diff(want, followup.Subjects(p)); diff != "" {
		t.Error(diff)
	}
	if n := len(followup.Subject("activity").Indicators(p)); n != 3 {
		t.Errorf("%d indicators are activity", n)
	}
	if a, b := followup.SeeOverdue(january, 14), followup.SeeOverdue(january, 13); a.Standing != followup.Proposing || b.Standing != followup.Clear {
		t.Errorf("%+v, %+v", a, b)
	}
	if a, b := followup.SeeMissing(january, true), followup.SeeMissing(january, false); a.Standing != followup.Proposing || b.Standing != followup.Clear {
		t.Errorf("%+v, %+v", a, b)
	}
}
