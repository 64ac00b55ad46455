package journeys

import (
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// loadDelivered reads a delivered document and the version that the address asks for: the delivered one, or an earlier.
func (s *Pages) loadDelivered(c echo.Context) (itemView, workflow.DocumentRun, site.Paper, error) {
	v, err := s.loadItem(c)
	if err != nil {
		return v, workflow.DocumentRun{}, site.Paper{}, err
	}
	doc, err := s.Desk.Delivered(c.Request().Context(), site.ActorOf(c), v.State.ID, v.Item.ID, documentParam(c))
	if err != nil {
		return v, workflow.DocumentRun{}, site.Paper{}, err
	}
	run := v.Item.Document(documentParam(c))
	path := site.ItemPath(v.State.ID, v.Item.ID) + "/dokument/" + string(run.ID)
	p := site.Paper{Words: s.Words(c), Doc: doc, Path: path, File: path + "/fil"}
	number := run.Version
	if asked, err := strconv.Atoi(c.QueryParam("version")); err == nil && asked > 0 && asked < run.Version {
		number = asked
		p.Path += "?version=" + strconv.Itoa(number)
		p.File += "?version=" + strconv.Itoa(number)
	}
	var found bool
	if p.V, found = doc.Version(number); !found {
		return v, run, p, domain.Refuse(domain.NotFound, "version_unknown", domain.Args{"version": number})
	}
	return v, run, p, nil
}

// DeliveredPage is a delivered document to be read, with what its teams can say of it.
func (s *Pages) DeliveredPage(c echo.Context) error {
	v, run, p, err := s.loadDelivered(c)
	if err != nil {
		return err
	}
	if sent, err := s.SendPaper(c, p); sent {
		return err
	}
	reading, err := p.Reading()
	if err != nil {
		return err
	}
	f := s.itemForms(c, v, nil)
	page := pages.Pack{Shell: s.Shell(c, p.Text(p.Doc.About.Title))}
	page.Shell.Kicker, page.Shell.Minutes = p.T("pack.heading"), p.V.Minutes(string(p.Lang))
	page.Shell.Breadcrumb = append(f.crumbs(v.State, true), parts.Link{Label: p.ItemTitle(v.Item), Href: site.ItemPath(v.State.ID, v.Item.ID) + "#" + documentAnchor(run.ID)})
	page.Shell.Audience = f.deliveredAudience(v.State)
	page.Parts = append(page.Parts, p.Notices()...)
	page.Parts = append(page.Parts, f.newerNotice(run, p)...)
	page.Parts = append(page.Parts, parts.SummaryList{Rows: append(p.About(), f.deliveredRows(run, p)...)}, p.Downloads(s.Printer != nil), reading)
	page.Parts = append(page.Parts, f.useWork(run, p)...)
	return s.Render(c, http.StatusOK, page)
}

// newerNotice tells what is new in a version that is newer than the one on the page.
func (f *itemForms) newerNotice(run workflow.DocumentRun, p site.Paper) []templ.Component {
	newest, ok := p.Doc.Newest()
	if !ok || newest.Number <= p.V.Number {
		return nil
	}
	notice := parts.Notice{Heading: f.T("pack.newer", "number", newest.Number), Text: f.Text(newest.Changed)}
	if newest.Number <= run.Version {
		notice.Link = &parts.Link{Label: f.T("pack.read_newest", "number", run.Version), Href: f.paperPath(run.ID)}
	} else {
		notice.Text += " " + f.T("pack.not_delivered")
	}
	return []templ.Component{notice}
}

// deliveredRows are when the version came, and who uses which.
func (f *itemForms) deliveredRows(run workflow.DocumentRun, p site.Paper) []parts.SummaryRow {
	rows := []parts.SummaryRow{
		{Key: f.T("delivery.version"), Text: f.T("pack.version_of", "number", p.V.Number, "date", f.Moment(p.V.At)), Note: f.Text(p.V.Changed)},
		{Key: f.T("pack.delivered"), Text: f.T("delivery.edition", "number", run.Version, "date", run.DeliveredOn)},
	}
	if !run.ReceivedOn.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: f.T("delivery.received"), Text: f.Date(run.ReceivedOn)})
	}
	rows = append(rows, parts.SummaryRow{Key: f.T("delivery.in_use"), Value: pages.Lines(f.useLines(run))})
	for _, other := range p.Doc.Versions {
		if other.Number < run.Version && other.Number != p.V.Number && other.Readable() {
			rows = append(rows, parts.SummaryRow{
				Key: f.T("pack.earlier"), Text: f.T("pack.version", "number", other.Number),
				Actions: []parts.Link{{Label: f.T("pack.read"), Context: " " + f.T("pack.version", "number", other.Number), Href: f.paperPath(run.ID) + "?version=" + strconv.Itoa(other.Number)}},
			})
		}
	}
	return rows
}

// useWork are the buttons of the page: received, and one for each team that does not use the version yet.
func (f *itemForms) useWork(run workflow.DocumentRun, p site.Paper) []templ.Component {
	if p.V.Number != run.Version || !p.V.Readable() {
		return nil
	}
	work := pages.Work{Heading: f.T("pack.use_heading"), Text: f.T("pack.use_lead")}
	path := "dokument/" + string(run.ID) + "/bekraeft"
	from := pages.Hidden{Name: "from", Value: "paper"}
	confirm := workflow.ConfirmDocument{Target: f.target(), Item: f.v.Item.ID, Document: run.ID}
	if f.allowed(confirm) && run.ReceivedOn.IsZero() {
		form := f.confirmForm(path, "", run.Version, "")
		form.Hidden = append(form.Hidden, from)
		work.Forms = append(work.Forms, form)
	}
	for _, team := range f.waitingTeams(run) {
		confirm.InUse, confirm.Team = true, journey.TeamID(team.Value)
		if !f.allowed(confirm) {
			continue
		}
		form := f.confirmForm(path, "", run.Version, "delivery.confirm_in_use")
		form.Hidden = append(form.Hidden, from)
		if team.Value != "" {
			form.Buttons[0].Label = f.T("pack.team_uses", "team", team.Label, "number", run.Version)
			form.Hidden = append(form.Hidden, pages.Hidden{Name: "team", Value: team.Value})
		}
		form.Buttons[0].Kind = parts.Primary
		work.Forms = append(work.Forms, form)
	}
	if len(work.Forms) == 0 {
		return nil
	}
	return []templ.Component{work}
}

func (w *words) deliveredAudience(st workflow.State) parts.Audience {
	a := w.JourneyAudience(st.Municipality)
	a.Note = w.T("pack.audience_delivered")
	return a
}

// DeliveredFile sends the file of a delivered version.
func (s *Pages) DeliveredFile(c echo.Context) error {
	_, _, p, err := s.loadDelivered(c)
	if err != nil {
		return err
	}
	return s.SendContent(c, p.V.Content)
}
