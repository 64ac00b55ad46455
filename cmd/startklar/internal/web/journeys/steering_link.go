package journeys

import (
	"net/http"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func linkPath(c echo.Context) string { return "/styregruppe/" + c.Param("token") }

// thanksParam tells the page that the answer has been stored.
const thanksParam = "tak"

// SheetByLink is the first page of a link: it says what it leads to and asks for a press. Opening it by itself, as
// mail programs do, shows and counts nothing.
func (s *Pages) SheetByLink(c echo.Context) error {
	member, _, err := s.steeringMember(c)
	if err != nil {
		return s.deadLink(c)
	}
	lang := catalogue.From(c.Request().Context())
	shell := s.linkShell(c, member, lang.T("steering.sheet"))
	prompt := pages.LinkPrompt{Text: lang.T("steering.link_lead", "name", member.Name), Form: &pages.Form{
		Action: linkPath(c), Buttons: parts.Buttons{{Label: lang.T("steering.link_open")}},
	}}
	if c.QueryParam(thanksParam) != "" {
		shell.Notices = append(shell.Notices, parts.Notice{Kind: parts.NoticeSuccess, Heading: lang.T("steering.thanks"), Text: lang.T("steering.thanks_text")})
		prompt.Text = lang.T("steering.thanks_lead")
		prompt.Form.Buttons = parts.Buttons{{Label: lang.T("steering.link_again"), Kind: parts.Secondary}}
	} else {
		shell.Minutes = 10
	}
	return s.Render(c, http.StatusOK, pages.Document{Shell: shell, Before: []templ.Component{prompt}})
}

// steeringMember finds who holds the link of the address.
func (s *Pages) steeringMember(c echo.Context) (person.Actor, journey.ID, error) {
	return s.Desk.SteeringMember(c.Request().Context(), link.Hash(c.Param("token")), s.words(c).Today)
}

// deadLink is the same page for a link that never was, was withdrawn, or has run out.
func (s *Pages) deadLink(c echo.Context) error {
	lang := catalogue.From(c.Request().Context())
	shell := s.Shell(c, lang.T("steering.dead"))
	shell.Audience = parts.Audience{Readers: []string{lang.T("about.audience")}}
	return s.Render(c, http.StatusNotFound, pages.Document{Shell: shell, Before: []templ.Component{pages.LinkPrompt{Text: lang.T("steering.dead_text")}}})
}

// linkShell surrounds a page of somebody who has no account: nobody is signed in here, whoever else the browser
// knows.
func (s *Pages) linkShell(c echo.Context, member person.Actor, heading string) parts.Shell {
	lang := catalogue.From(c.Request().Context())
	m, _ := municipality.Get(member.Municipalities[0])
	return parts.Shell{
		Languages: site.LanguageLinks(c), Heading: heading, Kicker: lang.T("steering.link_kicker", "place", m.Name, "name", member.Name), Home: linkPath(c),
		Audience: parts.Audience{
			Readers: []string{lang.T("audience.municipality", "place", m.Name), lang.T("steering.audience_members"), lang.T("audience.consultant"), lang.T("audience.star")},
			Note:    lang.T("steering.audience_link"),
		},
	}
}

// OpenSheet shows the sheet to whoever holds the link, with their administration's answer below it.
func (s *Pages) OpenSheet(c echo.Context) error {
	return s.showSheet(c, nil, false)
}

func (s *Pages) showSheet(c echo.Context, errs []parts.FieldError, changed bool) error {
	member, id, err := s.steeringMember(c)
	if err != nil {
		return s.deadLink(c)
	}
	v, err := s.Desk.Steering(c.Request().Context(), member, id)
	if err != nil {
		return err
	}
	w := s.words(c)
	d := w.sheet(v)
	page := pages.Document{Shell: s.linkShell(c, member, d.doc.Title), Document: d.doc}
	page.Shell.Lead, page.Shell.Errors = d.doc.Lead, errs
	page.Document.Facts = nil
	if changed {
		page.Shell.Notices = append(page.Shell.Notices, parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("steering.moved_on"), Text: w.T("steering.moved_on_text")})
	}
	own := v.State.Invitation(member.Link)
	if text := w.ownAnswer(own, v.Digest); text != "" {
		page.Before = append(page.Before, parts.Notice{Heading: w.T("steering.own"), Text: text})
		if changes := v.Since[own.ID]; len(changes) > 0 {
			page.Before = append(page.Before, pages.Folded{Summary: w.T("steering.own_since"), Parts: []templ.Component{w.sheetChanges(changes)}})
		}
	}
	page.After = append(page.After, pages.Heading{ID: "svar", Text: w.T("steering.answer", "name", member.Name), Lead: w.T("steering.answer_lead")}, w.answerForm(c, v, own, errs))
	return s.Render(c, site.StatusOf(c, errs), page)
}

