package web

import (
	"slices"

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

// bulkSentPage shows a message to many to the one who sent it: whom it went to, who has read it, and, for a while,
// the way back.
func (s *server) bulkSentPage(c echo.Context) error { return s.showBulkSent(c, nil) }

func (s *server) showBulkSent(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.actor, policy.WriteToMany); err != nil {
		return err
	}
	m, err := s.Desk.Message(w.ctx, w.actor, c.Param("message"))
	if err != nil {
		return err
	}
	if m.From != w.actor.ID || m.Notice != "" {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	people, err := s.Desk.People(w.ctx)
	if err != nil {
		return err
	}
	b := bulkOf(m)
	page := pages.BulkSent{
		Shell: s.bulkShell(c, w.T("bulk.sent_heading")), Subject: m.Subject, Text: m.Text, Readers: b.readers(w, m, people),
	}
	page.Shell.Errors = errs
	if wantsFile(c) {
		return s.sendTable(c, "besked", w.sheetOf(page.Readers, page.Shell.Audience))
	}
	page.Readers.Downloads = w.fileLinks(sentPath(m.ID), nil)
	again := pages.Form{Action: bulkPath, Hidden: b.hidden(), Buttons: parts.Buttons{{Label: w.T("bulk.send_again")}}}
	undoUntil := m.At.Add(message.UndoTime)
	switch {
	case !m.WithdrawnAt.IsZero():
		page.Notice = parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("bulk.withdrawn"), Text: w.T("bulk.withdrawn_text", "when", w.moment(m.WithdrawnAt))}
		page.Again = &again
	case !w.now.After(undoUntil):
		page.Notice = parts.Notice{Kind: parts.NoticeSuccess, Heading: w.T("bulk.sent", "count", len(b.codes)), Text: w.T("bulk.sent_text", "when", w.moment(undoUntil))}
		page.Undo = &pages.Form{
			Action: sentPath(m.ID) + "/fortryd", Command: parts.HiddenCommand{ClientKey: newClientKey()},
			Buttons: parts.Buttons{{Label: w.T("bulk.undo"), Kind: parts.Secondary}},
		}
	default:
		page.Notice = parts.Notice{Heading: w.T("bulk.sent", "count", len(b.codes)), Text: w.moment(m.At)}
	}
	return s.render(c, statusOf(c, errs), page)
}

// bulkOf is the letter that a message was sent from.
func bulkOf(m message.Message) bulkLetter {
	b := bulkLetter{subject: m.Subject, text: m.Text, lines: map[municipality.Code]string{}}
	for _, to := range m.To {
		b.everybody = b.everybody || to.Role == person.MunicipalMember
		if !slices.Contains(b.codes, to.Municipality) {
			b.codes = append(b.codes, to.Municipality)
		}
		b.lines[to.Municipality] = to.Line
	}
	return b
}

// readers is a row for each municipality: its first line, and who there has read the message.
func (b bulkLetter) readers(w *words, m message.Message, people []view.PersonRow) parts.Table {
	t := parts.Table{
		Caption: w.T("bulk.readers_heading"),
		Columns: []parts.Column{{Label: w.T("overview.municipality")}, {Label: w.T("bulk.line")}, {Label: w.T("messages.read_by")}},
	}
	for _, code := range b.codes {
		var names []string
		for _, p := range people {
			if slices.Contains(m.ReadBy, p.ID) && slices.Contains(p.Municipalities, code) {
				names = append(names, p.Name)
			}
		}
		read := w.List(names)
		if read == "" {
			read = w.T("messages.read_nobody")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: placeName(code)}, {Text: b.line(code)}, {Text: read}}})
	}
	return t
}

// undoBulk takes the message back.
func (s *server) undoBulk(c echo.Context) error {
	id := c.Param("message")
	return s.carry(c, write{command: message.Withdraw{ID: id}, back: sentPath(id), again: s.showBulkSent})
}
