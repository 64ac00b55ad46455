package administration

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/followup"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/intake"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// ledgerFile is how many events a file holds at most.
const ledgerFile = 20_000

// ledgerKinds are the kinds of streams that the page can be narrowed to.
var ledgerKinds = []domain.StreamKind{
	journey.StreamKind, roster.Kind, roster.ConsultancyKind, roster.HandoverKind, message.Kind, meeting.StreamKind,
	starterpack.Kind, knowledge.StoryKind, knowledge.SynthesisKind, intake.Kind, uploads.Kind, annotation.StreamKind, followup.Kind,
	workflow.DefinitionKind,
}

// byItself are the kinds of events that follow from the plan's rules, or change nothing: they would drown what people
// did, and stand in the file.
var byItself = []string{
	"deadline_computed", "anchor_set", "stage_changed", "item_marked_stale", "message_read", "time_reserved", "time_released",
	"meeting_attached", "meeting_detached", "check_opened", "signals_judged",
}

// readLedgerQuery reads the filter from the address.
func readLedgerQuery(c echo.Context) view.LedgerQuery {
	q := view.LedgerQuery{LogQuery: readLogQuery(c), Kind: domain.StreamKind(c.QueryParam("slags"))}
	if c.QueryParam("vis") != "alt" {
		q.Without = byItself
	}
	return q
}

// LedgerPage shows who did what across everything, the newest first; ?format=xlsx or csv the same as a file.
func (s *Pages) LedgerPage(c echo.Context) error {
	w := s.words(c)
	q := readLedgerQuery(c)
	if site.WantsFile(c) {
		q.Limit, q.Before, q.Without = ledgerFile, 0, nil
	}
	entries, err := s.Desk.Ledger(w.Ctx, w.Actor, q)
	if err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "historik", w.ledgerSheet(entries))
	}
	people, err := s.Desk.Roster(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	shell := s.Shell(c, w.T("ledger.heading"))
	shell.Lead = w.T("ledger.lead")
	shown, before := logShown(entries, func(e desk.LedgerEntry) int64 { return e.Position })
	return s.renderLog(c, shell, w.T("ledger.audience_note"), before, w.ledgerFilters(q, people), w.ledgerTable(c, shown))
}

func (w *words) ledgerFilters(q view.LedgerQuery, people []view.PersonRow) templ.Component {
	kinds := []parts.Option{{Label: w.T("history.any")}}
	for _, kind := range ledgerKinds {
		kinds = append(kinds, parts.Option{Value: string(kind), Label: w.streamKind(kind)})
	}
	made := w.logFilters(
		site.LedgerPath, q.LogQuery, site.PeopleOptions(w.T("history.any"), people, nil),
		parts.Field{Kind: parts.Select, Name: "slags", Label: w.T("ledger.kind"), Value: string(q.Kind), Options: kinds},
		parts.Field{Kind: parts.Select, Name: "vis", Label: w.T("ledger.show"), Value: map[bool]string{true: "", false: "alt"}[q.Without != nil], Options: []parts.Option{
			{Label: w.T("ledger.show.people")}, {Value: "alt", Label: w.T("ledger.show.all")},
		}},
	)
	if q.Kind != "" || q.Without == nil {
		made.Clear = site.LedgerPath
	}
	return made
}

func (w *words) ledgerTable(c echo.Context, entries []desk.LedgerEntry) templ.Component {
	table := parts.Table{
		Caption: w.T("ledger.heading"), HideCaption: true,
		Columns: []parts.Column{
			{Label: w.T("history.column.when")},
			{Label: w.T("history.column.who")},
			{Label: w.T("history.column.what")},
			{Label: w.T("history.column.where")},
			{Label: w.T("ledger.change")},
		},
		Empty: parts.EmptyState{Heading: w.T("ledger.none"), Text: w.T("ledger.none_text")},
	}
	for _, e := range entries {
		where := w.ledgerWhere(e.LedgerRow)
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.Moment(e.At)},
			{Text: w.ledgerWho(e.LedgerRow)},
			{Text: w.ledgerWhat(e.LedgerRow)},
			{Text: where.Label, Href: where.Href},
			{Text: strings.Join(w.ledgerChange(e), "; ")},
		}})
	}
	if len(entries) > 0 {
		table.Downloads = w.FileLinks(site.LedgerPath, c.QueryParams())
	}
	return table
}

func (w *words) ledgerWho(e view.LedgerRow) string {
	name := w.Name(e.Actor)
	if e.OnBehalfOf != "" {
		return w.T("history.behalf", "name", name, "other", w.Name(e.OnBehalfOf))
	}
	return name
}

// ledgerWhat names a kind of event. Those that the page has no words for are named by what they happened to.
func (w *words) ledgerWhat(e view.LedgerRow) string {
	text := w.T("ledger.event.other", "kind", w.streamKind(e.Stream.Kind))
	if key := "ledger.event." + e.Kind; w.Has(key) {
		text = w.T(key)
	}
	if e.Erased {
		text += " (" + w.T("ledger.erased") + ")"
	}
	return text
}

