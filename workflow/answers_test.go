package workflow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// questions is a checklist and a form with a field of every type.
const questions = `
stages:
  - id: s
    title: S
    items:
      - id: list
        kind: checklist
        title: L
        role: [MunicipalLeader, MunicipalMember]
        sections:
          - id: A
            title: A
            questions:
              - {id: q1, text: How?, max_length: 20, prompts: [{id: q1.1, text: Who?}, {id: q1.2, text: When?}]}
              - {id: q2, version: 3, text: Why?}
      - id: form
        kind: form
        title: F
        role: MunicipalLeader
        auto_complete: false
        sections:
          - id: F
            title: F
            fields:
              - {id: text, type: text, text: T}
              - {id: line, type: line, text: L, required: true}
              - {id: number, type: number, text: N, min: 0.5, max: 10}
              - {id: integer, type: integer, text: I}
              - {id: date, type: date, text: D}
              - {id: choice, type: choice, text: C, choices: [{id: x, text: X}, {id: y, text: Y}]}
              - {id: yesno, type: yesno, text: Y}
              - id: rows
                type: rows
                text: R
                columns:
                  - {id: what, type: line, text: W, required: true}
                  - {id: by, type: date, text: B}
`

func (tr *trial) draft(field journey.FieldID, text string, base int) workflow.SaveAnswer {
	item := journey.InstanceID("form")
	if strings.HasPrefix(string(field), "q") {
		item = "list"
	}
	return workflow.SaveAnswer{Target: tr.target(), Item: item, Field: field, Text: text, Base: base}
}

func TestAConcurrentEditIsDetectedByRevisionAndShowsBothTexts(t *testing.T) {
	tr := begin(t, questions)
	tr.do(leader, tr.draft("q1", "first", 0))
	first := tr.now
	tr.later(1)
	e := tr.refuses(member, tr.draft("q1", "mine", 0), domain.Stale, "answer_changed")
	want := workflow.CurrentAnswer{Text: "first", Revision: 1, By: leader.ID, At: first}
	if e.Detail != want || e.Field != "text" {
		t.Errorf("the refusal's detail is %+v", e.Detail)
	}
	tr.refuses(member, tr.draft("q1", "mine", 2), domain.Stale, "answer_changed")
	tr.do(member, tr.draft("q1", "both", 1))
	tr.do(member, tr.draft("q2", "another field is untouched by that", 0))
	if a := tr.state.Answer("list", "q1"); a.Text != "both" || a.Revision != 2 || a.By != member.ID || !a.At.Equal(tr.now) {
		t.Errorf("the answer is %+v", a)
	}
}

func TestTheSameTextAgainIsNoChangeWhateverItsBase(t *testing.T) {
	tr := begin(t, questions)
	tr.do(leader, tr.draft("q1", "text", 0))
	for _, base := range []int{0, 1, 7} {
		if events := tr.do(member, tr.draft("q1", "text", base)); len(events) != 0 {
			t.Errorf("base %d gave %v", base, kinds(events))
		}
	}
	if events := tr.do(leader, tr.draft("q2", "", 0)); len(events) != 0 {
		t.Errorf("an empty first draft gave %v", kinds(events))
	}
	tr.do(leader, tr.draft("q1", "", 1))
	if a := tr.state.Answer("list", "q1"); a.Text != "" || a.Revision != 2 {
		t.Errorf("a text that was taken out left %+v", a)
	}
}

func TestAnswersArePinnedToTheVersionOfTheirQuestion(t *testing.T) {
	tr := begin(t, questions)
	tr.save(leader, "list", "q2", "because")
	field := tr.state.Def.Item("list").Field("q2")
	if a := tr.state.Answer("list", "q2"); a.QuestionVersion != 3 || a.QuestionHash != field.Fingerprint() {
		t.Errorf("pinned to version %d, %q", a.QuestionVersion, a.QuestionHash)
	}
}

