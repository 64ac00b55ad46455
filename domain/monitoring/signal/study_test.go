package signal_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"text/tabwriter"

	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/figures"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
)

// The study: what the rules say of municipalities of which the truth is known. Each world is 98 municipalities of
// believable sizes over 24 months, with indicator 1 at about 40 %. From one month to the next a citizen stays as
// they are with the persistence, and is drawn anew else, so that shares are the true ones in every month.
const (
	studyMonths = 24
	studyShare  = 0.40
)

// truth is one line of the study.
type truth struct {
	name string
	// spread is the standard deviation of the true shares of all, lag how far five lie below the others.
	spread, lag float64
	persistence float64
}

func truths() (list []truth) {
	for _, persistence := range []float64{0, 0.9} {
		list = append(list,
			truth{"all alike", 0, 0, persistence},
			truth{"all differ, sd 3 points", 0.03, 0, persistence},
			truth{"all differ, sd 5 points", 0.05, 0, persistence},
			truth{"five lie 3 points below", 0, 0.03, persistence},
			truth{"five lie 5 points below", 0, 0.05, persistence},
		)
	}
	return list
}

// rates count municipality-months.
type rates struct {
	judged, tooFew, watched, byTail, repeated int
	// chance… are sums of probabilities, rho of correlations.
	chanceWatch, chancePropose, chanceRepeated, rho float64
}

func (r *rates) add(s signal.Signal) {
	r.judged++
	r.rho += s.Rho
	switch {
	case s.Level == signal.TooFew:
		r.tooFew++
	case s.Level == signal.Watch:
		r.watched++
	case s.Reason == signal.ByTail && s.Level == signal.Propose:
		r.byTail++
	case s.Reason == signal.Repeated:
		r.repeated++
	}
}

// flagged is the share with a tail below 2.5 %, whatever they are called.
func (r *rates) flagged() float64 { return r.share(r.watched + r.byTail + r.repeated) }

func (r *rates) share(n int) float64 { return float64(n) / float64(max(r.judged, 1)) }

// lags tells of the municipalities that lie below the others where some do: five of 98.
func lags(code municipality.Code) bool {
	return slices.IndexFunc(municipality.All(), func(m municipality.Municipality) bool { return m.Code == code })%20 == 10
}

// study simulates rounds of worlds; those who lag are counted apart from everybody else.
func study(p *monitoring.Programme, tr truth, rounds int) (rest, lagging rates) {
	random := rand.New(rand.NewPCG(uint64(1000*tr.spread+100*tr.lag+tr.persistence*10), 2))
	for range rounds {
		stored := simulate(random, tr)
		book := figures.New(p, stored)
		for m := 6; m < studyMonths; m++ {
			for _, s := range signal.Of(book, p, studyBegan.Add(m), signal.Circumstances{}) {
				of := &rest
				if tr.lag > 0 && lags(s.Municipality) {
					of = &lagging
				}
				of.add(s)
				of.chance(s)
			}
		}
	}
	return rest, lagging
}

// chance adds the probabilities with which a municipality that is like all others would be flagged: those of the
// plain binomial, and for a repetition the third power, as if the months had nothing to do with each other.
func (r *rates) chance(s signal.Signal) {
	low, _ := signal.Limits(s.Den, studyShare, 0, signal.WatchTail)
	watched := cumulative(s.Den, low)
	r.chanceWatch += watched
	r.chanceRepeated += watched * watched * watched
	lower, _ := signal.Limits(s.Den, studyShare, 0, signal.ProposeTail)
	r.chancePropose += cumulative(s.Den, min(lower, int(math.Floor(studyShare*float64(s.Den)-signal.FewestMissing))))
}

var studyBegan = calendar.NewMonth(2024, 1)

// cumulative is P(X ≤ n) of the plain binomial.
func cumulative(size, n int) (sum float64) {
	for x := 0; x <= n; x++ {
		a, _ := math.Lgamma(float64(size + 1))
		b, _ := math.Lgamma(float64(x + 1))
		c, _ := math.Lgamma(float64(size - x + 1))
		sum += math.Exp(a - b - c + float64(x)*math.Log(studyShare) + float64(size-x)*math.Log1p(-studyShare))
	}
	return sum
}

