package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"startklar/cmd/startklar/internal/audit"
	"startklar/workflow/journal"
)

func TestOneRunAtATimeAndTheLastIsRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		runs, fail := 0, false
		verify := func(context.Context) (journal.Report, error) {
			runs++
			time.Sleep(time.Minute)
			if fail {
				return journal.Report{}, errors.New("disk")
			}
			return journal.Report{Events: 7}, nil
		}
		v := audit.New(t.Context(), verify, time.Now, slog.New(slog.DiscardHandler))
		if got := v.Last(); got.Running() || !got.Began.IsZero() {
			t.Errorf("before: %+v", got)
		}
		v.Start("a")
		v.Start("b")
		if got := v.Last(); !got.Running() || got.By != "a" {
			t.Errorf("under way: %+v", got)
		}
		time.Sleep(2 * time.Minute)
		if got := v.Last(); got.Running() || got.Report.Events != 7 || got.Failed || got.Finished.Sub(got.Began) != time.Minute || runs != 1 {
			t.Errorf("after %d runs: %+v", runs, got)
		}
		fail = true
		v.Start("b")
		time.Sleep(2 * time.Minute)
		if got := v.Last(); !got.Failed || got.By != "b" || runs != 2 {
			t.Errorf("failed: %+v", got)
		}
	})
}
