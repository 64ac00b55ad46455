package site

import (
	"context"
	"crypto/rand"
	"strings"
	"time"
	"unicode"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// Words turns what the engine knows into what the viewer of one request reads. It remembers names.
type Words struct {
	catalogue.Lang
	Ctx   context.Context
	Desk  Desk
	Actor person.Actor
	Now   time.Time
	Today calendar.Date
	Names map[person.ID]string
}

const wordsKey = "words"

// Words returns the request's words; now is fixed for the whole page.
func (s *Site) Words(c echo.Context) *Words {
	if w, ok := c.Get(wordsKey).(*Words); ok {
		return w
	}
	now := s.Clock()
	w := &Words{
		Lang: catalogue.From(c.Request().Context()), Ctx: c.Request().Context(), Desk: s.Desk,
		Actor: ActorOf(c), Now: now, Today: calendar.DateOf(now), Names: map[person.ID]string{},
	}
	c.Set(wordsKey, w)
	return w
}

// Text is a text of the definition.
func (w *Words) Text(t domain.Text) string { return t.In(string(w.Lang)) }

// Date writes 10.9.2019.
func (w *Words) Date(d calendar.Date) string { return calendar.Format(d, string(w.Lang)) }

// Moment writes 12.3.2026 kl. 14.32; nothing for no time.
func (w *Words) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return w.T("moment", "date", calendar.DateOf(t), "clock", calendar.FormatClock(t, string(w.Lang)))
}

// Name is who somebody is, for beside what they did. The service's own work reads as the system's.
func (w *Words) Name(id person.ID) string {
	if id == "" {
		return ""
	}
	if known, ok := w.Names[id]; ok {
		return known
	}
	w.Names[id] = w.lookUp(id)
	return w.Names[id]
}

func (w *Words) lookUp(id person.ID) string {
	if len(id) > 7 && id[:7] == "system:" {
		return w.T("role.System")
	}
	if strings.HasPrefix(string(id), "link:") {
		return w.T("person.link")
	}
	p, err := w.Desk.Person(w.Ctx, id)
	if err != nil || p.Name == "" {
		return w.T("person.unknown")
	}
	return p.Name
}

// By writes "Leder i Aalborg, 12.3.2026 kl. 14.32".
func (w *Words) By(id person.ID, at time.Time) string {
	switch name := w.Name(id); {
	case name == "":
		return w.Moment(at)
	case at.IsZero():
		return name
	default:
		return name + ", " + w.Moment(at)
	}
}

// State is the screen's word for a state.
func (w *Words) State(s journey.State) string { return w.T("state." + string(s)) }

// Standing is the screen's word for a standing.
func (w *Words) Standing(s journey.Standing) string { return w.T("standing." + string(s)) }

// Late says how long a deadline has passed; empty when it has not.
func (w *Words) Late(due calendar.Date) string {
	if days := view.DaysLate(due, w.Today); days > 0 {
		return w.T("due.late", "count", days)
	}
	return ""
}

// StateKinds gives each state its shape.
var StateKinds = map[journey.State]parts.StatusKind{
	journey.Available: parts.Locked, journey.Enabled: parts.NotBegun, journey.Active: parts.Open,
	journey.Completed: parts.Done, journey.Skipped: parts.Neutral, journey.Terminated: parts.Neutral,
	journey.Suspended: parts.Waiting,
}

// Status is a state as a word and a shape.
func (w *Words) Status(s journey.State) parts.Status {
	return parts.Status{Kind: StateKinds[s], Text: w.State(s)}
}

// ItemStatus is what stands out about an item: that it is done but has to be seen to again, that it is late,
// or its state.
func (w *Words) ItemStatus(st workflow.State, i *workflow.Item) parts.Status {
	if i.Stale != nil && i.State == journey.Completed {
		return parts.Status{Kind: parts.Raised, Text: w.T("stale.mark")}
	}
	if late := w.Late(i.Deadline.On()); late != "" && !i.State.Ended() {
		return parts.Status{Kind: parts.Late, Text: late}
	}
	return parts.Status{Kind: StateKinds[i.State], Text: w.ItemState(st, i)}
}

// ItemState is the screen's word for an item's state; what was voluntary and left over was not used.
func (w *Words) ItemState(st workflow.State, i *workflow.Item) string {
	if st.Lapsed(i) {
		return w.T("state.lapsed")
	}
	return w.State(i.State)
}

// ItemTitle names an instance; later ones of a repeated item bear their number.
func (w *Words) ItemTitle(i *workflow.Item) string {
	if i.Number > 1 {
		return w.T("item.numbered", "title", i.Def.Title, "number", i.Number)
	}
	return w.Text(i.Def.Title)
}

// Roles lists roles in words: "Leder i kommunen eller proceskonsulent".
func (w *Words) Roles(roles []person.Role) string {
	text := ""
	for n, r := range roles {
		switch name := w.T("role." + string(r)); {
		case n == 0:
			text = name
		case n == len(roles)-1:
			text += " " + w.T("list.or") + " " + LowerFirst(name)
		default:
			text += ", " + LowerFirst(name)
		}
	}
	return text
}

