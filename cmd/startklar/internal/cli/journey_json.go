package cli

import (
	"slices"
	"time"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// shownJourney is a journey as journey prints it. Its JSON is a contract.
type shownJourney struct {
	Municipality municipality.Code `json:"municipality"`
	Definition   string            `json:"definition"`
	Version      int               `json:"version"`
	StartedOn    calendar.Date     `json:"started_on"`
	// Number is that of the last event as of then.
	Number int64       `json:"number"`
	AsOf   time.Time   `json:"as_of"`
	Items  []shownItem `json:"items"`
}

// shownItem is one instance of a plan item. Its JSON is a contract.
type shownItem struct {
	ID    journey.InstanceID `json:"id"`
	Stage journey.StageID    `json:"stage"`
	Kind  journey.Kind       `json:"kind"`
	Title string             `json:"title"`
	State journey.State      `json:"state"`
	// Standing is the least advanced standing of a checklist's questions; empty for every other kind.
	Standing journey.Standing `json:"standing"`
	Assignee person.ID        `json:"assignee"`
	DueOn    *calendar.Date   `json:"due_on"`
	Stale    bool             `json:"stale"`
	// Answers are the fields in which somebody has written, in the definition's order.
	Answers []shownAnswer `json:"answers"`
}

// shownAnswer is what stands in one field. Its JSON is a contract.
type shownAnswer struct {
	ID       journey.FieldID `json:"id"`
	Text     string          `json:"text"`
	Revision int             `json:"revision"`
	By       person.ID       `json:"by"`
	At       time.Time       `json:"at"`
	// Erased tells that the text has been erased; it is left out where it has not.
	Erased bool `json:"erased,omitempty"`
}

func showJourney(s workflow.State, number int64, asOf time.Time, lang string) shownJourney {
	shown := shownJourney{
		Municipality: s.Municipality, Definition: s.Def.Key, Version: s.Def.Version, StartedOn: s.StartedOn,
		// History counts in microseconds.
		Number: number, AsOf: asOf.UTC().Truncate(time.Microsecond), Items: make([]shownItem, len(s.Items)),
	}
	for n, i := range s.Items {
		shown.Items[n] = shownItem{
			ID: i.ID, Stage: i.Def.Stage.ID, Kind: i.Def.Kind, Title: i.Def.Title.In(lang), State: i.State,
			Standing: standingOf(s, i), Assignee: i.Assignee, DueOn: dateOrNull(i.Deadline.On()), Stale: i.Stale != nil,
			Answers: answersOf(s, i),
		}
	}
	return shown
}

// standingOf is how far a checklist is as a whole: as far as the question that is least far.
func standingOf(s workflow.State, i *workflow.Item) journey.Standing {
	if i.Def.Kind != journey.Checklist {
		return ""
	}
	least := len(journey.AllStandings()) - 1
	for _, section := range i.Def.Sections {
		for _, question := range section.Fields() {
			least = min(least, slices.Index(journey.AllStandings(), s.StandingOf(i.ID, question.ID)))
		}
	}
	return journey.AllStandings()[max(least, 0)]
}

// answersOf lists what has been written in an item: the fields in the definition's order, each question
// before its prompts, then what stands in fields that the definition does not have.
func answersOf(s workflow.State, i *workflow.Item) []shownAnswer {
	order := map[journey.FieldID]int{}
	for _, section := range i.Def.Sections {
		for _, f := range section.Fields() {
			for _, one := range append([]*workflow.Field{f}, f.Prompts...) {
				order[one.ID] = len(order) + 1
			}
		}
	}
	place := func(id journey.FieldID) int {
		if at, ok := order[id]; ok {
			return at
		}
		return len(order) + 1
	}
	answers := []shownAnswer{}
	for _, a := range s.Answers {
		if a.Item == i.ID && a.Revision > 0 {
			answers = append(answers, shownAnswer{ID: a.Field, Text: a.Text, Revision: a.Revision, By: a.By, At: a.At.UTC(), Erased: a.Erased})
		}
	}
	slices.SortStableFunc(answers, func(a, b shownAnswer) int { return place(a.ID) - place(b.ID) })
	return answers
}
