package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// inboxSize is how many messages a page of the inbox holds.
const inboxSize = 25

const inboxPath = "/beskeder"

// inboxShows are the parts of an inbox as the address names them.
var inboxShows = map[string]view.InboxShow{"": view.InboxUnread, "alle": view.InboxAll, "sendt": view.InboxSent}

// inboxPage lists the viewer's messages: what came to them, to their role, or to the one they act for.
func (s *server) inboxPage(c echo.Context) error {
	w := s.words(c)
	show, known := inboxShows[c.QueryParam("vis")]
	if !known {
		show = view.InboxUnread
	}
	side := max(1, number(c.QueryParam("side")))
	box, err := s.Desk.Inbox(c.Request().Context(), w.actor, view.InboxQuery{Show: show, Limit: inboxSize, Offset: (side - 1) * inboxSize})
	if err != nil {
		return err
	}
	page := pages.Inbox{
		Shell: s.shell(c, w.T("messages.heading")), Views: w.inboxViews(show), Result: w.T("messages.result", "count", box.Matching),
		Empty: parts.EmptyState{Heading: w.T("messages.none." + string(show)), Text: w.T("messages.none_text." + string(show))},
		Pages: pageViews(w, box.Matching, inboxSize, side, func(v url.Values) string {
			return addressWith(inboxPath, c.QueryParams(), v)
		}),
	}
	page.Shell.Audience = w.inboxAudience()
	for _, row := range box.Rows {
		page.Letters = append(page.Letters, w.letterRow(row))
	}
	if policy.CheckRole(w.actor, policy.SendMessage) == nil {
		page.Write = &parts.Button{Label: w.T("messages.write"), Href: inboxPath + "/skriv", Kind: parts.Secondary}
	}
	if show == view.InboxUnread && box.Matching > 1 {
		page.AllRead = &pages.Form{
			Action: inboxPath + "/laest", Buttons: parts.Buttons{{Label: w.T("messages.all_read"), Kind: parts.Secondary}},
		}
	}
	return s.render(c, http.StatusOK, page)
}

// number reads a whole number, 0 for anything else.
func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func (w *words) inboxAudience() parts.Audience {
	return parts.Audience{
		Readers: []string{w.T("messages.audience_you"), w.T("messages.audience_role"), w.T("messages.audience_sender")},
		Note:    w.T("messages.audience_note"),
	}
}

// inboxViews lead to the inbox's parts; who writes nothing has nothing sent.
func (w *words) inboxViews(current view.InboxShow) []parts.View {
	var views []parts.View
	for _, name := range []string{"", "alle", "sendt"} {
		show := inboxShows[name]
		if show == view.InboxSent && policy.CheckRole(w.actor, policy.SendMessage) != nil {
			continue
		}
		href := inboxPath
		if name != "" {
			href += "?vis=" + name
		}
		views = append(views, parts.View{Label: w.T("messages.show." + string(show)), Href: href, Current: show == current})
	}
	return views
}

func (w *words) letterRow(row view.MessageRow) pages.LetterRow {
	made := pages.LetterRow{
		Subject: w.messageSubject(row.Message), Href: messagePath(row.ID), From: w.sender(row.Message),
		When: parts.Moment{At: row.At, Text: w.moment(row.At)},
	}
	mine := row.From == w.actor.ID && !row.Reaches(w.actor)
	switch {
	case !row.WithdrawnAt.IsZero():
		made.Mark = w.T("messages.withdrawn")
	case !row.Read && !mine:
		made.Mark, made.Unread = w.T("messages.new"), true
	}
	if mine {
		made.From = w.T("messages.to", "names", w.audiences(row.To))
	}
	return made
}

// markAllRead marks what is unread, as much of it as a menu counts: each is a message of its own.
func (s *server) markAllRead(c echo.Context) error {
	ctx, actor := c.Request().Context(), actorOf(c)
	box, err := s.Desk.Inbox(ctx, actor, view.InboxQuery{Show: view.InboxUnread, Limit: 4 * inboxSize})
	if err != nil {
		return err
	}
	for _, row := range box.Rows {
		if _, err := s.Desk.Do(ctx, actor, "", message.MarkRead{ID: row.ID}); err != nil {
			return err
		}
	}
	s.notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: catalogue.From(ctx).T("messages.all_read_done", "count", len(box.Rows))})
	return seeOther(c, inboxPath)
}

// countMessages says in the menu how many messages wait. A page is not worth less for a count that could not be had.
func (s *server) countMessages(c echo.Context, actor person.Actor, menu []parts.MenuItem) {
	at := slices.IndexFunc(menu, func(m parts.MenuItem) bool { return m.Href == inboxPath })
	if at < 0 {
		return
	}
	count, err := s.Desk.Unread(c.Request().Context(), actor)
	if err != nil {
		s.Log.Error("count messages", "error", err)
		return
	}
	menu[at].Count = count
}
