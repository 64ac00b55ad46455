package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// writePath is the address of an empty message to an audience.
func writePath(to message.Audience) string {
	return inboxPath + "/skriv?" + url.Values{"til": {readerValue(to)}}.Encode()
}

// writePage is an empty message; ?til= chooses its reader.
func (s *server) writePage(c echo.Context) error { return s.showWrite(c, nil) }

func (s *server) showWrite(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.actor, policy.SendMessage); err != nil {
		return err
	}
	page := pages.AskPage{Shell: s.shell(c, w.T("messages.write_heading"))}
	page.Shell.Lead, page.Shell.Errors = w.T("messages.write_lead"), errs
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("messages.heading"), Href: inboxPath}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("messages.audience_written"), w.T("messages.audience_you")}, Note: w.T("messages.audience_note")}
	fields := []parts.Field{
		{Kind: parts.Select, Name: "to", Label: w.T("messages.for"), Hint: w.T("messages.to_hint"), Options: w.readers(), Value: c.QueryParam("til")},
		{Name: "subject", Label: w.T("messages.subject"), MaxLength: message.MaxSubject, Width: parts.Full},
		{Kind: parts.TextArea, Name: "text", Label: w.T("messages.text"), Hint: w.T("messages.text_hint"), Rows: 8, MaxLength: message.MaxText, Width: parts.Full},
	}
	page.Form = pages.Form{
		Action: inboxPath + "/skriv", Command: parts.HiddenCommand{ClientKey: clientKey(c)},
		Fields: entered(c, errs, fields...), Buttons: parts.Buttons{{Label: w.T("messages.send")}},
	}
	return s.render(c, statusOf(c, errs), page)
}

// readers are the roles that the viewer may write to, each in its place.
func (w *words) readers() []parts.Option {
	options := []parts.Option{{Label: w.T("messages.choose")}}
	for _, to := range w.mayWriteTo() {
		options = append(options, parts.Option{Value: readerValue(to), Label: w.audience(to)})
	}
	return options
}

func (w *words) mayWriteTo() []message.Audience {
	var all []message.Audience
	codes := w.actor.Municipalities
	if w.actor.Role == person.NationalOfficer {
		all = append(all, message.Audience{Role: person.ProcessConsultant})
		codes = nil
		for _, m := range placesByName() {
			codes = append(codes, m.Code)
		}
	}
	for _, code := range codes {
		for _, role := range []person.Role{person.ProcessConsultant, person.MunicipalLeader, person.MunicipalMember} {
			all = append(all, message.ToRole(role, code))
		}
	}
	if w.actor.Role == person.ProcessConsultant {
		all = append(all, message.Audience{Role: person.NationalOfficer})
	}
	kept := all[:0]
	for _, to := range all {
		if message.MayWrite(w.actor, to) {
			kept = append(kept, to)
		}
	}
	return kept
}

// placesByName are all municipalities in Danish order.
func placesByName() []municipality.Municipality {
	places := municipality.All()
	slices.SortFunc(places, func(a, b municipality.Municipality) int { return municipality.Compare(a.Name, b.Name) })
	return places
}

// readerValue writes an audience for a form; readAudience reads it back.
func readerValue(a message.Audience) string { return string(a.Role) + "@" + string(a.Municipality) }

func readAudience(text string) (message.Audience, bool) {
	role, code, ok := strings.Cut(text, "@")
	a := message.Audience{Role: person.Role(role), Municipality: municipality.Code(code)}
	_, known := municipality.Get(a.Municipality)
	return a, ok && a.Role.Known() && (known || code == "")
}

// writeMessage sends a message.
func (s *server) writeMessage(c echo.Context) error {
	post := message.Post{ID: letterID(c), Subject: c.FormValue("subject"), Text: c.FormValue("text")}
	if to, ok := readAudience(c.FormValue("to")); ok {
		post.To = []message.Audience{to}
	}
	return s.carry(c, write{command: post, done: "messages.sent", back: inboxPath + "?vis=sendt", again: s.showWrite})
}

// letterID names a message after the form that it was written in: a double click is one message.
func letterID(c echo.Context) string {
	if key := c.FormValue("client_key"); key != "" {
		return "m-" + shortened(key, 100)
	}
	return "m-" + newClientKey()
}

// clientKey names a form: the same one while it is shown again after a refusal, so that nothing is sent twice.
func clientKey(c echo.Context) string {
	return cmp.Or(c.FormValue("client_key"), newClientKey())
}

// entered completes fields after a refusal with what was entered and what was wrong.
func entered(c echo.Context, errs []parts.FieldError, fields ...parts.Field) []parts.Field {
	if len(errs) == 0 {
		return fields
	}
	values, err := c.FormParams()
	for n := range fields {
		f := &fields[n]
		if err == nil {
			f.Value, f.Values = c.FormValue(f.Name), values[f.Name]
		}
		for _, e := range errs {
			if e.FieldID == cmp.Or(f.ID, f.Name) {
				f.Error = e.Message
			}
		}
	}
	return fields
}

// shortened cuts a text after so many characters.
func shortened(text string, max int) string {
	if utf8.RuneCountInString(text) <= max {
		return text
	}
	return string([]rune(text)[:max-1]) + "…"
}

func refuseReply() error { return domain.Refuse(domain.Permission, "message_reach", nil) }
