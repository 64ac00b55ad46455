package web

import (
	"bytes"
	"net/http"
	"net/url"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// workbookParam asks a page for its rows as a workbook: "?format=xlsx".
const (
	formatParam = "format"
	xlsx        = "xlsx"
)

// wantsWorkbook tells whether the address asks for the page's rows as a file.
func wantsWorkbook(c echo.Context) bool { return c.QueryParam(formatParam) == xlsx }

// workbookLink leads to the rows of the page as they are filtered now: all of them, not those of one page.
func workbookLink(c echo.Context, w *words) parts.Link {
	address := addressWith(c.Request().URL.Path, c.QueryParams(), url.Values{"side": {""}, formatParam: {xlsx}})
	return parts.Link{Label: w.T("sheet.download"), Href: address, Download: true}
}

// sendWorkbook sends a table as a workbook named after what it holds and the day. To the facts that the caller
// gives it adds who took it out, and when.
func (s *server) sendWorkbook(c echo.Context, name string, t sheet.Table) error {
	w := s.words(c)
	t.About = w.T("sheet.about")
	t.Facts = append([]sheet.Fact{
		{Label: w.T("sheet.holds"), Text: t.Title},
		{Label: w.T("sheet.by"), Text: w.actor.Name},
		{Label: w.T("sheet.at"), Text: w.moment(w.now)},
		{Label: w.T("sheet.count"), Text: w.Integer(len(t.Rows))},
	}, t.Facts...)
	var b bytes.Buffer
	if err := sheet.Write(&b, t); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+"-"+w.today.String()+sheet.Extension+`"`)
	return c.Blob(http.StatusOK, sheet.MIME, b.Bytes())
}
