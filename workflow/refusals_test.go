package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
)

// office is a definition in which every command finds something to do.
const office = `
stages:
  - id: s
    title: S
    close: ProcessConsultant
    items:
      - {id: open, kind: task, title: O, role: MunicipalLeader, skip: MunicipalLeader, repeat: {max: 2}}
      - {id: done, kind: task, title: D, role: MunicipalLeader}
      - {id: stale, kind: task, title: T, role: MunicipalLeader, after: [done]}
      - {id: gated, kind: task, title: G, role: MunicipalLeader, after: [open], override: ProcessConsultant}
      - {id: paused, kind: task, title: P, role: MunicipalLeader}
      - {id: finished, kind: task, title: F, role: MunicipalLeader}
      - id: list
        kind: checklist
        title: L
        role: MunicipalLeader
        sections:
          - {id: A, title: A, questions: [{id: q1, text: One, prompts: [{id: q1.1, text: Sub}]}, {id: q2, text: Two}]}
          - {id: B, title: B, questions: [{id: b, text: Three}]}
      - {id: signable, kind: checklist, title: K, role: MunicipalLeader, sections: [{id: K, title: K, questions: [{id: k, text: K}]}]}
      - {id: sign, kind: approval, title: N, role: MunicipalLeader, of: [signable], after: [signable]}
      - {id: meet, kind: meeting, title: M, role: ProcessConsultant}
      - {id: pack, kind: delivery, title: C, role: [NationalOfficer, MunicipalLeader], documents: [{id: guide, title: G}, {id: paper, title: P}]}
`

// inOffice is a journey in a state in which each command of goodCommands is accepted.
func inOffice(t testing.TB) *trial {
	tr := begin(t, office)
	tr.complete(leader, "done", "stale", "finished")
	tr.reopen(leader, "done")
	tr.do(leader, workflow.SuspendItem{Target: tr.target(), Item: "paused", Reason: "r"})
	tr.declare(leader, "list", "B")
	tr.declare(leader, "signable", "K")
	tr.book("meet", monday)
	tr.deliver(1, "guide")
	tr.do(leader, workflow.NameTeam{Target: tr.target(), Name: "Første"})
	return tr
}

// asked is a command, who may give it, and what the others of the municipality are told.
type asked struct {
	command workflow.Command
	by      person.Actor
	// others are the keys of the refusals of the rest of leader, member, consultant and officer.
	others string
}

