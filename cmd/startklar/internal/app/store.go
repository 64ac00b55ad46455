package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/store"
	"startklar/workflow"
)

// openStore opens the store if it is as expected.
func openStore(ctx context.Context, o Options) (*store.Store, error) {
	if o.Expect == Existing {
		if err := refuseMissing(o.URL); err != nil {
			return nil, err
		}
	}
	s, err := store.Open(ctx, o.URL, store.Options{ReadConnections: o.ReadConnections})
	if err != nil || o.Expect != Empty {
		return s, err
	}
	if err := refuseUsed(ctx, s); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// refuseMissing keeps a question from creating what it asks about: SQLite would make the file.
func refuseMissing(url string) error {
	path, ok := strings.CutPrefix(url, "sqlite:")
	if !ok {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return domain.Refuse(domain.Unavailable, "store_missing", domain.Args{"store": url})
	}
	return nil
}

func refuseUsed(ctx context.Context, s *store.Store) error {
	empty, err := s.IsEmpty(ctx)
	if err == nil && !empty {
		err = domain.Refuse(domain.Conflict, "store_not_empty", nil)
	}
	return err
}

// reads are the store's read models with the definitions that a journey is read by.
type reads struct {
	*store.Store
	library *workflow.Library
}

var _ desk.Reads = reads{}

// Journey implements desk.Reads.
func (r reads) Journey(ctx context.Context, id journey.ID) (workflow.State, error) {
	return r.Store.Journey(ctx, r.library, id)
}