func TestATypoFixIsToldApartFromAChangedQuestion(t *testing.T) {
	ask := func(version int, text string) *workflow.Field {
		def := define(t, fmt.Sprintf(`
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: checklist, title: A, role: MunicipalLeader, sections: [{id: A, title: A, questions: [{id: q, version: %d, text: %q, help: H%d}]}]}
`, version, text, version))
		return def.Item("a").Field("q")
	}
	asked, fixed, changed := ask(1, "Hvordna gør I?"), ask(1, "Hvordan gør I?"), ask(2, "Hvorfor gør I?")
	if asked.Version != fixed.Version || asked.Fingerprint() == fixed.Fingerprint() {
		t.Error("a typo fix must keep the version and change the fingerprint")
	}
	if asked.Version == changed.Version || asked.Fingerprint() == changed.Fingerprint() {
		t.Error("a changed question must have another version")
	}
	if asked.Fingerprint() != ask(1, "Hvordna gør I?").Fingerprint() || asked.Fingerprint() != ask(2, "Hvordna gør I?").Fingerprint() {
		t.Error("the fingerprint is of the wording alone")
	}
}

func TestDraftsIgnoreValidationAndDeclaringEnforcesIt(t *testing.T) {
	for name, c := range map[string]struct {
		field journey.FieldID
		text  string
		key   string
	}{
		"required, nothing":               {"line", "", "field_required"},
		"required, blanks":                {"line", " \n ", "field_required"},
		"a text where a number goes":      {"number", "many", "not_a_number"},
		"a word that floats know":         {"number", "NaN", "not_a_number"},
		"another such word":               {"number", "+Inf", "not_a_number"},
		"too small":                       {"number", "0,4", "too_small"},
		"too large":                       {"number", "10.5", "too_large"},
		"a fraction where none goes":      {"integer", "2,5", "not_an_integer"},
		"a date that does not exist":      {"date", "2019-02-30", "not_a_date"},
		"a date written in another order": {"date", "30-09-2019", "not_a_date"},
		"a choice that is not offered":    {"choice", "z", "not_a_choice"},
		"neither yes nor no":              {"yesno", "maybe", "not_a_choice"},
		"no rows":                         {"rows", "{", "not_rows"},
		"a row that lacks a column":       {"rows", `[{"what":"x"},{"by":"2019-09-02"}]`, "row_problem"},
		"a row with a wrong date":         {"rows", `[{"what":"x","by":"soon"}]`, "row_problem"},
		"good: a decimal comma":           {"number", "1,5", ""},
		"good: a decimal point":           {"number", " 1.5 ", ""},
		"good: a whole number":            {"integer", "-12", ""},
		"good: a date":                    {"date", "2019-09-30", ""},
		"good: a choice":                  {"choice", "y", ""},
		"good: yes":                       {"yesno", "yes", ""},
		"good: rows":                      {"rows", `[{"what":"x","by":"2019-09-30"},{"what":"y"}]`, ""},
		"good: no rows at all":            {"rows", "[]", ""},
		"good: an optional field is left": {"number", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, questions)
			if c.field != "line" {
				tr.save(leader, "form", "line", "filled")
			}
			tr.save(leader, "form", c.field, c.text)
			done := workflow.DeclareSection{Target: tr.target(), Item: "form", Section: "F"}
			if c.key == "" {
				tr.do(leader, done)
				return
			}
			problems := tr.refuses(leader, done, domain.Invalid, "section_incomplete").Detail.([]workflow.FieldProblem)
			if len(problems) != 1 || problems[0].Field != c.field || problems[0].Key != c.key {
				t.Errorf("problems %+v, want %s at %s", problems, c.key, c.field)
			}
		})
	}
}

func TestARequiredTableNeedsARow(t *testing.T) {
	for _, text := range []string{"", "[]", " [ ] ", "null", "[null]"} {
		t.Run(text, func(t *testing.T) {
			tr := begin(t, strings.Replace(questions, "text: R\n", "text: R\n                required: true\n", 1))
			tr.save(leader, "form", "line", "filled")
			tr.save(leader, "form", "rows", text)
			done := workflow.DeclareSection{Target: tr.target(), Item: "form", Section: "F"}
			problems := tr.refuses(leader, done, domain.Invalid, "section_incomplete").Detail.([]workflow.FieldProblem)
			if len(problems) != 1 || problems[0].Field != "rows" {
				t.Errorf("problems %+v", problems)
			}
		})
	}
}

