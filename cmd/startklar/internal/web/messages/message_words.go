package messages

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/journey"
	"startklar/domain/knowledge"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
	"startklar/domain/statement"
	"startklar/templates/parts"
)

// aboutPaths say where what a message is about is shown: one line for each kind of stream.
var aboutPaths = map[domain.StreamKind]func(message.About) string{
	message.Kind:            func(a message.About) string { return site.MessagePath(a.Stream.ID) },
	journey.StreamKind:      journeyAboutPath,
	roster.HandoverKind:     func(a message.About) string { return site.HandoverPath(roster.HandoverID(a.Stream.ID)) },
	statement.Kind:          func(a message.About) string { return site.StatementsPath + "/" + url.PathEscape(a.Stream.ID) },
	knowledge.StoryKind:     func(a message.About) string { return site.StoryPath(knowledge.StoryID(a.Stream.ID)) },
	knowledge.SynthesisKind: func(a message.About) string { return site.SynthesisPath(knowledge.SynthesisID(a.Stream.ID)) },
	roster.Kind:             func(message.About) string { return site.MinePath },
	followup.Kind:           func(a message.About) string { return site.SupportRoot + "/" + a.Stream.ID },
	meeting.StreamKind:      func(a message.About) string { return site.MeetingPath(meeting.ID(a.Stream.ID)) },
}

func journeyAboutPath(a message.About) string {
	id := journey.ID(a.Stream.ID)
	switch {
	case a.Item == "":
		return site.JourneyPath(id)
	case a.Field == "":
		return site.ItemPath(id, a.Item)
	default:
		return site.ItemPath(id, a.Item) + "/svar/" + url.PathEscape(string(a.Field))
	}
}

// aboutLink leads to what a message is about; nothing where there is nothing to show.
func (w *words) aboutLink(a message.About) []parts.Link {
	path := aboutPaths[a.Stream.Kind]
	if path == nil {
		return nil
	}
	key := "messages.about"
	if a.Stream.Kind == message.Kind {
		key = "messages.about_reply"
	}
	return []parts.Link{{Label: w.T(key), Href: path(a)}}
}

// messageSubject and messageText are a message in the reader's language.
func (w *words) messageSubject(m message.Message) string {
	switch {
	case !m.WithdrawnAt.IsZero() && m.Subject == "" && m.Args == nil:
		return w.T("messages.withdrawn_subject")
	case m.Notice != "":
		return w.T("notice."+m.Notice+".subject", w.noticeArgs(m.Args)...)
	case m.Subject == "":
		return w.T("messages.erased")
	}
	return m.Subject
}

func (w *words) messageText(m message.Message) string {
	if m.Notice != "" {
		return w.T("notice."+m.Notice+".text", w.noticeArgs(m.Args)...)
	}
	return m.Text
}

// noticeArgs are the values of a notice as this reader reads them; package message says which are more than text.
func (w *words) noticeArgs(args map[string]string) []any {
	var pairs []any
	for name, value := range args {
		if translated := args[name+"_"+string(w.Lang)]; translated != "" {
			value = translated
		}
		pairs = append(pairs, name, w.noticeArg(name, value))
	}
	return pairs
}

func (w *words) noticeArg(name, value string) any {
	switch {
	case name == "person" || strings.HasSuffix(name, "_person"):
		return w.Name(person.ID(value))
	case name == "municipality" || strings.HasSuffix(name, "_municipality"):
		return site.PlaceName(municipality.Code(value))
	case name == "count":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	if d, err := calendar.ParseDate(value); err == nil && !d.IsZero() {
		return d
	}
	if m, err := calendar.ParseMonth(value); err == nil && !m.IsZero() {
		return m
	}
	return value
}

// sender is who a message is from: the person who wrote it, or the service for a notice.
func (w *words) sender(m message.Message) string {
	if m.Notice != "" {
		return w.T("messages.from_service")
	}
	name := w.Name(m.From)
	if m.Behalf != "" {
		return w.T("history.behalf", "name", name, "other", w.Name(m.Behalf))
	}
	return name
}

// audiences names whom a message is for; many are counted.
func (w *words) audiences(to []message.Audience) string {
	var names []string
	for _, a := range to {
		if name := w.audience(a); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	const few = 4
	if len(names) > few {
		return w.T("messages.many", "first", strings.Join(names[:few], ", "), "count", len(names)-few)
	}
	return strings.Join(names, ", ")
}

func (w *words) audience(a message.Audience) string {
	switch {
	case a.Person != "":
		return w.Name(a.Person)
	case a.Municipality == "":
		return w.T("messages.everybody", "role", w.T("role."+string(a.Role)))
	default:
		return w.T("messages.role_in", "role", w.T("role."+string(a.Role)), "place", site.PlaceName(a.Municipality))
	}
}
