package calendar_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"startklar/domain/calendar"
)

func TestParseRule(t *testing.T) {
	tests := []struct {
		text      string
		want      calendar.Rule
		canonical string
	}{
		{"start", calendar.Rule{Anchor: "start"}, "start"},
		{"start + 4 weeks", calendar.Rule{Anchor: "start", N: 4, Unit: calendar.Weeks}, "start + 4 weeks"},
		{"workshop - 5 working days", calendar.Rule{Anchor: "workshop", N: -5, Unit: calendar.WorkingDays}, "workshop - 5 working days"},
		{"signed + 10 days", calendar.Rule{Anchor: "signed", N: 10, Unit: calendar.Days}, "signed + 10 days"},
		{"start + 2 months", calendar.Rule{Anchor: "start", N: 2, Unit: calendar.Months}, "start + 2 months"},
		{"start + 1 weeks", calendar.Rule{Anchor: "start", N: 1, Unit: calendar.Weeks}, "start + 1 week"},
		{"start - 1 working day", calendar.Rule{Anchor: "start", N: -1, Unit: calendar.WorkingDays}, "start - 1 working day"},
		{"start + 3 day", calendar.Rule{Anchor: "start", N: 3, Unit: calendar.Days}, "start + 3 days"},
		{"  start+04\tworking   days ", calendar.Rule{Anchor: "start", N: 4, Unit: calendar.WorkingDays}, "start + 4 working days"},
		{"project-plan.signed_2 - 1 month", calendar.Rule{Anchor: "project-plan.signed_2", N: -1, Unit: calendar.Months}, "project-plan.signed_2 - 1 month"},
	}
	for _, test := range tests {
		got, err := calendar.ParseRule(test.text)
		if err != nil || got != test.want {
			t.Errorf("%q: %+v, %v", test.text, got, err)
		}
		if got.String() != test.canonical {
			t.Errorf("%q is written %q, want %q", test.text, got, test.canonical)
		}
	}
}

func TestRuleErrorsSayWhereAndWhatToWrite(t *testing.T) {
	tests := []struct {
		text   string
		offset int
		advice string
	}{
		{"", 0, "write an anchor first"},
		{"   ", 3, "write an anchor first"},
		{"+ 4 weeks", 0, "write an anchor first"},
		{"4 weeks", 0, "write an anchor first"},
		{"åben + 4 weeks", 0, "write an anchor first"},
		{"start 4 weeks", 6, "write one + or -"},
		{"start after 4 weeks", 6, "write one + or -"},
		{"start-4 weeks", 8, "with a space on both sides"},
		{"start +- 4 weeks", 6, "write one + or -"},
		{"start − 4 weeks", 6, "write one + or -"},
		{"start +", 7, "from 1 to 9999"},
		{"start + weeks", 8, "from 1 to 9999"},
		{"start + 0 days", 8, "from 1 to 9999"},
		{"start + 10000 days", 8, "from 1 to 9999"},
		{"start + 99999999999999999999 days", 8, "from 1 to 9999"},
		{"start + 1.5 weeks", 9, "write a unit"},
		{"start + 4", 9, "days, working days, weeks or months"},
		{"start + 4 years", 10, "days, working days, weeks or months"},
		{"start + 4 Weeks", 10, "days, working days, weeks or months"},
		{"start + 4 workdays", 10, "working days"},
		{"start + 4 working", 10, "working days"},
		{"start + 4 working weeks", 10, "working days"},
		{"start + 4 weeks later", 16, `remove "later"`},
	}
	for _, test := range tests {
		_, err := calendar.ParseRule(test.text)
		checkRuleError(t, test.text, err, test.offset, test.advice)
	}
}

func checkRuleError(t *testing.T, text string, err error, offset int, advice string) {
	t.Helper()
	var ruleErr *calendar.RuleError
	if !errors.As(err, &ruleErr) {
		t.Errorf("%q: error %v is no RuleError", text, err)
		return
	}
	if ruleErr.Offset != offset || !strings.Contains(err.Error(), advice) {
		t.Errorf("%q: %v; want offset %d and %q", text, err, offset, advice)
	}
}

func TestApplyRule(t *testing.T) {
	tests := []struct{ rule, anchor, want string }{
		{"start", "2019-09-14", "2019-09-14"},
		{"start + 4 weeks", "2019-09-10", "2019-10-08"},
		{"start + 4 days", "2019-09-10", "2019-09-14"}, // a Saturday: plain days do not roll
		{"start - 1 week", "2020-01-01", "2019-12-25"},
		{"start + 2 months", "2019-12-31", "2020-02-29"},
		{"workshop - 5 working days", "2019-04-24", "2019-04-12"},
		{"workshop + 1 working day", "2019-09-14", "2019-09-16"},
		{"start + 4 weeks", "", ""},
		{"start + 4 working days", "", ""},
	}
	for _, test := range tests {
		rule, err := calendar.ParseRule(test.rule)
		if got := rule.Apply(calendar.Danish(), on(test.anchor)); err != nil || got != on(test.want) {
			t.Errorf("%s from %q: %s, %v; want %s", test.rule, test.anchor, got, err, test.want)
		}
	}
}

