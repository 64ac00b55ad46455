package cli

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
)

func TestHandoversAreCarriedOutOnTheirDayOrCancelled(t *testing.T) {
	ctx := context.Background()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	a, err := app.Open(ctx, app.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "h.db"), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	day := calendar.NewDate(2026, 3, 9)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []roster.RegisterPerson{
		{ID: "k1", Name: "1", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0101", "0851"}},
		{ID: "k2", Name: "2", Role: person.ProcessConsultant},
		{ID: "k3", Name: "3", Role: person.ProcessConsultant},
	} {
		_, err := a.Desk.Do(ctx, actor, "", p)
		must(err)
	}
	for id, code := range map[roster.HandoverID]municipality.Code{"good": "0101", "moved": "0851"} {
		_, err := a.Desk.Do(ctx, actor, "", roster.PlanHandover{ID: id, From: "k1", To: "k2", Municipalities: []municipality.Code{code}, On: day, Note: "-"})
		must(err)
	}
	_, err = a.Desk.Do(ctx, actor, "", roster.AssignMunicipalities{ID: "k3", Municipalities: []municipality.Code{"0851"}})
	must(err)
	states := func(want map[roster.HandoverID]roster.HandoverState) {
		t.Helper()
		must(carryOutHandovers(ctx, a, clock))
		for id, state := range want {
			if h, err := a.Store.Handover(ctx, id); err != nil || h.State != state {
				t.Errorf("%s is %s, %v, want %s", id, h.State, err, state)
			}
		}
	}
	states(map[roster.HandoverID]roster.HandoverState{"good": roster.HandoverPlanned, "moved": roster.HandoverPlanned})
	now = now.AddDate(0, 0, 8) // the service was down on the day itself
	states(map[roster.HandoverID]roster.HandoverState{"good": roster.HandoverDone, "moved": roster.HandoverCancelled})
	states(map[roster.HandoverID]roster.HandoverState{"good": roster.HandoverDone, "moved": roster.HandoverCancelled})
	if p, err := a.Store.ConsultantOf(ctx, "0101"); err != nil || p.ID != "k2" {
		t.Errorf("0101 has %s, %v", p.ID, err)
	}
}