// LowerFirst puts a name into a sentence; an abbreviation stays as it is.
func LowerFirst(name string) string {
	letters := []rune(name)
	if len(letters) < 2 || unicode.IsUpper(letters[1]) {
		return name
	}
	letters[0] = unicode.ToLower(letters[0])
	return string(letters)
}

// NewClientKey names one rendering of a form, so that a double click counts once.
func NewClientKey() string { return rand.Text() }

// Size writes bytes as people do.
func (w *Words) Size(bytes int64) string {
	if bytes < 1<<20 {
		return w.T("pack.kb", "number", max(1, bytes>>10))
	}
	return w.T("pack.mb", "number", (bytes+1<<19)>>20)
}

// StandingKinds gives each standing its shape.
var StandingKinds = map[journey.Standing]parts.StatusKind{
	journey.NotBegun: parts.NotBegun, journey.Clarifying: parts.Open, journey.ForWorkshop: parts.Raised, journey.Clear: parts.Done,
}

// Clock writes a stored time of day in the language.
func (w *Words) Clock(text string) string {
	if w.Lang == calendar.LangEnglish {
		return text
	}
	return strings.Replace(strings.TrimPrefix(text, "0"), ":", ".", 1)
}

// MeetingTime writes when a meeting is, with weekday, week and clock.
func (w *Words) MeetingTime(on calendar.Date, start, end string) string {
	return w.T("meeting.time", "date", w.LongDate(on), "week", calendar.FormatWeek(on, string(w.Lang)), "start", w.Clock(start), "end", w.Clock(end))
}

// Month writes marts 2026.
func (w *Words) Month(m calendar.Month) string { return calendar.FormatMonth(m, string(w.Lang)) }

// Reads is a field's value as people read it.
func (w *Words) Reads(f *workflow.Field, text string) string {
	switch f.Type {
	case workflow.YesNo:
		if text == "" {
			return ""
		}
		return w.T("yesno." + text)
	case workflow.Choice:
		for _, o := range f.Choices {
			if o.ID == text {
				return w.Text(o.Text)
			}
		}
	case workflow.DateType:
		if d, err := calendar.ParseDate(text); err == nil {
			return w.Date(d)
		}
	case workflow.Rows:
		return w.readRows(f, text)
	}
	return text
}

// JourneyAudience says who can read a journey's steps; the texts of answers have rules of their own.
func (w *Words) JourneyAudience(code municipality.Code) parts.Audience {
	m, _ := municipality.Get(code)
	return parts.Audience{
		Readers: []string{w.T("audience.municipality", "place", m.Name), w.T("audience.consultant"), w.T("audience.star")},
		Note:    w.T("audience.steps"),
	}
}

// Quarter writes 1. kvartal 2026.
func (w *Words) Quarter(q calendar.Quarter) string { return calendar.FormatQuarter(q, string(w.Lang)) }

// readRows writes a small table as lines.
func (w *Words) readRows(f *workflow.Field, text string) string {
	rows, err := workflow.ParseRows(text)
	if err != nil {
		return text
	}
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, column := range f.Columns {
			if value := w.Reads(column, row[column.ID]); value != "" {
				cells = append(cells, w.Text(column.Text)+": "+value)
			}
		}
		lines = append(lines, strings.Join(cells, " · "))
	}
	return strings.Join(lines, "\n")
}

// HelpWords names kinds of support.
func (w *Words) HelpWords(kinds []followup.Help) string {
	names := make([]string, len(kinds))
	for n, k := range kinds {
		names[n] = w.T("support.help." + string(k))
	}
	return strings.Join(names, ", ")
}

// Subjects names what something is about, one after the other.
func (w *Words) Subjects(p *monitoring.Programme, all []followup.Subject) string {
	if len(all) == 0 {
		return w.T("support.subject.other")
	}
	names := make([]string, len(all))
	for n, one := range all {
		names[n] = w.Subject(p, one)
	}
	return strings.Join(names, ", ")
}

// Subject names what something is about.
func (w *Words) Subject(p *monitoring.Programme, subject followup.Subject) string {
	if key := "support.subject." + string(subject); w.Has(key) {
		return w.T(key)
	}
	for _, i := range subject.Indicators(p) {
		return w.Text(i.Short)
	}
	return w.T("support.subject.other")
}

// Reach tells texts for those who have one municipality from those for others.
func (w *Words) Reach() string {
	if w.Actor.Role.Municipal() {
		return "municipal"
	}
	return "supervising"
}

// LongDate writes a date with its weekday.
func (w *Words) LongDate(d calendar.Date) string {
	return calendar.FormatWithWeekday(d, string(w.Lang))
}

// LateStatus is how late something is; nothing where it is not.
func (w *Words) LateStatus(due calendar.Date) parts.Status {
	return parts.Status{Kind: parts.Late, Text: w.Late(due)}
}
