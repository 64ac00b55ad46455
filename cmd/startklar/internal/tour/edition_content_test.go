package tour_test

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/monthly"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure/attack"
	"startklar/domain/municipality"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
)

// content walks what an edition holds, as JSON, and explains each number in it: from single months that outsiders are
// shown, or as the municipality's own where it does not leave the house. A number that it cannot place fails the test.
type content struct {
	*edition
	unit   monitoring.UnitID
	leaves bool
	// met is how many municipalities have met each target, by the months that outsiders are shown.
	met    map[float64]int
	placed int
}

// surrounding is what the objects around a number say of it, the nearest first.
type surrounding []map[string]any

func (s surrounding) text(key string) string {
	for _, object := range s {
		if text, is := object[key].(string); is {
			return text
		}
	}
	return ""
}

func (c *content) walk(v any, path string, in surrounding) {
	c.t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if _, counts := v["N"]; counts {
			c.count(v, path, in)
			return
		}
		for key, below := range v {
			c.walk(below, path+"."+key, append(surrounding{v}, in...))
		}
	case []any:
		for n, below := range v {
			more := in
			if strings.HasSuffix(path, ".counts") { // of a unit, in the order of the columns
				more = append(surrounding{{"measure": string(statement.Columns(c.programme)[n])}}, in...)
			}
			c.walk(below, path+"[]", more)
		}
	case float64:
		c.other(v, path, in)
	}
}

// count explains n of N.
func (c *content) count(v map[string]any, path string, in surrounding) {
	c.t.Helper()
	of := place{unit: c.unit, month: c.monthOf(path, in)}
	of.Measure = monitoring.Measure(in.text("measure"))
	if of.Measure == "" {
		of.Measure = monitoring.Measure(in.text("indicator"))
	}
	if of.Origin = monitoring.Origin(in.text("origin")); of.Measure == "" && of.Origin != "" {
		of.Measure = "4"
	}
	from, pooled := c.edition, strings.HasSuffix(path, ".pooled")
	switch {
	case strings.HasSuffix(path, ".nation"), in[0]["national"] == true:
		of.unit = monitoring.National
	case strings.HasPrefix(path, ".units[]"):
		of.unit = monitoring.UnitID(in.text("unit"))
	}
	if strings.HasSuffix(path, "[].was") {
		from = c.before
	}
	if status := v["status"]; status != string(monitoring.StatusOK) {
		if v["n"] != 0.0 || v["N"] != 0.0 {
			c.t.Errorf("%s: %s of %v is %v, and holds numbers", c.edition, path, of, status)
		}
		return
	}
	c.placed++
	whole := attack.Number{Measure: of.Measure, Origin: of.Origin, Den: true}
	for n, value := range map[attack.Number]any{of.Number: v["n"], whole: v["N"]} {
		if is, explained := from.explain(place{of.unit, of.month, n}, pooled, c.leaves); !explained || float64(is) != value {
			c.t.Errorf("%s: %s of %v is %v, and %d follows from what is shown (%v)", c.edition, path, of, value, is, explained)
		}
	}
}

// monthOf is the month that a count is of.
func (c *content) monthOf(path string, in surrounding) calendar.Month {
	c.t.Helper()
	text := in.text("month")
	switch {
	case strings.HasSuffix(path, ".before"):
		return c.row.Month.Add(-3)
	case strings.HasSuffix(path, ".best"):
		text = in.text("best_in")
	}
	m, err := calendar.ParseMonth(text)
	if err != nil {
		c.t.Fatalf("%s: %s has no month", c.edition, path)
	}
	return m
}

// explain is a number as it follows from what the reader may know: the own counts, or single months that are shown.
func (e *edition) explain(at place, pooled, leaves bool) (total int, explained bool) {
	mine := at.unit == monitoring.UnitID(own) && !leaves
	months := 1
	if pooled {
		months = 12
	}
	for back := range months {
		m := at.month.Add(-back)
		f, _ := e.outside.Count(at.unit, m, at.Measure, at.Origin)
		shown := f.Num
		if at.Den {
			shown = f.Den
		}
		n, open := shown.Value()
		c, found := e.truth.Count(at.unit, m, at.Measure, at.Origin)
		if mine {
			if n, open = c.Num, true; at.Den {
				n = c.Den
			}
		}
		if found && c.Status != monitoring.StatusMissing && !open {
			return 0, false
		}
		total += n
	}
	return total, true
}

// other explains a number that is no count: how many municipalities, days, percent, or what is the own leadership's.
func (c *content) other(v float64, path string, in surrounding) {
	c.t.Helper()
	unit := monitoring.National
	if text := in.text("unit"); text != "" {
		unit = monitoring.UnitID(text)
	}
	delivered, _ := c.truth.Count(unit, c.row.Month, "P", "")
	var want float64
	switch path {
	case ".shape":
		want = statement.Shape
	case ".coverage.delivered", ".units[].delivered":
		want = float64(delivered.Delivered)
	case ".coverage.participating", ".units[].participating":
		want = float64(delivered.Participating)
	case ".met[].percent", ".result.targets[].percent", ".result_open.targets[].percent":
		want = v // words of the contract
	case ".met[].count":
		want = float64(c.met[in[0]["percent"].(float64)])
	case ".result.targets[].missing", ".result_open.targets[].missing":
		want = c.missing(in)
	case ".receipt.number", ".journey[].days":
		want = v // of deliveries and days, not of citizens
	case ".lines[].tail":
		want = v // orders the lines, and is told nobody: see TestATailOrdersAndIsNotTold
	default:
		c.t.Errorf("%s: nobody can place %v at %s", c.edition, v, path)
		return
	}
	c.placed++
	if v != want {
		c.t.Errorf("%s: %s is %v, and %v follows from what is shown", c.edition, path, v, want)
	}
}

