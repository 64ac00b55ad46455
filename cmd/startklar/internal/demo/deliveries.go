package demo

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"startklar/cmd/startklar/internal/intake"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/generate"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// citizensAMonth is about how many rows a month has in all municipalities together.
const citizensAMonth = 12_000

// parcel is a file of records that the national agency takes in at one moment.
type parcel struct {
	at         time.Time
	by         person.Actor
	deliveries []monitoring.Delivery
	// last of its month: what follows from the month is looked at after it.
	last bool
}

// name is what the file is called.
func (p parcel) name() string { return "maalinger-" + calendar.DateOf(p.at).String() + ".csv" }

// file is its content.
func (p parcel) file() []byte {
	b := generate.AppendHeader(nil)
	for _, d := range p.deliveries {
		b = generate.AppendRows(b, d)
	}
	return b
}

// take takes the parcel in as anybody would.
func (p parcel) take(ctx context.Context, service *intake.Service) error {
	run, err := service.Begin(ctx, p.by, intake.Options{})
	if err != nil {
		return fmt.Errorf("demo: %s: %w", p.name(), err)
	}
	file := p.file()
	report, err := run.File(ctx, intake.Source{Name: p.name(), ReaderAt: bytes.NewReader(file), Size: int64(len(file))})
	if err == nil && (report.Refused > 0 || report.FileRefused) {
		err = domain.Fault("demo", fmt.Errorf("%d rows refused: %+v", report.Refused, report.Refusals[:1]))
	}
	if err != nil {
		return fmt.Errorf("demo: %s: %w", p.name(), err)
	}
	return nil
}

// round is one of the days on which what has come is taken in: so many days after the month's end.
type round struct{ days, slot int }

// rounds of a month: most deliver in the first, the last one comes after the delivery day. What is later still waits
// for the next month's.
var rounds = []round{{7, 6}, {12, 9}, {19, 5}}

// post writes the parcels of all months that have ended.
type post struct {
	until  time.Time
	today  calendar.Date
	people *cast
	states map[municipality.Code]workflow.State
	habits map[municipality.Code]habit
	// made are the records as they come first; late waits for the next month's first parcel.
	made    map[monitoring.Pair]monitoring.Delivery
	late    []monitoring.Delivery
	parcels []parcel
}

// habit is how a municipality delivers. Months count back from the last one that has ended, which is 1; 0 is none.
type habit struct {
	// prompt delivers every month in the first round.
	prompt bool
	// misses is a month that is never delivered, silent one from which nothing has come.
	misses, silent int
	// shrinks is a month from which on a third of the cohort and more is gone.
	shrinks int
	// corrects is a month that is delivered again half a year later, with markings that had been forgotten.
	corrects int
	// restates tells that the month of the corrected statement is delivered again after its release, with wages that
	// had been forgotten.
	restates bool
	// strives tells that only half as many have a job or hours as would have by nature: the first line of the result
	// requirement is near, the second is not.
	strives bool
	// lags is by how many percentage points the municipality lies behind; below 0 before the others.
	lags float64
}

// habits gives the parts of some plots habits of their own.
var habits = []struct {
	plot  string
	n     int
	habit habit
}{
	{"well under way", 0, habit{prompt: true, strives: true, restates: true}},
	{"well under way", 1, habit{prompt: true}},
	{"well under way", 2, habit{prompt: true}},
	{"well under way", 3, habit{prompt: true}},
	{"lagging", 0, habit{misses: 5}},
	{"lagging", 1, habit{silent: 1}},
	{"lagging", 2, habit{lags: 7}},
	{"silent", 1, habit{silent: 2}},
	{"under way", 5, habit{lags: 9}},
	{"workshop held", 2, habit{shrinks: 3}},
	{"workshop held", 5, habit{lags: 6}},
	{"midway", 1, habit{corrects: 9}},
	{"in the network", 3, habit{lags: -9}},
}

