package jobs_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/jobs"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// TestDatesCatchUpExactlyOnce leaves the service down for seventy days after the minutes went out: when it comes
// back silence has confirmed them and two checks begin, each once, however often the job runs.
func TestDatesCatchUpExactlyOnce(t *testing.T) {
	now := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	ctx := context.Background()
	a, err := app.Open(ctx, app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "dates.db"), Clock: clock, MaxBatch: 8, CacheStreams: 8, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	id := journey.NewID("0851", "flere-skal-med-2", 1)
	holdWorkshop(t, a, id)
	run := func() {
		t.Helper()
		if err := jobs.Dates(a.Desk, clock).Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	run()
	if got := kinds(t, a, id); got["minutes_confirmed"]+got["check_opened"] != 0 {
		t.Errorf("before anything is due: %v", got)
	}
	now = now.AddDate(0, 0, 70)
	for range 3 {
		run()
	}
	got := kinds(t, a, id)
	if got["minutes_confirmed"] != 1 || got["check_opened"] != 2 {
		t.Errorf("after seventy days: %v", got)
	}
	s, err := a.Desk.Journey(ctx, person.SystemActor("test"), id)
	if err != nil || !s.RoomOf("startup_workshop").Edition().BySilence {
		t.Errorf("silence confirmed: %v", err)
	}
	if report, err := a.Door.Verify(ctx); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func holdWorkshop(t *testing.T, a *app.App, id journey.ID) {
	t.Helper()
	def, err := a.Newest(context.Background(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	own := []municipality.Code{"0851"}
	leader := person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: own}
	consultant := person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: own}
	on := workflow.Target{Journey: id}
	room := workflow.Room{Target: on, Item: "startup_workshop"}
	for _, step := range []struct {
		by person.Actor
		c  domain.Command
	}{
		{person.SystemActor("test"), workflow.StartJourney{Target: on, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: calendar.NewDate(2026, 3, 2)}},
		{leader, workflow.CompleteItem{Target: on, Item: "request"}},
		{consultant, workflow.OpenGate{Target: on, Item: "startup_workshop", Reason: "aftalt"}},
		{consultant, workflow.MakeAgreement{Room: room, ID: "device-000001", What: "Ringer", Who: "Teamleder", On: calendar.NewDate(2026, 4, 15)}},
		{consultant, workflow.SendMinutes{Room: room}},
	} {
		if _, err := a.Desk.Do(context.Background(), step.by, "", step.c); err != nil {
			t.Fatalf("%s: %v", step.c.CommandName(), err)
		}
	}
}

// kinds counts the events of a journey.
func kinds(t *testing.T, a *app.App, id journey.ID) map[string]int {
	t.Helper()
	entries, err := a.Desk.History(context.Background(), person.SystemActor("test"), id, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for _, e := range entries {
		all[e.Kind]++
	}
	return all
}