// goodCommands holds every command once, in a form that inOffice accepts.
func goodCommands(tr *trial) []asked {
	at := tr.target()
	def := tr.subject.Definitions.(shelf)[0]
	digest := ""
	if i := tr.state.Item("sign"); i != nil {
		digest = tr.state.Freeze(i).Digest
	}
	const byLeader = "member=not_your_item consultant=not_your_item officer=not_your_item"
	const byOfficer = "leader=not_allowed member=not_allowed consultant=not_allowed"
	const byConsultant = "leader=not_allowed member=not_allowed officer="
	return []asked{
		{workflow.StartJourney{Target: at, Definition: def.Key, Version: def.Version, Hash: def.Hash, StartedOn: monday}, officer, byOfficer},
		{workflow.SelectJourney{Target: at, Reason: "r"}, officer, byOfficer},
		{workflow.TerminateJourney{Target: at, Reason: "r"}, officer, byOfficer},
		{workflow.CloseStage{Target: at, Stage: "s", Reason: "r"}, consultant, "leader=not_your_stage member=not_your_stage officer=not_your_stage"},
		{workflow.SaveAnswer{Target: at, Item: "list", Field: "q2", Text: "text"}, leader, byLeader},
		{workflow.DeclareStanding{Target: at, Item: "list", Question: "q1", Standing: journey.Clear}, leader, byLeader},
		{workflow.SplitQuestion{Target: at, Item: "list", Question: "q1", Split: true}, leader, byLeader},
		{workflow.TakeQuestion{Target: at, Item: "list", Question: "q1", Owner: "x"}, leader, byLeader},
		{workflow.DeclareSection{Target: at, Item: "list", Section: "A", Gaps: []journey.FieldID{"q1", "q2"}}, leader, byLeader},
		{workflow.OpenSection{Target: at, Item: "list", Section: "B"}, leader, byLeader},
		{workflow.StartItem{Target: at, Item: "open"}, leader, byLeader},
		{workflow.CompleteItem{Target: at, Item: "open"}, leader, byLeader},
		{workflow.SkipItem{Target: at, Item: "open", Reason: "r"}, leader, byLeader},
		{workflow.TerminateItem{Target: at, Item: "open", Reason: "r"}, leader, byLeader},
		{workflow.SuspendItem{Target: at, Item: "open", Reason: "r"}, leader, byLeader},
		{workflow.ResumeItem{Target: at, Item: "paused"}, leader, byLeader},
		{workflow.ReopenItem{Target: at, Item: "finished", Reason: "r"}, leader, byLeader},
		{workflow.ConfirmStale{Target: at, Item: "stale"}, leader, byLeader},
		{workflow.OpenGate{Target: at, Item: "gated", Reason: "r"}, consultant, byConsultant + "not_your_item"},
		{workflow.AddItem{Target: at, Item: "open"}, leader, byLeader},
		{workflow.AssignItem{Target: at, Item: "open", Assignee: "x"}, leader, byLeader},
		{workflow.OverrideDeadline{Target: at, Item: "open", On: monday, Reason: "r"}, consultant, byConsultant},
		{workflow.SignOff{Target: at, Item: "sign", Digest: digest, Declared: true}, leader, "member=not_allowed consultant=not_allowed officer=not_your_item"},
		{workflow.BookMeeting{Target: at, Item: "meet", On: monday, Start: "13:00", End: "14:00"}, consultant, "leader=not_your_item member=not_your_item officer=not_your_item"},
		{workflow.CancelMeeting{Target: at, Item: "meet", Reason: "r"}, consultant, "leader=not_your_item member=not_your_item officer=not_your_item"},
		{workflow.HoldMeeting{Target: at, Item: "meet", On: monday}, consultant, "leader=not_your_item member=not_your_item officer=not_your_item"},
		{workflow.DeliverDocument{Target: at, Item: "pack", Document: "guide", Version: 2}, officer, "leader=not_your_item member=not_your_item consultant=not_your_item"},
		{workflow.ConfirmDocument{Target: at, Item: "pack", Document: "guide"}, leader, "officer=not_your_item member=not_your_item consultant=not_your_item"},
		{workflow.OpenDocument{Target: at, Item: "pack", Document: "guide"}, leader, "officer=not_your_item member=not_your_item consultant=not_your_item"},
		{workflow.NameTeam{Target: at, Team: "t1", Name: "Team"}, leader, "member= consultant=not_allowed officer=not_allowed"},
		{workflow.RemoveTeam{Target: at, Team: "t1"}, leader, "member= consultant=not_allowed officer=not_allowed"},
	}
}

// eachCommand runs a test for every command in a journey that is ready for it.
func eachCommand(t *testing.T, test func(*trial, asked)) {
	for n, c := range goodCommands(inOffice(t)) {
		t.Run(c.command.CommandName(), func(t *testing.T) {
			tr := inOffice(t)
			if n == 0 {
				tr = unstarted(t, define(t, office))
			}
			test(tr, goodCommands(tr)[n])
		})
	}
}

func TestEveryCommandIsAmongTheGoodOnes(t *testing.T) {
	var tested, existing []string
	for _, name := range []string{"command.go", "decide_delivery.go", "decide_team.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`func \((\w+)\) action\(\)`).FindAllStringSubmatch(string(source), -1) {
			existing = append(existing, m[1])
		}
	}
	for _, c := range goodCommands(inOffice(t)) {
		tested = append(tested, reflect.TypeOf(c.command).Name())
	}
	slices.Sort(tested)
	slices.Sort(existing)
	if diff := cmp.Diff(existing, tested); diff != "" {
		t.Errorf("commands (-existing +tested):\n%s", diff)
	}
}

func TestEveryCommandIsAcceptedFromWhoMayGiveIt(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		if events := tr.do(c.by, c.command); len(events) == 0 {
			tr.Error("nothing happened")
		}
	})
}

func TestTheServiceItselfMayGiveEveryCommand(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) { tr.do(system, c.command) })
}

