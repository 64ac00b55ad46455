package statement_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/statement"
)

var (
	january = calendar.NewMonth(2026, time.January)
	april   = time.Date(2026, time.April, 14, 9, 0, 0, 0, time.UTC)

	first  = person.Actor{ID: "star-1", Role: person.NationalOfficer}
	second = person.Actor{ID: "star-2", Role: person.NationalOfficer}
	leader = person.Actor{ID: "leder-0851", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
)

// month is one month's stream.
type month struct {
	*testing.T
	state any
	at    time.Time
}

func newMonth(t *testing.T) *month { return &month{T: t, state: statement.State{}, at: april} }

// try gives a command and keeps what it caused.
func (m *month) try(actor person.Actor, c domain.Command) error {
	m.Helper()
	s := statement.Subject{}
	if err := s.Authorize(actor, m.state, c); err != nil {
		return err
	}
	events, err := s.Decide(actor, m.state, c, m.at)
	if err != nil {
		return err
	}
	for _, e := range events {
		m.happen(actor, e)
	}
	m.at = m.at.Add(time.Hour)
	return nil
}

// happen evolves with an event as the store gives it back: its content written and read.
func (m *month) happen(actor person.Actor, e domain.Event) {
	m.Helper()
	e.Actor, e.OnBehalfOf, e.At, e.Kind = string(actor.ID), string(actor.OnBehalfOf), m.at, e.Body.EventKind()
	text, err := json.Marshal(e.Body)
	if err != nil {
		m.Fatal(err)
	}
	if e.Body, err = (statement.Subject{}).Body(e.Kind, 1); err != nil {
		m.Fatal(err)
	}
	if err := json.Unmarshal(text, e.Body); err != nil {
		m.Fatal(err)
	}
	if m.state, err = (statement.Subject{}).Evolve(m.state, e); err != nil {
		m.Fatal(err)
	}
}

func (m *month) must(actor person.Actor, c domain.Command) {
	m.Helper()
	if err := m.try(actor, c); err != nil {
		m.Fatalf("%s: %v", c.CommandName(), err)
	}
}

func (m *month) now() statement.State { return m.state.(statement.State) }

func files(content string) []statement.UnitFile {
	var all []statement.UnitFile
	for _, unit := range []monitoring.UnitID{"0851", "0461", monitoring.National} {
		data := []byte(content + string(unit))
		all = append(all, statement.UnitFile{Unit: unit, File: domain.HashOf(data), Data: data})
	}
	return all
}

func freeze(number int, reason string) statement.Freeze {
	return statement.Freeze{Month: january, AsOf: april, Number: number, Reason: reason, Files: files("x")}
}

func release(number int) statement.Release { return statement.Release{Month: january, Number: number} }

func TestASecondPersonReleases(t *testing.T) {
	deputy := second
	deputy.OnBehalfOf = first.ID
	for _, c := range []struct {
		name string
		by   person.Actor
		want string
	}{
		{"whoever froze", first, "statement_second"},
		{"a deputy of whoever froze", deputy, "statement_second"},
		{"a leader", leader, "not_allowed"},
		{"a second person", second, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMonth(t)
			m.must(first, freeze(1, ""))
			refused(t, m.try(c.by, release(1)), c.want)
			if got := m.now().Newest() != nil; got != (c.want == "") {
				t.Errorf("released: %v", got)
			}
		})
	}
}

// TestNobodyReleasesWhatWasFrozenInTheirName lets somebody freeze for a colleague who is away.
func TestNobodyReleasesWhatWasFrozenInTheirName(t *testing.T) {
	away, third := person.Actor{ID: "away", Role: person.NationalOfficer}, person.Actor{ID: "third", Role: person.NationalOfficer}
	freezer, both, deputy := first, first, third
	freezer.OnBehalfOf, both.OnBehalfOf, deputy.OnBehalfOf = away.ID, third.ID, away.ID
	m := newMonth(t)
	m.must(freezer, freeze(1, ""))
	for _, by := range []person.Actor{first, freezer, both, away, deputy} {
		refused(t, m.try(by, release(1)), "statement_second")
		if m.now().Pending.MayRelease(by) {
			t.Errorf("%s for %q is offered the release", by.ID, by.OnBehalfOf)
		}
	}
	if !m.now().Pending.MayRelease(third) {
		t.Error("nobody is offered it")
	}
	m.must(third, release(1))
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	var e *domain.Error
	switch {
	case key == "" && err == nil:
	case !errors.As(err, &e) || e.Key != key:
		t.Errorf("got %v, want %q", err, key)
	}
}

