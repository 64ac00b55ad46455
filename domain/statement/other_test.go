package statement_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/record"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/statement"
)

// others are the municipalities of the other programme; the first has fewest at school.
var others = []municipality.Code{"0461", "0773", "0787", "0810", "0813", "0820", "0840", "0846", "0849", "0851", "0860"}

// otherFile is what they deliver in three months: two hundred citizens each, drawn once and for all. In the first
// municipality hardly anybody is at school.
func otherFile() []byte {
	var text bytes.Buffer
	text.WriteString("citizen;municipality;month;job_broker;rehab;step_up;exempt;benefit;paid_hours;self_supporting;education;wage_subsidy;work_placement;origin;exit\n")
	for at, code := range others {
		random := rand.New(rand.NewPCG(7, uint64(at)))
		one := func(percent int) int {
			if random.IntN(100) < percent {
				return 1
			}
			return 0
		}
		school := 25
		if at == 0 {
			school = 1
		}
		for n := range 200 {
			exempt, benefit := []string{"", "orlov"}[one(10)], []string{"ledighed", "opsparing"}[one(20)]
			rehab := one(12)
			row := fmt.Sprintf("0;%s;%s;%d;0;%d;%d;%d;%s;", exempt, benefit, 10*one(20), one(school), one(10), one(15), monitoring.AllOrigins()[random.IntN(6)])
			for back := range 3 { // half of those with a rehabilitation marking have it no longer
				marked := rehab
				if back == 0 {
					marked *= n % 2
				}
				fmt.Fprintf(&text, "b-%d;%s;%s;0;%d;%s\n", n, code, january.Add(-back), marked, row)
			}
		}
	}
	return text.Bytes()
}

// otherWorld reads the file as any other, and makes statements of it as outsiders may see them.
func otherWorld(t *testing.T) statement.Source {
	t.Helper()
	text, err := os.ReadFile("testdata/other.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := monitoring.ParseProgramme(text)
	if err != nil {
		t.Fatal(err)
	}
	data := otherFile()
	file, err := record.Read(t.Context(), bytes.NewReader(data), int64(len(data)), record.Options{Programme: p, Now: april})
	if err != nil || file.Report().Refused > 0 {
		t.Fatalf("%v: %+v", err, file.Report())
	}
	stored := figures.Stored{}
	for _, code := range file.Municipalities() {
		deliveries, err := file.Deliveries(code)
		if err != nil {
			t.Fatal(err)
		}
		counted, err := intake.Count(p, deliveries)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range counted {
			stored.Cells = append(stored.Cells, monitoring.MonthCells{Pair: monitoring.Pair{Municipality: code, Month: c.Month}, Cells: c.Cells})
		}
		stored.Participations = append(stored.Participations, monitoring.Participation{Municipality: code, From: january.Add(-2), Enrolled: january.Add(-2).First()})
		stored.Later = append(stored.Later, monitoring.Pair{Municipality: code, Month: january.Add(1)})
	}
	rule, err := disclosure.NewRule(p, disclosure.DefaultThreshold)
	if err != nil {
		t.Fatal(err)
	}
	book := figures.New(p, stored)
	shown := rule.Edition(book).For(disclosure.Outsiders())
	return statement.Source{
		Book: book, Programme: p, Month: january, AsOf: april, Signals: signal.Of(book, p, january, signal.Circumstances{Today: calendar.DateOf(april)}),
		Received: []monitoring.Received{{Pair: monitoring.Pair{Municipality: "0461", Month: january}, Number: 1, At: april}},
		Open: func(at statement.Place) bool {
			read := shown.Count
			if at.Pooled {
				read = shown.Pooled
			}
			f, found := read(at.Unit, at.Month, at.Measure, at.Origin)
			_, num := f.Num.Value()
			_, den := f.Den.Value()
			return found && num && den
		},
	}
}

// TestAnotherProgrammeIsAnotherFile takes another programme from its records to its statements.
func TestAnotherProgrammeIsAnotherFile(t *testing.T) {
	s := otherWorld(t)
	c := s.Of("0461")
	var lines []string
	for _, l := range c.Lines {
		lines = append(lines, fmt.Sprintf("%s %d/%d of %d/%d %s", l.Indicator, l.Own.Num, l.Own.Den, l.Nation.Num, l.Nation.Den, l.Level))
	}
	if got := strings.Join(lines, ", "); got != "praktik 53/200 of 530/2200 none, skole 2/165 of 408/1794 propose" {
		t.Errorf("the lines are %s", got)
	}
	if len(c.Trends) != 1 || c.Trends[0].Indicator != "skole" || s.Programme.Headline().ID != "skole" {
		t.Errorf("trends %+v of %s", c.Trends, s.Programme.Headline().ID)
	}
	if c.Result.Indicator != "aftale" || c.Result.Now.Num != 32 || c.Result.Targets[0].Missing != 18 {
		t.Errorf("the result is %+v", c.Result)
	}
	if task := c.Task(s.Programme); task.Kind != statement.TaskDiscuss || task.Indicator != "skole" {
		t.Errorf("the task is %+v", task)
	}
	if out := c.Outside(); out.Lines[1].Own.Known() || out.Lines[1].Level != "" {
		t.Errorf("outsiders see the two at school: %+v", out.Lines[1])
	}
	before := s.Of("0461")
	before.Origins[0].Own.Num++
	if changed := c.Since(s.Programme, before); len(changed) != 1 || changed[0].Measure != "skole-herkomst" {
		t.Errorf("changed is %+v", changed)
	}
	n := s.Nation()
	if got := statement.Columns(s.Programme); len(n.Units) != len(others)+2 || len(n.Units[0].Counts) != len(got) {
		t.Errorf("%d units with %d counts", len(n.Units), len(n.Units[0].Counts))
	}
	if met := n.Outside().Met; len(met) != 1 || met[0].Percent != 30 {
		t.Errorf("met is %+v", met)
	}
}