func TestEveryCommandIsRefusedToWhoMayNotGiveIt(t *testing.T) {
	people := map[string]person.Actor{"leader": leader, "member": member, "consultant": consultant, "officer": officer}
	eachCommand(t, func(tr *trial, c asked) {
		told := map[string]bool{string(c.by.ID): true}
		for _, other := range strings.Fields(c.others) {
			name, key, _ := strings.Cut(other, "=")
			told[name] = true
			if key == "" {
				if err := tr.subject.Authorize(people[name], tr.state, c.command); err != nil {
					tr.Errorf("%s: %v", name, err)
				}
				continue
			}
			tr.refuses(people[name], c.command, domain.Permission, key)
		}
		if len(told) != len(people) {
			tr.Errorf("the table tells only of %v", told)
		}
		tr.refuses(person.Actor{}, c.command, domain.Unauthenticated, "sign_in")
		tr.refuses(stranger, c.command, domain.Private, "not_found")
		tr.refuses(person.Actor{ID: "c", Role: person.ProcessConsultant}, c.command, domain.Private, "not_found")
		for _, actor := range []person.Actor{admin, steering, guest} {
			tr.refuses(actor, c.command, domain.Permission, "not_allowed")
		}
	})
}

func TestNoCommandBeginsAJourneyThatDoesNotExist(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		if _, start := c.command.(workflow.StartJourney); start {
			return
		}
		unstarted(tr, define(tr, office)).refuses(c.by, c.command, domain.NotFound, "journey_unknown")
	})
}

func TestNoCommandChangesAJourneyThatHasEnded(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		if start, ok := c.command.(workflow.StartJourney); ok {
			tr.do(officer, start)
			tr.refuses(officer, start, domain.Conflict, "journey_exists")
			return
		}
		tr.do(officer, workflow.TerminateJourney{Target: tr.target(), Reason: "r"})
		if e := tr.refuses(c.by, c.command, domain.Conflict, "journey_ended"); e.Detail != journey.Terminated {
			tr.Errorf("the refusal's detail is %v", e.Detail)
		}
	})
}

// with returns a copy of a command with another value in a field.
func with(c workflow.Command, field string, value any) workflow.Command {
	changed := reflect.New(reflect.TypeOf(c)).Elem()
	changed.Set(reflect.ValueOf(c))
	f := changed.FieldByName(field)
	f.Set(reflect.ValueOf(value).Convert(f.Type()))
	return changed.Interface().(workflow.Command)
}

// fieldsOf yields a command's own fields.
func fieldsOf(c workflow.Command) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(reflect.TypeOf(c)), func(f reflect.StructField) bool {
		return f.Anonymous || f.Name == "Journey"
	})
}

// inputOf is a field's name in forms and JSON.
func inputOf(f reflect.StructField) string { return f.Tag.Get("json") }

func TestEveryIdThatDoesNotExistIsRefused(t *testing.T) {
	nowhere := map[reflect.Type]string{
		reflect.TypeFor[journey.InstanceID](): "item_unknown",
		reflect.TypeFor[journey.ItemID]():     "item_unknown",
		reflect.TypeFor[journey.StageID]():    "stage_unknown",
		reflect.TypeFor[journey.SectionID]():  "section_unknown",
		reflect.TypeFor[journey.FieldID]():    "field_unknown",
		reflect.TypeFor[journey.TeamID]():     "team_unknown",
	}
	eachCommand(t, func(tr *trial, c asked) {
		for _, f := range fieldsOf(c.command) {
			key := nowhere[f.Type]
			if f.Name == "Document" {
				key = "document_unknown"
			}
			if key != "" {
				tr.refuses(c.by, with(c.command, f.Name, "nowhere"), domain.NotFound, key)
			}
		}
	})
	t.Run("sections to reopen", func(t *testing.T) {
		tr := inOffice(t)
		reopen := workflow.ReopenItem{Target: tr.target(), Item: "signable", Reason: "r", Sections: []journey.SectionID{"K", "nowhere"}}
		tr.refuses(leader, reopen, domain.NotFound, "section_unknown")
	})
	t.Run("definition", func(t *testing.T) {
		tr := unstarted(t, define(t, office))
		start := goodCommands(tr)[0].command
		for _, other := range []workflow.Command{with(start, "Definition", "nowhere"), with(start, "Version", 9), with(start, "Hash", "0000")} {
			tr.refuses(officer, other, domain.NotFound, "definition_unknown")
		}
	})
	t.Run("municipality", func(t *testing.T) {
		tr := unstarted(t, define(t, office))
		tr.id = journey.NewID("9999", "trial", 1)
		tr.refuses(officer, goodCommands(tr)[0].command, domain.NotFound, "municipality_unknown")
	})
}

// optionalReasons are the commands whose reason may be left out.
var optionalReasons = []string{"add_item"}