func (w *words) streamKind(kind domain.StreamKind) string {
	if key := "ledger.stream." + string(kind); w.Has(key) {
		return w.T(key)
	}
	return w.T("ledger.stream.other")
}

// ledgerWhere is what an event happened to, with the way there for those who may go.
func (w *words) ledgerWhere(e view.LedgerRow) parts.Link {
	switch e.Stream.Kind {
	case journey.StreamKind:
		id := journey.ID(e.Stream.ID)
		link := parts.Link{Label: site.PlaceName(id.Municipality())}
		if w.Actor.Role == person.NationalOfficer {
			link.Href = site.JourneyPath(id) + "/historik"
		}
		return link
	case roster.Kind:
		return parts.Link{Label: w.Name(person.ID(e.Stream.ID)), Href: site.PersonPath(person.ID(e.Stream.ID))}
	case roster.ConsultancyKind:
		return parts.Link{Label: site.PlaceName(municipality.Code(e.Stream.ID))}
	case followup.Kind:
		return parts.Link{Label: site.PlaceName(municipality.Code(e.Stream.ID))}
	case roster.HandoverKind:
		return parts.Link{Label: w.T("menu.handovers"), Href: site.HandoverPath(roster.HandoverID(e.Stream.ID))}
	case workflow.DefinitionKind:
		return parts.Link{Label: e.Stream.ID, Href: site.DefinitionsPath}
	case meeting.StreamKind:
		link := parts.Link{Label: w.T("ledger.meeting")}
		if w.Actor.Role == person.NationalOfficer {
			link.Href = site.MeetingPath(meeting.ID(e.Stream.ID))
		}
		return link
	default:
		return parts.Link{Label: w.streamKind(e.Stream.Kind)}
	}
}

// ledgerChange says before and after of what is no municipality's content.
func (w *words) ledgerChange(e desk.LedgerEntry) []string {
	switch after := e.After.(type) {
	case roster.Person:
		before, _ := e.Before.(roster.Person)
		return w.personChange(before, after)
	case roster.Consultancy:
		before, _ := e.Before.(roster.Consultancy)
		return w.changed(nil, "role.ProcessConsultant", w.Name(before.Consultant), w.Name(after.Consultant))
	default:
		return nil
	}
}

func (w *words) personChange(before, after roster.Person) []string {
	role := func(p roster.Person) string {
		if p.Role == "" {
			return ""
		}
		return w.T("role." + string(p.Role))
	}
	absence := func(p roster.Person) string {
		if p.Absence.From.IsZero() {
			return ""
		}
		return w.T("absence.when", "from", p.Absence.From, "to", p.Absence.To, "name", w.Name(p.Absence.Deputy))
	}
	changes := w.changed(nil, "people.name", before.Name, after.Name)
	changes = w.changed(changes, "people.role", role(before), role(after))
	changes = w.changed(changes, "people.place", w.gainedAndLost(before, after), w.gainedAndLost(after, before))
	changes = w.changed(changes, "contact.phone", before.Contact.Phone, after.Contact.Phone)
	changes = w.changed(changes, "contact.email", before.Contact.Email, after.Contact.Email)
	changes = w.changed(changes, "absence.heading", absence(before), absence(after))
	return w.changed(changes, "people.standing", w.presence(before), w.presence(after))
}

// gainedAndLost names the municipalities that one state has and the other has not: twenty names twice tell nobody
// which one moved.
func (w *words) gainedAndLost(one, other roster.Person) string {
	var only []municipality.Code
	for _, code := range one.Municipalities {
		if !slices.Contains(other.Municipalities, code) {
			only = append(only, code)
		}
	}
	return strings.Join(site.PlaceNames(only), ", ")
}

func (w *words) presence(p roster.Person) string {
	switch {
	case p.ID == "":
		return ""
	case p.Active():
		return w.T("people.here")
	default:
		return w.T("people.standing.left")
	}
}

// changed adds what something was and is, if that differs.
func (w *words) changed(all []string, key, before, after string) []string {
	switch {
	case before == after:
		return all
	case before == "":
		return append(all, w.T("ledger.set", "what", w.T(key), "after", after))
	case after == "":
		return append(all, w.T("ledger.gone", "what", w.T(key), "before", before))
	default:
		return append(all, w.T("ledger.changed", "what", w.T(key), "before", before, "after", after))
	}
}

// ledgerSheet is the events as a file, with how the code calls them.
func (w *words) ledgerSheet(entries []desk.LedgerEntry) sheet.Table {
	t := sheet.Table{Title: w.T("ledger.heading"), Facts: []sheet.Fact{{Label: w.T("audience.heading"), Text: w.T("ledger.audience_note")}}}
	for _, key := range []string{
		"history.column.number", "history.column.when", "history.column.who", "history.column.what", "history.column.where", "ledger.change", "ledger.code",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: w.T(key)})
	}
	for _, e := range entries {
		t.Rows = append(t.Rows, []any{
			e.Position, e.At, w.ledgerWho(e.LedgerRow), w.ledgerWhat(e.LedgerRow), w.ledgerWhere(e.LedgerRow).Label, strings.Join(w.ledgerChange(e), "; "), e.Kind,
		})
	}
	return t
}
