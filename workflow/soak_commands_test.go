package workflow_test

import (
	"fmt"
	"slices"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// request makes a command for a journey: one time in two what the plan asks for next, by somebody who may,
// otherwise anything by anybody.
func (w *walker) request(j *walk) journal.Request {
	s := w.live(j)
	r := journal.Request{}
	if w.chance(1, 2) {
		w.count++
		r.ClientKey = fmt.Sprint("key ", w.count)
	}
	if w.chance(1, 2) || w.steady && w.chance(1, 2) {
		if c, role := w.forward(s); c != nil {
			r.Command, r.Actor = c, w.actor(j, role)
			return r
		}
	}
	var roles []person.Role
	r.Command, roles = w.anything(s)
	if len(roles) == 0 || w.chance(1, 5) {
		roles = person.AllRoles()
	}
	r.Actor = w.actor(j, pick(w, roles))
	return r
}

func pick[T any](w *walker, all []T) T { return all[w.rng.IntN(len(all))] }

// oneOf is pick for what may be empty.
func oneOf[T any](w *walker, all []T) (one T, ok bool) {
	if len(all) == 0 {
		return one, false
	}
	return pick(w, all), true
}

// forward makes a command that carries the journey on; nil where nothing is open.
func (w *walker) forward(s workflow.State) (workflow.Command, person.Role) {
	i, ok := oneOf(w, s.NextSteps())
	if !ok {
		return nil, ""
	}
	at := workflow.Target{Journey: s.ID}
	role := pick(w, i.Def.Roles)
	today := calendar.DateOf(w.now)
	switch i.Def.Kind {
	case journey.Checklist, journey.Form:
		return w.forwardSection(s, i, at), role
	case journey.Meeting:
		if i.Meeting == nil || i.Meeting.On.IsZero() || w.chance(1, 4) {
			return workflow.BookMeeting{Target: at, Item: i.ID, On: today.AddDays(w.rng.IntN(60)), Start: "09:00", End: "12:00", Place: "Rådhuset"}, role
		}
		return workflow.HoldMeeting{Target: at, Item: i.ID, On: today}, role
	case journey.Delivery:
		doc := pick(w, i.Def.Documents).ID
		if v := i.Document(doc).Version; v == 0 {
			return workflow.DeliverDocument{Target: at, Item: i.ID, Document: doc, Version: v + 1}, person.NationalOfficer
		}
		confirm := workflow.ConfirmDocument{Target: at, Item: i.ID, Document: doc, InUse: w.chance(2, 3)}
		if team, ok := oneOf(w, s.TeamsNow()); ok {
			confirm.Team = team.ID
		}
		return confirm, person.MunicipalLeader
	case journey.Approval:
		return workflow.SignOff{Target: at, Item: i.ID, Digest: s.Freeze(i).Digest, Declared: true}, role
	default:
		return workflow.CompleteItem{Target: at, Item: i.ID}, role
	}
}

// forwardSection fills what a section lacks, one field at a time, and then declares it.
func (w *walker) forwardSection(s workflow.State, i *workflow.Item, at workflow.Target) workflow.Command {
	for _, section := range i.Def.Sections {
		if i.Section(section.ID).Declared() {
			continue
		}
		if problems := s.Problems(i, section); len(problems) > 0 {
			f := i.Def.Field(problems[0].Field)
			return workflow.SaveAnswer{Target: at, Item: i.ID, Field: f.ID, Text: w.value(f), Base: revision(s, i.ID, f.ID)}
		}
		if w.chance(1, 2) {
			f := pick(w, section.Fields())
			if i.Def.Kind == journey.Checklist && w.chance(1, 2) {
				return workflow.DeclareStanding{Target: at, Item: i.ID, Question: f.ID, Standing: pick(w, journey.AllStandings())}
			}
			return workflow.SaveAnswer{Target: at, Item: i.ID, Field: f.ID, Text: w.value(f), Base: revision(s, i.ID, f.ID)}
		}
		return workflow.DeclareSection{Target: at, Item: i.ID, Section: section.ID, Gaps: s.Gaps(i, section)}
	}
	return workflow.CompleteItem{Target: at, Item: i.ID}
}

func revision(s workflow.State, item journey.InstanceID, field journey.FieldID) int {
	if a := s.Answer(item, field); a != nil {
		return a.Revision
	}
	return 0
}

// value makes a text that a field takes.
func (w *walker) value(f *workflow.Field) string {
	switch f.Type {
	case workflow.Number, workflow.Integer:
		return fmt.Sprint(w.rng.IntN(5))
	case workflow.DateType:
		return calendar.DateOf(w.now).String()
	case workflow.Choice:
		return pick(w, f.Choices).ID
	case workflow.YesNo:
		return pick(w, []string{"yes", "no"})
	case workflow.Rows:
		var cells []string
		for _, c := range f.Columns {
			cells = append(cells, fmt.Sprintf("%q:%q", c.ID, w.value(c)))
		}
		return "[{" + strings.Join(cells, ",") + "}]"
	default:
		return fmt.Sprintf("Tekst %d <æøå> & \"så\" \u2028", w.rng.IntN(1000))
	}
}

// text makes what people write: mostly good, sometimes nothing, too much, no text or a number that must not
// be there.
func (w *walker) text() string {
	if w.steady {
		return fmt.Sprintf("Fordi %d", w.rng.IntN(100))
	}
	switch w.rng.IntN(60) {
	case 0:
		return ""
	case 1:
		return " \t"
	case 2:
		return strings.Repeat("lang ", 2000)
	case 3:
		return "bytes \xff\xfe"
	case 4:
		return "borger " + cprShaped()
	case 5:
		return "NUL \x00"
	default:
		return fmt.Sprintf("Fordi %d 🙂 <b>", w.rng.IntN(100))
	}
}

// anything makes any command, for anything in the journey or for nothing that exists, and the roles that it
// would be for.
func (w *walker) anything(s workflow.State) (journal.Command, []person.Role) {
	i := w.item(s)
	at := workflow.Target{Journey: s.ID}
	if w.chance(1, 60) {
		at.Journey = journey.NewID("0101", "nowhere", 1)
	}
	made := w.inItem(s, at, i)
	switch w.rng.IntN(8) {
	case 0:
		made = w.onJourney(s, at)
	case 1, 2, 3:
		made = w.onItem(s, at, i)
	}
	roles := i.Def.Roles
	switch made.(type) {
	case workflow.SelectJourney, workflow.TerminateJourney, workflow.StartJourney:
		roles = []person.Role{person.NationalOfficer}
	case workflow.OpenGate, workflow.OverrideDeadline, workflow.CloseStage:
		roles = []person.Role{person.ProcessConsultant, person.NationalOfficer, person.System}
	case workflow.SkipItem, workflow.TerminateItem:
		roles = slices.Concat(i.Def.SkipRoles, []person.Role{person.System})
	case journal.Erase:
		roles = []person.Role{person.Administrator}
	}
	return made, roles
}

// item picks an item, an open one more often than another, and now and then one that does not exist.
func (w *walker) item(s workflow.State) *workflow.Item {
	if w.chance(1, 40) || len(s.Items) == 0 {
		return &workflow.Item{ID: "nowhere", Def: &workflow.PlanItem{ID: "nowhere"}}
	}
	var open []*workflow.Item
	for _, i := range s.Items {
		if i.State.Open() {
			open = append(open, i)
		}
	}
	if i, ok := oneOf(w, open); ok && w.chance(2, 3) {
		return i
	}
	return pick(w, s.Items)
}

// onItem makes a command that carries an item from state to state.
func (w *walker) onItem(s workflow.State, at workflow.Target, i *workflow.Item) workflow.Command {
	today := calendar.DateOf(w.now)
	switch w.rng.IntN(14) {
	case 0:
		return workflow.StartItem{Target: at, Item: i.ID}
	case 1:
		return workflow.CompleteItem{Target: at, Item: i.ID}
	case 2:
		return workflow.SkipItem{Target: at, Item: i.ID, Reason: w.text()}
	case 3:
		if w.chance(3, 4) {
			return workflow.ReopenItem{Target: at, Item: i.ID, Reason: w.text()}
		}
		return workflow.TerminateItem{Target: at, Item: i.ID, Reason: w.text()}
	case 4:
		return workflow.SuspendItem{Target: at, Item: i.ID, Reason: w.text()}
	case 5:
		return workflow.ResumeItem{Target: at, Item: i.ID}
	case 6:
		return workflow.ReopenItem{Target: at, Item: i.ID, Sections: w.sections(i), Reason: w.text()}
	case 7:
		return workflow.ConfirmStale{Target: at, Item: i.ID, Note: w.text()}
	case 8:
		return workflow.OpenGate{Target: at, Item: i.ID, Reason: w.text()}
	case 9:
		return workflow.AddItem{Target: at, Item: i.Def.ID, Reason: w.text()}
	case 10:
		return workflow.AssignItem{Target: at, Item: i.ID, Assignee: person.ID(w.text())}
	case 11:
		on := calendar.Date{}
		if w.chance(3, 4) {
			on = today.AddDays(w.rng.IntN(200) - 20)
		}
		return workflow.OverrideDeadline{Target: at, Item: i.ID, On: on, Reason: w.text()}
	case 12:
		return workflow.AddItem{Target: at, Item: pick(w, s.Def.Items).ID}
	default:
		return workflow.SignOff{Target: at, Item: i.ID, Digest: s.Freeze(i).Digest, Declared: w.chance(4, 5)}
	}
}

func (w *walker) sections(i *workflow.Item) []journey.SectionID {
	if section, ok := oneOf(w, i.Def.Sections); ok && w.chance(9, 10) {
		return []journey.SectionID{section.ID}
	}
	return []journey.SectionID{"nowhere"}
}

// inItem makes a command about what is in an item; now and then one that belongs to another kind of item.
func (w *walker) inItem(s workflow.State, at workflow.Target, i *workflow.Item) journal.Command {
	kind := i.Def.Kind
	if w.chance(1, 20) {
		kind = pick(w, journey.AllKinds())
	}
	switch kind {
	case journey.Checklist, journey.Form:
		return w.inSections(s, at, i)
	case journey.Meeting:
		return w.inMeeting(at, i)
	case journey.Delivery:
		if w.chance(1, 2) {
			return workflow.DeliverDocument{Target: at, Item: i.ID, Document: w.document(i), Version: w.rng.IntN(4)}
		}
		return w.inDelivery(s, at, i)
	default:
		return w.onItem(s, at, i)
	}
}

// inDelivery is what a municipality does with a document.
func (w *walker) inDelivery(s workflow.State, at workflow.Target, i *workflow.Item) workflow.Command {
	if w.chance(1, 5) {
		return workflow.OpenDocument{Target: at, Item: i.ID, Document: w.document(i)}
	}
	confirm := workflow.ConfirmDocument{Target: at, Item: i.ID, Document: w.document(i), InUse: w.chance(1, 2), Version: w.rng.IntN(3)}
	if team, ok := oneOf(w, s.Teams); ok {
		confirm.Team = team.ID
	}
	return confirm
}

func (w *walker) inMeeting(at workflow.Target, i *workflow.Item) workflow.Command {
	today := calendar.DateOf(w.now)
	switch w.rng.IntN(3) {
	case 0:
		return workflow.BookMeeting{
			Target: at, Item: i.ID, On: today.AddDays(w.rng.IntN(90) - 5), Start: pick(w, []string{"09:00", "00:00", "9", ""}),
			End: pick(w, []string{"12:00", "08:00", "25:00"}), Place: w.text(),
		}
	case 1:
		return workflow.CancelMeeting{Target: at, Item: i.ID, Reason: w.text()}
	default:
		return workflow.HoldMeeting{Target: at, Item: i.ID, On: today.AddDays(w.rng.IntN(10) - 8), Note: w.text()}
	}
}

func (w *walker) inSections(s workflow.State, at workflow.Target, i *workflow.Item) workflow.Command {
	f, section := w.field(i), w.sections(i)[0]
	switch w.rng.IntN(9) {
	case 0:
		return workflow.DeclareStanding{Target: at, Item: i.ID, Question: f, Standing: pick(w, append(journey.AllStandings(), "so-so"))}
	case 1:
		return workflow.SplitQuestion{Target: at, Item: i.ID, Question: f, Split: w.chance(2, 3)}
	case 2:
		return workflow.TakeQuestion{Target: at, Item: i.ID, Question: f, Owner: person.ID(w.text())}
	case 3:
		c := workflow.DeclareSection{Target: at, Item: i.ID, Section: section, Note: w.text()}
		if found := i.Def.Section(section); found != nil && w.chance(1, 2) {
			c.Gaps = s.Gaps(i, found)
		}
		return c
	case 4:
		return workflow.OpenSection{Target: at, Item: i.ID, Section: section}
	default:
		base := revision(s, i.ID, f)
		if w.chance(1, 4) {
			base += w.rng.IntN(3) - 1
		}
		return workflow.SaveAnswer{Target: at, Item: i.ID, Field: f, Text: w.text(), Base: base}
	}
}

// onJourney makes a command about the journey as a whole.
func (w *walker) onJourney(s workflow.State, at workflow.Target) journal.Command {
	switch w.rng.IntN(12) {
	case 0:
		return workflow.TerminateJourney{Target: at, Reason: w.text()}
	case 1, 2:
		return workflow.StartJourney{Target: at, Definition: s.Def.Key, Version: s.Def.Version, Hash: s.Def.Hash, StartedOn: monday}
	case 3, 4, 5:
		return workflow.SelectJourney{Target: at, Reason: w.text()}
	case 6, 7:
		if stage, ok := oneOf(w, s.Stages); ok {
			return workflow.CloseStage{Target: at, Stage: stage.Def.ID, Reason: w.text()}
		}
		return workflow.CloseStage{Target: at, Stage: "nowhere", Reason: w.text()}
	case 8:
		if team, ok := oneOf(w, s.Teams); ok && w.chance(1, 2) {
			return workflow.RemoveTeam{Target: at, Team: team.ID}
		}
		return workflow.NameTeam{Target: at, Name: w.text()}
	default:
		return journal.Erase{Of: at.Stream(), Numbers: []int64{1 + w.rng.Int64N(s.Number)}, Reason: w.text()}
	}
}

// field picks a question, prompt or field of an item.
func (w *walker) field(i *workflow.Item) journey.FieldID {
	section, ok := oneOf(w, i.Def.Sections)
	if !ok || w.chance(1, 40) {
		return "nowhere"
	}
	f := pick(w, section.Fields())
	if prompt, ok := oneOf(w, f.Prompts); ok && w.chance(1, 2) {
		return prompt.ID
	}
	return f.ID
}

func (w *walker) document(i *workflow.Item) journey.FieldID {
	if d, ok := oneOf(w, i.Def.Documents); ok {
		return d.ID
	}
	return "nowhere"
}
