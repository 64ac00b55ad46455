package cases

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// The names of the form's fields. A municipality's own first line is lineName and its code.
const (
	templateName = "linje"
	lineName     = "linje-"
)

// placeHole is what a template for the first line has in place of a municipality's name.
const placeHole = "{{kommune}}"

// bulkLetter is a message to several municipalities on its way: it lives in the form until it is sent.
type bulkLetter struct {
	codes []municipality.Code
	// everybody tells that it goes to the project leaders as well as to the leaders.
	everybody               bool
	template, subject, text string
	// lines are the first lines that somebody changed for one municipality.
	lines map[municipality.Code]string
}

// readBulk reads the letter from an address or a form. Municipalities that the writer does not carry are left out.
func readBulk(w *words, values url.Values) bulkLetter {
	b := bulkLetter{
		everybody: values.Get(site.RolesName) == "alle", template: cmp.Or(values.Get(templateName), w.T("bulk.template", "hole", placeHole)),
		subject: values.Get(site.SubjectName), text: values.Get(site.TextName), lines: map[municipality.Code]string{},
	}
	for _, text := range values[site.PlacesName] {
		code := municipality.Code(text)
		if policy.Check(w.Actor, policy.WriteToMany, code) != nil || slices.Contains(b.codes, code) || site.PlaceName(code) == "" {
			continue
		}
		b.codes = append(b.codes, code)
		if line, sent := values[lineName+text]; sent && line[0] != b.line(code) {
			b.lines[code] = line[0]
		}
	}
	return b
}

// line is a municipality's first line: its own, or the template with its name in it.
func (b bulkLetter) line(code municipality.Code) string {
	if own, ok := b.lines[code]; ok {
		return own
	}
	return strings.ReplaceAll(b.template, placeHole, site.PlaceName(code))
}

func (b bulkLetter) roles() []person.Role {
	if b.everybody {
		return []person.Role{person.MunicipalLeader, person.MunicipalMember}
	}
	return []person.Role{person.MunicipalLeader}
}

// audiences are whom it goes to.
func (b bulkLetter) audiences() (to []message.Audience) {
	for _, code := range b.codes {
		for _, role := range b.roles() {
			to = append(to, message.Audience{Role: role, Municipality: code, Line: b.line(code)})
		}
	}
	return to
}

// hidden carries the letter from one form to the next; what the form has fields of its own for is left out.
func (b bulkLetter) hidden(without ...string) (fields []pages.Hidden) {
	add := func(name, value string) {
		if !slices.Contains(without, name) {
			fields = append(fields, pages.Hidden{Name: name, Value: value})
		}
	}
	for _, code := range b.codes {
		add(site.PlacesName, string(code))
		if own, ok := b.lines[code]; ok && !slices.Contains(without, lineName) {
			add(lineName+string(code), own)
		}
	}
	add(site.RolesName, b.rolesValue())
	add(templateName, b.template)
	add(site.SubjectName, b.subject)
	add(site.TextName, b.text)
	return fields
}

func (b bulkLetter) rolesValue() string {
	if b.everybody {
		return "alle"
	}
	return "ledere"
}

// bulk reads the letter of a request, from those who may write to many.
func (s *Pages) bulk(c echo.Context) (bulkLetter, error) {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.WriteToMany); err != nil {
		return bulkLetter{}, err
	}
	values, err := c.FormParams()
	if err != nil {
		return bulkLetter{}, err
	}
	return readBulk(w, values), nil
}

// BulkWritePage is where a message to many is written.
func (s *Pages) BulkWritePage(c echo.Context) error {
	b, err := s.bulk(c)
	if err != nil {
		return err
	}
	return s.showBulkWrite(c, b, nil)
}

func (s *Pages) showBulkWrite(c echo.Context, b bulkLetter, errs []parts.FieldError) error {
	w := s.words(c)
	page := pages.BulkWrite{Shell: s.bulkShell(c, w.T("bulk.heading")), ToHeading: w.T("bulk.to", "count", len(b.codes))}
	page.Shell.Errors = errs
	if len(b.codes) == 0 {
		page.Empty = &parts.EmptyState{
			Heading: w.T("bulk.nobody"), Text: w.T("bulk.nobody_text"), Action: &parts.Button{Label: w.T("cases.heading"), Href: site.CasesPath},
		}
		return s.Render(c, http.StatusOK, page)
	}
	for _, code := range b.codes {
		page.To = append(page.To, site.PlaceName(code))
	}
	page.Form = pages.Form{
		Action: site.BulkPath + "/se", Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)},
		Hidden: b.hidden(site.RolesName, templateName, site.SubjectName, site.TextName),
		Fields: b.fields(w, errs), Buttons: parts.Buttons{{Label: w.T("bulk.preview")}},
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (b bulkLetter) fields(w *words, errs []parts.FieldError) []parts.Field {
	fields := []parts.Field{
		{Kind: parts.Radio, Name: site.RolesName, Label: w.T("bulk.roles"), Value: b.rolesValue(), Options: []parts.Option{
			{Value: "ledere", Label: w.T("bulk.leaders")}, {Value: "alle", Label: w.T("bulk.leaders_members")},
		}},
		{Name: templateName, Label: w.T("bulk.line"), Hint: w.T("bulk.line_hint", "hole", placeHole), Value: b.template, Width: parts.Full, MaxLength: message.MaxLine},
		{Name: site.SubjectName, Label: w.T("messages.subject"), Value: b.subject, Width: parts.Full, MaxLength: message.MaxSubject},
		{Kind: parts.TextArea, Name: site.TextName, Label: w.T("messages.text"), Hint: w.T("messages.text_hint"), Value: b.text, Width: parts.Full, Rows: 10, MaxLength: message.MaxText},
	}
	for n := range fields {
		for _, e := range errs {
			if e.FieldID == fields[n].Name {
				fields[n].Error = e.Message
			}
		}
	}
	return fields
}

