package intake_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
)

// stream is the history of one municipality's deliveries with its records.
type stream struct {
	t       fatal
	state   intake.State
	now     time.Time
	records map[domain.FileHash][]monitoring.Record
}

func newStream(t fatal) *stream {
	return &stream{t: t, now: time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC), records: map[domain.FileHash][]monitoring.Record{}}
}

// command takes deliveries in beside what is live.
func (s *stream) command(p *monitoring.Programme, brought ...monitoring.Delivery) intake.TakeIn {
	months := map[calendar.Month]monitoring.Delivery{}
	for _, d := range s.state.Live() {
		months[d.Month] = monitoring.Delivery{Pair: monitoring.Pair{Municipality: "0851", Month: d.Month}, Records: s.records[d.File]}
	}
	c := intake.TakeIn{Municipality: "0851", DecidedOn: s.state.Number}
	for _, d := range brought {
		months[d.Month] = d
		data, err := json.Marshal(d.Records)
		if err != nil {
			s.t.Fatal(err)
		}
		hash := domain.HashOf(data)
		s.records[hash] = d.Records
		c.Months = append(c.Months, intake.Brought{Month: d.Month, File: hash, Data: data, About: intake.AboutOf(d.Records, 0)})
	}
	var all []monitoring.Delivery
	for _, d := range months {
		all = append(all, d)
	}
	for _, m := range count(s.t, p, all) {
		c.Counted = append(c.Counted, intake.MonthCells{Month: m.Month, Cells: m.Cells})
	}
	return c
}

// try carries out a command.
func (s *stream) try(actor person.Actor, c domain.Command) ([]domain.Event, error) {
	if err := (intake.Subject{}).Authorize(actor, s.state, c); err != nil {
		return nil, err
	}
	events, err := intake.Subject{}.Decide(actor, s.state, c, s.now)
	if err != nil {
		return nil, err
	}
	for n := range events {
		e := &events[n]
		e.Number, e.At, e.Actor, e.Kind = s.state.Number+1, s.now, string(actor.ID), e.Body.EventKind()
		next, err := intake.Subject{}.Evolve(s.state, *e)
		if err != nil {
			return nil, err
		}
		s.state = next.(intake.State)
	}
	return events, nil
}

func (s *stream) deliver(p *monitoring.Programme, brought ...monitoring.Delivery) []domain.Event {
	s.now = s.now.Add(time.Hour)
	events, err := s.try(system, s.command(p, brought...))
	if err != nil {
		s.t.Fatal(err)
	}
	return events
}

// in is a delivery of citizens with marks, as in the cases.
func in(t *testing.T, month string, lines ...string) monitoring.Delivery {
	t.Helper()
	m, err := calendar.ParseMonth(month)
	if err != nil {
		t.Fatal(err)
	}
	d := monitoring.Delivery{Pair: monitoring.Pair{Municipality: "0851", Month: m}}
	for _, line := range lines {
		d.Records = append(d.Records, parse(t, strings.Fields(line)))
	}
	return d
}

func taken(t *testing.T, events []domain.Event) (all []intake.DeliveryTaken) {
	t.Helper()
	for _, e := range events {
		all = append(all, *e.Body.(*intake.DeliveryTaken))
	}
	return all
}

