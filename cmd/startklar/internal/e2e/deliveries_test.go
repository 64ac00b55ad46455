package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"startklar/domain/calendar"
)

// recordsOf writes a file with a municipality's month: citizens of whom some have paid hours. A citizen's hours may be
// something else than a number.
func recordsOf(t *testing.T, code string, month calendar.Month, citizens, working int, hours string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;education;wage_subsidy;work_placement;origin;exit\n")
	for n := range citizens {
		worked := "0"
		switch {
		case n == 7 && hours != "":
			worked = hours
		case n < working:
			worked = "12,5"
		}
		fmt.Fprintf(&b, "e-%04d;%s;%s;1;0;0;;kontanthjaelp;%s;0;0;0;0;dansk;\n", n, code, month, worked)
	}
	path := filepath.Join(t.TempDir(), "maalinger.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// workingShare is indicator 6 of a municipality in a month, as the store has it.
func (s site) workingShare(code string, month calendar.Month) (n, of int) {
	s.t.Helper()
	var figures []struct {
		Num int `json:"n"`
		Den int `json:"N"`
	}
	out := s.tell("indicators", "--month", month.String(), "--municipality", code, "--indicator", "6", "--format", "json")
	if err := json.Unmarshal(out, &figures); err != nil || len(figures) != 1 {
		s.t.Fatalf("%s: %v", out, err)
	}
	return figures[0].Num, figures[0].Den
}

// sendFile chooses a file and has it tried.
func (p tab) sendFile(path string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles("#file", []string{path}))
	p.follow("Prøv filen")
}

// settled waits for the end of what is under way. Where no scripts run, the page's link looks anew.
func (p tab) settled(scripts bool) {
	p.t.Helper()
	const again = "Se, hvor langt den er"
	for !scripts && strings.Contains(p.text(), again) {
		p.follow(again)
	}
	p.until(fmt.Sprintf("!root().innerText.includes(%s)", quote(again)))
}

// TestAFileIsTriedCorrectedAndMovesTheFigures walks a delivery's way: STAR sends a file, sees which row is refused and
// that nothing is stored, sends the corrected file, and the figures move. The leader sees that it came.
func TestAFileIsTriedCorrectedAndMovesTheFigures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		scripts bool
	}{{"with scripts", true}, {"without scripts", false}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serveDemo(t)
			month := calendar.MonthOf(calendar.DateOf(time.Now())).Add(-2)
			before, of := s.workingShare("0851", month)

			star := s.person("star-1")
			star.scripts(c.scripts)
			onScreen := fmt.Sprintf("/indikatorer/6?maaned=%s&kommune=0851", month)
			star.open(onScreen)
			star.see(fmt.Sprintf("%d af %d", before, of))
			star.open("/leverancer")
			star.follow("Indlæs en fil")
			star.sendFile(recordsOf(t, "0851", month, 240, 120, "mange"))
			star.settled(c.scripts)
			star.see("Filen er fjernet igen", "Intet er gemt", "1 fejl", "Linje 9", "paid_hours", "Skriv timerne som et tal", "Her står: mange")
			if n, all := s.workingShare("0851", month); n != before || all != of {
				t.Errorf("%d of %d after a dry run, %d of %d before", n, all, before, of)
			}

			star.sendFile(recordsOf(t, "0851", month, 240, 120, ""))
			star.settled(c.scripts)
			star.see("Filen er i orden", "Erstatter en tidligere", "Intet er gemt endnu")
			if n, _ := s.workingShare("0851", month); n != before {
				t.Errorf("%d after a dry run, %d before", n, before)
			}
			star.follow("Indlæs")
			star.settled(c.scripts)
			star.see("Filen er indlæst", "Filer, der er indlæst", "maalinger.csv")
			n, all := s.workingShare("0851", month)
			if n != 120 || all > 240 || all < 100 {
				t.Errorf("%d of %d, want 120 of those who are not in group 2", n, all)
			}
			star.open(onScreen)
			star.see(fmt.Sprintf("%d af %d", n, all))

			leader := s.person("leder-0851")
			leader.open("/leverancer")
			leader.follow(calendar.FormatMonth(month, "da"))
			leader.see("Nr. 2", "Gælder nu", "Nr. 1", "Erstattet")
			leader.miss("Rækker")
		})
	}
}
