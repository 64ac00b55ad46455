package desk_test

import (
	"bytes"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/store/storetest"
	"startklar/workflow"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var (
	march  = calendar.NewMonth(2025, time.March)
	looked = time.Date(2025, 6, 1, 9, 0, 0, 0, time.UTC)
)

// withFigures is a store in which eleven municipalities of Nordjylland, and Odense, have delivered three months.
func withFigures(t *testing.T) *app.App {
	t.Helper()
	return withFiguresIn(t, storetest.SQLite(t))
}

func withFiguresIn(t *testing.T, url string) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{
		URL: url, MaxBatch: 8, CacheStreams: 8, ReadConnections: 2, Clock: func() time.Time { return looked },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	def, err := a.Newest(t.Context(), a.Monitoring.Key)
	if err != nil {
		t.Fatal(err)
	}
	codes := []municipality.Code{"0461"}
	for _, m := range municipality.All() {
		if municipality.RegionOn(m.Code, march.Last()) == "Nordjylland" {
			codes = append(codes, m.Code)
		}
	}
	o := generate.Believable()
	o.Seed, o.Municipalities, o.From, o.Months, o.Rows, o.Programme = 3, codes, march.Add(-2), 3, 1500, a.Monitoring
	for _, code := range codes {
		do(t, a, person.SystemActor("test"), workflow.StartJourney{
			Target: workflow.Target{Journey: journey.NewID(code, def.Key, 1)}, StartedOn: o.From.First(),
			Definition: def.Key, Version: def.Version, Hash: def.Hash,
		})
	}
	var file bytes.Buffer
	if _, err := o.Write(t.Context(), &file, nil); err != nil {
		t.Fatal(err)
	}
	run, err := a.Intake.Begin(t.Context(), person.SystemActor("test"), intake.Options{Files: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run.File(t.Context(), intake.Source{Name: "f", ReaderAt: bytes.NewReader(file.Bytes()), Size: int64(file.Len())}); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestWhoSeesWhichFigures(t *testing.T) {
	a := withFigures(t)
	member := person.Actor{ID: "medarbejder", Role: person.MunicipalMember, Municipalities: []municipality.Code{"0851"}}
	everyone := []monitoring.UnitID{"0461", "0773", "0851", "region:Nordjylland", "region:Syddanmark", "national"}
	for name, c := range map[string]struct {
		actor person.Actor
		code  domain.Code
		// knows are the units that there are for the actor, counts those with every count.
		knows, counts []monitoring.UnitID
	}{
		"a leader":                  {leader, "", []monitoring.UnitID{"0851", "region:Nordjylland", "national"}, []monitoring.UnitID{"0851"}},
		"a member":                  {member, "", []monitoring.UnitID{"0851", "region:Nordjylland", "national"}, []monitoring.UnitID{"0851"}},
		"a leader elsewhere":        {stranger, "", []monitoring.UnitID{"0461", "region:Syddanmark", "national"}, []monitoring.UnitID{"0461"}},
		"its consultant":            {consultant, "", []monitoring.UnitID{"0851", "region:Nordjylland", "region:Syddanmark", "national"}, nil},
		"the national agency":       {officer, "", everyone, everyone},
		"the command line":          {person.SystemActor("cli"), "", everyone, everyone},
		"an administrator":          {keeper, domain.Permission, nil, nil},
		"a guest":                   {person.Actor{ID: "g", Role: person.Guest, Municipalities: []municipality.Code{"0851"}}, domain.Permission, nil, nil},
		"a steering member":         {person.Actor{ID: "s", Role: person.SteeringMember, Municipalities: []municipality.Code{"0851"}}, domain.Permission, nil, nil},
		"nobody":                    {person.Actor{Role: person.NationalOfficer}, domain.Unauthenticated, nil, nil},
		"a leader of no place":      {person.Actor{ID: "l", Role: person.MunicipalLeader}, "", nil, nil},
		"a consultant with nothing": {person.Actor{ID: "k", Role: person.ProcessConsultant}, "", []monitoring.UnitID{"region:Nordjylland", "region:Syddanmark", "national"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := a.Desk.Figures(t.Context(), c.actor, desk.FigureQuery{What: "figures"})
			if domain.CodeOf(err) != c.code {
				t.Fatalf("%v, want %q", err, c.code)
			}
			if err != nil {
				return
			}
			knows, counts := []monitoring.UnitID(nil), []monitoring.UnitID(nil)
			for _, unit := range everyone {
				hidden, known := false, false
				for _, o := range monitoring.AllOrigins() {
					f, found := b.Count(unit, march, "4", o)
					known = known || found
					hidden = hidden || f.Withheld() != view.WithheldNot
				}
				if known {
					knows = append(knows, unit)
				}
				if known && !hidden {
					counts = append(counts, unit)
				}
			}
			if diff := cmp.Diff(c.knows, knows); diff != "" {
				t.Errorf("knows (-want +got):\n%s", diff)
			}
			own := func(u monitoring.UnitID) bool { _, is := municipality.Get(municipality.Code(u)); return !is }
			if diff := cmp.Diff(c.counts, counts, cmpopts.IgnoreSliceElements(own), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("sees the counts of (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryLookAtCountsIsLoggedBeforeTheyAreShown(t *testing.T) {
	a := withFigures(t)
	ctx := t.Context()
	from, to := march.Add(-2), march
	ask := func(actor person.Actor, units ...monitoring.UnitID) {
		t.Helper()
		if _, err := a.Desk.Figures(ctx, actor, desk.FigureQuery{What: "figures", Units: units, From: from, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	ask(leader)
	ask(leader, "national")
	ask(leader, "0461", "national")
	ask(consultant)
	ask(officer)
	ask(officer, "0461", "0851", "national")
	if _, err := a.Desk.FiguresForOutsiders(ctx, officer, desk.FigureQuery{What: "print"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Desk.Counts(ctx, person.SystemActor("cli"), desk.FigureQuery{What: "command", AsOf: looked}); err != nil {
		t.Fatal(err)
	}
	access := func(actor person.ID, code municipality.Code) view.Access {
		return view.Access{At: looked, Actor: actor, Municipality: code, What: "figures", From: from, To: to}
	}
	want := []view.Access{
		{At: looked, Actor: "system:cli", What: "command", AsOf: looked},
		access("star", "0851"), access("star", "0461"), access("star", ""), access("leder", "0851"),
	}
	got, err := a.Desk.Accesses(ctx, keeper, view.LogQuery{Limit: 99})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(view.Access{}, "Number")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, actor := range []person.Actor{leader, consultant} {
		if _, err := a.Desk.Accesses(ctx, actor, view.LogQuery{Limit: 9}); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s reads the log: %v", actor.ID, err)
		}
	}
}

func TestUnitsThatWereNotAskedForAreNotThere(t *testing.T) {
	a := withFigures(t)
	b, err := a.Desk.Figures(t.Context(), officer, desk.FigureQuery{What: "figures", Units: []monitoring.UnitID{"0851", "national"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, found := b.Count("0461", march, "P", ""); found {
		t.Error("a municipality that was not logged can be read")
	}
	if _, found := b.Count("0851", march, "P", ""); !found {
		t.Error("a municipality that was asked for cannot be read")
	}
}

func TestOnlyThoseWhoSeeEveryCountChooseTheMoment(t *testing.T) {
	a := withFigures(t)
	q := desk.FigureQuery{What: "figures", AsOf: looked.Add(-time.Hour)}
	for _, actor := range []person.Actor{leader, consultant} {
		if _, err := a.Desk.Figures(t.Context(), actor, q); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s: %v", actor.ID, err)
		}
		if _, err := a.Desk.FiguresForOutsiders(t.Context(), actor, q); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s, as outsiders: %v", actor.ID, err)
		}
		if _, err := a.Desk.Counts(t.Context(), actor, desk.FigureQuery{}); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s counts: %v", actor.ID, err)
		}
	}
	b, err := a.Desk.Figures(t.Context(), officer, q)
	if err != nil {
		t.Fatal(err)
	}
	if f, _ := b.Count("0851", march, "P", ""); f.Status != monitoring.StatusMissing {
		t.Errorf("before anything was delivered: %v", f)
	}
}