// deliver writes what all municipalities have delivered by the clock's end, in the order of its coming.
func deliver(p *monitoring.Programme, people *cast, clock *Clock, states []workflow.State) ([]parcel, error) {
	w := &post{
		until: clock.until, today: calendar.DateOf(clock.until), people: people, states: map[municipality.Code]workflow.State{},
		habits: map[municipality.Code]habit{}, made: map[monitoring.Pair]monitoring.Delivery{},
	}
	for _, s := range states {
		w.states[s.Municipality] = s
	}
	for _, h := range habits {
		w.habits[Place(w.today, h.plot, h.n)] = h.habit
	}
	if err := w.make(p); err != nil {
		return nil, err
	}
	for m := w.first(); w.ago(m) > 0; m = m.Add(1) {
		w.month(m)
	}
	return w.parcels, nil
}

// first is the month in which the first municipality was enrolled.
func (w *post) first() calendar.Month {
	first := calendar.MonthOf(w.today)
	for _, s := range w.states {
		if m := calendar.MonthOf(s.StartedOn); m.Before(first) {
			first = m
		}
	}
	return first
}

// ago is how many months back a month lies: 1 for the last one that has ended.
func (w *post) ago(m calendar.Month) int { return m.MonthsUntil(calendar.MonthOf(w.today)) }

// make makes up the records of every month in which a municipality takes part.
func (w *post) make(p *monitoring.Programme) error {
	months := w.ago(w.first())
	if months == 0 {
		return nil
	}
	o := generate.Believable()
	o.Seed, o.Programme, o.From, o.Months, o.Rows = seed, p, w.first(), months, citizensAMonth*months
	o.Lag = map[municipality.Code]float64{}
	for _, m := range municipality.All() {
		o.Municipalities = append(o.Municipalities, m.Code)
		o.Lag[m.Code] = w.habits[m.Code].lags
	}
	return o.Each(func(d monitoring.Delivery) error {
		s := w.states[d.Municipality]
		if d.Month.Before(calendar.MonthOf(s.StartedOn)) || !s.EndedOn.IsZero() && d.Month.After(calendar.MonthOf(s.EndedOn)) {
			return nil
		}
		d.Records = slices.Clone(d.Records)
		w.adapt(&d, s)
		w.made[d.Pair] = d
		return nil
	})
}

// adapt lets the records fit the journey: the step-up marking is in the case system once the registration is settled.
func (w *post) adapt(d *monitoring.Delivery, s workflow.State) {
	i := s.Item(first(registration))
	registered := i != nil && i.State == journey.Completed && !d.Month.Before(calendar.MonthOf(calendar.DateOf(i.EndedAt)))
	if !registered {
		for n := range d.Records {
			d.Records[n].Marks &^= monitoring.MarkStepUp
		}
	}
	if w.habits[d.Municipality].strives {
		idle(d.Records)
	}
	if from := w.habits[d.Municipality].shrinks; from > 0 && w.ago(d.Month) <= from {
		d.Records = slices.DeleteFunc(d.Records, func(r monitoring.Record) bool { return r.Citizen[len(r.Citizen)-1]%5 < 2 })
	}
}

// idle takes job and hours from every second citizen, the same ones in every month.
func idle(records []monitoring.Record) {
	for n := range records {
		if r := &records[n]; r.Citizen[len(r.Citizen)-1]%2 == 0 {
			r.Marks &^= monitoring.MarkSelfSupporting | monitoring.MarkPaidHours
			r.PaidHours = 0
		}
	}
}

