package cases

import (
	"slices"

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

// BulkSentPage shows a message to many to the one who sent it: whom it went to, who has read it, and, for a while,
// the way back.
func (s *Pages) BulkSentPage(c echo.Context) error { return s.showBulkSent(c, nil) }

func (s *Pages) showBulkSent(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.WriteToMany); err != nil {
		return err
	}
	m, err := s.Desk.Message(w.Ctx, w.Actor, c.Param("message"))
	if err != nil {
		return err
	}
	if m.From != w.Actor.ID || m.Notice != "" {
		return domain.Refuse(domain.Private, "not_found", nil)
	}
	people, err := s.Desk.People(w.Ctx)
	if err != nil {
		return err
	}
	b := bulkOf(m)
	page := pages.BulkSent{
		Shell: s.bulkShell(c, w.T("bulk.sent_heading")), Subject: m.Subject, Text: m.Text, Readers: b.readers(w, m, people),
	}
	page.Shell.Errors = errs
	if site.WantsFile(c) {
		return s.SendTable(c, "besked", w.SheetOf(page.Readers, page.Shell.Audience))
	}
	page.Readers.Downloads = w.FileLinks(sentPath(m.ID), nil)
	again := pages.Form{Action: site.BulkPath, Hidden: b.hidden(), Buttons: parts.Buttons{{Label: w.T("bulk.send_again")}}}
	undoUntil := m.At.Add(message.UndoTime)
	switch {
	case !m.WithdrawnAt.IsZero():
		page.Notice = parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("bulk.withdrawn"), Text: w.T("bulk.withdrawn_text", "when", w.Moment(m.WithdrawnAt))}
		page.Again = &again
	case !w.Now.After(undoUntil):
		page.Notice = parts.Notice{Kind: parts.NoticeSuccess, Heading: w.T("bulk.sent", "count", len(b.codes)), Text: w.T("bulk.sent_text", "when", w.Moment(undoUntil))}
		page.Undo = &pages.Form{
			Action: sentPath(m.ID) + "/fortryd", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
			Buttons: parts.Buttons{{Label: w.T("bulk.undo"), Kind: parts.Secondary}},
		}
	default:
		page.Notice = parts.Notice{Heading: w.T("bulk.sent", "count", len(b.codes)), Text: w.Moment(m.At)}
	}
	return s.Render(c, site.StatusOf(c, errs), page)
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
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: site.PlaceName(code)}, {Text: b.line(code)}, {Text: read}}})
	}
	return t
}

// UndoBulk takes the message back.
func (s *Pages) UndoBulk(c echo.Context) error {
	id := c.Param("message")
	return s.Carry(c, site.Write{Command: message.Withdraw{ID: id}, Back: sentPath(id), Again: s.showBulkSent})
}
