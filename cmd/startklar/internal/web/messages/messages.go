package messages

import (
	"net/http"
	"net/url"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/message"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// inboxSize is how many messages a page of the inbox holds.
const inboxSize = 25

// inboxShows are the parts of an inbox as the address names them.
var inboxShows = map[string]view.InboxShow{"": view.InboxUnread, "alle": view.InboxAll, "sendt": view.InboxSent}

// InboxPage lists the viewer's messages: what came to them, to their role, or to the one they act for.
func (s *Pages) InboxPage(c echo.Context) error {
	w := s.words(c)
	show, known := inboxShows[c.QueryParam("vis")]
	if !known {
		show = view.InboxUnread
	}
	side := max(1, site.Number(c.QueryParam("side")))
	box, err := s.Desk.Inbox(c.Request().Context(), w.Actor, view.InboxQuery{Show: show, Limit: inboxSize, Offset: (side - 1) * inboxSize})
	if err != nil {
		return err
	}
	page := pages.Inbox{
		Shell: s.Shell(c, w.T("messages.heading")), Views: w.inboxViews(show), Result: w.T("messages.result", "count", box.Matching),
		Empty: parts.EmptyState{Heading: w.T("messages.none." + string(show)), Text: w.T("messages.none_text." + string(show))},
		Pages: site.PageViews(w.Words, box.Matching, inboxSize, side, func(v url.Values) string {
			return site.AddressWith(site.InboxPath, c.QueryParams(), v)
		}),
	}
	page.Shell.Audience = w.inboxAudience()
	for _, row := range box.Rows {
		page.Letters = append(page.Letters, w.letterRow(row))
	}
	if policy.CheckRole(w.Actor, policy.SendMessage) == nil {
		page.Write = &parts.Button{Label: w.T("messages.write"), Href: site.InboxPath + "/skriv", Kind: parts.Secondary}
	}
	if show == view.InboxUnread && box.Matching > 1 {
		page.AllRead = &pages.Form{
			Action: site.InboxPath + "/laest", Buttons: parts.Buttons{{Label: w.T("messages.all_read"), Kind: parts.Secondary}},
		}
	}
	return s.Render(c, http.StatusOK, page)
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
		if show == view.InboxSent && policy.CheckRole(w.Actor, policy.SendMessage) != nil {
			continue
		}
		href := site.InboxPath
		if name != "" {
			href += "?vis=" + name
		}
		views = append(views, parts.View{Label: w.T("messages.show." + string(show)), Href: href, Current: show == current})
	}
	return views
}

func (w *words) letterRow(row view.MessageRow) pages.LetterRow {
	made := pages.LetterRow{
		Subject: w.messageSubject(row.Message), Href: site.MessagePath(row.ID), From: w.sender(row.Message),
		When: parts.Moment{At: row.At, Text: w.Moment(row.At)},
	}
	mine := row.From == w.Actor.ID && !row.Reaches(w.Actor)
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

// MarkAllRead marks what is unread, as much of it as a menu counts: each is a message of its own.
func (s *Pages) MarkAllRead(c echo.Context) error {
	ctx, actor := c.Request().Context(), site.ActorOf(c)
	box, err := s.Desk.Inbox(ctx, actor, view.InboxQuery{Show: view.InboxUnread, Limit: 4 * inboxSize})
	if err != nil {
		return err
	}
	for _, row := range box.Rows {
		if _, err := s.Desk.Do(ctx, actor, "", message.MarkRead{ID: row.ID}); err != nil {
			return err
		}
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: catalogue.From(ctx).T("messages.all_read_done", "count", len(box.Rows))})
	return site.SeeOther(c, site.InboxPath)
}
