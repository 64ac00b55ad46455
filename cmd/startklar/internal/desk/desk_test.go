package desk_test

import (
	"context"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/store/storetest"
	"startklar/workflow"
)

const aalborg = journey.ID("0851.flere-skal-med-2.1")

var (
	leader     = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	stranger   = person.Actor{ID: "leder-i-odense", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0461"}}
	consultant = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851"}}
	unassigned = person.Actor{ID: "konsulent-2", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0461"}}
	officer    = person.Actor{ID: "star", Role: person.NationalOfficer}
	keeper     = person.Actor{ID: "administrator", Role: person.Administrator}
)

// open starts two journeys; the leader of one has answered A.a.1 and kept B.1 open.
func open(t *testing.T) *app.App {
	t.Helper()
	ctx := context.Background()
	a, err := app.Open(ctx, app.Options{URL: storetest.SQLite(t), MaxBatch: 8, CacheStreams: 8, ReadConnections: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	def, err := a.Newest(ctx, "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	system := person.SystemActor("test")
	for _, id := range []journey.ID{aalborg, "0461.flere-skal-med-2.1"} {
		do(t, a, system, workflow.StartJourney{
			Target: workflow.Target{Journey: id}, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(time.Now()),
		})
	}
	to := workflow.Target{Journey: aalborg}
	do(t, a, leader, workflow.CompleteItem{Target: to, Item: "request"})
	do(t, a, leader, workflow.SaveAnswer{Target: to, Item: "readiness", Field: "B.1", Text: "et udkast"})
	do(t, a, leader, workflow.SaveAnswer{Target: to, Item: "readiness", Field: "B.1", Text: "et svar", Base: 1})
	return a
}

func do(t *testing.T, a *app.App, actor person.Actor, c domain.Command) {
	t.Helper()
	if _, err := a.Desk.Do(context.Background(), actor, "", c); err != nil {
		t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// shareB declares section B finished, with everything in it named as a gap.
func shareB(t *testing.T, a *app.App) {
	t.Helper()
	do(t, a, leader, workflow.DeclareSection{
		Target: workflow.Target{Journey: aalborg}, Item: "readiness", Section: "B",
		Gaps: []journey.FieldID{"B.1", "B.2", "B.3", "B.4", "B.5", "B.6"},
	})
}

func TestOneReadsOnlyTheJourneysWithinReach(t *testing.T) {
	a := open(t)
	ctx := context.Background()
	for name, c := range map[string]struct {
		actor person.Actor
		want  domain.Code
	}{
		"its leader":                {leader, ""},
		"another's leader":          {stranger, domain.Private},
		"its consultant":            {consultant, ""},
		"another's consultant":      {unassigned, domain.Private},
		"the national agency":       {officer, ""},
		"the administrator":         {keeper, domain.Permission},
		"somebody not signed in":    {person.Actor{}, domain.Unauthenticated},
		"a guest without a journey": {person.Actor{ID: "gæst", Role: person.Guest}, domain.Private},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := a.Desk.Journey(ctx, c.actor, aalborg)
			_, asOf := a.Desk.JourneyAsOf(ctx, c.actor, aalborg, time.Time{})
			_, history := a.Desk.History(ctx, c.actor, aalborg, time.Time{})
			_, list := a.Desk.JourneysOf(ctx, c.actor, "0851")
			for what, got := range map[string]error{"journey": err, "as of": asOf, "history": history, "list": list} {
				if domain.CodeOf(got) != c.want {
					t.Errorf("%s: got %v, want %q", what, got, c.want)
				}
			}
		})
	}
}

func TestMeetingsHeldAreToldToThoseWhoSeeTheOverview(t *testing.T) {
	a := open(t)
	for name, c := range map[string]struct {
		actor person.Actor
		want  domain.Code
	}{
		"its consultant":         {consultant, ""},
		"the national agency":    {officer, ""},
		"its leader":             {leader, domain.Permission},
		"the administrator":      {keeper, domain.Permission},
		"somebody not signed in": {person.Actor{}, domain.Unauthenticated},
	} {
		if _, err := a.Desk.MeetingsHeld(context.Background(), c.actor, view.OverviewQuery{}); domain.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestTextsAreWithheldUntilSharedOrSigned(t *testing.T) {
	a := open(t)
	reads := func(actor person.Actor) (text string, withheld bool) {
		s, err := a.Desk.Journey(context.Background(), actor, aalborg)
		if err != nil {
			t.Fatal(err)
		}
		answer := s.Answer("readiness", "B.1")
		return answer.Text, answer.Withheld
	}
	for _, c := range []struct {
		actor person.Actor
		want  string
	}{{leader, "et svar"}, {consultant, ""}, {officer, ""}} {
		if text, withheld := reads(c.actor); text != c.want || withheld != (c.want == "") {
			t.Errorf("before sharing %s reads %q (withheld %v)", c.actor.ID, text, withheld)
		}
	}
	shareB(t, a)
	if text, _ := reads(consultant); text != "et svar" {
		t.Errorf("after sharing the consultant reads %q", text)
	}
	if text, withheld := reads(officer); text != "" || !withheld {
		t.Errorf("before the signature STAR reads %q", text)
	}
}

func TestHistoryHidesWhatThePageHides(t *testing.T) {
	a := open(t)
	texts := func(actor person.Actor) (read []string, withheld int) {
		entries, err := a.Desk.History(context.Background(), actor, aalborg, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if saved, ok := e.Body.(*workflow.AnswerSaved); ok {
				read = append(read, saved.Text)
			}
			if e.Withheld {
				withheld++
			}
		}
		return read, withheld
	}
	if read, withheld := texts(leader); len(read) != 2 || withheld != 0 {
		t.Errorf("the leader reads %q, %d withheld", read, withheld)
	}
	if read, withheld := texts(consultant); len(read) != 0 || withheld != 2 {
		t.Errorf("the consultant reads %q, %d withheld", read, withheld)
	}
	shareB(t, a)
	if read, withheld := texts(consultant); len(read) != 1 || read[0] != "et svar" || withheld != 1 {
		t.Errorf("after sharing the consultant reads %q, %d withheld: the draft before stays at home", read, withheld)
	}
}

func TestTheOverviewIsLimitedToWhatOneFollows(t *testing.T) {
	a := open(t)
	ctx := context.Background()
	for name, c := range map[string]struct {
		actor    person.Actor
		selected []municipality.Code
		want     int
	}{
		"STAR sees all":                        {officer, nil, 2},
		"a consultant sees their own":          {consultant, nil, 1},
		"a consultant cannot select another's": {consultant, []municipality.Code{"0461"}, 0},
		"a consultant of none sees none":       {person.Actor{ID: "k", Role: person.ProcessConsultant}, nil, 0},
		"STAR selects":                         {officer, []municipality.Code{"0461"}, 1},
		"STAR selects none":                    {officer, []municipality.Code{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := a.Desk.Overview(ctx, c.actor, view.OverviewQuery{Municipalities: c.selected})
			if err != nil || len(o.Rows) != c.want || o.Matching != c.want {
				t.Errorf("%d rows of %d (%v), want %d", len(o.Rows), o.Matching, err, c.want)
			}
		})
	}
	if _, err := a.Desk.Overview(ctx, leader, view.OverviewQuery{}); domain.CodeOf(err) != domain.Permission {
		t.Errorf("a leader's overview: %v", err)
	}
}
