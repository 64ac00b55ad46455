package messages

import (
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// MessagePage shows one message. Having it on the screen is having read it: that is noted, and nothing is lost where
// it cannot be.
func (s *Pages) MessagePage(c echo.Context) error { return s.showMessage(c, nil) }

func (s *Pages) showMessage(c echo.Context, errs []parts.FieldError) error {
	ctx, actor := c.Request().Context(), site.ActorOf(c)
	m, err := s.Desk.Message(ctx, actor, c.Param("message"))
	if err != nil {
		return err
	}
	if m.Reaches(actor) && !slices.Contains(m.ReadBy, actor.ID) && m.WithdrawnAt.IsZero() {
		if _, err := s.Desk.Do(ctx, actor, "", message.MarkRead{ID: m.ID}); err != nil {
			s.Log.Error("mark a message as read", "error", err)
		}
	}
	w := s.words(c)
	page := pages.Letter{Shell: s.Shell(c, w.messageSubject(m)), Facts: w.letterFacts(m), Text: w.messageText(m), About: w.aboutLink(m.About)}
	page.Shell.Breadcrumb = []parts.Link{{Label: w.T("messages.heading"), Href: site.InboxPath}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.audiences(m.To), w.sender(m)}, Note: w.T("messages.audience_note")}
	page.Shell.Errors = errs
	for _, to := range m.To {
		if page.Line == "" && to.Includes(actor) {
			page.Line = to.Line
		}
	}
	if !m.WithdrawnAt.IsZero() {
		page.Gone = w.T("messages.gone", "when", w.Moment(m.WithdrawnAt))
	}
	page.Forms = s.letterForms(c, m, errs)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// letterFacts say who wrote to whom when; the sender also sees how many have read it.
func (w *words) letterFacts(m message.Message) []parts.SummaryRow {
	facts := []parts.SummaryRow{
		{Key: w.T("messages.from"), Text: w.sender(m), Note: w.Moment(m.At)},
		{Key: w.T("messages.for"), Text: w.audiences(m.To)},
	}
	if m.From == w.Actor.ID && m.Notice == "" && m.WithdrawnAt.IsZero() {
		row := parts.SummaryRow{Key: w.T("messages.read_by"), Text: w.T("messages.read_nobody")}
		if len(m.ReadBy) > 0 {
			names := make([]string, len(m.ReadBy))
			for n, id := range m.ReadBy {
				names[n] = w.Name(id)
			}
			row.Text = strings.Join(names, ", ")
		}
		facts = append(facts, row)
	}
	return facts
}

// letterForms are what can be done with a message: answer it, or take back what one has just written.
func (s *Pages) letterForms(c echo.Context, m message.Message, errs []parts.FieldError) []pages.Work {
	w := s.words(c)
	var forms []pages.Work
	if _, ok := s.replyTo(w, m); ok {
		text := parts.Field{Kind: parts.TextArea, Name: "text", Label: w.T("messages.reply_text"), Rows: 6, MaxLength: message.MaxText, Width: parts.Full}
		forms = append(forms, pages.Work{Heading: w.T("messages.reply"), Forms: []pages.Form{{
			Action: site.MessagePath(m.ID) + "/svar", Command: parts.HiddenCommand{ClientKey: site.ClientKey(c)},
			Fields: site.Entered(c, errs, text), Buttons: parts.Buttons{{Label: w.T("messages.send")}},
		}}})
	}
	if m.From == w.Actor.ID && m.Notice == "" && m.WithdrawnAt.IsZero() && w.Now.Sub(m.At) <= message.UndoTime {
		forms = append(forms, pages.Work{
			Heading: w.T("messages.undo"), Text: w.T("messages.undo_text", "minutes", int(message.UndoTime.Minutes())),
			Forms: []pages.Form{{
				Action: site.MessagePath(m.ID) + "/tilbage", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
				Buttons: parts.Buttons{{Label: w.T("messages.undo_button"), Kind: parts.Danger}},
			}},
		})
	}
	return forms
}

// replyTo is whom an answer goes to: the sender's role where the two of them meet, so that it finds a successor too.
// There is none to a notice, or where the sender's role cannot be written to.
func (s *Pages) replyTo(w *words, m message.Message) (message.Audience, bool) {
	if m.Notice != "" || m.Text == "" || m.From == w.Actor.ID || !m.WithdrawnAt.IsZero() || policy.CheckRole(w.Actor, policy.SendMessage) != nil {
		return message.Audience{}, false
	}
	from := m.From
	if m.Behalf != "" {
		from = m.Behalf
	}
	sender, err := s.Desk.Person(w.Ctx, from)
	if err != nil {
		return message.Audience{}, false
	}
	to := message.Audience{Role: sender.Role}
	if sender.Role == person.NationalOfficer {
		return to, message.MayAnswer(w.Actor, to) // they carry the whole country, no one place
	}
	for _, a := range append([]person.Actor{}, w.Actor, sender.Actor()) {
		if to.Municipality == "" && a.Role.Municipal() && len(a.Municipalities) > 0 {
			to.Municipality = a.Municipalities[0]
		}
	}
	return to, message.MayAnswer(w.Actor, to)
}

// ReplyToMessage sends an answer.
func (s *Pages) ReplyToMessage(c echo.Context) error {
	m, err := s.Desk.Message(c.Request().Context(), site.ActorOf(c), c.Param("message"))
	if err != nil {
		return err
	}
	w := s.words(c)
	to, ok := s.replyTo(w, m)
	if !ok {
		return refuseReply()
	}
	subject := w.messageSubject(m)
	if prefix := w.T("messages.reply_prefix"); !strings.HasPrefix(subject, prefix) {
		subject = site.Shortened(prefix+" "+subject, message.MaxSubject)
	}
	return s.Carry(c, site.Write{
		Command: message.Post{
			ID: site.LetterID(c), To: []message.Audience{to}, Subject: subject, Text: c.FormValue("text"), About: message.About{Stream: m.Stream()},
		},
		Done: "messages.sent", Back: site.InboxPath, Again: s.showMessage,
	})
}

// WithdrawMessage takes back what the viewer has just written.
func (s *Pages) WithdrawMessage(c echo.Context) error {
	id := c.Param("message")
	return s.Carry(c, site.Write{Command: message.Withdraw{ID: id}, Done: "messages.undone", Back: site.MessagePath(id)})
}
