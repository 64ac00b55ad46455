package web

import (
	"context"
	"crypto/rand"
	"strings"
	"time"
	"unicode"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// words turns what the engine knows into what the viewer of one request reads. It remembers names.
type words struct {
	catalogue.Lang
	ctx   context.Context
	desk  Desk
	actor person.Actor
	now   time.Time
	today calendar.Date
	names map[person.ID]string
}

const wordsKey = "words"

// words returns the request's words; now is fixed for the whole page.
func (s *server) words(c echo.Context) *words {
	if w, ok := c.Get(wordsKey).(*words); ok {
		return w
	}
	now := s.Clock()
	w := &words{
		Lang: catalogue.From(c.Request().Context()), ctx: c.Request().Context(), desk: s.Desk,
		actor: actorOf(c), now: now, today: calendar.DateOf(now), names: map[person.ID]string{},
	}
	c.Set(wordsKey, w)
	return w
}

// text is a text of the definition.
func (w *words) text(t domain.Text) string { return t.In(string(w.Lang)) }

// date writes 10.9.2019.
func (w *words) date(d calendar.Date) string { return calendar.Format(d, string(w.Lang)) }

// moment writes 12.3.2026 kl. 14.32; nothing for no time.
func (w *words) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.T("moment", "date", calendar.DateOf(t), "clock", calendar.FormatClock(t, string(w.Lang)))
}

// name is who somebody is, for beside what they did. The service's own work reads as the system's.
func (w *words) name(id person.ID) string {
	if id == "" {
		return ""
	}
	if known, ok := w.names[id]; ok {
		return known
	}
	w.names[id] = w.lookUp(id)
	return w.names[id]
}

func (w *words) lookUp(id person.ID) string {
	if len(id) > 7 && id[:7] == "system:" {
		return w.T("role.System")
	}
	if strings.HasPrefix(string(id), "link:") {
		return w.T("person.link")
	}
	p, err := w.desk.Person(w.ctx, id)
	if err != nil || p.Name == "" {
		return w.T("person.unknown")
	}
	return p.Name
}

// by writes "Leder i Aalborg, 12.3.2026 kl. 14.32".
func (w *words) by(id person.ID, at time.Time) string {
	switch name := w.name(id); {
	case name == "":
		return w.moment(at)
	case at.IsZero():
		return name
	default:
		return name + ", " + w.moment(at)
	}
}

// state is the screen's word for a state.
func (w *words) state(s journey.State) string { return w.T("state." + string(s)) }

// standing is the screen's word for a standing.
func (w *words) standing(s journey.Standing) string { return w.T("standing." + string(s)) }

// late says how long a deadline has passed; empty when it has not.
func (w *words) late(due calendar.Date) string {
	if days := view.DaysLate(due, w.today); days > 0 {
		return w.T("due.late", "count", days)
	}
	return ""
}

// stateKinds gives each state its shape.
var stateKinds = map[journey.State]parts.StatusKind{
	journey.Available: parts.Locked, journey.Enabled: parts.NotBegun, journey.Active: parts.Open,
	journey.Completed: parts.Done, journey.Skipped: parts.Neutral, journey.Terminated: parts.Neutral,
	journey.Suspended: parts.Waiting,
}

// status is a state as a word and a shape.
func (w *words) status(s journey.State) parts.Status {
	return parts.Status{Kind: stateKinds[s], Text: w.state(s)}
}

// itemStatus is what stands out about an item: that it is done but has to be seen to again, that it is late,
// or its state.
func (w *words) itemStatus(st workflow.State, i *workflow.Item) parts.Status {
	if i.Stale != nil && i.State == journey.Completed {
		return parts.Status{Kind: parts.Raised, Text: w.T("stale.mark")}
	}
	if late := w.late(i.Deadline.On()); late != "" && !i.State.Ended() {
		return parts.Status{Kind: parts.Late, Text: late}
	}
	return parts.Status{Kind: stateKinds[i.State], Text: w.itemState(st, i)}
}

// itemState is the screen's word for an item's state; what was voluntary and left over was not used.
func (w *words) itemState(st workflow.State, i *workflow.Item) string {
	if st.Lapsed(i) {
		return w.T("state.lapsed")
	}
	return w.state(i.State)
}

// itemTitle names an instance; later ones of a repeated item bear their number.
func (w *words) itemTitle(i *workflow.Item) string {
	if i.Number > 1 {
		return w.T("item.numbered", "title", i.Def.Title, "number", i.Number)
	}
	return w.text(i.Def.Title)
}

// roles lists roles in words: "Leder i kommunen eller proceskonsulent".
func (w *words) roles(roles []person.Role) string {
	text := ""
	for n, r := range roles {
		switch name := w.T("role." + string(r)); {
		case n == 0:
			text = name
		case n == len(roles)-1:
			text += " " + w.T("list.or") + " " + lowerFirst(name)
		default:
			text += ", " + lowerFirst(name)
		}
	}
	return text
}

// lowerFirst puts a name into a sentence; an abbreviation stays as it is.
func lowerFirst(name string) string {
	letters := []rune(name)
	if len(letters) < 2 || unicode.IsUpper(letters[1]) {
		return name
	}
	letters[0] = unicode.ToLower(letters[0])
	return string(letters)
}

// newClientKey names one rendering of a form, so that a double click counts once.
func newClientKey() string { return rand.Text() }
