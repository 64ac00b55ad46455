package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
)

// cutOff leaves a store behind in which a call to enrol both, one of them selected, was cut off after the
// first command.
func cutOff(t *testing.T, call enrolCommand) *session {
	t.Helper()
	var out, log bytes.Buffer
	s := &session{ctx: context.Background(), stdout: &out, stderr: &log, line: &commandLine{}}
	s.line.DB = "sqlite:" + filepath.Join(t.TempDir(), "store.db")
	a, err := s.open(app.Anything, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	codes, selected, _ := call.read()
	e, err := call.enrolment(s, a, codes, selected)
	if err != nil {
		t.Fatal(err)
	}
	start := e.start(e.places[0])
	if _, err := a.Desk.Do(s.ctx, actor, e.keyOf(start), start); err != nil {
		t.Fatal(err)
	}
	return s
}

func both() enrolCommand {
	return enrolCommand{
		Codes: []string{"0101", "0851"}, From: calendar.NewDate(2026, time.January, 5), Definition: defaultDefinition,
		Select: []string{"0101"}, Reason: "Ansøgte i maj",
	}
}

func TestSameCallFinishesWhatWasCutOff(t *testing.T) {
	s := cutOff(t, both())
	if err := both().Run(s); err != nil {
		t.Fatal(err)
	}
	want := "0101 København: 0101.flere-skal-med-2.1, selected for knowledge development\n" +
		"0851 Aalborg: 0851.flere-skal-med-2.1\n" +
		"enrolled 2 municipalities on flere-skal-med-2 version 3 from 2026-01-05\n"
	if got := s.stdout.(*bytes.Buffer).String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := both().Run(s); statusOf(err) != exitRefused || !strings.Contains(err.Error(), "0101 København: enrolled already") {
		t.Errorf("the finished call again gives %v", err)
	}
}

func TestAnotherCallIsRefusedByWhatWasCutOff(t *testing.T) {
	for name, change := range map[string]func(*enrolCommand){
		"other codes":  func(c *enrolCommand) { c.Codes = append(c.Codes, "0147") },
		"other date":   func(c *enrolCommand) { c.From = c.From.AddDays(1) },
		"other reason": func(c *enrolCommand) { c.Reason = "Ansøgte i juni" },
		"no selection": func(c *enrolCommand) { c.Select, c.Reason = nil, "" },
	} {
		t.Run(name, func(t *testing.T) {
			s := cutOff(t, both())
			call := both()
			change(&call)
			err := call.Run(s)
			if statusOf(err) != exitRefused || !strings.Contains(err.Error(), "0101 København: enrolled already") {
				t.Fatalf("got %v", err)
			}
			a, err := s.open(app.Existing, time.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			for _, code := range []municipality.Code{"0851", "0147"} {
				if ids, err := a.Desk.JourneysOf(s.ctx, actor, code); err != nil || len(ids) > 0 {
					t.Errorf("%s has %v, %v", code, ids, err)
				}
			}
		})
	}
}

func TestCPRIsNeverRepeated(t *testing.T) {
	number := "0101" + "80" + "-" + "1234"
	for _, call := range []enrolCommand{
		{Codes: []string{number}, From: both().From},
		{Codes: []string{"0101"}, From: both().From, Select: []string{"0101"}, Reason: "Om " + number},
	} {
		var out, log bytes.Buffer
		s := &session{ctx: context.Background(), stdout: &out, stderr: &log, line: &commandLine{DB: "sqlite:" + t.TempDir() + "/none.db"}}
		err := call.Run(s)
		if report(&log, err) != exitRefused || strings.Contains(log.String()+out.String(), number) {
			t.Errorf("got %v, %q", err, &log)
		}
	}
}