func TestADraftIsRefusedOnlyForItsLength(t *testing.T) {
	tr := begin(t, questions)
	tr.do(leader, tr.draft("q1", strings.Repeat("å", 20), 0))
	e := tr.refuses(leader, tr.draft("q1", strings.Repeat("å", 21), 1), domain.Invalid, "too_long")
	if e.Args["max"] != 20 || e.Args["length"] != 21 {
		t.Errorf("the refusal says %v", e.Args)
	}
}

func TestEveryTypeOfFieldBoundsItsText(t *testing.T) {
	tr := begin(t, questions)
	endless := strings.Repeat("x", 200_000)
	for _, field := range []journey.FieldID{"text", "line", "number", "integer", "date", "choice", "yesno", "rows"} {
		tr.refuses(leader, tr.draft(field, endless, 0), domain.Invalid, "too_long")
	}
}

func TestTheLengthOfATableIsThatOfItsTextNotOfItsColumns(t *testing.T) {
	tr := begin(t, questions)
	var rows []string
	for range 60 {
		rows = append(rows, fmt.Sprintf(`{"what":%q,"by":"2019-09-30"}`, strings.Repeat("x", 190)))
	}
	tr.do(leader, tr.draft("rows", "["+strings.Join(rows, ",")+"]", 0))
}

func TestThePersonDeclaresAndTheEngineNeverGuesses(t *testing.T) {
	tr := begin(t, questions)
	tr.save(leader, "list", "q1", "a full answer")
	tr.save(leader, "list", "q2", "another")
	list := tr.state.Item("list")
	if got := tr.state.Gaps(list, list.Def.Section("A")); !slices.Equal(got, []journey.FieldID{"q1", "q2"}) {
		t.Errorf("filled questions are clear without anybody saying so: gaps %v", got)
	}
	if done, total := tr.state.Units(list); done != 0 || total != 2 {
		t.Errorf("%d of %d done", done, total)
	}
	tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: "q1", Standing: journey.Clear})
	if done, total := tr.state.Units(tr.state.Item("list")); done != 1 || total != 2 {
		t.Errorf("%d of %d done after one standing", done, total)
	}
}

func TestDeclaringASectionNamesEveryGap(t *testing.T) {
	tr := begin(t, questions)
	declare := func(gaps ...journey.FieldID) workflow.DeclareSection {
		return workflow.DeclareSection{Target: tr.target(), Item: "list", Section: "A", Gaps: gaps, Note: "so far"}
	}
	standing := func(q journey.FieldID, s journey.Standing) {
		tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: "list", Question: q, Standing: s})
	}
	for _, gaps := range [][]journey.FieldID{nil, {"q1"}, {"q1", "q2", "q9"}, {"q1", "q1"}} {
		e := tr.refuses(leader, declare(gaps...), domain.Conflict, "gaps_not_named")
		if !slices.Equal(e.Detail.([]journey.FieldID), []journey.FieldID{"q1", "q2"}) {
			t.Errorf("the refusal names %v", e.Detail)
		}
	}
	standing("q1", journey.ForWorkshop)
	standing("q2", journey.Clarifying)
	tr.do(leader, declare("q2"))
	if s := tr.state.Item("list").Section("A"); !slices.Equal(s.Gaps, []journey.FieldID{"q2"}) || s.Note != "so far" || s.By != leader.ID {
		t.Errorf("the declaration is %+v", s)
	}
}

func TestADeclaredSectionIsClosedToDraftsUntilItIsOpened(t *testing.T) {
	tr := begin(t, questions)
	tr.save(leader, "form", "line", "filled")
	tr.declare(leader, "form", "F")
	tr.refuses(leader, tr.draft("line", "more", 1), domain.Conflict, "section_declared")
	if events := tr.do(leader, workflow.DeclareSection{Target: tr.target(), Item: "form", Section: "F"}); len(events) != 0 {
		t.Errorf("declaring again gave %v", kinds(events))
	}
	open := workflow.OpenSection{Target: tr.target(), Item: "form", Section: "F"}
	tr.do(leader, open)
	if events := tr.do(leader, open); len(events) != 0 {
		t.Errorf("opening again gave %v", kinds(events))
	}
	tr.do(leader, tr.draft("line", "more", 1))
}

