package annotation_test

import (
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/person"
)

var (
	officer = person.Actor{ID: "star", Role: person.NationalOfficer}
	march   = calendar.NewMonth(2026, time.March)
	noon    = time.Date(2026, 4, 9, 12, 0, 0, 0, time.UTC)
)

func law() annotation.Content {
	return annotation.Content{Title: "Ny lov om kontanthjælp", Cause: annotation.Law, From: march, Indicators: []monitoring.IndicatorID{"3", "6"}, Suspends: true}
}

// after carries out commands an hour apart.
func after(t *testing.T, commands ...domain.Command) annotation.Annotation {
	t.Helper()
	subject, at := annotation.Subject{}, noon
	state := subject.Empty()
	for _, c := range commands {
		events, err := subject.Decide(officer, state, c, at)
		if err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
		for _, e := range events {
			e.Kind, e.At, e.Actor = e.Body.EventKind(), at, string(officer.ID)
			if state, err = subject.Evolve(state, e); err != nil {
				t.Fatal(err)
			}
		}
		at = at.Add(time.Hour)
	}
	return state.(annotation.Annotation)
}

func TestAnAnnotationIsWrittenAnewAndTakenBack(t *testing.T) {
	changed := law()
	changed.Until = march.Add(2)
	first, second, back := annotation.Write{ID: "A", Content: law()}, annotation.Write{ID: "A", Base: 1, Content: changed}, annotation.Withdraw{ID: "A", Reason: "Ikke vedtaget"}
	a := after(t, first, second)
	if a.Revision != 2 || a.Until != march.Add(2) || !a.NotedAt.Equal(noon) || !a.WrittenAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("written anew: %+v", a)
	}
	if after(t, first, annotation.Write{ID: "A", Base: 1, Content: law()}).Revision != 1 {
		t.Error("the same text counts as a change")
	}
	a = after(t, first, second, back)
	for at, want := range map[time.Time]bool{{}: false, noon.Add(-1): false, noon: true, noon.Add(2*time.Hour - 1): true, noon.Add(2 * time.Hour): false} {
		if a.StoodAt(at) != want {
			t.Errorf("stood at %s: %t", at, !want)
		}
	}
}

func TestWhatIsWrongIsNamedByItsField(t *testing.T) {
	without := func(change func(*annotation.Content)) annotation.Write {
		c := law()
		change(&c)
		return annotation.Write{ID: "A", Content: c}
	}
	for name, c := range map[string]struct {
		command domain.Command
		field   string
		key     string
	}{
		"no title":            {without(func(c *annotation.Content) { c.Title = " " }), "title", "text_missing"},
		"a long text":         {without(func(c *annotation.Content) { c.Text = strings.Repeat("a", annotation.MaxText+1) }), "text", "too_long"},
		"an unknown cause":    {without(func(c *annotation.Content) { c.Cause = "luck" }), "cause", "annotation_cause"},
		"no month":            {without(func(c *annotation.Content) { c.From = calendar.Month{} }), "from", "annotation_from"},
		"an end too early":    {without(func(c *annotation.Content) { c.Until = march.Add(-1) }), "until", "annotation_until"},
		"no name":             {annotation.Write{Content: law()}, "", "annotation_unknown"},
		"changed since":       {annotation.Write{ID: "A", Base: 3, Content: law()}, "", "annotation_changed"},
		"nothing to withdraw": {annotation.Withdraw{ID: "A", Reason: "x"}, "", "annotation_unknown"},
		"without a reason":    {annotation.Withdraw{ID: "A"}, "reason", "text_missing"},
	} {
		_, err := annotation.Subject{}.Decide(officer, annotation.Annotation{}, c.command, noon)
		if e := domain.AsError(err); err == nil || e.Key != c.key || e.Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone := after(t, annotation.Write{ID: "A", Content: law()}, annotation.Withdraw{ID: "A", Reason: "Ikke vedtaget"})
	if _, err := (annotation.Subject{}).Decide(officer, gone, annotation.Write{ID: "A", Base: 1, Content: law()}, noon); domain.AsError(err).Key != "annotation_withdrawn" {
		t.Errorf("written after it was taken back: %v", err)
	}
}

func TestOnlyTheNationalAgencyAnnotates(t *testing.T) {
	for _, role := range person.AllRoles() {
		for _, c := range []domain.Command{annotation.Write{ID: "A"}, annotation.Withdraw{ID: "A"}} {
			err := annotation.Subject{}.Authorize(person.Actor{ID: "a", Role: role}, nil, c)
			if (err == nil) != (role == person.NationalOfficer || role == person.System) {
				t.Errorf("%s %s: %v", role, c.CommandName(), err)
			}
		}
	}
}

func TestOnlyWhatStandsAndSaysSoSuspendsSignals(t *testing.T) {
	quiet := law()
	quiet.Suspends = false
	write := func(c annotation.Content) annotation.Annotation {
		return after(t, annotation.Write{ID: "A", Content: c})
	}
	list := annotation.Suspensions([]annotation.Listed{
		{ID: "A", Annotation: write(law())},
		{ID: "B", Annotation: write(quiet)},
		{ID: "C", Annotation: after(t, annotation.Write{ID: "A", Content: law()}, annotation.Withdraw{ID: "A", Reason: "Fejl"})},
	})
	if len(list) != 1 || list[0].From != march || len(list[0].Indicators) != 2 {
		t.Errorf("suspended: %+v", list)
	}
}

func TestAnAnnotationIsAboutItsIndicatorsAndMonths(t *testing.T) {
	c := law()
	if !c.About("3") || c.About("1") || !(annotation.Content{}).About("1") {
		t.Error("about the wrong indicators")
	}
	c.Until = march.Add(1)
	for n, want := range map[int]bool{-1: false, 0: true, 1: true, 2: false} {
		if m := march.Add(n); c.Touches(m, m) != want {
			t.Errorf("touches %s: %t", m, !want)
		}
	}
	if c.Until = (calendar.Month{}); !c.Touches(march.Add(90), march.Add(90)) {
		t.Error("an open end ends")
	}
}

func TestAnErasedTextLeavesTheAnnotationEmpty(t *testing.T) {
	state, err := annotation.Subject{}.Evolve(annotation.Annotation{}, domain.Event{Kind: "annotation_written", At: noon})
	if a := state.(annotation.Annotation); err != nil || a.Title != "" || a.Revision != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := (annotation.Subject{}).Body("annotation_written", 2); err == nil {
		t.Error("a later version is read")
	}
}
