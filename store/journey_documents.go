package store

import (
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"
)

var teamsTable = newTable("journey_teams", []string{"journey", "team"}, []string{"ordinal", "name", "removed"})

type teamPart struct {
	ordinal int
	team    workflow.Team
}

var teams = projection[workflow.State, teamPart]{
	stream: journey.StreamKind,
	table:  teamsTable,
	same:   func(a, b workflow.State) bool { return identical(a.Teams, b.Teams) },
	parts: func(s workflow.State, yield func(teamPart)) {
		for n, t := range s.Teams {
			yield(teamPart{ordinal: n, team: t})
		}
	},
	key:    func(p teamPart) []any { return []any{p.team.ID} },
	values: func(p teamPart) []any { return []any{p.ordinal, p.team.Name, p.team.Removed} },
}

type deliveredPart struct {
	item                                 journey.InstanceID
	document                             journey.FieldID
	version                              int
	delivered, opened, received, usedOne calendar.Date
}

// delivered are the documents that have reached a journey. Items tell the same; here it can be asked across
// all journeys.
var delivered = projection[workflow.State, deliveredPart]{
	stream: journey.StreamKind,
	table: newTable("journey_documents", []string{"journey", "item", "document"},
		[]string{"version", "delivered_on", "opened_on", "received_on", "in_use_on"}),
	same: func(a, b workflow.State) bool { return identical(a.Items, b.Items) },
	parts: func(s workflow.State, yield func(deliveredPart)) {
		for _, i := range s.Items {
			for _, d := range i.Documents {
				yield(deliveredPart{i.ID, d.ID, d.Version, d.DeliveredOn, d.OpenedOn, d.ReceivedOn, d.InUseOn})
			}
		}
	},
	key: func(p deliveredPart) []any { return []any{p.item, p.document} },
	values: func(p deliveredPart) []any {
		return []any{p.version, p.delivered.String(), p.opened.String(), p.received.String(), p.usedOne.String()}
	},
}

type usePart struct {
	item     journey.InstanceID
	document journey.FieldID
	use      workflow.TeamUse
}

var documentUses = projection[workflow.State, usePart]{
	stream: journey.StreamKind,
	table:  newTable("journey_document_uses", []string{"journey", "item", "document", "team"}, []string{"version", "used_on"}),
	same:   func(a, b workflow.State) bool { return identical(a.Items, b.Items) },
	parts: func(s workflow.State, yield func(usePart)) {
		for _, i := range s.Items {
			for _, d := range i.Documents {
				for _, u := range d.Uses {
					yield(usePart{i.ID, d.ID, u})
				}
			}
		}
	},
	key:    func(p usePart) []any { return []any{p.item, p.document, p.use.Team} },
	values: func(p usePart) []any { return []any{p.use.Version, p.use.On.String()} },
}

func (l *loading) teams(t *tx, id journey.ID) error {
	var journeyID, team, name string
	var ordinal int
	var removed int64
	into := []any{&journeyID, &team, &ordinal, &name, &removed}
	return t.each("teams", teamsTable.inOrder, []any{string(id)}, into, func() error {
		l.state.Teams = append(l.state.Teams, workflow.Team{ID: journey.TeamID(team), Name: name, Removed: removed != 0})
		return nil
	})
}