func TestEveryReasonIsNeeded(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		for _, f := range fieldsOf(c.command) {
			if f.Name != "Reason" || slices.Contains(optionalReasons, c.command.CommandName()) {
				continue
			}
			for _, blank := range []string{"", " ", "\n\t "} {
				if e := tr.refuses(c.by, with(c.command, "Reason", blank), domain.Invalid, "reason_missing"); e.Field != "reason" {
					tr.Errorf("the refusal points at %q", e.Field)
				}
			}
		}
	})
}

// writtenOf are a command's texts that a person wrote, by input.
func writtenOf(c workflow.Command) map[string]string {
	if w, ok := c.(journal.Written); ok {
		return w.WrittenTexts()
	}
	return nil
}

func TestEveryTextHasALongest(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		texts := writtenOf(c.command)
		for _, f := range fieldsOf(c.command) {
			if _, written := texts[inputOf(f)]; !written || f.Name == "Start" || f.Name == "End" {
				continue
			}
			longest := workflow.MaxReason
			if f.Name == "Name" {
				longest = workflow.MaxTeamName
			}
			if f.Name == "Text" {
				longest = tr.state.Def.Item("list").Field("q2").MaxLength
			}
			e := tr.refuses(c.by, with(c.command, f.Name, strings.Repeat("å", longest+1)), domain.Invalid, "too_long")
			if e.Field != inputOf(f) || e.Args["max"] != longest || e.Args["length"] != longest+1 {
				tr.Errorf("the refusal says %q %v", e.Field, e.Args)
			}
			tr.do(c.by, with(c.command, f.Name, strings.Repeat("å", longest)))
			tr.state, tr.history = again(tr)
		}
	})
}

// again is the same journey before the command.
func again(tr *trial) (workflow.State, []domain.Event) {
	fresh := inOffice(tr)
	return fresh.state, fresh.history
}

// cprShaped is made when the test runs: no such number stands in the source.
func cprShaped() string { return fmt.Sprintf("%02d%02d%02d-%04d", 24, 12, 70, 4321) }

func TestACPRShapedNumberIsRefusedInEveryText(t *testing.T) {
	eachCommand(t, func(tr *trial, c asked) {
		s := serve(t, office)
		before := len(s.recorded())
		for _, f := range fieldsOf(c.command) {
			if _, written := writtenOf(c.command)[inputOf(f)]; !written {
				continue
			}
			_, err := s.try(c.by, "", with(c.command, f.Name, "se "+cprShaped()))
			var e *domain.Error
			if !errors.As(err, &e) || e.Code != domain.Invalid || e.Key != "cpr" || e.Field != inputOf(f) {
				tr.Errorf("%s: %v", f.Name, err)
			}
		}
		if after := s.recorded(); len(after) != before {
			tr.Errorf("%d events were stored", len(after)-before)
		}
	})
}

// recorded returns the stored events.
func (s *service) recorded() []journal.Recorded {
	s.Helper()
	var all []journal.Recorded
	err := s.store.Read(context.Background(), func(r journal.Reader) error {
		return r.All(func(e journal.Recorded) error { all = append(all, e); return nil })
	})
	if err != nil {
		s.Fatal(err)
	}
	return all
}

// keys are the plain strings that name something: they are refused unless they name it exactly, and never
// stored otherwise.
var keys = []string{"start_journey definition", "start_journey hash", "sign_off digest"}

func TestEveryPlainStringIsAnIdOrAmongTheWrittenTexts(t *testing.T) {
	ids := []reflect.Type{
		reflect.TypeFor[journey.InstanceID](), reflect.TypeFor[journey.ItemID](), reflect.TypeFor[journey.StageID](),
		reflect.TypeFor[journey.SectionID](), reflect.TypeFor[journey.FieldID](), reflect.TypeFor[journey.Standing](),
		reflect.TypeFor[journey.TeamID](),
	}
	eachCommand(t, func(tr *trial, c asked) {
		texts := writtenOf(c.command)
		for _, f := range fieldsOf(c.command) {
			name := c.command.CommandName() + " " + inputOf(f)
			if f.Type.Kind() != reflect.String || slices.Contains(ids, f.Type) || slices.Contains(keys, name) {
				continue
			}
			text, written := writtenOf(with(c.command, f.Name, "marked"))[inputOf(f)]
			if !written || text != "marked" {
				tr.Errorf("%s is stored as it comes, and no written text: %v", name, texts)
			}
		}
	})
}

