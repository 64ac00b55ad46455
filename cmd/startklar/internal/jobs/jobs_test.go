package jobs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestExpressionsAreChecked(t *testing.T) {
	for at, want := range map[string]string{
		"15 4 * * *":                      "",
		"0 8 1 * *":                       "",
		"*/5 3-23 * * 1-5":                "",
		"30 2 * * *":                      "between 02 and 03",
		"0 * * * *":                       "between 02 and 03",
		"0 2 29 2 *":                      "between 02 and 03",
		"@hourly":                         "descriptors",
		"CRON_TZ=Europe/London 0 4 * * *": "time zone",
		"TZ=UTC 0 4 * * *":                "time zone",
		"61 4 * * *":                      "above maximum",
		"soon":                            "expected exactly 5 fields",
		"":                                "empty",
	} {
		_, err := New(slog.New(slog.DiscardHandler), Job{Name: "n", At: at})
		switch {
		case want == "" && err != nil:
			t.Errorf("%q is refused: %v", at, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q gives %v, want %q", at, err, want)
		}
	}
}

// What was due while the service was down is done when it comes back, also when another job fails or panics,
// and the schedule ends with its context.
func TestEveryJobRunsAtTheStart(t *testing.T) {
	var log bytes.Buffer
	var done atomic.Int64
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	s, err := New(slog.New(slog.NewTextHandler(&log, nil)),
		Job{"failing", "15 4 * * *", func(context.Context) error { return errors.New("no luck") }},
		Job{"panicking", "15 4 * * *", func(context.Context) error { panic("help") }},
		Job{"working", "15 4 * * *", func(context.Context) error { done.Add(1); stop(); return nil }},
	)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(ctx)
	if done.Load() != 1 {
		t.Errorf("the job ran %d times", done.Load())
	}
	for _, want := range []string{"no luck", "help"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not tell %q: %s", want, &log)
		}
	}
	if got := s.cron.Entries(); len(got) != 3 || got[2].Schedule.Next(time.Now()).IsZero() {
		t.Errorf("scheduled: %v", got)
	}
}
