package journeys

import (
	"cmp"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/report"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/programme"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// agendaPath is the address of a journey's open decisions as an item for an agenda.
func agendaPath(id journey.ID) string { return site.JourneyPath(id) + "/dagsordenspunkt" }

func (s *Pages) agendaButton(c echo.Context, st workflow.State) parts.Button {
	return parts.Button{Label: s.words(c).T("agenda.go"), Kind: parts.Secondary, Href: agendaPath(st.ID)}
}

// AgendaPage shows the open decisions as an agenda item that can be copied into the municipality's own system.
func (s *Pages) AgendaPage(c echo.Context) error {
	v, err := s.Desk.Steering(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return err
	}
	w := s.words(c)
	d := w.agenda(v)
	shell := s.Shell(c, w.T("agenda.heading"))
	shell.Lead, shell.Minutes, shell.Breadcrumb, shell.Scripts = w.T("agenda.lead"), 5, w.crumbs(v.State, true), []string{"copy.js"}
	shell.Audience = w.JourneyAudience(v.State.Municipality)
	shell.Audience.Note = w.T("audience.checklist")
	files := site.DocumentFiles{Path: agendaPath(v.State.ID), Name: "dagsordenspunkt-" + string(v.State.Municipality)}
	if c.QueryParam(site.FormatParam) != "" {
		return s.SendDocument(c, d.doc, site.DocumentFrame{Shell: shell}, files)
	}
	shell.Kicker = d.doc.Kicker
	page := pages.Document{Shell: shell}
	page.Downloads, page.Missing = s.DocumentLinks(c, files)
	page.Before = append(page.Before, pages.CopyText{
		ID: "punkt", Label: w.T("agenda.text"), Hint: w.T("agenda.hint"), Text: report.Plain(d.doc), Button: w.T("agenda.copy"),
	})
	return s.Render(c, site.StatusOf(c, nil), page)
}

// agenda writes the item: heading, what the case is, what is recommended, and the open decisions.
func (w *words) agenda(v desk.Steering) *drafting {
	d := w.draft(v.State, w.T("agenda.title", "title", v.State.Def.Title))
	d.doc.Facts = nil
	m, _ := municipality.Get(v.State.Municipality)
	clear, total := 0, 0
	for _, t := range v.Sheet.Tracks {
		clear, total = clear+t.Clear, total+t.Total
	}
	d.doc.Heading(2, d.T("agenda.case"))
	d.doc.Text(d.T("agenda.case_text", "place", m.Name, "title", v.State.Def.Title, "clear", clear, "total", total))
	if i := v.State.Item(programme.Workshop.Instance(1)); i != nil && i.Meeting != nil && !i.Meeting.On.IsZero() && i.Meeting.HeldOn.IsZero() {
		d.doc.Text(d.T("agenda.workshop", "date", d.LongDate(i.Meeting.On)))
	}
	rows := d.openRows(v.Sheet)
	d.doc.Heading(2, d.T("agenda.recommendation"))
	recommended := []string{d.T("agenda.recommend_note", "clear", clear)}
	if len(rows) > 0 {
		recommended = append(recommended, d.T("agenda.recommend_settle", "count", len(rows)))
	}
	d.doc.List(append(recommended, d.T("agenda.recommend_capacity"))...)
	d.doc.Heading(2, d.T("agenda.open"))
	d.doc.Table("", d.heads("steering.column.question", "steering.column.standing", "plan.column.owner", "agenda.column.due"), rows)
	if len(rows) == 0 {
		d.doc.Note(d.T("steering.nothing_open"))
	}
	if v.Sheet.Asks.Text != "" && !v.Withheld {
		d.doc.Heading(2, d.T("steering.asks"))
		d.doc.Text(v.Sheet.Asks.Text)
	}
	return d
}

// openRows are the open questions and agreements with owner and deadline. A question without a date of its own is
// due with the checklist, or at the workshop that takes it up.
func (d *drafting) openRows(sheet workflow.Sheet) [][]string {
	var rows [][]string
	for _, p := range sheet.Open {
		rows = append(rows, []string{
			d.T("checklist.numbered", "ref", refOf(p.Field), "title", p.Field.Text), d.Standing(p.Standing),
			cmp.Or(d.Name(p.Owner), d.T("item.nobody")), d.dueOf(p),
		})
	}
	for _, a := range d.st.Agreements {
		if a.Open() && !a.Withheld && a.Text().What != "" {
			rows = append(rows, []string{a.Text().What, d.T("plan.column.agreement"), cmp.Or(a.Text().Who, d.T("item.nobody")), cmp.Or(d.Date(a.DueOn()), d.T("agenda.no_date"))})
		}
	}
	return rows
}

func (d *drafting) dueOf(p workflow.SheetPoint) string {
	if a := d.st.Answer(p.Item.ID, p.Field.ID); a != nil && !a.Due.IsZero() {
		return d.Date(a.Due)
	}
	if i := d.st.Item(programme.Workshop.Instance(1)); i != nil && p.Standing == journey.ForWorkshop {
		if i.Meeting != nil && !i.Meeting.On.IsZero() {
			return d.T("agenda.at_workshop", "date", i.Meeting.On)
		}
		return d.T("agenda.at_some_workshop")
	}
	if on := p.Item.Deadline.On(); !on.IsZero() && !p.Item.State.Ended() {
		return d.Date(on)
	}
	return d.T("agenda.no_date")
}
