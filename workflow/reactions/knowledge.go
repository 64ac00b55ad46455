package reactions

import (
	"startklar/domain"
	"startklar/domain/knowledge"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow/journal"
)

// toSyntheses tells every participating municipality that there is something to read.
func toSyntheses(h journal.Happened) []domain.Command {
	for _, e := range h.Events {
		if _, ok := e.Body.(*knowledge.SynthesisPublished); ok {
			return []domain.Command{message.Post{
				ID: IDOf(h.Stream, e, "published"), Notice: "synthesis_published", About: message.About{Stream: h.Stream},
				To: []message.Audience{{Role: person.MunicipalLeader}, {Role: person.MunicipalMember}, {Role: person.ProcessConsultant}},
			}}
		}
	}
	return nil
}

// toStories tells a municipality when others get its story, tells those who got it when it is withdrawn, and
// erases the texts of a withdrawn story from its history: who takes a consent back takes all of it back.
func toStories(h journal.Happened) []domain.Command {
	before, ok := h.Before.(knowledge.Story)
	after, isStory := h.After.(knowledge.Story)
	if !ok || !isStory {
		return nil
	}
	for _, e := range h.Events {
		switch e.Body.(type) {
		case *knowledge.StoryPassedOn:
			if len(before.PassedOn) == 0 && len(after.PassedOn) > 0 {
				return []domain.Command{passedOn(h.Stream, e, after)}
			}
		case *knowledge.StoryWithdrawn:
			return withdrawn(h.Stream, e, after, len(before.PassedOn) > 0)
		}
	}
	return nil
}

func passedOn(s domain.Stream, e domain.Event, story knowledge.Story) domain.Command {
	return message.Post{
		ID: IDOf(s, e, "told"), Notice: "story_passed_on", About: message.About{Stream: s},
		To: []message.Audience{message.ToRole(person.MunicipalLeader, story.ID.Municipality())},
	}
}

// withdrawn tells the leaders everywhere to take down what they have printed, and erases. The notice names
// the place alone: the story's title is gone by then.
func withdrawn(s domain.Stream, e domain.Event, story knowledge.Story, had bool) []domain.Command {
	var all []domain.Command
	if had {
		place, _ := municipality.Get(story.ID.Municipality())
		all = append(all, message.Post{
			ID: IDOf(s, e, "withdrawn"), Notice: "story_withdrawn", Args: map[string]string{"place": place.Name},
			To: []message.Audience{{Role: person.MunicipalLeader}, {Role: person.ProcessConsultant}},
		})
	}
	if len(story.Told) > 0 {
		all = append(all, journal.Erase{Of: s, Numbers: story.Told, Reason: string(story.Withdrawn.Cause)})
	}
	return all
}