// ownAnswer says what the administration answered, and that the sheet has changed since.
func (w *words) ownAnswer(own *workflow.Invitation, digest string) string {
	if own == nil || own.Stance == "" {
		return ""
	}
	text := w.T("steering.own_text", "stance", w.T("stance."+string(own.Stance)), "title", own.Title, "when", w.Moment(own.AnsweredAt))
	if own.Digest != digest {
		text += " " + w.T("steering.own_changed")
	}
	return text
}

// answerForm is the administration's word.
func (w *words) answerForm(c echo.Context, v desk.Steering, own *workflow.Invitation, errs []parts.FieldError) pages.Form {
	stance := parts.Field{Kind: parts.Radio, Name: "stance", Label: w.T("steering.stance")}
	for _, s := range workflow.AllStances() {
		stance.Options = append(stance.Options, parts.Option{Value: string(s), Label: w.T("stance." + string(s))})
	}
	title := parts.Field{Name: "title", Label: w.T("steering.title"), Hint: w.T("steering.title_hint"), MaxLength: workflow.MaxAdministration, Autocomplete: "organization-title"}
	note := parts.Field{Kind: parts.TextArea, Name: "note", Label: w.T("steering.note"), Hint: w.T("steering.note_hint"), Rows: 4, MaxLength: workflow.MaxReason, Optional: true}
	if own != nil {
		stance.Value, title.Value, note.Value = string(own.Stance), own.Title, own.Note
	}
	fields := []parts.Field{stance, title, note}
	if len(errs) > 0 {
		for n := range fields {
			fields[n].Value = c.FormValue(fields[n].Name)
			for _, e := range errs {
				if e.FieldID == fields[n].Name {
					fields[n].Error = e.Message
				}
			}
		}
	}
	return pages.Form{
		Action: linkPath(c) + "/svar", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: fields,
		Hidden: []pages.Hidden{{Name: "digest", Value: v.Digest}}, Buttons: parts.Buttons{{Label: w.T("steering.send")}},
	}
}

// AnswerSheet stores the administration's word. Where the sheet changed meanwhile, it is shown again first.
func (s *Pages) AnswerSheet(c echo.Context) error {
	member, id, err := s.steeringMember(c)
	if err != nil {
		return s.deadLink(c)
	}
	_, err = s.Desk.Do(c.Request().Context(), member, c.FormValue("client_key"), workflow.AnswerSheet{
		Target: workflow.Target{Journey: id}, Invitation: member.Link, Stance: workflow.Stance(c.FormValue("stance")),
		Title: c.FormValue("title"), Note: site.Plain(c.FormValue("note")), Digest: c.FormValue("digest"),
	})
	if err == nil {
		return site.SeeOther(c, linkPath(c)+"?"+thanksParam+"=1")
	}
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	c.Response().Status = site.Statuses[e.Code]
	return s.showSheet(c, site.FieldErrors(c.Request().Context(), err), e.Code == domain.Stale)
}
