package dock_test

import (
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/dock"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

var (
	officer = person.Actor{ID: "star", Role: person.NationalOfficer}
	now     = time.Date(2026, 4, 8, 8, 0, 0, 0, time.UTC)
)

const file = "citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;education;wage_subsidy;work_placement;origin;exit\n" +
	"b-1;0851;2026-03;1;0;0;;kontanthjaelp;7,5;0;0;0;0;dansk;\n"

// newDock opens a dock on a store in which Aalborg takes part. A checked file waits as long as keep.
func newDock(t *testing.T, keep time.Duration) *dock.Dock {
	t.Helper()
	clock := func() time.Time { return now }
	a, err := app.Open(t.Context(), app.Options{
		URL: "sqlite:" + filepath.Join(t.TempDir(), "dock.db"), Clock: clock, MaxBatch: 8, CacheStreams: 16, ReadConnections: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	def, err := a.Newest(t.Context(), "flere-skal-med-2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Desk.Do(t.Context(), person.SystemActor("test"), "", workflow.StartJourney{
		Target: workflow.Target{Journey: journey.NewID("0851", def.Key, 1)}, Definition: def.Key, Version: def.Version, Hash: def.Hash,
		StartedOn: calendar.NewDate(2026, time.March, 2),
	}); err != nil {
		t.Fatal(err)
	}
	return dock.New(t.Context(), dock.Options{
		Intake: a.Intake, Desk: a.Desk, Clock: clock, Log: slog.New(slog.DiscardHandler), MaxBytes: 1 << 20, Keep: keep,
	})
}

// until looks until something is so.
func until(t *testing.T, d *dock.Dock, so func(dock.Look) bool) dock.Look {
	t.Helper()
	for range 500 {
		if l, found, err := d.Look(officer); err == nil && found && so(l) {
			return l
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it never came to that")
	return dock.Look{}
}

func checked(l dock.Look) bool { return l.Phase == dock.Checked }

func TestOneFileAtATime(t *testing.T) {
	d := newDock(t, 0)
	from, to := io.Pipe()
	ended := make(chan error)
	go func() { ended <- d.Put(officer, "a.csv", from) }()
	until(t, d, func(l dock.Look) bool { return l.Phase == dock.Receiving })
	if err := d.Put(officer, "b.csv", strings.NewReader(file)); domain.AsError(err).Key != "upload_busy" {
		t.Errorf("a second file gave %v", err)
	}
	_ = to.CloseWithError(io.ErrUnexpectedEOF)
	if err := <-ended; domain.CodeOf(err) != domain.Invalid {
		t.Errorf("a line that broke gave %v", err)
	}
	if _, found, _ := d.Look(officer); found {
		t.Error("what did not arrive is still there")
	}
	if err := d.Put(officer, "b.csv", strings.NewReader(file)); err != nil {
		t.Errorf("the next file gave %v", err)
	}
	if l := until(t, d, checked); !l.Waits || l.Name != "b.csv" {
		t.Errorf("%+v", l)
	}
}

func TestAFileDoesNotWaitForEver(t *testing.T) {
	d := newDock(t, time.Millisecond)
	if err := d.Put(officer, "a.csv", strings.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	l := until(t, d, func(l dock.Look) bool { return checked(l) && !l.Waits })
	if l.Report == nil || l.Report.AnyRefused() {
		t.Errorf("the report is gone with it: %+v", l.Report)
	}
	if err := d.TakeIn(officer, l.ID); domain.AsError(err).Key != "upload_gone" {
		t.Errorf("taking it in gave %v", err)
	}
}

func TestAFileIsTakenInOnce(t *testing.T) {
	d := newDock(t, 0)
	if err := d.Put(officer, "a.csv", strings.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	id := until(t, d, checked).ID
	if err := d.TakeIn(officer, id); err != nil {
		t.Fatal(err)
	}
	if err := d.TakeIn(officer, id); domain.CodeOf(err) != domain.Conflict {
		t.Errorf("a second time gave %v", err)
	}
	if l := until(t, d, func(l dock.Look) bool { return !l.Busy() }); l.Phase != dock.Done || l.Number != 1 || l.Waits {
		t.Errorf("%+v", l)
	}
}

func TestTheDockIsForThoseWhoDeliver(t *testing.T) {
	d := newDock(t, 0)
	for _, role := range []person.Role{person.MunicipalLeader, person.MunicipalMember, person.ProcessConsultant, person.Administrator} {
		actor := person.Actor{ID: "x", Role: role}
		_, _, look := d.Look(actor)
		for _, err := range []error{look, d.Put(actor, "a.csv", strings.NewReader(file)), d.TakeIn(actor, "x"), d.Discard(actor, "x")} {
			if domain.CodeOf(err) != domain.Permission {
				t.Errorf("%s: %v", role, err)
			}
		}
	}
}