// missing is how many citizens a month lacks to a target, as it follows from the count beside.
func (c *content) missing(in surrounding) float64 {
	now := in[1]["now"].(map[string]any)
	if now["status"] != string(monitoring.StatusOK) {
		return 0
	}
	percent, n, all := int(in[0]["percent"].(float64)), int(now["n"].(float64)), int(now["N"].(float64))
	return float64(max(0, (percent*all+99)/100-n))
}

// recount counts who has met each target by a month that outsiders are shown.
func (e *edition) recount() map[float64]int {
	met := map[float64]int{}
	for _, i := range e.programme.Indicators {
		for _, percent := range i.Targets {
			for _, code := range e.truth.Municipalities(e.row.Month) {
				if slices.ContainsFunc(e.outside.Delivered(), func(m calendar.Month) bool { return e.reaches(code, m, i.ID, percent) }) {
					met[float64(percent)]++
				}
			}
		}
	}
	return met
}

func (e *edition) reaches(code municipality.Code, m calendar.Month, id monitoring.IndicatorID, percent int) bool {
	f, found := e.outside.Count(monitoring.UnitID(code), m, monitoring.Measure(id), "")
	n, open := f.Num.Value()
	all, whole := f.Den.Value()
	return found && open && whole && all > 0 && !m.After(e.row.Month) && 100*n >= percent*all
}

// contents are what the edition holds for the leader: the statement on the screen and as it leaves, and the nation's.
func (e *edition) contents() (all []*content, raw []any) {
	e.t.Helper()
	which := desk.Which{Month: e.row.Month, Number: e.row.Edition.Number}
	met := e.recount()
	add := func(v any, err error, unit monitoring.UnitID, leaves bool) {
		if err != nil {
			e.t.Fatal(err)
		}
		text, err := json.Marshal(v)
		if err != nil {
			e.t.Fatal(err)
		}
		var decoded any
		if err := json.Unmarshal(text, &decoded); err != nil {
			e.t.Fatal(err)
		}
		all, raw = append(all, &content{edition: e, unit: unit, leaves: leaves, met: met}), append(raw, decoded)
	}
	for _, leaves := range []bool{false, true} {
		s, err := e.app.Desk.Statement(context.Background(), theLeader, which, own, leaves)
		add(s.Content, err, monitoring.UnitID(own), leaves)
		n, err := e.app.Desk.NationalStatement(context.Background(), theLeader, which, leaves)
		add(n.Content, err, monitoring.National, true)
	}
	return all, raw
}

// TestEveryNumberThatAnEditionHoldsIsExplained walks what is stored of each edition, as the leader's pages get it.
func TestEveryNumberThatAnEditionHoldsIsExplained(t *testing.T) {
	placed := 0
	for _, e := range editionsOf(t, enter(t, furnished)) {
		all, raw := e.contents()
		for n, c := range all {
			c.walk(raw[n], "", nil)
			placed += c.placed
		}
	}
	if placed < 1000 {
		t.Errorf("only %d numbers: the contents are no longer understood", placed)
	}
	t.Logf("%d numbers are explained", placed)
}

// TestATailOrdersAndIsNotTold writes a statement with the tails of its lines replaced by their order: how unlikely an
// indicator is follows from everybody's counts, and is on no page.
func TestATailOrdersAndIsNotTold(t *testing.T) {
	h := enter(t, furnished)
	for _, e := range editionsOf(t, h) {
		which := desk.Which{Month: e.row.Month, Number: e.row.Edition.Number}
		s, err := h.app.Desk.Statement(context.Background(), theLeader, which, own, false)
		if err != nil {
			t.Fatal(err)
		}
		var tails []float64
		for _, l := range s.Content.Lines {
			tails = append(tails, l.Tail)
		}
		slices.Sort(tails)
		ranked := s
		ranked.Content.Lines = slices.Clone(s.Content.Lines)
		for n, l := range ranked.Content.Lines {
			ranked.Content.Lines[n].Tail = float64(slices.Index(tails, l.Tail))
		}
		if reflect.DeepEqual(s.Content.Lines, ranked.Content.Lines) {
			t.Errorf("%s has no tails to replace", e)
		}
		if sheetOf(t, s) != sheetOf(t, ranked) {
			t.Errorf("%s says more of a tail than the order", e)
		}
	}
}

func sheetOf(t *testing.T, s desk.Statement) string {
	t.Helper()
	letter := monthly.Of(catalogue.Danish, s)
	letter.Whole = true
	var text bytes.Buffer
	if err := letter.Sheet().Render(catalogue.With(context.Background(), catalogue.Danish), &text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
