package cli

import (
	"encoding/hex"
	"encoding/json"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/journey"
)

// historyLine is one event of a journey. Its JSON is a contract.
type historyLine struct {
	Number     int64     `json:"number"`
	At         time.Time `json:"at"`
	Actor      string    `json:"actor"`
	OnBehalfOf string    `json:"on_behalf_of"`
	Kind       string    `json:"kind"`
	// Data is null where the content has been erased.
	Data domain.Body `json:"data"`
	// Hash is the event's link in the chain, in hex.
	Hash string `json:"hash"`
}

// writeHistory prints the events up to and including a moment, the zero moment being now.
func writeHistory(s *session, d *desk.Desk, id journey.ID, asOf time.Time) error {
	entries, err := d.History(s.ctx, actor, id, asOf)
	if err != nil {
		return err
	}
	out := json.NewEncoder(s.stdout)
	out.SetEscapeHTML(false)
	for _, e := range entries {
		line := historyLine{
			Number: e.Number, At: e.At, Actor: e.Actor, OnBehalfOf: e.OnBehalfOf, Kind: e.Kind,
			Data: e.Body, Hash: hex.EncodeToString(e.Hash),
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// lastNumber is the number of the last event as of a moment. A state has that of the last event it follows
// from, which an erasure is not.
func lastNumber(s *session, d *desk.Desk, id journey.ID, asOf time.Time) (int64, error) {
	entries, err := d.History(s.ctx, actor, id, asOf)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	return entries[len(entries)-1].Number, nil
}
