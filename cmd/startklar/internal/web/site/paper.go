package site

import (
	"bytes"
	"strconv"

	"startklar/cmd/startklar/internal/markdown"
	"startklar/cmd/startklar/internal/report"
	"startklar/domain"
	"startklar/domain/starterpack"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// SendContent sends the file of a version of the starter pack.
func (s *Site) SendContent(c echo.Context, content starterpack.Content) error {
	data, err := s.Desk.PackFile(c.Request().Context(), content)
	if err != nil {
		return err
	}
	return sendFile(c, content.File, data)
}

// printPaper prints the version with the browser, if there is one: a tagged PDF.
func (s *Site) printPaper(c echo.Context, p Paper, name string) error {
	if s.Printer == nil {
		return domain.Refuse(domain.Unavailable, "pdf_missing", nil)
	}
	reading, err := p.Reading()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	var html bytes.Buffer
	err = pages.PrintedPaper{
		Title: p.Text(p.Doc.About.Title), Lang: string(p.Lang), Kicker: p.T("pack.heading"), Style: report.PaperStyle(), Notes: []string{p.markOf()}, HTML: reading.HTML,
	}.Render(ctx, &html)
	if err != nil {
		return err
	}
	file, err := s.Printer.PDF(ctx, html.String())
	if err != nil {
		return err
	}
	return Attach(c, name+".pdf", "application/pdf", file)
}

// markOf says which version it is, and that it is an example where it is one.
func (p Paper) markOf() string {
	if p.V.Example {
		return p.T("pack.version_example", "number", p.V.Number)
	}
	return p.T("pack.version", "number", p.V.Number)
}

// SendPaper sends the version as the file that the address asks for; sent is false where it asks for none.
func (s *Site) SendPaper(c echo.Context, p Paper) (sent bool, err error) {
	format := c.QueryParam(FormatParam)
	if format == "" {
		return false, nil
	}
	if !p.V.Readable() || p.V.Text.IsZero() || format != formatMarkdown && format != FormatPDF {
		return true, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	name := p.Doc.ID.Document() + "-" + strconv.Itoa(p.V.Number)
	if format == formatMarkdown {
		text := "# " + p.Text(p.Doc.About.Title) + "\n\n" + p.markOf() + "\n\n" + p.Text(p.V.Text)
		return true, Attach(c, name+".md", "text/markdown; charset=utf-8", []byte(text))
	}
	return true, s.printPaper(c, p, name)
}

// Reading is the version's text as a page shows it.
func (p Paper) Reading() (pages.PaperText, error) {
	html, err := markdown.Render(p.Text(p.V.Text))
	made := pages.PaperText{HTML: html}
	if p.V.Text.EN == "" && string(p.Lang) == "en" {
		made.Lang = "da"
	}
	return made, err
}

// Downloads are the ways to take the version along.
func (p Paper) Downloads(printer bool) pages.LinkRow {
	if !p.V.Readable() {
		return nil
	}
	var all pages.LinkRow
	if f := p.V.File; f != nil {
		all = append(all, parts.Link{Label: p.T("pack.file", "name", f.Name, "size", p.Size(f.Size)), Href: p.File, Download: true})
	}
	if !p.V.Text.IsZero() {
		all = append(all, parts.Link{Label: p.T("document.md"), Href: AddressWith(p.Path, nil, map[string][]string{FormatParam: {formatMarkdown}}), Download: true})
		if printer {
			all = append(all, parts.Link{Label: p.T("document.pdf"), Href: AddressWith(p.Path, nil, map[string][]string{FormatParam: {FormatPDF}}), Download: true})
		}
	}
	return all
}

// About are purpose, readers and place in the effort model.
func (p Paper) About() []parts.SummaryRow {
	rows := []parts.SummaryRow{
		{Key: p.T("pack.purpose"), Text: p.Text(p.Doc.About.Purpose)},
		{Key: p.T("pack.audience"), Text: p.Text(p.Doc.About.Audience)},
		{Key: p.T("pack.serves"), Text: p.Text(p.Doc.About.Serves)},
	}
	kept := rows[:0]
	for _, r := range rows {
		if r.Text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// Notices say what the reader has to know before reading: an example, a version that no longer holds.
func (p Paper) Notices() []templ.Component {
	var all []templ.Component
	if p.V.Withdrawn != nil {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Heading: p.T("pack.withdrawn", "number", p.V.Number), Text: p.V.Withdrawn.Reason})
	}
	if p.V.Erased {
		all = append(all, parts.Notice{Kind: parts.NoticeWarning, Text: p.T("pack.erased")})
	}
	if p.V.Example {
		all = append(all, parts.Notice{Heading: p.T("pack.example"), Text: p.T("pack.example_text")})
	}
	return all
}

// Paper is one version of a document on its way to a page.
type Paper struct {
	*Words
	Doc starterpack.Document
	V   starterpack.Version
	// path is where the version is read, with the query that chooses it; file is where its file is.
	Path, File string
}
