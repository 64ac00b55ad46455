package messages

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// WritePage is an empty message; ?til= chooses its reader.
func (s *Pages) WritePage(c echo.Context) error { return s.showWrite(c, nil) }

func (s *Pages) showWrite(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.SendMessage); err != nil {
		return err
	}
	page := pages.AskPage{Shell: s.Shell(c, w.T("messages.write_heading"))}
	page.Shell.Lead, page.Shell.Errors = w.T("messages.write_lead"), errs
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("messages.heading"), Href: site.InboxPath}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("messages.audience_written"), w.T("messages.audience_you")}, Note: w.T("messages.audience_note")}
	fields := []parts.Field{
		{Kind: parts.Select, Name: "to", Label: w.T("messages.for"), Hint: w.T("messages.to_hint"), Options: w.readers(), Value: c.QueryParam("til")},
		{Name: "subject", Label: w.T("messages.subject"), MaxLength: message.MaxSubject, Width: parts.Full},
		{Kind: parts.TextArea, Name: "text", Label: w.T("messages.text"), Hint: w.T("messages.text_hint"), Rows: 8, MaxLength: message.MaxText, Width: parts.Full},
	}
	page.Form = pages.Form{
		Action: site.InboxPath + "/skriv", Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)},
		Fields: site.Entered(c, errs, fields...), Buttons: parts.Buttons{{Label: w.T("messages.send")}},
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// readers are the roles that the viewer may write to, each in its place.
func (w *words) readers() []parts.Option {
	options := []parts.Option{{Label: w.T("messages.choose")}}
	for _, to := range w.mayWriteTo() {
		options = append(options, parts.Option{Value: site.ReaderValue(to), Label: w.audience(to)})
	}
	return options
}

func (w *words) mayWriteTo() []message.Audience {
	var all []message.Audience
	codes := w.Actor.Municipalities
	if w.Actor.Role == person.NationalOfficer {
		all = append(all, message.Audience{Role: person.ProcessConsultant})
		codes = nil
		for _, m := range site.PlacesByName() {
			codes = append(codes, m.Code)
		}
	}
	for _, code := range codes {
		for _, role := range []person.Role{person.ProcessConsultant, person.MunicipalLeader, person.MunicipalMember} {
			all = append(all, message.ToRole(role, code))
		}
	}
	if w.Actor.Role == person.ProcessConsultant {
		all = append(all, message.Audience{Role: person.NationalOfficer})
	}
	kept := all[:0]
	for _, to := range all {
		if message.MayWrite(w.Actor, to) {
			kept = append(kept, to)
		}
	}
	return kept
}

func readAudience(text string) (message.Audience, bool) {
	role, code, ok := strings.Cut(text, "@")
	a := message.Audience{Role: person.Role(role), Municipality: municipality.Code(code)}
	_, known := municipality.Get(a.Municipality)
	return a, ok && a.Role.Known() && (known || code == "")
}

// WriteMessage sends a message.
func (s *Pages) WriteMessage(c echo.Context) error {
	post := message.Post{ID: site.LetterID(c), Subject: c.FormValue("subject"), Text: c.FormValue("text")}
	if to, ok := readAudience(c.FormValue("to")); ok {
		post.To = []message.Audience{to}
	}
	return s.Carry(c, site.Write{Command: post, Done: "messages.sent", Back: site.InboxPath + "?vis=sendt", Again: s.showWrite})
}

func refuseReply() error { return domain.Refuse(domain.Permission, "message_reach", nil) }
