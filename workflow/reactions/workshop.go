package reactions

import (
	"strconv"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// workshop tells people about the minutes of a workshop and about the checks of its agreements.
func workshop(h journal.Happened) (caused []domain.Command) {
	after, ok := h.After.(workflow.State)
	if !ok {
		return nil
	}
	for _, e := range h.Events {
		if post, ok := workshopNotice(after.Municipality, e); ok {
			item, _ := workflow.SplitSubject(e.Subject)
			post.ID = IDOf(h.Stream, e, "workshop")
			post.About = message.About{Stream: h.Stream, Item: item}
			post.Args["place"] = placeName(after.Municipality)
			caused = append(caused, post)
		}
	}
	return caused
}

// workshopNotice is what an event makes known, and to whom.
func workshopNotice(code municipality.Code, e domain.Event) (message.Post, bool) {
	leaders := message.ToRole(person.MunicipalLeader, code)
	members := message.ToRole(person.MunicipalMember, code)
	consultant := message.ToRole(person.ProcessConsultant, code)
	switch b := e.Body.(type) {
	case *workflow.MinutesSent:
		return message.Post{
			To: []message.Audience{leaders, members}, Notice: sentNotice(b.Edition),
			Args: map[string]string{"date": b.ObjectBy.String(), "edition": strconv.Itoa(b.Edition)},
		}, true
	case *workflow.MinutesObjected:
		return message.Post{To: []message.Audience{consultant}, Notice: "minutes_objected", Args: map[string]string{}}, true
	case *workflow.MinutesConfirmed:
		notice := "minutes_confirmed"
		if b.BySilence {
			notice = "minutes_silence"
		}
		return message.Post{To: []message.Audience{consultant, leaders}, Notice: notice, Args: map[string]string{}}, true
	case *workflow.CheckOpened:
		return message.Post{
			To: []message.Audience{leaders, members, consultant}, Notice: "check_opened",
			Args: map[string]string{"days": strconv.Itoa(b.Round * workflow.CheckEvery)},
		}, true
	default:
		return message.Post{}, false
	}
}

func sentNotice(edition int) string {
	if edition > 1 {
		return "minutes_again"
	}
	return "minutes_sent"
}

// placeName is what people call a municipality.
func placeName(code municipality.Code) string {
	m, _ := municipality.Get(code)
	return m.Name
}
