// Package tour is the one list of every page of the product, with whom each is shown to, in the demo's data.
// The tests that look at all pages go by it: axe and pictures, keyboard, languages, hostile texts, server time.
// A new page is a new line in the file of its subject; a route that no line leads to fails a test.
//
// It is a list and nothing else: it opens no pages. What a browser does on a page before it is looked at is
// the browser's tests' to say, by the stop's name.
package tour

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/demo"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// Walk is what one person looks at.
type Walk struct {
	// Name says who it is; Person is their id in the demo, empty for somebody who is not signed in.
	Name   string
	Person person.ID
	Stops  []Stop
}

// Stop is one page, or a file.
type Stop struct {
	// Name is unique in the tour.
	Name string
	// Path is its address. Where that is only known to the store, it is the page on which the first link that
	// fits Link leads to it.
	Path string
	// Link is a regular expression for an address.
	Link string
	// Status is what it is answered with, 200 if it is 0.
	Status int
	// File is what kind of file it is, such as "xlsx"; empty for a page.
	File string
	// Bare tells that it has no head and no foot: it is shown to a room, or printed and hung up.
	Bare bool
	// Acts tells that a browser has something to do on the page first, which changes nothing for others.
	Acts bool
}

// Answer is the status with which the stop is answered.
func (s Stop) Answer() int {
	if s.Status == 0 {
		return 200
	}
	return s.Status
}

// town is a municipality in the demo, by the part that it plays there.
type town struct{ municipality.Municipality }

func (t town) leader() person.ID { return person.ID("leder-" + string(t.Code)) }
func (t town) member() person.ID { return person.ID("projektleder-" + string(t.Code)) }

// journey is the address of the town's journey, with what follows.
func (t town) journey(rest string) string { return "/forloeb/" + t.id() + rest }

func (t town) id() string { return string(t.Code) + ".flere-skal-med-2.1" }

// cast are the towns of the tour.
type cast struct {
	// frozen is the month whose statement waits for its release.
	frozen calendar.Month

	aalborg, enrolled, advised, gaps, signed, finished, reopened, changed, signer, paused, ended, ready, booked, held, networked, selected, silent town
}

func castOn(today calendar.Date) cast {
	plays := func(plot string, n int) town {
		m, _ := municipality.Get(demo.Place(today, plot, n))
		return town{m}
	}
	return cast{
		frozen:  demo.Frozen(today),
		aalborg: plays("well under way", 0), signed: plays("signed, plan under way", 0), finished: plays("finished", 0),
		reopened: plays("reopened", 1), signer: plays("to be signed", 0), paused: plays("suspended", 0),
		enrolled: plays("just enrolled", 1), advised: plays("first answers", 1), gaps: plays("tracks with gaps", 0), changed: plays("reopened", 0), booked: plays("workshop booked", 0),
		held: plays("workshop held", 3), networked: plays("in the network", 0),
		ended: plays("terminated", 0), ready: plays("ready for the workshop", 0), selected: plays("selected", 0), silent: plays("silent", 0),
	}
}

// The people of the tour beside those of the towns.
const (
	consultant person.ID = "proceskonsulent-1"
	officer    person.ID = "star-1"
	admin      person.ID = "administrator"
)

// subjects are the lists of the subjects, each in a file of its own.
var subjects = []func(cast) []Walk{open, journeys, overviews, desks, colleagues, workshops, meetings, starterPack, messages, people, knowledge, deliveries, figures, support, statements}

// Visits tells of which streams the tour shows much: all but the journeys of towns that it does not come to.
func Visits(today calendar.Date) func(domain.Stream) bool {
	towns := map[string]bool{}
	for _, w := range Walks(today) {
		if _, code, ok := strings.Cut(string(w.Person), "-"); ok {
			towns[code] = true
		}
	}
	return func(s domain.Stream) bool {
		code, _, _ := strings.Cut(s.ID, ".")
		return s.Kind != journey.StreamKind || towns[code]
	}
}

// Walks is the tour in a demo that ends on a day. The stops of one person are one walk.
func Walks(today calendar.Date) []Walk {
	var all []Walk
	for _, subject := range subjects {
		for _, w := range subject(castOn(today)) {
			at := slices.IndexFunc(all, func(have Walk) bool { return have.Person == w.Person })
			if at < 0 {
				all = append(all, w)
				continue
			}
			all[at].Stops = append(all[at].Stops, w.Stops...)
		}
	}
	return all
}
