package record

import (
	"fmt"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
)

// pairKey is a delivery by its municipality's code and its month, in numbers; keys order as deliveries do.
type pairKey uint32

const monthBits = 17 // 12 × 9999 and some

func keyOf(code, month int) pairKey { return pairKey(code<<monthBits | month) }

func (k pairKey) month() int { return int(k & (1<<monthBits - 1)) }

// of writes the key in words.
func (k pairKey) pair() monitoring.Pair {
	month := k.month()
	return monitoring.Pair{
		Municipality: municipality.Code(fmt.Sprintf("%04d", k>>monthBits)),
		Month:        calendar.NewMonth(month/12, time.Month(month%12+1)),
	}
}

// pair is a delivery of the file while it is read.
type pair struct {
	monitoring.Pair
	key pairKey
	// municipality is its number among all, -1 for none.
	municipality int
	// reason refuses all of it, whatever its rows say; first is its first row.
	reason Reason
	args   domain.Args
	first  ref
	// benefits and exempt tell which codes may be used in the month.
	benefits, exempt []bool

	rows, bad, records int64
	warnings           int
}

func (r *reading) newPair(key pairKey, at ref) *pair {
	p := &pair{Pair: key.pair(), key: key, first: at, municipality: int(r.numbers[key>>monthBits])}
	p.reason, p.args = r.judge(p)
	p.benefits, p.exempt = validIn(r.codes.benefits, p.Month), validIn(r.codes.exemptions, p.Month)
	return p
}

// judge tells what refuses a delivery before any of its rows is read.
func (r *reading) judge(p *pair) (Reason, domain.Args) {
	if p.municipality < 0 {
		return MunicipalityUnknown, domain.Args{"municipality": string(p.Municipality)}
	}
	if calendar.DateOf(r.options.Now).Before(p.Month.Last()) {
		return MonthFuture, domain.Args{"month": p.Month}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.options.Takes != nil && !r.options.Takes(p.Municipality, p.Month) {
		return NotParticipating, domain.Args{"municipality": string(p.Municipality), "month": p.Month}
	}
	return "", nil
}

// validIn tells of each code whether it may be used in a month; number 0, no code, always may.
func validIn(all []monitoring.Code, month calendar.Month) []bool {
	valid := make([]bool, len(all)+1)
	valid[0] = true
	for i, c := range all {
		valid[i+1] = c.ValidIn(month)
	}
	return valid
}

func (p *pair) refused() bool { return p.reason != "" || p.bad > 0 }

// join adds what another worker saw of the same delivery.
func (p *pair) join(other *pair) {
	p.rows += other.rows
	p.bad += other.bad
	p.first = min(p.first, other.first)
}