func TestADeliveryCarriesWhatItChangedAndNothingElse(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	s.deliver(p, in(t, "2026-01", "a rehab", "b job_broker"), in(t, "2026-02", "a", "b"), in(t, "2026-03", "a", "b"))
	events := taken(t, s.deliver(p, in(t, "2026-01", "a rehab", "b job_broker step_up")))
	if len(events) != 1 || events[0].Number != 2 || !events[0].StepUp || events[0].Rows != 2 {
		t.Fatalf("%+v", events)
	}
	ever := []monitoring.Cell{{Measure: "8", Num: 1, Den: 1}}
	var want []intake.MonthCells
	for n := range 3 {
		want = append(want, intake.MonthCells{Month: first.Add(n), Cells: ever})
	}
	if d := cmp.Diff(want, events[0].Changed); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestADeliveryThatIsTheLiveOneChangesNothing(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	a, b := in(t, "2026-01", "a"), in(t, "2026-01", "a job_broker")
	for n, c := range []struct {
		delivery monitoring.Delivery
		events   int
	}{{a, 1}, {a, 0}, {b, 1}, {a, 1}} {
		if events := s.deliver(p, c.delivery); len(events) != c.events {
			t.Errorf("delivery %d: %d events, want %d", n+1, len(events), c.events)
		}
	}
	if live := s.state.Live(); len(live) != 1 || live[0].Number != 3 {
		t.Errorf("%+v", live)
	}
}

func TestWhatWasKnownStaysKnown(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	s.deliver(p, in(t, "2026-01", "a"))
	before := s.state
	early := s.now
	s.deliver(p, in(t, "2026-01", "a job_broker"))
	var spans []intake.Span
	for _, span := range s.state.Spans {
		if span.Cell.Measure == "1" {
			spans = append(spans, *span)
		}
	}
	want := []intake.Span{
		{Month: first, Cell: monitoring.Cell{Measure: "1", Num: 0, Den: 1}, From: early, Until: s.now},
		{Month: first, Cell: monitoring.Cell{Measure: "1", Num: 1, Den: 1}, From: s.now},
	}
	if d := cmp.Diff(want, spans); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if first := before.Deliveries[0]; !first.Until.IsZero() || !s.state.Deliveries[0].Until.Equal(s.now) {
		t.Error("the state before was changed, or the delivery not superseded")
	}
}

func TestTwoDeliveriesOfOneMomentLeaveTheSecond(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	s.deliver(p, in(t, "2026-01", "a"))
	if _, err := s.try(system, s.command(p, in(t, "2026-01", "a job_broker"))); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, span := range s.state.Spans {
		key := span.Month.String() + string(span.Cell.Measure) + string(span.Cell.Origin) + span.From.String()
		if keys[key] || !span.Until.IsZero() {
			t.Errorf("%+v", span)
		}
		keys[key] = true
	}
	if c := cell(t, s.state.Cells(first), "1"); c.Num != 1 || len(s.state.Deliveries) != 2 {
		t.Errorf("%+v, %d deliveries", c, len(s.state.Deliveries))
	}
}

func TestACountOnWhatHasMovedOnIsStale(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	c := s.command(p, in(t, "2026-01", "a"))
	s.deliver(p, in(t, "2026-02", "a"))
	_, err := s.try(system, c)
	if domain.CodeOf(err) != domain.Stale || domain.AsError(err).Detail != int64(1) {
		t.Errorf("%v", err)
	}
}

func TestWhoDelivers(t *testing.T) {
	p := monitoringtest.Programme(t)
	for _, c := range []struct {
		actor person.Actor
		want  domain.Code
	}{
		{system, ""},
		{person.Actor{ID: "star", Role: person.NationalOfficer}, ""},
		{person.Actor{ID: "admin", Role: person.Administrator}, domain.Permission},
		{person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}, domain.Permission},
		{person.Actor{ID: "nabo", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0101"}}, domain.Private},
		{person.Actor{}, domain.Unauthenticated},
	} {
		s := newStream(t)
		_, err := s.try(c.actor, s.command(p, in(t, "2026-01", "a")))
		if domain.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.actor.ID, err, c.want)
		}
	}
}

func TestACountThatCannotBeIsAFault(t *testing.T) {
	p := monitoringtest.Programme(t)
	for name, change := range map[string]func(*intake.TakeIn){
		"a month is not counted":   func(c *intake.TakeIn) { c.Counted = c.Counted[1:] },
		"another month is counted": func(c *intake.TakeIn) { c.Counted[1].Month = first.Add(9) },
		"more than there are":      func(c *intake.TakeIn) { c.Counted[0].Cells[0].Num = 99 },
		"less than none":           func(c *intake.TakeIn) { c.Counted[0].Cells[0].Num = -1 },
		"a measure twice":          func(c *intake.TakeIn) { c.Counted[0].Cells[1] = c.Counted[0].Cells[0] },
		"months out of order":      func(c *intake.TakeIn) { slices.Reverse(c.Months) },
	} {
		s := newStream(t)
		c := s.command(p, in(t, "2026-01", "a"), in(t, "2026-02", "a"))
		change(&c)
		if _, err := s.try(system, c); domain.CodeOf(err) != domain.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnUnknownMunicipalityIsRefused(t *testing.T) {
	s := newStream(t)
	if _, err := s.try(system, intake.TakeIn{Municipality: "0000"}); domain.AsError(err).Key != "municipality_unknown" {
		t.Errorf("%v", err)
	}
}

func TestRecordsStandInNoEventAndInNoCommand(t *testing.T) {
	p, s := monitoringtest.Programme(t), newStream(t)
	c := s.command(p, in(t, "2026-01", "et-pseudonym"))
	events, err := s.try(system, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{c, events} {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "et-pseudonym") {
			t.Errorf("%T holds a citizen", v)
		}
	}
	if files := c.Attachments(); len(files) != 1 || !strings.Contains(string(files[0].Data), "et-pseudonym") {
		t.Error("the records did not come along")
	}
	if files := events[0].Body.(*intake.DeliveryTaken).Files(); len(files) != 1 || files[0] != c.Months[0].File {
		t.Errorf("the event names %v", files)
	}
}

func TestRecordsOutOfOrderAreAFault(t *testing.T) {
	p := monitoringtest.Programme(t)
	for name, all := range map[string][]monitoring.Delivery{
		"citizens":       {in(t, "2026-01", "b", "a")},
		"a citizen once": {in(t, "2026-01", "a", "a")},
		"months":         {in(t, "2026-01", "a"), in(t, "2026-01", "a")},
	} {
		if _, err := intake.Count(p, all); err == nil {
			t.Errorf("%s: counted", name)
		}
	}
}
