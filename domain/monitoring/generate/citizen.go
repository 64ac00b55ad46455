package generate

import (
	"fmt"
	"math/rand/v2"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
)

// Chances in a month.
const (
	chanceLeaving   = 0.020 // with a row that says how
	chanceVanishing = 0.001 // without
	chanceMarkLost  = 0.020 // of a rehabilitation marking
	chanceMarkBack  = 0.100
	chanceRevisited = 0.010 // of a rehabilitation group's citizen
	chanceExempted  = 0.010
	chanceBack      = 0.120 // of an exempted citizen
	chanceBoth      = 0.003 // both markings for a month, as happens
	stepUpMonths    = 6
)

var (
	benefits = []weighted[string]{
		{"kontanthjaelp", 62},
		{"uddannelseshjaelp", 9},
		{"sho", 14},
		{"overgangsydelse", 3},
		{"integrationsydelse", 1},
		{"ressourceforloeb", 7},
		{"sygedagpenge", 2},
		{"ledighedsydelse", 2},
	}
	changedBenefits = []weighted[string]{
		{"fleksjob", 35},
		{"foertidspension", 30},
		{"ressourceforloeb", 30},
		{"ledighedsydelse", 5},
	}
	exemptions = []weighted[string]{
		{"helbred", 40},
		{"barsel", 20},
		{"uden_kontakt", 8},
		{"job_snart", 8},
		{"barsel_snart", 5},
		{"folkepension_snart", 6},
		{"dom", 3},
		{"saerlige", 5},
		{"broekpension", 2},
		{"efterloen", 2},
		{"vejrlig", 1},
	}
	origins = []weighted[monitoring.Origin]{
		{monitoring.OriginDanish, 60},
		{monitoring.OriginImmigrantNonWestern, 23},
		{monitoring.OriginImmigrantWestern, 5},
		{monitoring.OriginDescendantNonWestern, 7},
		{monitoring.OriginDescendantWestern, 1},
		{monitoring.OriginUnknown, 4},
	}
	exits = []weighted[monitoring.Exit]{
		{monitoring.ExitMoved, 70},
		{monitoring.ExitPension, 20},
		{monitoring.ExitDied, 10},
	}
)

// validIn keeps the codes of a programme that are valid in a month.
func validIn(all []weighted[string], codes []monitoring.Code, m calendar.Month) []weighted[string] {
	valid := map[string]bool{}
	for _, c := range codes {
		valid[c.Code] = c.ValidIn(m)
	}
	var kept []weighted[string]
	for _, w := range all {
		if valid[w.value] {
			kept = append(kept, w)
		}
	}
	return kept
}

// citizen is one made-up person.
type citizen struct {
	name   string
	origin monitoring.Origin
	own    string // the benefit in the target group
	other  string // the one after a change

	inRehab, marked bool // belongs to the rehabilitation group; the marking stands in the system
	broker          bool
	does            doing
	changed         bool
	exempt          string
	steps           bool // takes part in step-up in time
	stepsAt         int  // from this month of theirs
	hours           int64
	age             int // months so far
	gone            bool
}

// months are the codes of one month.
type words struct{ benefits, changed, exemptions []weighted[string] }

// newCitizen makes a citizen who begins in the cohort; settled tells that they were there before the first month.
func newCitizen(number int, n nature, w words, settled bool, rng *rand.Rand) *citizen {
	c := &citizen{
		name: fmt.Sprintf("b-%06d", number), origin: pick(rng, origins), own: pick(rng, w.benefits), other: pick(rng, w.changed),
		inRehab: rng.Float64() < n.rehab, broker: rng.Float64() < n.jobBroker, does: n.does(rng),
		changed: rng.Float64() < n.changed, steps: rng.Float64() < n.stepUp, stepsAt: rng.IntN(4), hours: 200 + 50*rng.Int64N(100),
	}
	c.marked = c.inRehab
	if rng.Float64() < n.exempt {
		c.exempt = pick(rng, w.exemptions)
	}
	if settled {
		c.age = rng.IntN(12)
	}
	return c
}

// live takes a citizen to the next month.
func (c *citizen) live(n nature, w words, rng *rand.Rand) {
	c.age++
	if !n.stays(rng) {
		c.broker = rng.Float64() < n.jobBroker
	}
	if !n.stays(rng) {
		c.does = n.does(rng)
		c.hours = 200 + 50*rng.Int64N(100)
	}
	if !n.stays(rng) {
		c.changed = rng.Float64() < n.changed
	}
	if c.marked {
		c.marked = rng.Float64() >= chanceMarkLost
	} else if c.inRehab {
		c.marked = rng.Float64() < chanceMarkBack
	}
	switch {
	case c.exempt == "" && rng.Float64() < chanceExempted*n.exempt/usualExempt:
		c.exempt = pick(rng, w.exemptions)
	case c.exempt != "" && rng.Float64() < chanceBack:
		c.exempt = ""
	}
}

// record writes the citizen's month.
func (c *citizen) record(w words, rng *rand.Rand) monitoring.Record {
	r := monitoring.Record{Citizen: c.name, Exempt: c.exempt, Benefit: c.own, Origin: c.origin}
	if c.inRehab && c.age > 1 && rng.Float64() < chanceRevisited {
		c.inRehab, c.marked = false, false
		r.Marks |= monitoring.MarkRevisited
	}
	if c.marked {
		r.Marks |= monitoring.MarkRehab
	}
	if c.inRehab && c.changed {
		r.Benefit = c.other
	}
	if !c.inRehab && c.broker || c.marked && rng.Float64() < chanceBoth {
		r.Marks |= monitoring.MarkJobBroker
	}
	if c.steps && !c.inRehab && c.age >= c.stepsAt && c.age < c.stepsAt+stepUpMonths {
		r.Marks |= monitoring.MarkStepUp
	}
	c.activity(&r, rng)
	c.leaving(&r, rng)
	if !contains(w, r.Benefit) && r.Exit == monitoring.ExitNone {
		r.Benefit = w.benefits[0].value // the code has run out
	}
	return r
}

func contains(w words, benefit string) bool {
	for _, list := range [][]weighted[string]{w.benefits, w.changed} {
		for _, b := range list {
			if b.value == benefit {
				return true
			}
		}
	}
	return false
}

// activity writes what the citizen does.
func (c *citizen) activity(r *monitoring.Record, rng *rand.Rand) {
	switch c.does {
	case doingJob:
		r.Marks |= monitoring.MarkSelfSupporting | monitoring.MarkPaidHours
		r.PaidHours = 8000 + c.hours
	case doingHours:
		r.Marks |= monitoring.MarkPaidHours
		r.PaidHours = max(50, c.hours+50*rng.Int64N(9)-200)
	case doingEducation:
		r.Marks |= monitoring.MarkEducation
	case doingSubsidy:
		r.Marks |= monitoring.MarkWageSubsidy
	case doingPlacement:
		r.Marks |= monitoring.MarkWorkPlacement
	case doingNothing:
	}
}

// leaving lets some citizens go.
func (c *citizen) leaving(r *monitoring.Record, rng *rand.Rand) {
	switch at := rng.Float64(); {
	case at < chanceLeaving:
		r.Exit = pick(rng, exits)
		c.gone = true
		if r.Exit == monitoring.ExitPension {
			r.Benefit = string(monitoring.ExitPension)
		}
	case at < chanceLeaving+chanceVanishing:
		c.gone = true // and this was their last row
	}
}