func TestValuesThatMakeNoSenseAreRefused(t *testing.T) {
	at := workflow.Target{Journey: journey.NewID(home, "trial", 1)}
	book := workflow.BookMeeting{Target: at, Item: "meet", On: monday, Start: "09:00", End: "10:00"}
	hold := workflow.HoldMeeting{Target: at, Item: "meet", On: monday}
	deliver := workflow.DeliverDocument{Target: at, Item: "pack", Document: "guide", Version: 2}
	for name, c := range map[string]struct {
		command workflow.Command
		by      person.Actor
		code    domain.Code
		key     string
	}{
		"a booking without a date":        {with(book, "On", calendar.Date{}), consultant, domain.Invalid, "date_missing"},
		"a booking in the past":           {with(book, "On", monday.AddDays(-1)), consultant, domain.Invalid, "date_past"},
		"a booking without a start":       {with(book, "Start", ""), consultant, domain.Invalid, "not_a_time"},
		"a start that is no time":         {with(book, "Start", "25:00"), consultant, domain.Invalid, "not_a_time"},
		"an end that is no time":          {with(book, "End", "10.00"), consultant, domain.Invalid, "not_a_time"},
		"an end before the start":         {with(book, "End", "08:00"), consultant, domain.Invalid, "end_before_start"},
		"an end at the start":             {with(book, "End", "09:00"), consultant, domain.Invalid, "end_before_start"},
		"a meeting held in the future":    {with(hold, "On", monday.AddDays(1)), consultant, domain.Invalid, "date_future"},
		"a meeting held on no day":        {with(hold, "On", calendar.Date{}), consultant, domain.Invalid, "date_missing"},
		"a version below one":             {with(deliver, "Version", 0), officer, domain.Invalid, "version_invalid"},
		"a version that was delivered":    {with(deliver, "Version", 1), officer, domain.Conflict, "version_delivered"},
		"a document nobody delivered":     {workflow.ConfirmDocument{Target: at, Item: "pack", Document: "paper"}, leader, domain.Conflict, "document_not_delivered"},
		"a standing that does not exist":  {workflow.DeclareStanding{Target: at, Item: "list", Question: "q1", Standing: "fine"}, leader, domain.Invalid, "standing_unknown"},
		"a booking of what is no meeting": {workflow.BookMeeting{Target: at, Item: "open", On: monday}, leader, domain.Conflict, "not_a_meeting"},
		"a signature on no approval":      {workflow.SignOff{Target: at, Item: "open", Declared: true}, leader, domain.Conflict, "not_an_approval"},
		"an approval completed by hand":   {workflow.CompleteItem{Target: at, Item: "sign"}, leader, domain.Conflict, "not_completed_by_hand"},
		"a meeting completed by hand":     {workflow.CompleteItem{Target: at, Item: "meet"}, consultant, domain.Conflict, "not_completed_by_hand"},
		"an answer in what asks nothing":  {workflow.SaveAnswer{Target: at, Item: "open", Field: "q1", Text: "x"}, leader, domain.NotFound, "field_unknown"},
		"a negative revision":             {workflow.SaveAnswer{Target: at, Item: "list", Field: "q1", Text: "x", Base: -1}, leader, domain.Stale, "answer_changed"},
	} {
		t.Run(name, func(t *testing.T) { inOffice(t).refuses(c.by, c.command, c.code, c.key) })
	}
}

func TestAJourneysIdNamesItsMunicipalityAndDefinition(t *testing.T) {
	def := define(t, office)
	for _, id := range []journey.ID{"0851.other.1", "0851.trial", "0851.trial.0", "0851.trial.01", "0851.trial.x", "0851.trial.1.1", "0851."} {
		tr := unstarted(t, def)
		tr.id = id
		tr.refuses(officer, goodCommands(tr)[0].command, domain.Invalid, "journey_id")
	}
	tr := unstarted(t, def)
	tr.id = "trial"
	tr.refuses(officer, goodCommands(tr)[0].command, domain.NotFound, "municipality_unknown")
}

func TestAJourneyStartsOnADate(t *testing.T) {
	tr := unstarted(t, define(t, office))
	start := goodCommands(tr)[0].command
	tr.refuses(officer, with(start, "StartedOn", calendar.Date{}), domain.Invalid, "date_missing")
}

func TestWhatIsNoJourneysCommandIsAFault(t *testing.T) {
	tr := inOffice(t)
	_, err := tr.subject.Decide(leader, tr.state, workflow.PublishDefinition{}, tr.now)
	if domain.CodeOf(err) != domain.Internal {
		t.Errorf("got %v", err)
	}
	if domain.CodeOf(tr.subject.Authorize(system, tr.state, workflow.PublishDefinition{})) != domain.Internal {
		t.Error("authorized")
	}
}
