package web

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

// documentFrame is what surrounds a document on screen.
type documentFrame struct {
	shell  parts.Shell
	before []templ.Component
	after  []templ.Component
}

// documentFiles says where a document's files are, and what they are called without their ending.
type documentFiles struct{ path, name string }

// The formats in which a document can be taken along.
const (
	formatWord     = "docx"
	formatPDF      = "pdf"
	formatMarkdown = "md"
)

// sendDocument shows a document, or sends it as the file that the address asks for.
func (s *server) sendDocument(c echo.Context, d document.Document, frame documentFrame, files documentFiles) error {
	switch c.QueryParam(formatParam) {
	case "":
		return s.showDocument(c, d, frame, files)
	case formatMarkdown:
		return attach(c, files.name+".md", "text/markdown; charset=utf-8", report.Markdown(d))
	case formatWord:
		file, err := report.Docx(d, s.Clock())
		if err != nil {
			return domain.Fault("write a word file", err)
		}
		return attach(c, files.name+".docx", report.ContentTypeWord, file)
	case formatPDF:
		return s.sendPDF(c, d, files)
	default:
		return domain.Refuse(domain.NotFound, "not_found", nil)
	}
}

func (s *server) showDocument(c echo.Context, d document.Document, frame documentFrame, files documentFiles) error {
	frame.shell.Heading, frame.shell.Kicker = d.Title, d.Kicker
	page := pages.Document{Shell: frame.shell, Document: d, Before: frame.before, After: frame.after}
	page.Downloads, page.Missing = s.documentLinks(c, files)
	return s.render(c, http.StatusOK, page)
}

// documentLinks are the files in which a document can be had, and what is missing here.
func (s *server) documentLinks(c echo.Context, files documentFiles) (links []parts.Link, missing string) {
	lang := catalogue.From(c.Request().Context())
	for _, format := range []string{formatWord, formatPDF, formatMarkdown} {
		if format == formatPDF && s.Printer == nil {
			missing = lang.T("document.no_pdf")
			continue
		}
		links = append(links, parts.Link{Label: lang.T("document." + format), Href: files.path + "?" + formatParam + "=" + format, Download: true})
	}
	return links, missing
}

// sendPDF prints the document. Nothing of the request reaches the browser: it gets the page that was made here.
func (s *server) sendPDF(c echo.Context, d document.Document, files documentFiles) error {
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
	return attach(c, files.name+".pdf", "application/pdf", file)
}

// attach sends a file to be kept.
func attach(c echo.Context, name, kind string, content []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Blob(http.StatusOK, kind, content)
}
