package desk

import (
	"context"
	"fmt"
	"time"
)

// Ready reads the figures of the present and works out what is hidden of them, as far as deliveries have changed
// them since they were read last. It shows nothing to anybody.
func (d *Desk) Ready(ctx context.Context) error {
	e, err := d.edition(ctx, time.Time{})
	if err != nil {
		return err
	}
	return e.Prepare(ctx)
}

// KeepReady has the figures ready before somebody asks for them: now, and whenever deliveries have come, whichever
// process took them in, until the context ends. failed hears of what went wrong; whoever asks meanwhile waits for the
// months that they see.
func (d *Desk) KeepReady(ctx context.Context, every time.Duration, failed func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := d.ready(ctx); err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ready is Ready; a panic is an error, for it must not end the service.
func (d *Desk) ready(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("figures: %v", p)
		}
	}()
	return d.Ready(ctx)
}
