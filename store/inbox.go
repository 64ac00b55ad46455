package store

import (
	"context"
	"slices"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/view"
)

const messageColumns = "m.id, m.sender, m.behalf, m.at, m.notice, m.args, m.subject, m.text, m.about_kind, m.about_id, " +
	"m.about_item, m.about_field, m.withdrawn_at"

const (
	selectMessage   = "SELECT " + messageColumns + ", 0 FROM messages m WHERE m.id = ?"
	selectAudiences = "SELECT person, role, municipality, line FROM message_audiences WHERE message = ? ORDER BY ordinal"
	selectReads     = "SELECT person FROM message_reads WHERE message = ? ORDER BY ordinal"
	wasRead         = "EXISTS (SELECT 1 FROM message_reads r WHERE r.message = m.id AND r.person = ?)"
	// maxUnread is where counting ends: nobody reads more than "99+".
	maxUnread = 100
)

// Message returns a message with its audiences and who has read it; NotFound if there is none.
func (s *Store) Message(ctx context.Context, id string) (m message.Message, err error) {
	err = s.read(ctx, func(t *tx) error {
		found, err := t.messages(selectMessage, []any{id})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return domain.Refuse(domain.NotFound, "not_found", nil)
		}
		m = found[0].Message
		if err := t.audiences(&m); err != nil {
			return err
		}
		var by string
		return t.each("message reads", selectReads, []any{id}, []any{&by}, func() error {
			m.ReadBy = append(m.ReadBy, person.ID(by))
			return nil
		})
	})
	return m, err
}

// Inbox lists what reaches the actor, or what they wrote themselves, the newest first. Whom a message reaches is
// found out now, from the actor's role and municipalities.
func (s *Store) Inbox(ctx context.Context, actor person.Actor, q view.InboxQuery) (box view.Inbox, err error) {
	where, args := inboxOf(actor, q)
	page := append([]any{string(actor.ID)}, args...)
	page = append(page, q.Limit, q.Offset)
	err = s.read(ctx, func(t *tx) error {
		rows, err := t.messages("SELECT "+messageColumns+", CASE WHEN "+wasRead+" THEN 1 ELSE 0 END FROM messages m WHERE "+where+
			" ORDER BY m.at DESC, m.id LIMIT ? OFFSET ?", page)
		if err != nil {
			return err
		}
		for n := range rows {
			if err := t.audiences(&rows[n].Message); err != nil {
				return err
			}
		}
		box.Rows = rows
		_, err = t.one("inbox", "SELECT COUNT(*) FROM messages m WHERE "+where, args, []any{&box.Matching})
		return err
	})
	return box, err
}

// Unread counts what reaches the actor and has not been read by them; it stops at 100.
func (s *Store) Unread(ctx context.Context, actor person.Actor) (count int, err error) {
	where, args := inboxOf(actor, view.InboxQuery{Show: view.InboxUnread})
	err = s.read(ctx, func(t *tx) error {
		_, err := t.one("unread", "SELECT COUNT(*) FROM (SELECT m.id FROM messages m WHERE "+where+" LIMIT ?) few", append(args, maxUnread), []any{&count})
		return err
	})
	return count, err
}

// inboxOf is the condition for a message to stand in an inbox. Texts are ours alone; who asks is an argument.
func inboxOf(actor person.Actor, q view.InboxQuery) (string, []any) {
	if q.Show == view.InboxSent {
		return "m.sender = ? AND m.notice = ''", []any{string(actor.ID)}
	}
	places := []any{""}
	for _, code := range actor.Municipalities {
		places = append(places, string(code))
	}
	people := []any{string(actor.ID)}
	if actor.OnBehalfOf != "" {
		people = append(people, string(actor.OnBehalfOf))
	}
	where := "m.id IN (SELECT message FROM message_audiences WHERE person IN (" + marks(len(people)) + ") UNION " +
		"SELECT message FROM message_audiences WHERE role = ? AND municipality IN (" + marks(len(places)) + ") AND person = '')"
	args := slices.Concat(people, []any{string(actor.Role)}, places)
	if q.Show == view.InboxUnread {
		where += " AND m.withdrawn_at = 0 AND NOT " + wasRead
		args = append(args, string(actor.ID))
	}
	return where, args
}

func marks(n int) string { return "?" + strings.Repeat(", ?", n-1) }

// messages reads rows that end with whether the asker has read them.
func (t *tx) messages(query string, args []any) (rows []view.MessageRow, err error) {
	var id, sender, behalf, notice, given, subject, text, kind, aboutID, item, field string
	var at, withdrawn, read int64
	into := []any{&id, &sender, &behalf, &at, &notice, &given, &subject, &text, &kind, &aboutID, &item, &field, &withdrawn, &read}
	err = t.each("messages", query, args, into, func() error {
		m := message.Message{
			ID: id, From: person.ID(sender), Behalf: person.ID(behalf), At: moment(at), Notice: notice, Subject: subject, Text: text,
			About: message.About{
				Stream: domain.Stream{Kind: domain.StreamKind(kind), ID: aboutID}, Item: journey.InstanceID(item), Field: journey.FieldID(field),
			},
			WithdrawnAt: moment(withdrawn),
		}
		err := decoded(given, &m.Args)
		rows = append(rows, view.MessageRow{Message: m, Read: read != 0})
		return err
	})
	return rows, err
}

func (t *tx) audiences(m *message.Message) error {
	var who, role, code, line string
	return t.each("audiences", selectAudiences, []any{m.ID}, []any{&who, &role, &code, &line}, func() error {
		m.To = append(m.To, message.Audience{
			Person: person.ID(who), Role: person.Role(role), Municipality: municipality.Code(code), Line: line,
		})
		return nil
	})
}
