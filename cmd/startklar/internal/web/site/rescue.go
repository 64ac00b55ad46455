package site

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// rescue shows what somebody wrote in a form that could not be carried out, instead of an error page that
// has lost it: the session ran out, a right was taken away, the store is down. It is nil where nothing was
// written, and for a form that another site sent.
func (s *Site) rescue(c echo.Context, status int, refusal *domain.Error) *pages.Rescue {
	if c.Request().Method != http.MethodPost || refusal.Key == "cross_origin" || refusal.Key == "body_too_large" {
		return nil
	}
	if isMultipart(c.Request()) && c.Request().Form == nil {
		if _, err := s.ReadUpload(c.Request()); err != nil || isMultipart(c.Request()) {
			return nil
		}
	}
	values, err := c.FormParams()
	if err != nil {
		return nil
	}
	texts := s.Words(c).writtenTexts(values)
	if len(texts) == 0 {
		return nil
	}
	w := s.Words(c)
	page := &pages.Rescue{
		Shell: s.Shell(c, w.T("rescue.heading")), Message: ErrorText(c.Request().Context(), refusal), Texts: texts,
		Again: pages.Form{
			Action: c.Request().URL.RequestURI(), Command: parts.HiddenCommand{ClientKey: c.FormValue("client_key")},
			Hidden: sentAgain(values), Buttons: parts.Buttons{{Label: w.T("rescue.again"), Kind: parts.Secondary}},
		},
		Home: parts.Link{Label: w.T("page.error.home"), Href: "/"},
	}
	page.Shell.Audience = parts.Audience{Note: w.T("rescue.audience")}
	if status == http.StatusUnauthorized {
		page.SignIn = "/log-ind?" + url.Values{"retur": {formPage(c)}}.Encode()
	}
	return page
}

// formPage is the page on which a posted form stood, as the browser says: many forms are sent to an address that
// cannot be opened. Without a word from the browser it is the step, where there is one, or the front page.
func formPage(c echo.Context) string {
	if from, err := url.Parse(c.Request().Referer()); err == nil && from.Host == c.Request().Host && from.Path != "" {
		return LocalPath(from.RequestURI())
	}
	if c.Param("item") == "" {
		return "/"
	}
	return ItemPath(JourneyParam(c), ItemParam(c))
}

// sentAgain carries a form's values over to the form that sends them once more.
func sentAgain(values url.Values) []pages.Hidden {
	var all []pages.Hidden
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if name == "client_key" || name == "base_revision" {
			continue
		}
		for _, value := range values[name] {
			all = append(all, pages.Hidden{Name: name, Value: Plain(value)})
		}
	}
	return all
}

// mostInputs bounds what is looked through of a form that nobody is signed in for: no page of ours has more.
const mostInputs = 2000

// writtenInputs are the inputs beside answers in which people write.
var writtenInputs = []string{"reason", "note", "place", "changed", "changed_en", "body", "body_en"}

// writtenTexts finds what a person wrote in a form: answers that they touched, reasons and notes.
func (w *Words) writtenTexts(values url.Values) []parts.Field {
	var all []parts.Field
	add := func(name, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		all = append(all, parts.Field{
			Kind: parts.TextArea, Name: "kept." + name, Label: w.T("rescue.text", "name", name), Value: Plain(text), ReadOnly: true,
		})
	}
	names := slices.Sorted(maps.Keys(values))
	if len(names) > mostInputs {
		names = names[:mostInputs]
	}
	for _, name := range names {
		id, isRevision := strings.CutPrefix(name, pages.RevisionPrefix)
		switch {
		case slices.Contains(writtenInputs, name):
			add(w.T("rescue."+name), values.Get(name))
		case isRevision && values.Has(pages.ConflictName(id)+"mine"):
			add(id, values.Get(pages.ConflictName(id)+"mine")+"\n\n"+values.Get(pages.FieldName(id)))
		case isRevision && Fingerprint(Plain(values.Get(pages.FieldName(id)))) != values.Get(pages.WasPrefix+id):
			add(id, values.Get(pages.FieldName(id))+cells(values, names, id))
		}
	}
	return all
}

// cells joins what stands in a small table.
func cells(values url.Values, names []string, id string) string {
	prefix := pages.FieldName(id) + "."
	var all []string
	for _, name := range names {
		if strings.HasPrefix(name, prefix) && values.Get(name) != "" {
			all = append(all, values.Get(name))
		}
	}
	return strings.Join(all, " · ")
}
