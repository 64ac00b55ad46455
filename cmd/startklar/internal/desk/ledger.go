package desk

import (
	"context"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/roster"
	"startklar/domain/view"
	"startklar/workflow/journal"
)

// Ledgers are the read models of what has happened across everything.
type Ledgers interface {
	Ledger(ctx context.Context, q view.LedgerQuery) ([]view.LedgerRow, error)
	DefinitionUse(ctx context.Context) ([]view.DefinitionUse, error)
}

// LedgerEntry is one event across everything. Before and After are the states of what is no municipality's content:
// people, and who their consultants are; nil for everything else, of which only the head is told.
type LedgerEntry struct {
	view.LedgerRow
	Before, After any
}

// open are the kinds of streams whose content everybody may read who may read the ledger.
var open = map[domain.StreamKind]journal.Subject{
	roster.Kind: roster.Subject{}, roster.ConsultancyKind: roster.Consultancies{},
}

// Ledger lists events across everything, the newest first. What was written in journeys, messages and notes is not
// in it: that is read where it stands, by whoever may.
func (d *Desk) Ledger(ctx context.Context, actor person.Actor, q view.LedgerQuery) ([]LedgerEntry, error) {
	if err := policy.CheckRole(actor, policy.ReadLedger); err != nil {
		return nil, err
	}
	rows, err := d.reads.Ledger(ctx, q)
	if err != nil {
		return nil, err
	}
	entries := make([]LedgerEntry, len(rows))
	wanted := map[domain.Stream]map[int64]*LedgerEntry{}
	for n, row := range rows {
		entries[n].LedgerRow = row
		if open[row.Stream.Kind] == nil {
			continue
		}
		if wanted[row.Stream] == nil {
			wanted[row.Stream] = map[int64]*LedgerEntry{}
		}
		wanted[row.Stream][row.Number] = &entries[n]
	}
	for stream, some := range wanted {
		if err := d.states(ctx, stream, some); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// states fills in what a stream was before and after some of its events.
func (d *Desk) states(ctx context.Context, stream domain.Stream, some map[int64]*LedgerEntry) error {
	subject := open[stream.Kind]
	state := subject.Empty()
	return d.door.History(ctx, stream, time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		before := state
		if e.Kind == "payload_erased" {
			return nil
		}
		var err error
		if state, err = subject.Evolve(state, e); err != nil {
			return domain.Fault("ledger", err)
		}
		if entry := some[e.Number]; entry != nil {
			entry.Before, entry.After = before, state
		}
		return nil
	})
}

// DefinitionUse lists every version of every definition with the journeys that run on it.
func (d *Desk) DefinitionUse(ctx context.Context, actor person.Actor) ([]view.DefinitionUse, error) {
	if err := policy.CheckRole(actor, policy.ReadPeople); err != nil {
		return nil, err
	}
	return d.reads.DefinitionUse(ctx)
}
