package workflow

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the code gives now")

const separator = "-- expect --\n"

// goldenCases reads testdata/definitions: each file is a definition, the separator, and either "ok" or the
// expected problems. A new case is a new file.
func goldenCases(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/definitions/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	cases := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases[file] = string(text)
	}
	return cases
}

func outcome(err error) string {
	var problems Problems
	if !errors.As(err, &problems) {
		return "ok\n"
	}
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d: %s\n", p.Line, p.Column, p.Message)
	}
	return b.String()
}

func TestParseReportsWhatTheGoldenFilesExpect(t *testing.T) {
	for file, content := range goldenCases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, want, _ := strings.Cut(content, separator)
			_, err := Parse("x.yaml", []byte(text))
			got := outcome(err)
			if *update {
				if err := os.WriteFile(file, []byte(text+separator+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryRuleHasAGoldenCase(t *testing.T) {
	seen := map[RuleID]bool{}
	accepted := 0
	for _, content := range goldenCases(t) {
		text, _, _ := strings.Cut(content, separator)
		_, err := Parse("x.yaml", []byte(text))
		var problems Problems
		if !errors.As(err, &problems) {
			accepted++
		}
		for _, p := range problems {
			seen[p.Rule] = true
		}
	}
	for _, rule := range AllRules() {
		if !seen[rule.ID] {
			t.Errorf("no case in testdata/definitions triggers %q", rule.ID)
		}
		delete(seen, rule.ID)
	}
	for rule := range seen {
		t.Errorf("AllRules does not list %q", rule)
	}
	if accepted == 0 {
		t.Error("no case is accepted")
	}
}

func TestProblemsPrintFileLineAndColumn(t *testing.T) {
	_, err := Parse("plan.yaml", []byte("definition: x\nversion: 1\ntitle: T\nstages: 3\n"))
	if got, want := err.Error(), "plan.yaml:4:9: write a list here"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want it to begin with %q", got, want)
	}
}

func TestParseRefusesTextsThatNobodyWrites(t *testing.T) {
	for name, text := range map[string]string{
		"long":     "# " + strings.Repeat("x", maxDefinition),
		"encoding": "title: Pr\xf8ve\n",
		"line":     "title: " + strings.Repeat("- ", maxLine),
		"depth":    strings.Repeat("{a:\n", maxBrackets+1),
	} {
		_, err := Parse("x.yaml", []byte(text))
		var problems Problems
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Rule != ruleYAML {
			t.Errorf("%s: got %v, want one problem of rule %q", name, err, ruleYAML)
		}
	}
}

// accepted parses one of the accepted golden cases.
func accepted(t testing.TB, name string) *Definition {
	t.Helper()
	text, _, _ := strings.Cut(goldenCases(t)[filepath.Join("testdata", "definitions", name+".txt")], separator)
	def, err := Parse(name+".yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return def
}

func TestParseFillsDefaults(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	leader := []person.Role{person.MunicipalLeader}
	plan, seminar, milestone := def.Item("plan"), def.Item("seminar"), def.Item("slut")
	if !plan.Required || plan.SkippedCounts || plan.AutoStart || plan.AutoComplete || len(plan.SkipRoles) > 0 {
		t.Errorf("required form: got %+v", plan)
	}
	if diff := cmp.Diff(leader, plan.ReopenRoles); diff != "" {
		t.Errorf("reopen is by default for the item's roles:\n%s", diff)
	}
	if seminar.Required || !seminar.SkippedCounts || len(seminar.SkipRoles) != 1 || seminar.AutoComplete {
		t.Errorf("optional meeting: got %+v", seminar)
	}
	if milestone.Required || !milestone.AutoStart {
		t.Errorf("milestone: got %+v", milestone)
	}
	if !def.Item("tjekliste").AutoComplete || !def.Item("pakke").AutoComplete || !def.Item("pakke").AutoStart {
		t.Error("a checklist and a delivery complete themselves, and start: auto starts")
	}
	if f := plan.Field("goal"); f.MaxLength != defaultTextLength || f.Version != 1 || !f.Required {
		t.Errorf("text field: got %+v", f)
	}
	if got := plan.Field("name").MaxLength; got != 80 {
		t.Errorf("max_length: got %d", got)
	}
}

func TestParseFillsDefaultOccurrencesOfGates(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	want := []OnPart{{Stage: "forberedelse", Is: IsCompleted}, {Item: "seminar", Is: IsCompletedOrSkipped}}
	if diff := cmp.Diff(want, def.Item("slut").Entry.On); diff != "" {
		t.Errorf("an optional item may be skipped, a stage is completed:\n%s", diff)
	}
	want = []OnPart{{Item: "tjekliste", Is: IsCompleted}, {Item: "plan", Is: IsCompleted}}
	if diff := cmp.Diff(want, def.Item("underskrift").Entry.On); diff != "" {
		t.Errorf("a required item is completed:\n%s", diff)
	}
}

func TestParseIndexesPromptsWithTheirQuestion(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	prompt := def.Item("tjekliste").Field("A.a.1.1")
	if prompt == nil || prompt.Question == nil || prompt.Question.ID != "A.a.1" || prompt.Section.ID != "A" || !prompt.Optional {
		t.Fatalf("got %+v", prompt)
	}
	if groups := def.Item("tjekliste").Section("B").Groups; len(groups) != 1 || groups[0].ID != "" {
		t.Errorf("a section without groups has one without an id, got %+v", groups)
	}
}

func TestParseCompilesConditionsThatOnlyRequireSometimes(t *testing.T) {
	i := accepted(t, "ok-every-kind").Item("viden")
	if !i.Required || i.RequiredWhen == nil || i.RequiredWhen.Text != "selected" || i.Entry.If == nil {
		t.Errorf("got %+v", i)
	}
	if s := accepted(t, "ok-every-kind").Item("opgave"); s.Exit == nil || s.Exit.If == nil {
		t.Error("the exit has a condition")
	}
}

func TestParseLeavesDefaultsOfWhatIsOnlySometimesRequired(t *testing.T) {
	i := accepted(t, "ok-every-kind").Item("viden")
	if len(i.SkipRoles) > 0 || i.SkippedCounts {
		t.Errorf("a condition counts as required: got %+v", i)
	}
}

func TestParseIndexesAnchors(t *testing.T) {
	def := accepted(t, "ok-every-kind")
	if set, ok := def.anchors[StartAnchor]; !ok || len(set) != 0 {
		t.Error("start is an anchor that no item sets")
	}
	if set := def.anchors["workshop"]; len(set) != 1 || set[0].ID != "workshop" {
		t.Errorf("got %v", set)
	}
}

func TestTheSmallDefinitionIsUnderFifteenLines(t *testing.T) {
	text, err := os.ReadFile("../templates/journeys/ny-kollega.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines >= 15 {
		t.Errorf("got %d lines", lines)
	}
	def, err := Parse("ny-kollega.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[journey.Kind]bool{}
	for _, i := range def.Items {
		kinds[i.Kind] = true
	}
	if !kinds[journey.Task] || !kinds[journey.Meeting] || !kinds[journey.Milestone] {
		t.Errorf("got the kinds %v", kinds)
	}
}

func TestEveryDefinitionOfTheProgrammePassesTheLint(t *testing.T) {
	files, err := filepath.Glob("../templates/journeys/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(file, text); err != nil {
			t.Error(err)
		}
	}
}