func TestWhatCannotBeFrozenDiscardedOrReleased(t *testing.T) {
	frozen := func(m *month) { m.must(first, freeze(1, "")) }
	released := func(m *month) { frozen(m); m.must(second, release(1)) }
	tooEarly := freeze(1, "")
	tooEarly.Month = calendar.NewMonth(2026, time.May)
	later := freeze(1, "")
	later.AsOf = april.Add(24 * time.Hour)
	for _, c := range []struct {
		name   string
		before func(*month)
		give   domain.Command
		want   string
	}{
		{"a month that is not over", nil, tooEarly, "statement_early"},
		{"what is not known yet", nil, later, "statement_early"},
		{"nothing", nil, statement.Freeze{Month: january, AsOf: april, Number: 1}, "statement_empty"},
		{"twice", frozen, freeze(1, ""), "statement_frozen"},
		{"what another edition has overtaken", released, freeze(1, "a"), "statement_stale"},
		{"a correction without a reason", released, freeze(2, "  "), "statement_reason"},
		{"a reason without an end", released, freeze(2, strings.Repeat("æ", statement.MaxReason+1)), "too_long"},
		{"a correction", released, freeze(2, "Aalborg leverede på ny"), ""},
		{"to discard what is not frozen", released, statement.Discard{Month: january, Number: 1, Reason: "x"}, "statement_not_frozen"},
		{"to discard without a reason", frozen, statement.Discard{Month: january, Number: 1}, "statement_discard_reason"},
		{"to discard", frozen, statement.Discard{Month: january, Number: 1, Reason: "x"}, ""},
		{"to release what is not frozen", nil, release(1), "statement_not_frozen"},
		{"to release another edition", frozen, release(2), "statement_stale"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMonth(t)
			if c.before != nil {
				c.before(m)
			}
			refused(t, m.try(first, c.give), c.want)
		})
	}
}

func TestAnEditionKeepsTheCommentsItWasReleasedWith(t *testing.T) {
	m := newMonth(t)
	say := func(text string, base int) domain.Command {
		return statement.WriteComment{Month: january, Unit: "0851", Text: text, Base: base}
	}
	m.must(first, say("Godt gået", 0))
	refused(t, m.try(second, say("noget andet", 0)), "statement_comment_stale")
	m.must(first, freeze(1, ""))
	m.must(second, say("Godt gået!", 1))
	m.must(second, release(1))
	m.must(first, say("Ny kommentar", 2))
	if got := m.now().Edition(1).Comment("0851").Text; got != "Godt gået!" {
		t.Errorf("the edition's comment reads %q", got)
	}
	m.must(first, freeze(2, "rettet"))
	m.must(second, release(2))
	if one, two := m.now().Edition(1).Comment("0851").Text, m.now().Edition(0).Comment("0851").Text; one != "Godt gået!" || two != "Ny kommentar" {
		t.Errorf("the comments read %q and %q", one, two)
	}
	if c := m.now().Edition(0).Comment("0461"); c != nil {
		t.Errorf("a comment that nobody wrote: %v", c)
	}
}

func TestAnErasedCommentLeavesItsPlace(t *testing.T) {
	m := newMonth(t)
	m.must(first, statement.WriteComment{Month: january, Unit: monitoring.National, Text: "x"})
	again, err := statement.Subject{}.Evolve(statement.State{}, domain.Event{Subject: "national", Kind: "statement_comment_written", Actor: "star-1", At: april})
	if err != nil {
		t.Fatal(err)
	}
	c := again.(statement.State).Comment(monitoring.National)
	if c == nil || !c.Erased || c.Text != "" || c.Revision != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestCommentsAreForThoseWhoHaveAStatement(t *testing.T) {
	m := newMonth(t)
	refused(t, m.try(first, statement.WriteComment{Month: january, Unit: "9999", Text: "x"}), "statement_unit")
	refused(t, m.try(leader, statement.WriteComment{Month: january, Unit: "0851", Text: "x"}), "not_allowed")
}

func TestTheContentsBytesStayOutOfTheEvents(t *testing.T) {
	m := newMonth(t)
	m.must(first, freeze(1, ""))
	for _, f := range m.now().Pending.Files {
		if f.Data != nil || f.File == "" {
			t.Errorf("%s: %d bytes, file %q", f.Unit, len(f.Data), f.File)
		}
	}
	if got := len(freeze(1, "").Attachments()); got != 3 {
		t.Errorf("%d files come along, want 3", got)
	}
}
