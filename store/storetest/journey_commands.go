package storetest

import (
	"fmt"
	"math/rand/v2"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// command draws a command for the journey as it stands. What is drawn most often is what carries a journey
// on; the rest of the time anything goes.
func (w *walk) command(s workflow.State) workflow.Command {
	target := workflow.Target{Journey: w.id}
	if rooms := roomsOf(s); len(rooms) > 0 && w.random.IntN(4) == 0 {
		return w.inRoom(s, target, pick(w.random, rooms))
	}
	item := pick(w.random, s.Items)
	if open := openItems(s); len(open) > 0 && w.random.IntN(5) > 0 {
		item = pick(w.random, open)
	}
	if section := pickOr(w.random, item.Def.Sections); section != nil && w.random.IntN(3) > 0 {
		return w.onSection(s, target, item, section)
	}
	if document := pickOr(w.random, item.Def.Documents); document != nil && w.random.IntN(3) > 0 {
		return w.onDocument(s, target, item, document)
	}
	return w.onItem(s, target, item)
}

func openItems(s workflow.State) (open []*workflow.Item) {
	for _, i := range s.Items {
		if i.State.Open() {
			open = append(open, i)
		}
	}
	return open
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// pickOr gives the zero value where there is nothing to pick.
func pickOr[T any](r *rand.Rand, all []T) (none T) {
	if len(all) == 0 {
		return none
	}
	return pick(r, all)
}

func (w *walk) onSection(s workflow.State, target workflow.Target, item *workflow.Item, section *workflow.Section) workflow.Command {
	field := pick(w.random, section.Fields())
	switch w.random.IntN(10) {
	case 0, 1, 2:
		return w.answer(s, target, item, field)
	case 3, 4, 5:
		return workflow.DeclareStanding{Target: target, Item: item.ID, Question: field.ID, Standing: pick(w.random, journey.AllStandings())}
	case 6:
		return workflow.SplitQuestion{Target: target, Item: item.ID, Question: field.ID, Split: w.random.IntN(2) == 0}
	case 7:
		return workflow.TakeQuestion{Target: target, Item: item.ID, Question: field.ID, Owner: w.somebody()}
	case 8:
		return workflow.OpenSection{Target: target, Item: item.ID, Section: section.ID}
	default:
		return workflow.DeclareSection{Target: target, Item: item.ID, Section: section.ID, Gaps: gaps(s, item, section), Note: w.text()}
	}
}

// gaps names what is neither clear nor for the workshop; never nil, as a form gives it.
func gaps(s workflow.State, item *workflow.Item, section *workflow.Section) []journey.FieldID {
	open := []journey.FieldID{}
	for _, f := range section.Fields() {
		if standing := s.StandingOf(item.ID, f.ID); standing != journey.Clear && standing != journey.ForWorkshop {
			open = append(open, f.ID)
		}
	}
	return open
}

func (w *walk) answer(s workflow.State, target workflow.Target, item *workflow.Item, field *workflow.Field) workflow.Command {
	if prompt := pickOr(w.random, field.Prompts); prompt != nil && w.random.IntN(3) == 0 {
		field = prompt
	}
	base := 0
	if a := s.Answer(item.ID, field.ID); a != nil {
		base = a.Revision
	}
	return workflow.SaveAnswer{Target: target, Item: item.ID, Field: field.ID, Text: w.value(field), Base: base}
}

// value is a text that the field takes.
func (w *walk) value(f *workflow.Field) string {
	switch f.Type {
	case workflow.Number, workflow.Integer:
		return fmt.Sprint(w.random.IntN(10))
	case workflow.DateType:
		return w.date().String()
	case workflow.Choice:
		return pick(w.random, f.Choices).ID
	case workflow.YesNo:
		return "yes"
	case workflow.Rows:
		return "[]"
	default:
		return w.text()
	}
}

func (w *walk) onDocument(s workflow.State, target workflow.Target, item *workflow.Item, document *workflow.Document) workflow.Command {
	switch w.random.IntN(6) {
	case 0, 1:
		return workflow.DeliverDocument{Target: target, Item: item.ID, Document: document.ID, Version: 1 + w.random.IntN(3)}
	case 2:
		return workflow.OpenDocument{Target: target, Item: item.ID, Document: document.ID}
	case 3:
		return workflow.NameTeam{Target: target, Name: w.text()}
	default:
		confirm := workflow.ConfirmDocument{Target: target, Item: item.ID, Document: document.ID, InUse: w.random.IntN(2) == 0}
		if team := pickOr(w.random, s.TeamsNow()); team.ID != "" {
			confirm.Team = team.ID
		}
		return confirm
	}
}

func (w *walk) onItem(s workflow.State, target workflow.Target, i *workflow.Item) workflow.Command {
	if w.random.IntN(6) == 0 {
		return workflow.ReopenItem{Target: target, Item: pick(w.random, s.Items).ID, Sections: []journey.SectionID{}, Reason: w.text()}
	}
	if w.random.IntN(8) == 0 {
		return w.outOfTheOrdinary(s, target, i)
	}
	return pick(w.random, []workflow.Command{
		workflow.StartItem{Target: target, Item: i.ID},
		workflow.CompleteItem{Target: target, Item: i.ID},
		workflow.SignOff{Target: target, Item: i.ID, Digest: s.Freeze(i).Digest, Declared: true},
		workflow.BookMeeting{Target: target, Item: i.ID, On: w.date(), Start: "10:00", End: "12:00", Place: w.text()},
		workflow.HoldMeeting{Target: target, Item: i.ID, On: calendar.DateOf(w.now), Note: w.text()},
		workflow.ResumeItem{Target: target, Item: i.ID},
		workflow.ConfirmStale{Target: target, Item: i.ID, Note: w.text()},
		workflow.AssignItem{Target: target, Item: i.ID, Assignee: w.somebody()},
	})
}

// outOfTheOrdinary draws what turns a journey aside.
func (w *walk) outOfTheOrdinary(s workflow.State, target workflow.Target, i *workflow.Item) workflow.Command {
	return pick(w.random, []workflow.Command{
		workflow.CancelMeeting{Target: target, Item: i.ID, Reason: w.text()},
		workflow.OverrideDeadline{Target: target, Item: i.ID, On: w.date(), Reason: w.text()},
		workflow.SkipItem{Target: target, Item: i.ID, Reason: w.text()},
		workflow.SuspendItem{Target: target, Item: i.ID, Reason: w.text()},
		workflow.OpenGate{Target: target, Item: i.ID, Reason: w.text()},
		workflow.AddItem{Target: target, Item: i.Def.ID, Reason: w.text()},
		workflow.CloseStage{Target: target, Stage: pick(w.random, s.Stages).Def.ID, Reason: w.text()},
		workflow.SelectJourney{Target: target, Reason: w.text()},
	})
}

func (w *walk) date() calendar.Date { return calendar.DateOf(w.now).AddDays(w.random.IntN(60)) }

func (w *walk) somebody() person.ID { return pick(w.random, []person.ID{"", "p1", "p2"}) }

func (w *walk) text() string {
	return pick(w.random, []string{"Vi gør det sammen", "æøå \"'\\ <b>", "to\nlinjer", "Ændret"}) + fmt.Sprint(" ", w.random.IntN(100))
}
