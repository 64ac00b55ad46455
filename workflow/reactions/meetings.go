package reactions

import (
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/diary"
	"startklar/domain/meeting"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// meetingsReserve keeps the host's diary: a date that is booked is reserved, and refused where the host is
// somewhere else; one that is cancelled is given back.
func meetingsReserve(h journal.Happened) []domain.Command {
	m, ok := h.After.(meeting.Meeting)
	if !ok {
		return nil
	}
	var all []domain.Command
	for _, e := range h.Events {
		switch e.Body.(type) {
		case *meeting.DateBooked:
			all = append(all, diary.Reserve{Host: m.Host, Meeting: m.ID, Title: m.Title, Slot: m.Slot})
		case *meeting.DateCancelled:
			all = append(all, diary.Release{Host: m.Host, Meeting: m.ID})
		case *meeting.Described:
			if m.State == meeting.Booked && !m.On.Before(calendar.DateOf(e.At)) {
				all = append(all, diary.Reserve{Host: m.Host, Meeting: m.ID, Title: m.Title, Slot: m.Slot})
			}
		}
	}
	return all
}

// meetingsLeadJourneys lets the journeys follow the meetings that are steps of theirs.
func meetingsLeadJourneys(h journal.Happened) []domain.Command {
	m, ok := h.After.(meeting.Meeting)
	if !ok {
		return nil
	}
	var all []domain.Command
	for _, e := range h.Events {
		switch b := e.Body.(type) {
		case *meeting.Invited:
			all = append(all, attach(m, b)...)
		case *meeting.Uninvited:
			if b.Journey != "" {
				all = append(all, workflow.DetachMeeting{Target: workflow.Target{Journey: b.Journey}, Meeting: string(m.ID)})
			}
		case *meeting.DateBooked, *meeting.DateCancelled, *meeting.Relocated:
			all = append(all, follow(m, m.Parties)...)
		case *meeting.MeetingAttended:
			all = append(all, attend(m, b)...)
		}
	}
	return all
}

// attach makes the meeting the booking of a step of the journey.
func attach(m meeting.Meeting, b *meeting.Invited) []domain.Command {
	if b.Journey == "" {
		return nil
	}
	all := []domain.Command{workflow.AttachMeeting{Target: workflow.Target{Journey: b.Journey}, Item: b.Item, Meeting: string(m.ID)}}
	if p := m.Party(b.Municipality); p != nil && m.State == meeting.Booked {
		all = append(all, follow(m, []meeting.Party{*p})...)
	}
	return all
}

// follow tells journeys when and where the meeting is, or that it was cancelled.
func follow(m meeting.Meeting, parties []meeting.Party) (all []domain.Command) {
	f := workflow.FollowMeeting{Meeting: string(m.ID), Sequence: m.Sequence}
	switch m.State {
	case meeting.Booked:
		f.On, f.Start, f.End, f.Place = m.On, m.Start, m.End, m.Place
	case meeting.Cancelled:
		f.Reason = m.Reason
	default:
		return nil
	}
	for _, p := range parties {
		if p.Journey != "" {
			f.Target = workflow.Target{Journey: p.Journey}
			all = append(all, f)
		}
	}
	return all
}

// attend completes the step of those who came, and leaves it open for the others.
func attend(m meeting.Meeting, b *meeting.MeetingAttended) (all []domain.Command) {
	for _, p := range m.Parties {
		if p.Journey != "" {
			all = append(all, workflow.AttendMeeting{
				Target: workflow.Target{Journey: p.Journey}, Meeting: string(m.ID), On: m.On, Present: p.Attendance == meeting.Present, Reason: b.Reason,
			})
		}
	}
	return all
}

// meetingsTell tells those who are invited what has changed for them.
func meetingsTell(h journal.Happened) []domain.Command {
	m, ok := h.After.(meeting.Meeting)
	if !ok {
		return nil
	}
	var all []domain.Command
	for _, e := range h.Events {
		if notice, to := meetingNotice(m, e); notice != "" && len(to) > 0 {
			args := map[string]string{"title": m.Title, "date": m.On.String(), "place": m.Place}
			if m.Poll != nil {
				args["closes"] = m.Poll.ClosesOn.String()
			}
			all = append(all, message.Post{
				ID: IDOf(h.Stream, e, notice), To: municipal(to), Notice: "meeting_" + notice, Args: args, About: about(h, e),
			})
		}
	}
	return all
}

// about leads to the meeting, except for those who can no longer open it.
func about(h journal.Happened, e domain.Event) message.About {
	if _, gone := e.Body.(*meeting.Uninvited); gone {
		return message.About{}
	}
	return message.About{Stream: h.Stream}
}

// meetingNotice says which notice an event is worth, and to which municipalities.
func meetingNotice(m meeting.Meeting, e domain.Event) (notice string, to []municipality.Code) {
	switch b := e.Body.(type) {
	case *meeting.PollOpened:
		return "poll", m.Municipalities()
	case *meeting.Invited:
		switch {
		case m.State == meeting.Booked:
			return "booked", []municipality.Code{b.Municipality}
		case m.Poll.Open(calendar.DateOf(e.At)):
			return "poll", []municipality.Code{b.Municipality}
		}
	case *meeting.DateBooked:
		if b.Moved {
			return "moved", m.Municipalities()
		}
		return "booked", m.Municipalities()
	case *meeting.Relocated:
		if m.State == meeting.Booked {
			return "relocated", m.Municipalities()
		}
	case *meeting.DateCancelled:
		return "cancelled", m.Municipalities()
	case *meeting.Uninvited:
		return "uninvited", []municipality.Code{b.Municipality}
	case *meeting.MovedUp:
		return "place", []municipality.Code{b.Municipality}
	case *meeting.NotesPublished:
		return "notes", m.Municipalities()
	}
	return "", nil
}

// municipal are the leaders and members of municipalities.
func municipal(codes []municipality.Code) []message.Audience {
	to := make([]message.Audience, 0, 2*len(codes))
	for _, code := range codes {
		to = append(to, message.ToRole(person.MunicipalLeader, code), message.ToRole(person.MunicipalMember, code))
	}
	return to
}

// minutesHoldMeetings lets the minutes of a workshop say that its meeting took place.
func minutesHoldMeetings(h journal.Happened) (all []domain.Command) {
	after, ok := h.After.(workflow.State)
	if !ok {
		return nil
	}
	for _, e := range h.Events {
		if _, sent := e.Body.(*workflow.MinutesSent); !sent {
			continue
		}
		item, _ := workflow.SplitSubject(e.Subject)
		if i := after.Item(item); i != nil && i.Meeting != nil && i.Meeting.Of != "" {
			all = append(all, meeting.TakePlace{Target: meeting.Target{Meeting: meeting.ID(i.Meeting.Of)}, Municipality: after.Municipality})
		}
	}
	return all
}
