package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"

	"github.com/goccy/go-yaml"
)

//go:embed stories.yaml
var storiesYAML []byte

// learnt is stories.yaml.
type learnt struct {
	Stories   []toldStory `yaml:"stories"`
	Published synthesised `yaml:"published"`
	Draft     synthesised `yaml:"draft"`
}

type toldStory struct {
	Place  municipality.Code   `yaml:"place"`
	Days   int                 `yaml:"days"`
	Title  string              `yaml:"title"`
	Text   string              `yaml:"text"`
	Use    string              `yaml:"use"`
	Teller knowledge.Teller    `yaml:"teller"`
	About  []knowledge.Party   `yaml:"about"`
	Way    knowledge.Way       `yaml:"way"`
	Covers []knowledge.Readers `yaml:"covers"`
	To     []knowledge.Readers `yaml:"to"`
	// Withdrawn is how many days before the end it was withdrawn; 0 for never.
	Withdrawn int `yaml:"withdrawn"`
}

type synthesised struct {
	Title    string `yaml:"title"`
	Findings string `yaml:"findings"`
	Advice   string `yaml:"advice"`
	Unknown  string `yaml:"unknown"`
}

// learn writes what is known across municipalities: stories, what is followed where, and what has been put
// together of the notes that the tales have written.
func learn(people *cast, clock *Clock, tales []script) ([]script, error) {
	var l learnt
	if err := yaml.UnmarshalWithOptions(storiesYAML, &l, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("demo: stories.yaml: %w", err)
	}
	today := calendar.DateOf(clock.until)
	var scripts []script
	for n, story := range l.Stories {
		scripts = append(scripts, story.script(people, today, n))
	}
	notes := notesIn(tales)
	for n, book := range notes {
		scripts = append(scripts, book.follow(people.officers[0], n == 0))
	}
	return append(scripts, l.syntheses(people, today, notes)...), nil
}

// telling is a script under way: each step of it in a slot of its own.
type telling struct {
	script script
	day    calendar.Date
	slot   int
}

func (t *telling) do(by person.Actor, c domain.Command) {
	t.script = append(t.script, step{at: moment(t.day, t.slot), number: int64(len(t.script) + 1), request: journal.Request{Actor: by, Command: c}})
	t.slot++
}

// script tells the story, notes the consents on the next day, and passes it on on the one after.
func (s toldStory) script(people *cast, today calendar.Date, n int) script {
	id := knowledge.NewStoryID(s.Place, fmt.Sprintf("DEMO%d", n+1))
	t := &telling{day: workedDay(today.AddDays(-s.Days)), slot: 4 + n}
	t.do(people.members[s.Place], knowledge.TellStory{ID: id, Title: s.Title, Text: s.Text, Use: s.Use, Teller: s.Teller, About: s.About})
	if len(s.Covers) > 0 {
		for _, p := range s.About {
			t.do(people.leaders[s.Place], knowledge.NoteConsent{ID: id, Party: p, Way: s.Way, On: t.day, Covers: s.Covers})
		}
	}
	if len(s.To) > 0 {
		t.day = workingDay(t.day.AddDays(2))
		t.do(people.consultants[s.Place], knowledge.PassOnStory{ID: id, Revision: 1, To: s.To})
	}
	if s.Withdrawn > 0 {
		t.day = workedDay(today.AddDays(-s.Withdrawn))
		t.do(people.leaders[s.Place], knowledge.WithdrawStory{ID: id, Cause: knowledge.ConsentWithdrawn})
	}
	return t.script
}

// noted is what a tale has written in its quarterly notes.
type noted struct {
	sources  []knowledge.Source
	elements []string
	began    time.Time
}

// notesIn finds the notes that were declared finished, by journey, in the order of the tales.
func notesIn(tales []script) []noted {
	var all []noted
	for _, tale := range tales {
		var n noted
		for _, s := range tale {
			n.hear(s)
		}
		if len(n.sources) > 0 {
			all = append(all, n)
		}
	}
	return all
}

func (n *noted) hear(s step) {
	switch c := s.request.Command.(type) {
	case workflow.HoldMeeting:
		if n.began.IsZero() && c.Item == first(workshop) {
			n.began = s.at
		}
	case workflow.SaveAnswer:
		if id, _ := c.Item.Item(); id == knowledgeNote && c.Field == "element" && !slices.Contains(n.elements, c.Text) {
			n.elements = append(n.elements, c.Text)
		}
	case workflow.DeclareSection:
		if id, _ := c.Item.Item(); id == knowledgeNote {
			n.sources = append(n.sources, knowledge.Source{Journey: c.Journey, Item: c.Item})
		}
	}
}

// follow says what is followed from the workshop on: what the notes are about, in one municipality two things.
func (n noted) follow(by person.Actor, two bool) script {
	names := n.elements[:1]
	if two && len(n.elements) > 1 {
		names = n.elements[:2]
	}
	t := &telling{day: workingDay(calendar.DateOf(n.began).AddDays(1)), slot: 6}
	t.do(by, knowledge.FollowElements{Journey: n.sources[0].Journey, Names: names})
	return t.script
}

// syntheses are one that has been published, and the draft of another.
func (l learnt) syntheses(people *cast, today calendar.Date, notes []noted) []script {
	var sources []knowledge.Source
	var elements []string
	for _, n := range notes {
		sources = append(sources, n.sources[0])
		if name := n.elements[0]; !slices.Contains(elements, name) && len(elements) < 3 {
			elements = append(elements, name)
		}
	}
	if len(sources) == 0 {
		return nil
	}
	content := func(s synthesised, sources []knowledge.Source) knowledge.Content {
		return knowledge.Content{Title: s.Title, Elements: elements, Findings: s.Findings, Advice: s.Advice, Unknown: s.Unknown, Sources: sources}
	}
	done := &telling{day: workedDay(today.AddDays(-30)), slot: 8}
	done.do(people.officers[0], knowledge.WriteSynthesis{ID: "DEMO1", Content: content(l.Published, sources)})
	done.day = workingDay(done.day.AddDays(5))
	done.do(people.officers[0], knowledge.PublishSynthesis{ID: "DEMO1", Revision: 1})
	draft := &telling{day: workedDay(today.AddDays(-6)), slot: 8}
	draft.do(people.officers[1], knowledge.WriteSynthesis{ID: "DEMO2", Content: content(l.Draft, sources[:1])})
	return []script{done.script, draft.script}
}
