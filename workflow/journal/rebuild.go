package journal

import (
	"context"
	"errors"
	"fmt"

	"startklar/domain"
)

// Rebuild writes the projections of every stream anew from its history and returns how many streams that
// were.
func (d *Door) Rebuild(ctx context.Context) (streams int, err error) {
	err = d.store.Write(ctx, func(tx Tx) error {
		streams, err = d.rebuild(tx)
		return err
	})
	return streams, err
}

// errCurrent ends a refresh that has nothing to do.
var errCurrent = errors.New("the projections are current")

// patience is how often Refresh asks a store that is busy: the program that rebuilds it may take several times
// as long as one write waits.
const patience = 10

// Refresh rebuilds the projections if others than this program's have written them, or if some began empty, and
// returns how many streams that were: 0 where everything is current. Of several programs that start together one
// rebuilds, and the others wait for it.
func (d *Door) Refresh(ctx context.Context) (streams int, err error) {
	for range patience {
		if streams, err = d.refresh(ctx); domain.AsError(err).Key != "store_busy" || ctx.Err() != nil {
			break
		}
	}
	return streams, err
}

func (d *Door) refresh(ctx context.Context) (streams int, err error) {
	// Most starts find everything current, and need not wait for those who write.
	err = d.store.Read(ctx, refuseCurrent)
	if err == nil {
		err = d.store.Write(ctx, func(tx Tx) error {
			if err := refuseCurrent(tx); err != nil {
				return err
			}
			streams, err = d.rebuild(tx)
			return err
		})
	}
	if errors.Is(err, errCurrent) {
		return 0, nil
	}
	return streams, err
}

func refuseCurrent(tx Reader) error {
	current, err := tx.ProjectionsAreCurrent()
	if err == nil && current {
		err = errCurrent
	}
	return err
}

func (d *Door) rebuild(tx Tx) (int, error) {
	var all []domain.Stream
	if err := tx.Heads(func(s domain.Stream, _ Head) error { all = append(all, s); return nil }); err != nil {
		return 0, err
	}
	if err := tx.ClearProjections(); err != nil {
		return 0, err
	}
	for _, stream := range all {
		s := d.subjects[stream.Kind]
		if s == nil {
			return 0, fmt.Errorf("%s: a kind of stream that this version does not know", stream)
		}
		end, err := replay(tx, s, stream)
		if err != nil {
			return 0, err
		}
		if err := tx.Project(stream, nil, end.state); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}