// month puts the deliveries of a month, and what comes with them, into parcels.
func (w *post) month(m calendar.Month) {
	parcels := make([]parcel, len(rounds))
	for n, r := range rounds {
		day := workingDay(m.Add(1).First().AddDays(r.days))
		parcels[n] = parcel{at: moment(day, r.slot), by: w.people.officers[(n+w.ago(m))%len(w.people.officers)]}
	}
	parcels[0].deliveries, w.late = w.late, nil
	for _, place := range municipality.All() {
		d, ok := w.made[monitoring.Pair{Municipality: place.Code, Month: m}]
		if !ok {
			continue
		}
		switch n := w.roundOf(d.Pair); {
		case n < 0:
		case n == len(rounds):
			w.late = append(w.late, d)
		default:
			parcels[n].deliveries = append(parcels[n].deliveries, d)
		}
	}
	parcels[len(rounds)-1].deliveries = append(parcels[len(rounds)-1].deliveries, w.corrections(m)...)
	began := len(w.parcels)
	for _, p := range parcels {
		if len(p.deliveries) > 0 && !p.at.After(w.until) {
			w.parcels = append(w.parcels, p)
		}
	}
	if n := len(w.parcels); n > began {
		w.parcels[n-1].last = true
	}
}

// chanceFor is a source of chance for one municipality's month, alike in every demo that ends on the same day.
func (w *post) chanceFor(p monitoring.Pair, about uint64) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(spread(string(p.Municipality)))+about, uint64(w.ago(p.Month))))
}

// roundOf tells in which round a delivery comes: after the last one in the next month's first, and below 0 never.
func (w *post) roundOf(p monitoring.Pair) int {
	h := w.habits[p.Municipality]
	back := w.ago(p.Month)
	switch at := w.chanceFor(p, 1).Float64(); {
	case back == h.misses, h.silent > 0 && back <= h.silent:
		return -1
	case h != habit{}, at < 0.84:
		return 0
	case at < 0.96:
		return 1
	case at < 0.99:
		return 2
	default:
		return len(rounds)
	}
}

// corrections are delivered again with a month's last parcel: some municipalities' month before, to which wages have
// been added, and what somebody found much later.
func (w *post) corrections(m calendar.Month) (all []monitoring.Delivery) {
	for _, place := range municipality.All() {
		before := monitoring.Pair{Municipality: place.Code, Month: m.Add(-1)}
		if d, ok := w.made[before]; ok && w.roundOf(before) >= 0 && w.chanceFor(before, 2).IntN(20) == 0 {
			all = append(all, w.withWages(d, 25))
		}
		back := w.habits[place.Code].corrects
		found := monitoring.Pair{Municipality: place.Code, Month: m.Add(-6)}
		if d, ok := w.made[found]; ok && back > 0 && w.ago(found.Month) == back {
			all = append(all, w.withMarkings(d))
		}
		restated := monitoring.Pair{Municipality: place.Code, Month: Corrected(w.today)}
		if d, ok := w.made[restated]; ok && w.habits[place.Code].restates && m == restated.Month.Add(2) {
			all = append(all, w.withWages(d, 90))
		}
	}
	slices.SortFunc(all, func(a, b monitoring.Delivery) int {
		return cmp.Or(cmp.Compare(a.Municipality, b.Municipality), a.Month.Compare(b.Month))
	})
	return all
}

// withWages adds hours that were reported after the delivery, to one of so many citizens without.
func (w *post) withWages(d monitoring.Delivery, among int) monitoring.Delivery {
	random := w.chanceFor(d.Pair, 3)
	d.Records = slices.Clone(d.Records)
	for n := range d.Records {
		r := &d.Records[n]
		if r.Exit == monitoring.ExitNone && r.Marks&monitoring.MarkPaidHours == 0 && random.IntN(among) == 0 {
			r.Marks |= monitoring.MarkPaidHours
			r.PaidHours = 400 + 50*random.Int64N(60)
		}
	}
	return d
}

// withMarkings adds rehabilitation markings that had been forgotten: they count in every later month.
func (w *post) withMarkings(d monitoring.Delivery) monitoring.Delivery {
	random := w.chanceFor(d.Pair, 4)
	d.Records = slices.Clone(d.Records)
	for n := range d.Records {
		r := &d.Records[n]
		if r.Exit == monitoring.ExitNone && !r.Marks.Has(monitoring.MarkRehab) && random.IntN(16) == 0 {
			r.Marks = r.Marks&^monitoring.MarkJobBroker | monitoring.MarkRehab
		}
	}
	return d
}
