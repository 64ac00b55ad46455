package store

import (
	"context"

	"startklar/domain/journey"
	"startklar/domain/municipality"
)

const (
	// A journey's id ends in its running number.
	selectJourneysOf = "SELECT id FROM journeys WHERE municipality = ? ORDER BY started_on DESC, LENGTH(id) DESC, id DESC"
	selectJourneyIDs = "SELECT id FROM journeys ORDER BY id"
	selectAnyEvent   = "SELECT position FROM events LIMIT 1"
)

// JourneysOf lists a municipality's journeys, the newest first.
func (s *Store) JourneysOf(ctx context.Context, code municipality.Code) ([]journey.ID, error) {
	return s.journeyIDs(ctx, selectJourneysOf, string(code))
}

// JourneyIDs lists every journey by id, which begins with the municipality's code.
func (s *Store) JourneyIDs(ctx context.Context) ([]journey.ID, error) {
	return s.journeyIDs(ctx, selectJourneyIDs)
}

func (s *Store) journeyIDs(ctx context.Context, query string, args ...any) (ids []journey.ID, err error) {
	err = s.read(ctx, func(t *tx) error {
		var id string
		return t.each("journeys", query, args, []any{&id}, func() error {
			ids = append(ids, journey.ID(id))
			return nil
		})
	})
	return ids, err
}

// IsEmpty tells whether nothing has ever happened here.
func (s *Store) IsEmpty(ctx context.Context) (empty bool, err error) {
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("events", selectAnyEvent, nil, []any{new(int64)})
		empty = !found
		return err
	})
	return empty, err
}
