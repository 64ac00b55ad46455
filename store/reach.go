package store

import (
	"context"
	"slices"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
)

const (
	selectReachJourneys = "SELECT id, municipality, run FROM journeys WHERE definition = ? ORDER BY name_key, id"
	ofProgramme         = " WHERE EXISTS (SELECT 1 FROM journeys j WHERE j.id = t.journey AND j.definition = ?)"
	selectReachTeams    = "SELECT journey, team, name FROM journey_teams t" + ofProgramme + " AND removed = 0 ORDER BY journey, ordinal"
	selectReachDocs     = "SELECT journey, document, version, delivered_on, opened_on, received_on, in_use_on FROM journey_documents t" + ofProgramme
	selectReachUses     = "SELECT journey, document, team, version, used_on FROM journey_document_uses t" + ofProgramme
)

// Reach tells what of a programme's pack has come how far in every journey, by the municipality's name. With
// municipalities only theirs count; nil asks for all.
func (s *Store) Reach(ctx context.Context, programme string, within []municipality.Code) ([]view.ReachRow, error) {
	r := reach{at: map[string]int{}, programme: programme, within: within}
	err := s.read(ctx, func(t *tx) error {
		for _, part := range []func(*tx) error{r.journeys, r.teams, r.documents, r.uses} {
			if err := part(t); err != nil {
				return err
			}
		}
		return nil
	})
	return r.rows, err
}

// reach is a matrix that is being read.
type reach struct {
	rows      []view.ReachRow
	at        map[string]int
	programme string
	within    []municipality.Code
}

func (r *reach) journeys(t *tx) error {
	var id, code, run string
	return t.each("reach", selectReachJourneys, []any{r.programme}, []any{&id, &code, &run}, func() error {
		if r.within != nil && !slices.Contains(r.within, municipality.Code(code)) {
			return nil
		}
		r.at[id] = len(r.rows)
		r.rows = append(r.rows, view.ReachRow{
			Journey: journey.ID(id), Municipality: municipality.Code(code), Run: journey.State(run),
			Documents: map[journey.FieldID]view.ReachDocument{},
		})
		return nil
	})
}

func (r *reach) teams(t *tx) error {
	var id, team, name string
	return t.each("reach teams", selectReachTeams, []any{r.programme}, []any{&id, &team, &name}, func() error {
		if n, ok := r.at[id]; ok {
			r.rows[n].Teams = append(r.rows[n].Teams, view.ReachTeam{ID: journey.TeamID(team), Name: name})
		}
		return nil
	})
}

func (r *reach) documents(t *tx) error {
	var id, document, deliveredOn, openedOn, receivedOn, inUseOn string
	var version int
	into := []any{&id, &document, &version, &deliveredOn, &openedOn, &receivedOn, &inUseOn}
	return t.each("reach documents", selectReachDocs, []any{r.programme}, into, func() error {
		n, ok := r.at[id]
		if !ok {
			return nil
		}
		d := view.ReachDocument{Version: version, Uses: map[journey.TeamID]view.ReachUse{}}
		err := dates(date{deliveredOn, &d.DeliveredOn}, date{openedOn, &d.OpenedOn}, date{receivedOn, &d.ReceivedOn}, date{inUseOn, &d.InUseOn})
		r.rows[n].Documents[journey.FieldID(document)] = d
		return err
	})
}

func (r *reach) uses(t *tx) error {
	var id, document, team, usedOn string
	var version int
	return t.each("reach uses", selectReachUses, []any{r.programme}, []any{&id, &document, &team, &version, &usedOn}, func() error {
		n, ok := r.at[id]
		if !ok {
			return nil
		}
		var on calendar.Date
		err := dates(date{usedOn, &on})
		if d, known := r.rows[n].Documents[journey.FieldID(document)]; known {
			d.Uses[journey.TeamID(team)] = view.ReachUse{Version: version, On: on}
		}
		return err
	})
}
