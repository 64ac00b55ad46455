package desk_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/intake"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// takeIn takes made-up records of one municipality's month in.
func takeIn(t *testing.T, a *app.App, code municipality.Code, m calendar.Month, rows int) {
	t.Helper()
	o := generate.Believable()
	o.Seed, o.Municipalities, o.From, o.Months, o.Rows, o.Programme = 7, []municipality.Code{code}, m, 1, rows, a.Monitoring
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
}

// sees is what somebody sees of a month.
func sees(t *testing.T, a *app.App, who person.Actor, m calendar.Month) (all []view.Figure) {
	t.Helper()
	b, err := a.Desk.Figures(t.Context(), who, desk.FigureQuery{What: "figures"})
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range b.Units(m) {
		for _, g := range monitoring.AllGroups() {
			f, _ := b.Count(unit, m, monitoring.Measure(g), monitoring.OriginAll)
			all = append(all, f)
		}
	}
	return all
}

var sameFigure = cmp.Comparer(func(a, b view.Figure) bool { return a == b })

// beside opens the store of another program.
func beside(t *testing.T, url string) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{
		URL: url, MaxBatch: 8, CacheStreams: 8, ReadConnections: 2, Clock: func() time.Time { return looked.Add(time.Hour) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func TestADeliveryThatAnotherProcessTookInIsSeenAtOnce(t *testing.T) {
	url := storetest.SQLite(t)
	serving := withFiguresIn(t, url)
	if err := serving.Desk.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, earlier := sees(t, serving, leader, march), sees(t, serving, leader, march.Add(-1))
	takeIn(t, beside(t, url), "0851", march, 700)
	if cmp.Equal(before, sees(t, serving, leader, march), sameFigure) {
		t.Error("the delivery is not seen")
	}
	if diff := cmp.Diff(earlier, sees(t, serving, leader, march.Add(-1)), sameFigure); diff != "" {
		t.Errorf("a month is shown differently that nobody delivered:\n%s", diff)
	}
	for _, who := range []person.Actor{leader, consultant, officer} {
		if diff := cmp.Diff(sees(t, beside(t, url), who, march), sees(t, serving, who, march), sameFigure); diff != "" {
			t.Errorf("a program that has just begun shows %s something else:\n%s", who.Role, diff)
		}
	}
}

func TestFiguresAreKeptReadyUntilTheEnd(t *testing.T) {
	a := withFigures(t)
	ctx, cancel := context.WithCancel(t.Context())
	failures, ended := make(chan error, 1), make(chan struct{})
	go func() {
		a.Desk.KeepReady(ctx, time.Millisecond, func(err error) {
			select {
			case failures <- err:
			default:
			}
		})
		close(ended)
	}()
	if len(sees(t, a, consultant, march)) == 0 {
		t.Error("nothing is shown while figures are made ready")
	}
	select {
	case err := <-failures:
		t.Fatal(err)
	default:
	}
	a.Store.Close()
	if err := <-failures; err == nil {
		t.Error("a store that is closed is no failure")
	}
	cancel()
	<-ended
}