func (s *Pages) bulkShell(c echo.Context, heading string) parts.Shell {
	w := s.words(c)
	shell := s.Shell(c, heading)
	shell.Breadcrumb = []parts.Link{{Label: w.T("cases.heading"), Href: site.CasesPath}}
	shell.Audience = parts.Audience{Readers: []string{w.T("bulk.audience")}, Note: w.T("bulk.audience_note")}
	return shell
}

// BulkPreviewPage shows what each municipality gets. A letter without words goes back to where it is written.
func (s *Pages) BulkPreviewPage(c echo.Context) error {
	b, err := s.bulk(c)
	if err != nil {
		return err
	}
	if err := (message.Post{ID: "-", To: b.audiences(), Subject: b.subject, Text: b.text}).Check(); err != nil {
		return s.bulkRefused(c, b, err)
	}
	return s.showBulkPreview(c, b, nil)
}

// bulkRefused shows the letter once more with what was wrong: where it is written, or, if it is one municipality's
// first line, where that stands.
func (s *Pages) bulkRefused(c echo.Context, b bulkLetter, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	c.Response().Status = site.Statuses[e.Code]
	field := e.Field
	if n, ok := strings.CutPrefix(field, "line_"); ok {
		code := b.lineAt(n)
		if _, own := b.lines[code]; own {
			return s.showBulkPreview(c, b, []parts.FieldError{{FieldID: lineName + string(code), Message: site.ErrorText(c.Request().Context(), e)}})
		}
		field = templateName
	}
	return s.showBulkWrite(c, b, []parts.FieldError{{FieldID: field, Message: site.ErrorText(c.Request().Context(), e)}})
}

// lineAt is the municipality of the n-th audience, counted in digits.
func (b bulkLetter) lineAt(n string) municipality.Code {
	for at, to := range b.audiences() {
		if nonZero(at) == n || at == 0 && n == "0" {
			return to.Municipality
		}
	}
	return ""
}

func (s *Pages) showBulkPreview(c echo.Context, b bulkLetter, errs []parts.FieldError) error {
	w := s.words(c)
	people, err := s.Desk.People(w.Ctx)
	if err != nil {
		return err
	}
	page := pages.BulkPreview{
		Shell: s.bulkShell(c, w.T("bulk.preview_heading")), Action: site.BulkPath + "/send", Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)},
		Hidden: b.hidden(site.PlacesName, lineName), Subject: b.subject, Text: b.text,
		Buttons: parts.Buttons{
			{Label: w.T("bulk.send", "count", len(b.codes))},
			{Label: w.T("bulk.again"), Kind: parts.Secondary, Action: site.BulkPath + "/se"},
			{Label: w.T("bulk.change"), Kind: parts.Secondary, Action: site.BulkPath},
		},
	}
	page.Shell.Lead, page.Shell.Errors = w.T("bulk.preview_lead", "minutes", int(message.UndoTime.Minutes())), errs
	for _, code := range b.codes {
		page.Letters = append(page.Letters, b.letter(w, code, readersIn(people, code, b.roles()), errs))
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (b bulkLetter) letter(w *words, code municipality.Code, readers []string, errs []parts.FieldError) pages.BulkLetter {
	name := site.PlaceName(code)
	made := pages.BulkLetter{
		Code: string(code), Name: name, Readers: w.T("bulk.readers", "names", w.List(readers)), First: b.line(code),
		Keep: parts.Field{
			Kind: parts.Checkbox, Name: site.PlacesName, ID: site.PlacesName + "-" + string(code), Label: w.T("bulk.keep", "place", name), HideLabel: true,
			Values: []string{string(code)}, Options: []parts.Option{{Value: string(code), Label: w.T("bulk.keep", "place", name)}},
		},
		Line: parts.Field{Name: lineName + string(code), Label: w.T("bulk.line_for", "place", name), Value: b.line(code), Width: parts.Full, MaxLength: message.MaxLine},
	}
	if len(readers) == 0 {
		made.Nobody, made.Readers = true, w.T("bulk.readers_none")
	}
	for _, e := range errs {
		if e.FieldID == made.Line.Name {
			made.Line.Error = e.Message
		}
	}
	return made
}

// readersIn names those who have one of the roles in a municipality now.
func readersIn(people []view.PersonRow, code municipality.Code, roles []person.Role) (names []string) {
	for _, p := range people {
		if slices.Contains(roles, p.Role) && slices.Contains(p.Municipalities, code) {
			names = append(names, p.Name)
		}
	}
	return names
}

// SendBulk sends the letter: one message with a first line for each municipality.
func (s *Pages) SendBulk(c echo.Context) error {
	b, err := s.bulk(c)
	if err != nil {
		return err
	}
	if len(b.codes) == 0 {
		return s.showBulkWrite(c, b, nil)
	}
	id := site.LetterID(c)
	post := message.Post{ID: id, To: b.audiences(), Subject: b.subject, Text: b.text}
	if _, err := s.Desk.Do(c.Request().Context(), site.ActorOf(c), c.FormValue("client_key"), post); err != nil {
		return s.bulkRefused(c, b, err)
	}
	return site.SeeOther(c, sentPath(id))
}

func sentPath(id string) string { return site.BulkPath + "/" + url.PathEscape(id) }
