package demo

import (
	_ "embed"
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/workflow/journal"

	"github.com/goccy/go-yaml"
)

//go:embed letters.yaml
var lettersFile []byte

// letter is a message that somebody of the demo writes.
type letter struct {
	ID        string            `yaml:"id"`
	From      person.Role       `yaml:"from"`
	To        person.Role       `yaml:"to"`
	In        municipality.Code `yaml:"in"`
	Days      int               `yaml:"days"`
	Line      string            `yaml:"line"`
	Subject   string            `yaml:"subject"`
	Text      string            `yaml:"text"`
	Answers   string            `yaml:"answers"`
	Read      bool              `yaml:"read"`
	Withdrawn bool              `yaml:"withdrawn"`
}

// letters are what the demo's people write, and the notes of its handovers.
type letters struct {
	HandedOver     string   `yaml:"handed_over"`
	ToBeHandedOver string   `yaml:"to_be_handed_over"`
	Letters        []letter `yaml:"letters"`
}

// formerID is a consultant who left before any journey began: their municipalities were handed over.
const formerID person.ID = "proceskonsulent-tidligere"

// former gives the first municipalities of the first consultant to somebody who left, until the handover.
func (c *cast) former(name string) {
	for n := range c.all {
		p := &c.all[n]
		if p.ID != "proceskonsulent-1" {
			continue
		}
		given := p.Municipalities[:2:2]
		p.Municipalities = p.Municipalities[2:]
		c.all = append(c.all, roster.RegisterPerson{ID: formerID, Name: name, Role: person.ProcessConsultant, Municipalities: given})
		return
	}
}

// encounters are what people do beside their journeys: contacts, a handover that was and one that is planned,
// absences with deputies, and messages.
func (c *cast) encounters(clock *Clock) ([]script, error) {
	var said letters
	if err := yaml.UnmarshalWithOptions(lettersFile, &said, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("demo: letters.yaml: %w", err)
	}
	began := calendar.DateOf(clock.first())
	today := calendar.DateOf(clock.until)
	all := append(c.contacts(moment(began, 1)), c.departure(said, began)...)
	all = append(all, c.absences(today)...)
	all = append(all, c.handover(said, today))
	for _, l := range said.Letters {
		all = append(all, c.letter(l, today))
	}
	return all, nil
}

// contacts say how consultants, the national agency and leaders are reached, by numbers that nobody has.
func (c *cast) contacts(at time.Time) []script {
	var all []script
	for n, p := range c.all {
		if p.Role == person.MunicipalMember || p.Role == person.Administrator || p.ID == formerID {
			continue
		}
		contact := roster.Contact{Phone: fmt.Sprintf("00 00 %02d %02d", n/100, n%100), Email: string(p.ID) + "@example.dk"}
		all = append(all, script{{at: at, number: 2, request: by(c.actor(p), roster.SetContact{ID: p.ID, Contact: contact})}})
	}
	return all
}

func (c *cast) actor(p roster.RegisterPerson) person.Actor {
	return person.Actor{ID: p.ID, Name: p.Name, Role: p.Role, Municipalities: p.Municipalities}
}

func by(who person.Actor, command domain.Command) journal.Request {
	return journal.Request{Actor: who, Command: command}
}

// departure is how somebody left: their municipalities were handed over on the second day, and they ended on the third.
func (c *cast) departure(said letters, began calendar.Date) []script {
	var codes []municipality.Code
	for _, p := range c.all {
		if p.ID == formerID {
			codes = p.Municipalities
		}
	}
	second := workingDay(began.AddDays(1))
	third := workingDay(second.AddDays(1))
	plan := roster.PlanHandover{ID: "demo-1", From: formerID, To: "proceskonsulent-1", Municipalities: codes, On: second, Note: said.HandedOver}
	return []script{
		{{at: moment(second, 2), number: 3, request: by(c.officers[0], plan)}},
		{{at: moment(third, 2), number: int64(1 + len(codes) + 1), request: by(system, roster.EndPerson{ID: formerID})}},
	}
}

// handover is planned: one municipality moves in some days.
func (c *cast) handover(said letters, today calendar.Date) script {
	giver := c.consultants["0621"]
	to := person.ID("proceskonsulent-2")
	if giver.ID == to {
		to = "proceskonsulent-3"
	}
	plan := roster.PlanHandover{
		ID: "demo-2", From: giver.ID, To: to, Municipalities: []municipality.Code{"0621"}, On: workingDay(today.AddDays(10)), Note: said.ToBeHandedOver,
	}
	return script{{at: lately(today, 2, 3), number: 2, request: by(c.officers[1], plan)}}
}

// absences are those of a consultant and of a leader, each with a deputy.
func (c *cast) absences(today calendar.Date) []script {
	away := func(who person.Actor, deputy person.ID, days int) script {
		return script{{at: lately(today, 1, 4), number: 3, request: by(who, roster.RegisterAbsence{
			ID: who.ID, Absence: roster.Absence{From: today.AddDays(-1), To: today.AddDays(days), Deputy: deputy},
		})}}
	}
	const leaderOf municipality.Code = "0766"
	consultant := person.Actor{ID: "proceskonsulent-4", Role: person.ProcessConsultant}
	return []script{
		away(consultant, "proceskonsulent-5", 8),
		away(c.leaders[leaderOf], c.members[leaderOf].ID, 5),
	}
}

// letter is a message, with what became of it.
func (c *cast) letter(l letter, today calendar.Date) script {
	from := c.who(l.From, l.In)
	post := message.Post{
		ID: "demo-" + l.ID, To: []message.Audience{{Role: l.To, Municipality: l.In, Line: l.Line}}, Subject: l.Subject, Text: l.Text,
	}
	if l.Answers != "" {
		post.About = message.About{Stream: domain.Stream{Kind: message.Kind, ID: "demo-" + l.Answers}}
	}
	at := lately(today, l.Days, 8)
	written := script{{at: at, number: 1, request: by(from, post)}}
	switch {
	case l.Withdrawn:
		written = append(written, step{at: at.Add(4 * time.Minute), number: 2, request: by(from, message.Withdraw{ID: post.ID})})
	case l.Read:
		written = append(written, step{at: at.Add(90 * time.Minute), number: 2, request: by(c.who(l.To, l.In), message.MarkRead{ID: post.ID})})
	}
	return written
}

// who has a role in a municipality.
func (c *cast) who(role person.Role, code municipality.Code) person.Actor {
	switch role {
	case person.MunicipalLeader:
		return c.leaders[code]
	case person.MunicipalMember:
		return c.members[code]
	case person.ProcessConsultant:
		return c.consultants[code]
	default:
		return c.officers[0]
	}
}

// lately is a slot of the working day that lay so many days back, or before that.
func lately(today calendar.Date, days, slot int) time.Time {
	return moment(workedDay(today.AddDays(-days)), slot)
}