func simulate(random *rand.Rand, tr truth) (s figures.Stored) {
	for _, m := range municipality.All() {
		enrolled := studyBegan.Add(-12)
		s.Participations = append(s.Participations, monitoring.Participation{Municipality: m.Code, From: enrolled, Enrolled: enrolled.First()})
		// from some twenty to some thousands in the group, the middle one about 200
		size := int(math.Round(200 * math.Exp(0.9*random.NormFloat64())))
		share := studyShare + tr.spread*random.NormFloat64()
		if lags(m.Code) {
			share -= tr.lag
		}
		n := binomial(random, size, share)
		for month := range studyMonths {
			if month > 0 {
				stay := tr.persistence
				n = binomial(random, n, stay+(1-stay)*share) + binomial(random, size-n, (1-stay)*share)
			}
			s.Cells = append(s.Cells, cells(m.Code, studyBegan.Add(month), map[monitoring.IndicatorID]signal.Count{"1": {Num: n, Den: size}}))
		}
	}
	return s
}

func binomial(random *rand.Rand, size int, share float64) (n int) {
	for range size {
		if random.Float64() < share {
			n++
		}
	}
	return n
}

// TestStudy measures the rules, prints the table under -v, and holds them to what they promise. `make signals` runs
// it with more rounds.
func TestStudy(t *testing.T) {
	rounds := 3
	if asked := os.Getenv("STARTKLAR_TEST_SIGNAL_ROUNDS"); asked != "" {
		var err error
		if rounds, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	p := monitoringtest.Programme(t)
	var text bytes.Buffer
	w := tabwriter.NewWriter(&text, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "| truth\t| persistence\t| of\t| ρ\t| tail < 2.5 %\t| by chance\t| proposal by tail\t| by chance\t| proposal by repetition\t| by chance\t|")
	fmt.Fprintln(w, "|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|---\t|")
	for _, tr := range truths() {
		rest, lagging := study(p, tr, rounds)
		line(w, tr, "all", rest)
		if tr.lag > 0 {
			line(w, tr, "the five", lagging)
		}
		checkStudy(t, tr, rest, lagging)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rounds of 98 municipalities × 18 judged months:\n%s", rounds, text.String())
}

func line(w *tabwriter.Writer, tr truth, of string, r rates) {
	if tr.lag > 0 && of == "all" {
		of = "the others"
	}
	judged := float64(max(r.judged, 1))
	fmt.Fprintf(w, "| %s\t| %g\t| %s\t| %.4f\t| %s\t| %s\t| %s\t| %s\t| %s\t| %s\t|\n", tr.name, tr.persistence, of, r.rho/judged,
		percent(r.flagged()), percent(r.chanceWatch/judged), percent(r.share(r.byTail)), percent(r.chancePropose/judged), percent(r.share(r.repeated)),
		percent(r.chanceRepeated/judged))
}

func percent(share float64) string {
	if share > 0 && share < 0.00005 {
		return "< 0.01 %"
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}

// checkStudy holds the rules to what they promise, with room for the luck of few rounds: where all are alike, or all
// but a few, the limits are kept. Where all differ, winsorising takes a part of the true differences away with the
// outermost tenths, ρ comes out low, and two to three times as many are flagged; it must not be more.
func checkStudy(t *testing.T, tr truth, rest, lagging rates) {
	most, mostProposed := 0.03, 0.002
	if tr.spread > 0 {
		most, mostProposed = 0.09, 0.02
	}
	if rest.flagged() > most || rest.share(rest.byTail) > mostProposed {
		t.Errorf("%+v: %.4f are flagged and %.4f proposed", tr, rest.flagged(), rest.share(rest.byTail))
	}
	if tr.persistence == 0 && tr.spread == 0 && rest.share(rest.repeated) > 0.001 {
		t.Errorf("%+v: %.4f repeat by chance", tr, rest.share(rest.repeated))
	}
	if tr.lag > 0 && lagging.flagged() < 2*rest.flagged() {
		t.Errorf("%+v: those who lag are flagged at %.4f, the others at %.4f", tr, lagging.flagged(), rest.flagged())
	}
}
