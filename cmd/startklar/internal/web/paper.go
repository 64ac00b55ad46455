package web

import (
	"bytes"
	"net/http"
	"strconv"

	"startklar/cmd/startklar/internal/markdown"
	"startklar/cmd/startklar/internal/report"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/starterpack"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// paper is one version of a document on its way to a page.
type paper struct {
	*words
	doc starterpack.Document
	v   starterpack.Version
	// path is where the version is read, with the query that chooses it; file is where its file is.
	path, file string
}

// notices say what the reader has to know before reading: an example, a version that no longer holds.
func (p paper) notices() []templ.Component {
	var all []templ.Component
	if p.v.Withdrawn != nil {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Heading: p.T("pack.withdrawn", "number", p.v.Number), Text: p.v.Withdrawn.Reason})
	}
	if p.v.Erased {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Text: p.T("pack.erased")})
	}
	if p.v.Example {
		all = append(all, parts.Notice{Heading: p.T("pack.example"), Text: p.T("pack.example_text")})
	}
	return all
}

// about are purpose, readers and place in the effort model.
func (p paper) about() []parts.SummaryRow {
	rows := []parts.SummaryRow{
		{Key: p.T("pack.purpose"), Text: p.text(p.doc.About.Purpose)},
		{Key: p.T("pack.audience"), Text: p.text(p.doc.About.Audience)},
		{Key: p.T("pack.serves"), Text: p.text(p.doc.About.Serves)},
	}
	kept := rows[:0]
	for _, r := range rows {
		if r.Text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// downloads are the ways to take the version along.
func (p paper) downloads(printer bool) pages.LinkRow {
	if !p.v.Readable() {
		return nil
	}
	var all pages.LinkRow
	if f := p.v.File; f != nil {
		all = append(all, parts.Link{Label: p.T("pack.file", "name", f.Name, "size", p.size(f.Size)), Href: p.file, Download: true})
	}
	if !p.v.Text.IsZero() {
		all = append(all, parts.Link{Label: p.T("document.md"), Href: addressWith(p.path, nil, map[string][]string{formatParam: {formatMarkdown}}), Download: true})
		if printer {
			all = append(all, parts.Link{Label: p.T("document.pdf"), Href: addressWith(p.path, nil, map[string][]string{formatParam: {formatPDF}}), Download: true})
		}
	}
	return all
}

// size writes bytes as people do.
func (w *words) size(bytes int64) string {
	if bytes < 1<<20 {
		return w.T("pack.kb", "number", max(1, bytes>>10))
	}
	return w.T("pack.mb", "number", (bytes+1<<19)>>20)
}

// text is the version's text as a page shows it.
func (p paper) reading() (pages.PaperText, error) {
	html, err := markdown.Render(p.text(p.v.Text))
	made := pages.PaperText{HTML: html}
	if p.v.Text.EN == "" && string(p.Lang) == "en" {
		made.Lang = "da"
	}
	return made, err
}

// sendPaper sends the version as the file that the address asks for; sent is false where it asks for none.
func (s *server) sendPaper(c echo.Context, p paper) (sent bool, err error) {
	format := c.QueryParam(formatParam)
	if format == "" {
		return false, nil
	}
	if !p.v.Readable() || p.v.Text.IsZero() || format != formatMarkdown && format != formatPDF {
		return true, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	name := p.doc.ID.Document() + "-" + strconv.Itoa(p.v.Number)
	if format == formatMarkdown {
		text := "# " + p.text(p.doc.About.Title) + "\n\n" + p.markOf() + "\n\n" + p.text(p.v.Text)
		return true, attach(c, name+".md", "text/markdown; charset=utf-8", []byte(text))
	}
	return true, s.printPaper(c, p, name)
}

// markOf says which version it is, and that it is an example where it is one.
func (p paper) markOf() string {
	if p.v.Example {
		return p.T("pack.version_example", "number", p.v.Number)
	}
	return p.T("pack.version", "number", p.v.Number)
}

// printPaper prints the version with the browser, if there is one: a tagged PDF.
func (s *server) printPaper(c echo.Context, p paper, name string) error {
	if s.Printer == nil {
		return domain.Refuse(domain.Unavailable, "pdf_missing", nil)
	}
	reading, err := p.reading()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	var html bytes.Buffer
	err = pages.PrintedPaper{
		Title: p.text(p.doc.About.Title), Lang: string(p.Lang), Kicker: p.T("pack.heading"), Style: report.PaperStyle(), Notes: []string{p.markOf()}, HTML: reading.HTML,
	}.Render(ctx, &html)
	if err != nil {
		return err
	}
	file, err := s.Printer.PDF(ctx, html.String())
	if err != nil {
		return err
	}
	return attach(c, name+".pdf", "application/pdf", file)
}

// loadDelivered reads a delivered document and the version that the address asks for: the delivered one, or an earlier.
func (s *server) loadDelivered(c echo.Context) (itemView, workflow.DocumentRun, paper, error) {
	v, err := s.loadItem(c)
	if err != nil {
		return v, workflow.DocumentRun{}, paper{}, err
	}
	doc, err := s.Desk.Delivered(c.Request().Context(), actorOf(c), v.State.ID, v.Item.ID, documentParam(c))
	if err != nil {
		return v, workflow.DocumentRun{}, paper{}, err
	}
	run := v.Item.Document(documentParam(c))
	path := ItemPath(v.State.ID, v.Item.ID) + "/dokument/" + string(run.ID)
	p := paper{words: s.words(c), doc: doc, path: path, file: path + "/fil"}
	number := run.Version
	if asked, err := strconv.Atoi(c.QueryParam("version")); err == nil && asked > 0 && asked < run.Version {
		number = asked
		p.path += "?version=" + strconv.Itoa(number)
		p.file += "?version=" + strconv.Itoa(number)
	}
	var found bool
	if p.v, found = doc.Version(number); !found {
		return v, run, p, domain.Refuse(domain.NotFound, "version_unknown", domain.Args{"version": number})
	}
	return v, run, p, nil
}

// deliveredPage is a delivered document to be read, with what its teams can say of it.
func (s *server) deliveredPage(c echo.Context) error {
	v, run, p, err := s.loadDelivered(c)
	if err != nil {
		return err
	}
	if sent, err := s.sendPaper(c, p); sent {
		return err
	}
	reading, err := p.reading()
	if err != nil {
		return err
	}
	f := s.itemForms(c, v, nil)
	page := pages.Pack{Shell: s.shell(c, p.text(p.doc.About.Title))}
	page.Shell.Kicker, page.Shell.Minutes = p.T("pack.heading"), p.v.Minutes(string(p.Lang))
	page.Shell.Breadcrumb = append(p.crumbs(v.State, true), parts.Link{Label: p.itemTitle(v.Item), Href: ItemPath(v.State.ID, v.Item.ID) + "#" + documentAnchor(run.ID)})
	page.Shell.Audience = p.deliveredAudience(v.State)
	page.Parts = append(page.Parts, p.notices()...)
	page.Parts = append(page.Parts, f.newerNotice(run, p)...)
	page.Parts = append(page.Parts, parts.SummaryList{Rows: append(p.about(), f.deliveredRows(run, p)...)}, p.downloads(s.Printer != nil), reading)
	page.Parts = append(page.Parts, f.useWork(run, p)...)
	return s.render(c, http.StatusOK, page)
}

// newerNotice tells what is new in a version that is newer than the one on the page.
func (f *itemForms) newerNotice(run workflow.DocumentRun, p paper) []templ.Component {
	newest, ok := p.doc.Newest()
	if !ok || newest.Number <= p.v.Number {
		return nil
	}
	notice := parts.Notice{Heading: f.T("pack.newer", "number", newest.Number), Text: f.text(newest.Changed)}
	if newest.Number <= run.Version {
		notice.Link = &parts.Link{Label: f.T("pack.read_newest", "number", run.Version), Href: f.paperPath(run.ID)}
	} else {
		notice.Text += " " + f.T("pack.not_delivered")
	}
	return []templ.Component{notice}
}

// deliveredRows are when the version came, and who uses which.
func (f *itemForms) deliveredRows(run workflow.DocumentRun, p paper) []parts.SummaryRow {
	rows := []parts.SummaryRow{
		{Key: f.T("delivery.version"), Text: f.T("pack.version_of", "number", p.v.Number, "date", f.moment(p.v.At)), Note: f.text(p.v.Changed)},
		{Key: f.T("pack.delivered"), Text: f.T("delivery.edition", "number", run.Version, "date", run.DeliveredOn)},
	}
	if !run.ReceivedOn.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: f.T("delivery.received"), Text: f.date(run.ReceivedOn)})
	}
	rows = append(rows, parts.SummaryRow{Key: f.T("delivery.in_use"), Value: pages.Lines(f.useLines(run))})
	for _, other := range p.doc.Versions {
		if other.Number < run.Version && other.Number != p.v.Number && other.Readable() {
			rows = append(rows, parts.SummaryRow{
				Key: f.T("pack.earlier"), Text: f.T("pack.version", "number", other.Number),
				Actions: []parts.Link{{Label: f.T("pack.read"), Context: " " + f.T("pack.version", "number", other.Number), Href: f.paperPath(run.ID) + "?version=" + strconv.Itoa(other.Number)}},
			})
		}
	}
	return rows
}

// useWork are the buttons of the page: received, and one for each team that does not use the version yet.
func (f *itemForms) useWork(run workflow.DocumentRun, p paper) []templ.Component {
	if p.v.Number != run.Version || !p.v.Readable() {
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
	a := w.journeyAudience(st.Municipality)
	a.Note = w.T("pack.audience_delivered")
	return a
}

// deliveredFile sends the file of a delivered version.
func (s *server) deliveredFile(c echo.Context) error {
	_, _, p, err := s.loadDelivered(c)
	if err != nil {
		return err
	}
	return s.sendContent(c, p.v.Content)
}

func (s *server) sendContent(c echo.Context, content starterpack.Content) error {
	data, err := s.Desk.PackFile(c.Request().Context(), content)
	if err != nil {
		return err
	}
	return sendFile(c, content.File, data)
}
