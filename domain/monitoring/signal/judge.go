package signal

import (
	"slices"
	"sync"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/municipality"
)

// Range is what a book must hold to judge a month.
func Range(m calendar.Month) figures.Range {
	return figures.Range{From: m.Add(-slices.Max(earlier)), To: m}
}

// Of gives the signals of a month, ordered by municipality and indicator, those of no indicator first. A
// municipality without a share of an indicator has no row of it.
func Of(b *figures.Book, p *monitoring.Programme, m calendar.Month, c Circumstances) []Signal {
	j := newJudge(b, p, c)
	var list []Signal
	for _, code := range b.Municipalities(m) {
		list = append(list, j.beside(code, m)...)
		for _, indicator := range p.Indicators {
			if s, found := j.signal(code, indicator, m); found {
				list = append(list, s)
			}
		}
	}
	return list
}

type judge struct {
	book          *figures.Book
	programme     *monitoring.Programme
	circumstances Circumstances
	fields        *fields
}

func newJudge(b *figures.Book, p *monitoring.Programme, c Circumstances) judge {
	return judge{book: b, programme: p, circumstances: c, fields: &fields{known: map[place]field{}}}
}

type place struct {
	indicator monitoring.IndicatorID
	month     calendar.Month
}

// beside are the signals that no figure gives.
func (j judge) beside(code municipality.Code, m calendar.Month) (list []Signal) {
	if !j.book.HasDelivered(code, m) && j.circumstances.Today.After(j.programme.Due(m)) {
		list = append(list, Signal{Municipality: code, Month: m, Level: Propose, Reason: Missing})
	}
	if j.circumstances.DaysOverdue[code] >= OverdueDays {
		list = append(list, Signal{Municipality: code, Month: m, Level: Propose, Reason: OverdueStep})
	}
	return list
}

// signal judges a month and looks back for repetitions.
func (j judge) signal(code municipality.Code, i monitoring.Indicator, m calendar.Month) (Signal, bool) {
	s, found := j.alone(code, i, m)
	if s.Level == Watch && i.Worry == monitoring.WorryLow && s.short() && j.repeated(code, i, m) {
		s.Level, s.Reason = Propose, Repeated
	}
	return s, found
}

// repeated tells whether the level was at least watch in each of the earlier months. Whether it was a proposal
// because of yet earlier ones makes no difference, so that each month is looked at alone.
func (j judge) repeated(code municipality.Code, i monitoring.Indicator, m calendar.Month) bool {
	for _, back := range earlier {
		if then, _ := j.alone(code, i, m.Add(-back)); !then.Level.worth() {
			return false
		}
	}
	return true
}

// alone judges a month by itself; false where there is no share, and for an indicator that gives no signals.
func (j judge) alone(code municipality.Code, i monitoring.Indicator, m calendar.Month) (Signal, bool) {
	f, found := j.book.Figure(monitoring.UnitID(code), m, i.ID, monitoring.OriginAll)
	if !found || f.Status != monitoring.StatusOK || i.Worry == monitoring.WorryNone {
		return Signal{}, false
	}
	s := Signal{Municipality: code, Month: m, Indicator: i.ID, Num: f.Num, Den: f.Den, Level: Unknown}
	all := j.field(i.ID, m)
	if !all.covered || all.den == f.Den || j.suspended(i.ID, m) {
		return s, true
	}
	early := j.book.ProjectMonth(code, m) < i.Early
	return s.judged(all, early, i.Worry), true
}

func (j judge) suspended(id monitoring.IndicatorID, m calendar.Month) bool {
	return slices.ContainsFunc(j.circumstances.Suspended, func(s Suspension) bool { return s.covers(id, m) })
}

// judged fills in what the others expect and decides the level.
func (s Signal) judged(all field, early bool, worry monitoring.Worry) Signal {
	s.Judged, s.Rho = true, all.rho
	s.National = float64(all.num-s.Num) / float64(all.den-s.Den)
	s.Expected = s.National * float64(s.Den)
	t := betaBinomial{s.Den, s.National, s.Rho}.tails(s.Num)
	s.Tail = t.atMost
	tooFew := t.nobody >= WatchTail
	if worry == monitoring.WorryBoth {
		s.Tail = min(t.atMost, t.atLeast)
		tooFew = tooFew && t.everybody >= WatchTail
	}
	switch {
	case early:
		s.Level = Early
	case tooFew:
		s.Level = TooFew
	case s.Tail < ProposeTail && s.short() && worry == monitoring.WorryLow:
		s.Level, s.Reason = Propose, ByTail
	case s.Tail < WatchTail:
		s.Level, s.Reason = Watch, ByTail
	default:
		s.Level = None
	}
	return s
}

// short tells whether enough citizens are missing from the expected count, forgiving what division rounds.
func (s Signal) short() bool { return s.Expected-float64(s.Num) >= FewestMissing-1e-9 }

// field is everybody's figures of one indicator in one month.
type field struct {
	num, den int
	rho      float64
	// covered tells whether enough municipalities delivered to judge any.
	covered bool
}

// fields are those that have been worked out of a book.
type fields struct {
	mu    sync.Mutex
	known map[place]field
}

func (j judge) field(id monitoring.IndicatorID, m calendar.Month) field {
	j.fields.mu.Lock()
	defer j.fields.mu.Unlock()
	at := place{id, m}
	f, known := j.fields.known[at]
	if !known {
		f = j.everybody(id, m)
		j.fields.known[at] = f
	}
	return f
}

func (j judge) everybody(id monitoring.IndicatorID, m calendar.Month) field {
	nation, _ := j.book.Figure(monitoring.National, m, id, monitoring.OriginAll)
	f := field{num: nation.Num, den: nation.Den, covered: 100*nation.Delivered >= Coverage*nation.Participating}
	var counts []Count
	for _, code := range j.book.Municipalities(m) {
		if one, _ := j.book.Figure(monitoring.UnitID(code), m, id, monitoring.OriginAll); one.Den > 0 {
			counts = append(counts, Count{one.Num, one.Den})
		}
	}
	f.rho = Correlation(counts)
	return f
}
