package store

import (
	"startklar/domain/message"
	"startklar/domain/person"
)

var messagesTable = newTable("messages", []string{"id"}, []string{
	"sender", "behalf", "at", "notice", "args", "subject", "text", "about_kind", "about_id", "about_item", "about_field",
	"withdrawn_at",
})

// Reading a message changes its state and not its row: the part is made of what the row says. Args and audiences
// never change once a message is sent, but are gone when it is erased.
type messagePart struct {
	from, behalf  person.ID
	at            int64
	notice, args  string
	subject, text string
	about         message.About
	withdrawn     int64
}

var messages = projection[message.Message, messagePart]{
	stream: message.Kind,
	table:  messagesTable,
	parts: func(m message.Message, yield func(messagePart)) {
		if m.Sent() {
			yield(messagePart{
				from: m.From, behalf: m.Behalf, at: micros(m.At), notice: m.Notice, args: encoded(m.Args),
				subject: m.Subject, text: m.Text, about: m.About, withdrawn: micros(m.WithdrawnAt),
			})
		}
	},
	values: func(p messagePart) []any {
		return []any{
			p.from, p.behalf, p.at, p.notice, p.args, p.subject, p.text, p.about.Stream.Kind, p.about.Stream.ID, p.about.Item,
			p.about.Field, p.withdrawn,
		}
	},
}

type audiencePart struct {
	ordinal  int
	audience message.Audience
}

var messageAudiences = projection[message.Message, audiencePart]{
	stream: message.Kind,
	table:  newTable("message_audiences", []string{"message", "ordinal"}, []string{"person", "role", "municipality", "line"}),
	parts: func(m message.Message, yield func(audiencePart)) {
		for n, a := range m.To {
			yield(audiencePart{n, a})
		}
	},
	key: func(p audiencePart) []any { return []any{p.ordinal} },
	values: func(p audiencePart) []any {
		return []any{p.audience.Person, p.audience.Role, p.audience.Municipality, p.audience.Line}
	},
}

type messageRead struct {
	ordinal int
	by      person.ID
}

var messageReads = projection[message.Message, messageRead]{
	stream: message.Kind,
	table:  newTable("message_reads", []string{"message", "person"}, []string{"ordinal"}),
	parts: func(m message.Message, yield func(messageRead)) {
		for n, by := range m.ReadBy {
			yield(messageRead{n, by})
		}
	},
	key:    func(r messageRead) []any { return []any{r.by} },
	values: func(r messageRead) []any { return []any{r.ordinal} },
}
