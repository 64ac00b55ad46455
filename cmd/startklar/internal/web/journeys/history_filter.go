package journeys

import (
	"cmp"
	"slices"
	"strconv"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// historyFilter is what the address asks for.
type historyFilter struct {
	item   journey.InstanceID
	person person.ID
	sort   historySort
	page   int
}

func readHistoryFilter(c echo.Context) historyFilter {
	f := historyFilter{item: journey.InstanceID(c.QueryParam("opgave")), person: person.ID(c.QueryParam("person")), page: 1}
	if sort := historySort(c.QueryParam("slags")); slices.Contains(historySorts(), sort) {
		f.sort = sort
	}
	if n, err := strconv.Atoi(c.QueryParam("side")); err == nil && n > 1 {
		f.page = n
	}
	return f
}

// historySort is a sort of events that the history can be narrowed to.
type historySort string

// The sorts of events.
const (
	sortAnswers   historySort = "svar"
	sortSteps     historySort = "trin"
	sortDeadlines historySort = "frister"
	sortMeetings  historySort = "moeder"
	sortDocuments historySort = "dokumenter"
)

func historySorts() []historySort {
	return []historySort{sortAnswers, sortSteps, sortDeadlines, sortMeetings, sortDocuments}
}

// sortsByKind tells the sort of each kind of event; what is not named is about steps.
var sortsByKind = map[string]historySort{
	answerSaved: sortAnswers, "standing_declared": sortAnswers, "question_split": sortAnswers, "question_taken": sortAnswers,
	"section_declared": sortAnswers, "section_opened": sortAnswers, "signed": sortAnswers,
	"anchor_set": sortDeadlines, "deadline_computed": sortDeadlines, "deadline_overridden": sortDeadlines,
	"meeting_booked": sortMeetings, "meeting_cancelled": sortMeetings, "meeting_held": sortMeetings,
	"workshop_prepared": sortMeetings, "question_decided": sortMeetings, "agreement_made": sortMeetings, "agreement_changed": sortMeetings,
	"agreement_withdrawn": sortMeetings, "point_parked": sortMeetings, "point_taken_up": sortMeetings, "minutes_sent": sortMeetings,
	"minutes_objected": sortMeetings, "objection_answered": sortMeetings, "minutes_confirmed": sortMeetings, "check_opened": sortMeetings,
	"check_answered":     sortMeetings,
	"document_delivered": sortDocuments, "document_received": sortDocuments, "document_in_use": sortDocuments,
	"document_opened": sortDocuments, "team_named": sortDocuments, "team_removed": sortDocuments,
}

func sortOf(kind string) historySort { return cmp.Or(sortsByKind[kind], sortSteps) }

// matching keeps what the filter asks for, the newest first.
func (h *history) matching(entries []desk.HistoryEntry) []desk.HistoryEntry {
	var found []desk.HistoryEntry
	for _, e := range slices.Backward(entries) {
		item, _ := workflow.SplitSubject(e.Subject)
		switch {
		case h.filter.item != "" && item != h.filter.item:
		case h.filter.person != "" && person.ID(e.Actor) != h.filter.person:
		case h.filter.sort != "" && sortOf(e.Kind) != h.filter.sort:
		default:
			found = append(found, e)
		}
	}
	return found
}

// filters narrow the history by item, person and sort of event.
func (h *history) filters(all []desk.HistoryEntry, matching int) parts.Filters {
	f := h.filter
	made := parts.Filters{
		Action: site.JourneyPath(h.st.ID) + "/historik", Result: h.T("history.rows", "count", matching),
		Fields: []parts.Field{h.itemField(), h.personField(all), h.sortField()},
	}
	if f.item != "" || f.person != "" || f.sort != "" {
		made.Clear = made.Action
	}
	return made
}

func (h *history) choice(name, label, value string) parts.Field {
	return parts.Field{Kind: parts.Select, Name: name, Label: h.T(label), Value: value, Options: []parts.Option{{Label: h.T("history.any")}}}
}

func (h *history) itemField() parts.Field {
	field := h.choice("opgave", "history.item", string(h.filter.item))
	for _, i := range h.st.Items {
		field.Options = append(field.Options, parts.Option{Value: string(i.ID), Label: h.ItemTitle(i)})
	}
	return field
}

// personField lists those who did something here.
func (h *history) personField(all []desk.HistoryEntry) parts.Field {
	field := h.choice("person", "history.person", string(h.filter.person))
	for _, e := range all {
		option := parts.Option{Value: e.Actor, Label: h.Name(person.ID(e.Actor))}
		if !slices.Contains(field.Options, option) {
			field.Options = append(field.Options, option)
		}
	}
	return field
}

func (h *history) sortField() parts.Field {
	field := h.choice("slags", "history.sort", string(h.filter.sort))
	for _, s := range historySorts() {
		field.Options = append(field.Options, parts.Option{Value: string(s), Label: h.T("history.sort." + string(s))})
	}
	return field
}
