package demo

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"

	"github.com/goccy/go-yaml"
)

//go:embed desks.yaml
var desksYAML []byte

// kept is desks.yaml.
type kept struct {
	Notes       []keptNote `yaml:"notes"`
	OfficerNote keptNote   `yaml:"officer_note"`
	Views       []struct {
		Name  string `yaml:"name"`
		Query string `yaml:"query"`
	} `yaml:"views"`
	Message struct {
		Days    int    `yaml:"days"`
		Line    string `yaml:"line"`
		Subject string `yaml:"subject"`
		Text    string `yaml:"text"`
		Places  int    `yaml:"places"`
	} `yaml:"message"`
}

type keptNote struct {
	Days int    `yaml:"days"`
	Text string `yaml:"text"`
}

// deskSlots is where in its day something on a desk happens.
const deskSlots = 7

// keep writes what is on the desks: a consultant's notes and views, and a message to several municipalities.
func keep(people *cast, clock *Clock) ([]script, error) {
	var k kept
	if err := yaml.UnmarshalWithOptions(desksYAML, &k, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("demo: desks.yaml: %w", err)
	}
	today := calendar.DateOf(clock.until)
	consultant := people.consultants["0851"]
	return append(k.notes(people, consultant, today), k.views(consultant, today), k.letter(consultant, today)), nil
}

// notes stand with the consultant's first municipalities, two with the first of all.
func (k kept) notes(people *cast, consultant person.Actor, today calendar.Date) []script {
	about := map[municipality.Code]script{}
	var order []municipality.Code
	note := func(by person.Actor, code municipality.Code, n keptNote) {
		if about[code] == nil {
			order = append(order, code)
		}
		c := caseload.WriteNote{Municipality: code, Text: n.Text}
		about[code] = append(about[code], onDesk(by, today, n.Days, int64(len(about[code])+1), c))
	}
	note(consultant, "0851", k.Notes[0])
	note(people.officers[0], "0851", k.OfficerNote)
	for n, written := range k.Notes[1:] {
		note(consultant, consultant.Municipalities[2*n], written)
	}
	var scripts []script
	for _, code := range order {
		scripts = append(scripts, about[code])
	}
	return scripts
}

// views are saved on one day, one after the other.
func (k kept) views(consultant person.Actor, today calendar.Date) (s script) {
	for n, v := range k.Views {
		s = append(s, onDesk(consultant, today, 12-n, int64(n+1), caseload.SaveView{Person: consultant.ID, Name: v.Name, Query: v.Query}))
	}
	return s
}

// letter is one message with a first line for each municipality.
func (k kept) letter(consultant person.Actor, today calendar.Date) script {
	post := message.Post{ID: "demo-spor", Subject: k.Message.Subject, Text: k.Message.Text}
	for _, code := range consultant.Municipalities[:k.Message.Places] {
		m, _ := municipality.Get(code)
		post.To = append(post.To, message.Audience{
			Role: person.MunicipalLeader, Municipality: code, Line: strings.ReplaceAll(k.Message.Line, "{{kommune}}", m.Name),
		})
	}
	return script{onDesk(consultant, today, k.Message.Days, 1, post)}
}

// onDesk is a command some days before the demo's end.
func onDesk(by person.Actor, today calendar.Date, days int, number int64, c domain.Command) step {
	at := moment(workedDay(today.AddDays(-days)), deskSlots).Add(time.Duration(number) * time.Minute)
	return step{at: at, number: number, request: journal.Request{Actor: by, Command: c}}
}
