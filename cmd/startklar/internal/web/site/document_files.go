package site

import (
	"bytes"
	"context"
	"net/http"

	"startklar/cmd/startklar/internal/report"
	"startklar/domain"
	"startklar/domain/document"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// Printer prints a page as PDF; package report implements it. The page is given whole, never as an address.
type Printer interface {
	PDF(ctx context.Context, html string) ([]byte, error)
}

// DocumentFrame is what surrounds a document on screen.
type DocumentFrame struct {
	Shell  parts.Shell
	Before []templ.Component
	after  []templ.Component
}

// DocumentFiles says where a document's files are, and what they are called without their ending.
type DocumentFiles struct{ Path, Name string }

// The formats in which a document can be taken along.
const (
	formatWord     = "docx"
	FormatPDF      = "pdf"
	formatMarkdown = "md"
)

// SendDocument shows a document, or sends it as the file that the address asks for.
func (s *Site) SendDocument(c echo.Context, d document.Document, frame DocumentFrame, files DocumentFiles) error {
	switch c.QueryParam(FormatParam) {
	case "":
		return s.showDocument(c, d, frame, files)
	case formatMarkdown:
		return Attach(c, files.Name+".md", "text/markdown; charset=utf-8", report.Markdown(d))
	case formatWord:
		file, err := report.Docx(d, s.Clock())
		if err != nil {
			return domain.Fault("write a word file", err)
		}
		return Attach(c, files.Name+".docx", report.ContentTypeWord, file)
	case FormatPDF:
		return s.sendPDF(c, d, files)
	default:
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
}

func (s *Site) showDocument(c echo.Context, d document.Document, frame DocumentFrame, files DocumentFiles) error {
	frame.Shell.Heading, frame.Shell.Kicker = d.Title, d.Kicker
	page := pages.Document{Shell: frame.Shell, Document: d, Before: frame.Before, After: frame.after}
	page.Downloads, page.Missing = s.DocumentLinks(c, files)
	return s.Render(c, http.StatusOK, page)
}

// DocumentLinks are the files in which a document can be had, and what is missing here.
func (s *Site) DocumentLinks(c echo.Context, files DocumentFiles) (links []parts.Link, missing string) {
	lang := catalogue.From(c.Request().Context())
	for _, format := range []string{formatWord, FormatPDF, formatMarkdown} {
		if format == FormatPDF && s.Printer == nil {
			missing = lang.T("document.no_pdf")
			continue
		}
		links = append(links, parts.Link{Label: lang.T("document." + format), Href: files.Path + "?" + FormatParam + "=" + format, Download: true})
	}
	return links, missing
}

// sendPDF prints the document. Nothing of the request reaches the browser: it gets the page that was made here.
func (s *Site) sendPDF(c echo.Context, d document.Document, files DocumentFiles) error {
	if s.Printer == nil {
		return domain.Refuse(domain.Unavailable, "pdf_missing", nil)
	}
	ctx := c.Request().Context()
	var html bytes.Buffer
	if err := (pages.Paper{Document: d, Style: report.PaperStyle()}).Render(ctx, &html); err != nil {
		return err
	}
	file, err := s.Printer.PDF(ctx, html.String())
	if err != nil {
		return err
	}
	return Attach(c, files.Name+".pdf", "application/pdf", file)
}

// Attach sends a file to be kept.
func Attach(c echo.Context, name, kind string, content []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind, content)
}