func TestParseOffset(t *testing.T) {
	tests := []struct {
		text      string
		want      calendar.Offset
		canonical string
	}{
		{"7 days", calendar.Offset{N: 7, Unit: calendar.Days}, "7 days"},
		{"3 working days", calendar.Offset{N: 3, Unit: calendar.WorkingDays}, "3 working days"},
		{" 1 weeks ", calendar.Offset{N: 1, Unit: calendar.Weeks}, "1 week"},
		{"0 day", calendar.Offset{N: 0, Unit: calendar.Days}, "0 days"},
	}
	for _, test := range tests {
		got, err := calendar.ParseOffset(test.text)
		if err != nil || got != test.want || got.String() != test.canonical {
			t.Errorf("%q: %+v (%s), %v", test.text, got, got, err)
		}
	}
}

func TestOffsetErrorsSayWhereAndWhatToWrite(t *testing.T) {
	tests := []struct {
		text   string
		offset int
		advice string
	}{
		{"", 0, "from 0 to 9999"},
		{"days", 0, "from 0 to 9999"},
		{"-7 days", 0, "from 0 to 9999"},
		{"7", 1, "write a unit"},
		{"7 dage", 2, "write a unit"},
		{"7 days before", 7, `remove "before"`},
	}
	for _, test := range tests {
		_, err := calendar.ParseOffset(test.text)
		checkRuleError(t, test.text, err, test.offset, test.advice)
	}
}

func TestOffsetReachesToBothSides(t *testing.T) {
	cal, due := calendar.Danish(), on("2019-04-23")
	offset := calendar.Offset{N: 1, Unit: calendar.WorkingDays}
	if before := offset.Before(cal, due); before != on("2019-04-17") {
		t.Errorf("one working day before %s: %s", due, before)
	}
	if after := offset.After(cal, due); after != on("2019-04-24") {
		t.Errorf("one working day after %s: %s", due, after)
	}
}

func TestRulesAndOffsetsAreTextInJSON(t *testing.T) {
	type item struct {
		Due    calendar.Rule
		Remind calendar.Offset
	}
	want := item{calendar.Rule{Anchor: "start", N: 4, Unit: calendar.Weeks}, calendar.Offset{N: 7, Unit: calendar.Days}}
	const text = `{"Due":"start + 4 weeks","Remind":"7 days"}`
	checkJSON(t, want, text)
	var got item
	if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
		t.Errorf("read back: %+v, %v", got, err)
	}
	checkJSON(t, item{}, `{"Due":"","Remind":""}`)
	if err := json.Unmarshal([]byte(`{"Due":"","Remind":""}`), &got); err != nil || got != (item{}) {
		t.Errorf("nothing read back: %+v, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"Due":"start + 4"}`), &got); err == nil {
		t.Error("half a rule was read")
	}
}

func TestCanonicalRuleReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := calendar.Rule{
			Anchor: rapid.StringMatching(`[A-Za-z][A-Za-z0-9_.-]{0,20}`).Draw(t, "anchor"),
			N:      rapid.IntRange(1, 9999).Draw(t, "n") * rapid.SampledFrom([]int{1, -1}).Draw(t, "sign"),
			Unit:   rapid.SampledFrom(calendar.Units()).Draw(t, "unit"),
		}
		if got, err := calendar.ParseRule(rule.String()); err != nil || got != rule {
			t.Fatalf("%q reads back as %+v, %v", rule, got, err)
		}
	})
}

func FuzzParseRule(f *testing.F) {
	for _, seed := range []string{"start", "start + 4 weeks", "workshop - 5 working days", "start-4 weeks", "", "a + 99999 x", "å + 1 day"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := calendar.ParseRule(text)
		if err == nil {
			if again, err := calendar.ParseRule(rule.String()); err != nil || again != rule {
				t.Errorf("%q: %+v is written %q and reads back as %+v, %v", text, rule, rule, again, err)
			}
			return
		}
		var ruleErr *calendar.RuleError
		if !errors.As(err, &ruleErr) || ruleErr.Offset < 0 || ruleErr.Offset > len(text) || ruleErr.Message == "" {
			t.Errorf("%q: error %v", text, err)
		}
	})
}
