package jobs_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/jobs"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/workflow"

	"github.com/google/go-cmp/cmp"
)

// watched is a store in which some municipalities take part since January 2025.
type watched struct {
	*testing.T
	*app.App
	now   time.Time
	codes []municipality.Code
}

// others are so many beside the first that its lagging does not widen the limits.
const others = 9

func newWatched(t *testing.T) *watched {
	t.Helper()
	w := &watched{T: t, now: time.Date(2025, time.January, 6, 9, 0, 0, 0, time.UTC)}
	var err error
	w.App, err = app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "signals.db"), Clock: func() time.Time { return w.now }, MaxBatch: 32, CacheStreams: 64, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	def, err := w.Newest(t.Context(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range municipality.All()[:others+1] {
		w.codes = append(w.codes, m.Code)
		w.do(person.SystemActor("test"), workflow.StartJourney{
			Target: workflow.Target{Journey: w.journey(m.Code)}, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.DateOf(w.now),
		})
	}
	return w
}

func (w *watched) journey(code municipality.Code) journey.ID {
	return journey.NewID(code, "flere-skal-med-2", 1)
}

func (w *watched) do(by person.Actor, c domain.Command) {
	w.Helper()
	if _, err := w.Desk.Do(w.Context(), by, "", c); err != nil {
		w.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// delivers takes in a month: n of 200 have paid hours.
func (w *watched) delivers(code municipality.Code, m calendar.Month, n int, about intake.About) {
	w.Helper()
	state, number, err := w.Door.State(w.Context(), intake.StreamOf(code), time.Time{})
	if err != nil {
		w.Fatal(err)
	}
	count := func(m calendar.Month, n int) intake.MonthCells {
		return intake.MonthCells{Month: m, Cells: []monitoring.Cell{{Measure: "P", Num: 200, Den: 200}, {Measure: "6", Num: n, Den: 200}}}
	}
	c := intake.TakeIn{Municipality: code, DecidedOn: number}
	before := state.(intake.State)
	for _, d := range before.Live() {
		if d.Month != m {
			c.Counted = append(c.Counted, intake.MonthCells{Month: d.Month, Cells: before.Cells(d.Month)})
		}
	}
	c.Counted = append(c.Counted, count(m, n))
	slices.SortFunc(c.Counted, func(a, b intake.MonthCells) int { return a.Month.Compare(b.Month) })
	data := fmt.Appendf(nil, "%s %s %d", code, m, n)
	about.Rows = 200
	c.Months = []intake.Brought{{Month: m, File: domain.HashOf(data), Data: data, About: about}}
	w.do(person.SystemActor("test"), c)
}

// everybody delivers a month, the first with a count of its own.
func (w *watched) everybody(m calendar.Month, first int) {
	w.Helper()
	w.delivers(w.codes[0], m, first, intake.About{})
	for _, code := range w.codes[1:] {
		w.delivers(code, m, 100, intake.About{})
	}
}

func (w *watched) judge() {
	w.Helper()
	if err := jobs.Signals(w.Desk, w.Monitoring, func() time.Time { return w.now }).Run(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// proposals are those about figures and deliveries; every journey here is overdue, which has a test of its own.
func (w *watched) proposals() (all []string) {
	w.Helper()
	found, err := w.Desk.Support(w.Context(), person.SystemActor("test"), view.SupportQuery{}, 2025)
	if err != nil {
		w.Fatal(err)
	}
	for _, p := range found.Proposals {
		if p.Subject != followup.OverdueStep {
			all = append(all, fmt.Sprintf("%s %s %s %s", p.Municipality, p.Subject, p.Month, p.State))
		}
	}
	return all
}

func (w *watched) proposes(want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.proposals()); diff != "" {
		w.Errorf("(-want +got)\n%s", diff)
	}
}

// on is a day of 2025.
func (w *watched) on(month time.Month, day int) {
	w.now = time.Date(2025, month, day, 6, 0, 0, 0, time.UTC)
}

func month(m time.Month) calendar.Month { return calendar.NewMonth(2025, m) }

func TestTheNewestSettledMonthIsJudgedOnce(t *testing.T) {
	w := newWatched(t)
	w.judge()
	w.proposes() // nothing is delivered
	w.on(time.September, 10)
	w.everybody(month(time.July), 20)
	w.judge()
	w.proposes() // nothing is settled
	w.everybody(month(time.August), 20)
	w.on(time.October, 10)
	w.everybody(month(time.September), 20)
	late := string(w.codes[0]) + " activity 2025-07 "
	for range 3 {
		w.judge()
		w.proposes(late + "open")
	}
	// the next month says the same: no new proposal
	w.on(time.November, 10)
	w.everybody(month(time.October), 100)
	w.judge()
	w.proposes(late + "open")
	// then it is like the others, and the proposal lapses
	w.on(time.December, 10)
	w.everybody(month(time.November), 100)
	w.on(time.December, 31)
	w.everybody(month(time.December), 100)
	w.judge()
	w.proposes(late + "lapsed")
	if report, err := w.Door.Verify(t.Context()); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

// The service is away while two months become settled: in the first the municipality is like the others, in the second
// it lags again. Judged in their order they make a second proposal; the last month alone would have made none.
func TestWhatBecameSettledWhileTheServiceWasDownIsCaughtUpWith(t *testing.T) {
	w := newWatched(t)
	for m := time.July; m <= time.September; m++ {
		w.on(m+1, 10)
		w.everybody(month(m), 20)
	}
	w.judge()
	first := string(w.codes[0]) + " activity 2025-07 "
	w.proposes(first + "open")
	w.on(time.October, 20)
	w.everybody(month(time.August), 100) // corrected
	w.on(time.December, 10)
	w.everybody(month(time.October), 100)
	w.everybody(month(time.November), 100)
	w.judge()
	got := w.proposals()
	want := []string{string(w.codes[0]) + " activity 2025-09 open", first + "lapsed"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestALateMonthAndALateStepPropose(t *testing.T) {
	w := newWatched(t)
	w.on(time.September, 10)
	w.everybody(month(time.August), 100)
	w.on(time.October, 15)
	for _, code := range w.codes[1:] {
		w.delivers(code, month(time.September), 100, intake.About{})
	}
	w.judge()
	w.proposes() // the day of delivery is not over
	w.on(time.October, 16)
	w.judge()
	late := string(w.codes[0]) + " missing 2025-09 "
	w.proposes(late + "open")
	w.delivers(w.codes[0], month(time.September), 100, intake.About{})
	w.on(time.October, 17)
	w.judge()
	w.proposes(late + "lapsed")
	found, err := w.Desk.Support(t.Context(), person.SystemActor("test"), view.SupportQuery{OpenOnly: true}, 2025)
	if err != nil || len(found.Proposals) != len(w.codes) {
		t.Errorf("%d journeys stand still, %d propose: %v", len(w.codes), len(found.Proposals), err)
	}
}

func TestRegistrationIsCompletedByWhatADeliveryContains(t *testing.T) {
	w := newWatched(t)
	code := w.codes[0]
	to := workflow.Target{Journey: w.journey(code)}
	leader := person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{code}}
	officer := person.Actor{ID: "star", Role: person.NationalOfficer}
	run := func() string {
		t.Helper()
		if err := jobs.Registrations(w.Desk, w.Library).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		s, err := w.Desk.Journey(t.Context(), person.SystemActor("test"), to.Journey)
		if err != nil {
			t.Fatal(err)
		}
		return string(s.Item("registration").State)
	}
	all := intake.About{JobBroker: true, Rehab: true, StepUp: true}
	w.on(time.September, 10)
	w.delivers(code, month(time.July), 1, all)
	if got := run(); got != string(journey.Available) {
		t.Errorf("before its gate is open: %s", got)
	}
	w.do(officer, workflow.OpenGate{Target: to, Item: "registration", Reason: "Begynder før planen"})
	_, err := w.Desk.Do(context.Background(), leader, "", workflow.CompleteItem{Target: to, Item: "registration"})
	if e := domain.AsError(err); e.Key != "not_completed_by_hand" {
		t.Errorf("ticked by hand: %v", err)
	}
	w.delivers(code, month(time.July), 2, intake.About{JobBroker: true, Rehab: true}) // corrected: the step-up marking is gone
	if got := run(); got == string(journey.Completed) {
		t.Error("completed without every marking")
	}
	w.delivers(code, month(time.August), 2, all)
	for range 2 {
		if got := run(); got != string(journey.Completed) {
			t.Errorf("with every marking: %s", got)
		}
	}
	history, err := w.Desk.History(t.Context(), person.SystemActor("test"), to.Journey, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if last := history[len(history)-1]; !strings.HasPrefix(last.Actor, "system:registrations") {
		t.Errorf("done by %q", last.Actor)
	}
}

// What comes later leaves the figures of a case as they were, and every look at them by a person is logged.
func TestACaseBeginsWithTheFiguresOfTheNewestSettledMonth(t *testing.T) {
	w := newWatched(t)
	for m := time.July; m <= time.September; m++ {
		w.on(m+1, 10)
		w.everybody(month(m), 20)
	}
	w.judge()
	officer := person.Actor{ID: "star", Role: person.NationalOfficer}
	found, err := w.Desk.Support(t.Context(), officer, view.SupportQuery{OpenOnly: true, Municipalities: w.codes[:1]}, 2025)
	if err != nil || len(found.Proposals) != 2 {
		t.Fatal(found.Proposals, err)
	}
	w.do(officer, followup.OpenCase{Municipality: w.codes[0], Proposals: []int{1}})
	w.delivers(w.codes[0], month(time.July), 90, intake.About{}) // corrected
	s, err := w.Desk.SupportOf(t.Context(), officer, w.codes[0])
	if err != nil {
		t.Fatal(err)
	}
	frozen := s.Case(1).Frozen
	if frozen.Month != month(time.July) || len(frozen.Figures) != 1 || frozen.Figures[0].Num != 20 || frozen.Figures[0].Den != 200 || frozen.Figures[0].Level != "propose" {
		t.Errorf("%+v", frozen)
	}
	looks, err := w.Desk.Accesses(t.Context(), officer, view.LogQuery{Municipality: w.codes[0], Person: officer.ID, Limit: 10})
	if err != nil || len(looks) != 1 || looks[0].What != "support" || looks[0].From != month(time.July) || looks[0].To != month(time.July) {
		t.Errorf("the case's own figures were seen, once: %+v, %v", looks, err)
	}
}

func TestWhoHasMuchIsListedForTheAgencyAlone(t *testing.T) {
	w := newWatched(t)
	for m := time.July; m <= time.September; m++ {
		w.on(m+1, 10)
		w.everybody(month(m), 180)
	}
	officer := person.Actor{ID: "star", Role: person.NationalOfficer}
	found, err := w.Desk.WhomToAsk(t.Context(), officer, "whom", month(time.July))
	if err != nil || len(found) != 1 || found[0].Municipality != w.codes[0] || found[0].Num != 180 {
		t.Errorf("%+v, %v", found, err)
	}
	for _, role := range []person.Role{person.ProcessConsultant, person.MunicipalLeader, person.Administrator} {
		if _, err := w.Desk.WhomToAsk(t.Context(), person.Actor{ID: "x", Role: role, Municipalities: w.codes}, "whom", month(time.July)); domain.CodeOf(err) != domain.Permission {
			t.Errorf("%s: %v", role, err)
		}
	}
}
