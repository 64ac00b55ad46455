package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"
)

// answerText is of the length that leaders write.
const answerText = "Vi samler afdelingerne hver anden uge om de borgere, der er tæt på ordinære timer, og aftaler, hvem der ringer til hvilke virksomheder. " +
	"Lederne følger op på tallene den første mandag i måneden og tager de sager op, hvor der ikke er sket noget siden sidst. "

// answered starts a journey of the programme and answers every question of its checklist.
func (e *engine) answered(b testing.TB) journey.ID {
	b.Helper()
	def, err := e.Newest(context.Background(), "flere-skal-med-2")
	must(b, err)
	id := e.start(b, def, 1)[0]
	target := workflow.Target{Journey: id}
	who := leader(id.Municipality())
	e.do(b, who, workflow.CompleteItem{Target: target, Item: "request"})
	for n, f := range fieldsOf(def) {
		e.do(b, who, workflow.SaveAnswer{Target: target, Item: "readiness", Field: f.ID, Text: strings.Repeat(answerText, 1+n%4)})
		e.do(b, who, workflow.DeclareStanding{Target: target, Item: "readiness", Question: f.ID, Standing: journey.Clear})
	}
	return id
}

func fieldsOf(def *workflow.Definition) []*workflow.Field {
	var all []*workflow.Field
	for _, section := range def.Item("readiness").Sections {
		all = append(all, section.Fields()...)
	}
	return all
}

func measureJourney(b *testing.B, t *table) {
	e := newEngine(b)
	id := e.answered(b)
	ctx := context.Background()
	state, number, err := e.Door.State(ctx, id.Stream(), time.Time{})
	must(b, err)
	answers := len(state.(workflow.State).Answers)
	load, rebuild, ratio := paired(
		func() time.Duration {
			return each(200, func(int) {
				_, err := e.Desk.Journey(ctx, leader(id.Municipality()), id)
				must(b, err)
			})
		},
		func() time.Duration {
			return each(200, func(int) {
				_, _, err := e.Door.State(ctx, id.Stream(), time.Time{})
				must(b, err)
			})
		})
	t.add("load one journey", load.Round(time.Microsecond).String(), fmt.Sprintf("with %d answers", answers))
	t.add("rebuild it from its history", rebuild.Round(time.Microsecond).String(), fmt.Sprintf("%d events, %s the load", number, times(1/ratio)))
}

// measureTyping lets one person write for an hour, saved every ten seconds, and weighs what it left.
func measureTyping(b *testing.B, t *table) {
	e := newEngine(b)
	id := e.answered(b)
	before := e.historyBytes(b)
	target := workflow.Target{Journey: id}
	who := leader(id.Municipality())
	const saves, each, fields = 360, 30, 6
	long := []rune(strings.Repeat(answerText, 10))
	def, err := e.Newest(context.Background(), "flere-skal-med-2")
	must(b, err)
	questions := fieldsOf(def)
	for i := range saves {
		field := questions[i/(saves/fields)].ID
		text := string(long[:each*(1+i%(saves/fields))])
		e.do(b, who, workflow.SaveAnswer{Target: target, Item: "readiness", Field: field, Text: text, Base: e.revision(b, id, field)})
	}
	t.add("history of one hour of typing", fmt.Sprintf("%.0f kB", float64(e.historyBytes(b)-before)/1000), fmt.Sprintf("%d saves, texts growing to %d characters", saves, each*saves/fields))
}

func (e *engine) revision(b testing.TB, id journey.ID, field journey.FieldID) int {
	s, err := e.Desk.Journey(context.Background(), person.SystemActor("bench"), id)
	must(b, err)
	if a := s.Answer("readiness", field); a != nil {
		return a.Revision
	}
	return 0
}

// historyBytes is what events and their contents take up in the store.
func (e *engine) historyBytes(b testing.TB) int64 {
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(e.url, "sqlite:")+"?_query_only=on")
	must(b, err)
	defer db.Close()
	var bytes int64
	must(b, db.QueryRow("SELECT SUM(length(stream_id) + length(actor) + length(kind) + length(subject) + length(digest) + length(previous) + length(hash) + 40) FROM events").Scan(&bytes))
	var contents int64
	must(b, db.QueryRow("SELECT SUM(length(salt) + length(data)) FROM payloads").Scan(&contents))
	return bytes + contents
}