func TestPromptsShareTheQuestionsFieldUntilItIsSplit(t *testing.T) {
	tr := begin(t, questions)
	split := func(on bool) workflow.SplitQuestion {
		return workflow.SplitQuestion{Target: tr.target(), Item: "list", Question: "q1", Split: on}
	}
	tr.refuses(leader, tr.draft("q1.1", "who", 0), domain.Conflict, "not_split")
	tr.do(leader, split(true))
	if events := tr.do(leader, split(true)); len(events) != 0 {
		t.Errorf("splitting again gave %v", kinds(events))
	}
	tr.do(leader, tr.draft("q1.1", "who", 0))
	tr.refuses(leader, split(false), domain.Conflict, "prompts_answered")
	tr.do(leader, tr.draft("q1.1", "", 1))
	tr.do(leader, split(false))
	tr.refuses(leader, tr.draft("q1.1", "who", 2), domain.Conflict, "not_split")
	tr.refuses(leader, workflow.SplitQuestion{Target: tr.target(), Item: "list", Question: "q2", Split: true}, domain.Invalid, "no_prompts")
}

func TestOnlyQuestionsHaveAStandingAndAnOwner(t *testing.T) {
	tr := begin(t, questions)
	for item, field := range map[journey.InstanceID]journey.FieldID{"list": "q1.1", "form": "line"} {
		tr.refuses(leader, workflow.DeclareStanding{Target: tr.target(), Item: item, Question: field, Standing: journey.Clear}, domain.Invalid, "no_standing")
		tr.refuses(leader, workflow.TakeQuestion{Target: tr.target(), Item: item, Question: field, Owner: "x"}, domain.Invalid, "no_standing")
		tr.refuses(leader, workflow.SplitQuestion{Target: tr.target(), Item: item, Question: field, Split: true}, domain.Invalid, "no_standing")
	}
	for _, owner := range []person.ID{member.ID, ""} {
		tr.do(leader, workflow.TakeQuestion{Target: tr.target(), Item: "list", Question: "q1", Owner: owner})
		if got := tr.state.Answer("list", "q1").Owner; got != owner {
			t.Errorf("owner %q, want %q", got, owner)
		}
	}
	if events := tr.do(leader, workflow.TakeQuestion{Target: tr.target(), Item: "list", Question: "q2"}); len(events) != 0 {
		t.Errorf("giving back what nobody took gave %v", kinds(events))
	}
}

func TestConditionsReadTheLatestInstance(t *testing.T) {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - id: note
        kind: checklist
        title: N
        role: MunicipalLeader
        repeat: {max: 3}
        sections: [{id: N, title: N, questions: [{id: q, text: Q}]}]
      - {id: x, kind: task, title: X, role: MunicipalLeader, when: 'standing("note", "q") == "clear" && answered("note", "q")'}
`)
	clear := func(item journey.InstanceID) {
		tr.do(leader, workflow.DeclareStanding{Target: tr.target(), Item: item, Question: "q", Standing: journey.Clear})
	}
	tr.save(leader, "note", "q", "text")
	tr.add(leader, "note")
	clear("note")
	tr.want(`s=Active note=Active note#2=Enabled x=Available`)
	clear("note#2")
	tr.want(`s=Active note=Active note#2=Active x=Available`)
	tr.save(leader, "note#2", "q", "text")
	tr.want(`s=Active note=Active note#2=Active x=Enabled`)
}

func TestConditionsReadChoicesNumbersStatesAndTheMunicipality(t *testing.T) {
	for name, c := range map[string]struct {
		when  string
		field journey.FieldID
		text  string
	}{
		"choice":       {`choice("form", "choice") == "y"`, "choice", "y"},
		"number":       {`number("form", "number") >= 2.5`, "number", "2,5"},
		"answered":     {`answered("form", "line")`, "line", "something"},
		"state":        {`state("form") == "Active"`, "line", "something"},
		"municipality": {`municipality == "0851" && answered("form", "line")`, "line", "x"},
		"not selected": {`!selected && !skipped("form") && !terminated("form") && answered("form", "line")`, "line", "x"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := begin(t, questions+fmt.Sprintf("      - {id: x, kind: task, title: X, role: MunicipalLeader, when: '%s'}\n", c.when))
			tr.want(`s=Active list=Enabled form=Enabled x=Available`)
			tr.save(leader, "form", c.field, c.text)
			tr.want(`s=Active list=Enabled form=Active x=Enabled`)
		})
	}
}

