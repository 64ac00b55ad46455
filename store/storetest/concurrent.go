package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"startklar/workflow/journal"
)

func testSnapshots(t *testing.T, b Backend) {
	f := newFixture(t, b)
	f.do(t, Add{ID: "a", By: 1, Notes: []string{"x"}})
	t.Run("a reader sees one moment, and holds no writer up", func(t *testing.T) {
		f.read(t, func(r journal.Reader) error {
			before, err := r.Ledger()
			if err != nil {
				return err
			}
			f.do(t, Add{ID: "a", By: 1, Notes: []string{"y"}})
			after, err := r.Ledger()
			if err != nil {
				return err
			}
			head, err := r.Head(Stream("a"))
			if before.Position != after.Position || head.Number != 1 {
				t.Errorf("ledger from %d to %d, head %d", before.Position, after.Position, head.Number)
			}
			return err
		})
	})
	t.Run("a reader sees nothing of a transaction that is under way", func(t *testing.T) {
		err := f.store.Write(context.Background(), func(tx journal.Tx) error {
			if err := tx.SetLedger(journal.Ledger{Position: 99}); err != nil {
				return err
			}
			f.read(t, func(r journal.Reader) error {
				l, err := r.Ledger()
				if l.Position == 99 {
					t.Error("sees what is not committed")
				}
				return err
			})
			return context.Canceled
		})
		if err == nil {
			t.Error("the transaction was committed")
		}
	})
}

// testConcurrent writes from two stores on one database, as two processes would.
func testConcurrent(t *testing.T, b Backend) {
	const writers, commands = 4, 25
	url := b.URL(t)
	var doors []*journal.Door
	for range 2 {
		doors = append(doors, Door(t, b.Open(t, url)))
	}
	var wg sync.WaitGroup
	for d, door := range doors {
		for w := range writers {
			wg.Go(func() {
				for i := range commands {
					id := []string{"shared", fmt.Sprintf("own-%d-%d", d, w)}[i%2]
					if _, err := door.Do(context.Background(), Request(fmt.Sprint(d, w, i), Add{ID: id, By: 1, Notes: []string{"x"}})); err != nil {
						t.Errorf("door %d writer %d: %v", d, w, err)
					}
				}
			})
		}
	}
	wg.Wait()
	for _, door := range doors {
		report, err := door.Verify(context.Background())
		if err != nil || report.Difference != "" || report.Events != 2*writers*commands {
			t.Errorf("verify: %+v, %v", report, err)
		}
	}
}
