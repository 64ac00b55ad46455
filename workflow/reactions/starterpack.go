package reactions

import (
	"strconv"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// documentsRenewed tells a municipality that a document which it has had has come in a newer version. Of the first
// version it is not told: it comes with eleven others, and the journey's next step shows them.
func documentsRenewed(h journal.Happened) []domain.Command {
	before, ok := h.Before.(workflow.State)
	after, isJourney := h.After.(workflow.State)
	if !ok || !isJourney {
		return nil
	}
	var all []domain.Command
	for _, e := range h.Events {
		b, ok := e.Body.(*workflow.DocumentDelivered)
		if !ok {
			continue
		}
		item, document := workflow.SplitSubject(e.Subject)
		if i := before.Item(item); i != nil && !i.Document(document).DeliveredOn.IsZero() {
			all = append(all, renewed(h.Stream, e, after, i, document, b.Version))
		}
	}
	return all
}

func renewed(s domain.Stream, e domain.Event, st workflow.State, i *workflow.Item, document journey.FieldID, version int) domain.Command {
	title := domain.Text{DA: string(document)}
	for _, d := range i.Def.Documents {
		if d.ID == document {
			title = d.Title
		}
	}
	return message.Post{
		ID: IDOf(s, e, "renewed"), Notice: "document_renewed", Args: map[string]string{"title": title.In("da"), "title_en": title.In("en"), "version": strconv.Itoa(version)},
		To: []message.Audience{
			message.ToRole(person.MunicipalLeader, st.Municipality), message.ToRole(person.MunicipalMember, st.Municipality),
		},
		About: message.About{Stream: s, Item: i.ID, Field: document},
	}
}