func TestAnErasedAnswerKeepsItsRevisionAndTheJourneyItsCourse(t *testing.T) {
	tr := begin(t, questions)
	tr.save(leader, "list", "q1", "one")
	tr.save(leader, "list", "q1", "two")
	tr.erase("answer_saved")
	a := tr.state.Answer("list", "q1")
	if a.Revision != 2 || a.Text != "" || !a.Erased || a.By != leader.ID {
		t.Errorf("the tombstone is %+v", a)
	}
	tr.do(leader, tr.draft("q1", "", 2))
	tr.do(leader, tr.draft("q1", "three", 3))
	if a := tr.state.Answer("list", "q1"); a.Revision != 4 || a.Erased {
		t.Errorf("afterwards %+v", a)
	}
}

// erase replays the journey without the content of every event of a kind.
func (tr *trial) erase(kind string) {
	tr.Helper()
	if !tr.subject.Erasable(kind) {
		tr.Fatalf("%s cannot be erased", kind)
	}
	state := tr.subject.Empty()
	for _, e := range tr.history {
		if e.Kind == kind {
			e.Body = nil
		}
		var err error
		if state, err = tr.subject.Evolve(state, e); err != nil {
			tr.Fatal(err)
		}
	}
	tr.state = state.(workflow.State)
}

func TestWhateverIsErasedTheStatesStayAsTheyWere(t *testing.T) {
	for _, kind := range workflow.AllEventKinds() {
		if !(workflow.Journeys{}).Erasable(kind) || workflow.WorkshopText(kind) {
			continue
		}
		t.Run(kind, func(t *testing.T) {
			tr := everything(t)
			before, selected := shape(tr.state), tr.state.Selected
			declared := tr.state.Item("other").Section("O").Declared()
			if !slices.ContainsFunc(tr.history, func(e domain.Event) bool { return e.Kind == kind }) {
				t.Fatalf("the journey has no %s", kind)
			}
			tr.erase(kind)
			if after := shape(tr.state); !slices.Equal(before, after) || tr.state.Selected != selected ||
				tr.state.Item("other").Section("O").Declared() != declared {
				t.Errorf("states before %v, after %v, selected %v", before, after, tr.state.Selected)
			}
		})
	}
}

// everything is a journey in which every kind of event that can be erased has happened.
func everything(t *testing.T) *trial {
	tr := begin(t, `
stages:
  - id: s
    title: S
    items:
      - {id: a, kind: task, title: A, role: MunicipalLeader}
      - {id: b, kind: task, title: B, role: MunicipalLeader, after: [a]}
      - id: other
        kind: form
        title: O
        role: MunicipalLeader
        auto_complete: false
        sections: [{id: O, title: O, fields: [{id: o, type: text, text: O}]}]
      - {id: list, kind: checklist, title: L, role: [MunicipalLeader, MunicipalMember], sections: [{id: Q, title: Q, questions: [{id: q, text: Q}]}]}
`)
	tr.do(officer, workflow.SelectJourney{Target: tr.target(), Reason: "r"})
	tr.do(leader, workflow.NameTeam{Target: tr.target(), Name: "Jobformidlerteam"})
	tr.complete(leader, "a", "b")
	tr.reopen(leader, "a")
	tr.do(leader, workflow.ConfirmStale{Target: tr.target(), Item: "b", Note: "it stands"})
	tr.save(leader, "other", "o", "text")
	tr.declare(leader, "other", "O")
	tr.do(leader, workflow.OpenSection{Target: tr.target(), Item: "other", Section: "O"})
	sayEverything(tr, "list", "q")
	steer(tr, "Q")
	return tr
}
