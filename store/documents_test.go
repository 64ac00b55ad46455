package store

import (
	"context"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/starterpack"
	"startklar/store/storetest"
	"startklar/workflow/journal"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestDocumentsAreReadBackAsTheirHistoryGivesThem on both databases, live and rebuilt.
func TestDocumentsAreReadBackAsTheirHistoryGivesThem(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := Open(t.Context(), url(t), Options{ReadConnections: 2})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(s.Close)
			door, err := journal.Open(s, journal.Options{}, starterpack.Subject{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(door.Close)
			tellDocuments(t, door)
			readBack(t, s, door)
			if _, err := door.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			readBack(t, s, door)
			content, err := s.File(t.Context(), domain.HashOf([]byte("bytes")))
			if err != nil || string(content) != "bytes" {
				t.Errorf("file: %q, %v", content, err)
			}
			if _, err := s.File(t.Context(), domain.HashOf(nil)); domain.CodeOf(err) != domain.NotFound {
				t.Errorf("a file that is not there: %v", err)
			}
		})
	}
}

func tellDocuments(t *testing.T, door *journal.Door) {
	t.Helper()
	text := domain.Text{DA: "# Åben æøå", EN: "# Open"}
	file := &starterpack.File{Hash: domain.HashOf([]byte("bytes")), Name: "a.pdf", Type: "application/pdf", Size: 5}
	changed := domain.Text{DA: "Mere"}
	for _, c := range []journal.Command{
		starterpack.Introduce{ID: "p.b", About: starterpack.About{Title: text, Ordinal: 1}, Content: starterpack.Content{Text: text, Example: true}},
		starterpack.Introduce{ID: "p.a", About: starterpack.About{Title: text, Ordinal: 0}},
		starterpack.Introduce{ID: "q.a", About: starterpack.About{Title: text}},
		starterpack.DraftVersion{ID: "p.b", Changed: changed, Text: text, File: file, Bytes: []byte("bytes")},
		starterpack.PublishVersion{ID: "p.b", Revision: 1},
		starterpack.WithdrawVersion{ID: "p.b", Number: 1, Reason: "Gammel"},
		starterpack.DraftVersion{ID: "p.b", Changed: changed, File: file},
	} {
		if _, err := door.Do(context.Background(), storetest.Request("", c)); err != nil {
			t.Fatalf("%s: %v", c.CommandName(), err)
		}
	}
}

func readBack(t *testing.T, s *Store, door *journal.Door) {
	t.Helper()
	state, _, err := door.State(t.Context(), starterpack.ID("p.b").Stream(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Document(t.Context(), "p.b")
	if diff := cmp.Diff(state, any(got), cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("read back: %v\n%s", err, diff)
	}
	if _, err := s.Document(t.Context(), "p.c"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("unknown: %v", err)
	}
	all, err := s.Documents(t.Context(), "p")
	if err != nil || len(all) != 2 || all[0].ID != "p.a" || len(all[1].Versions) != 2 || all[1].Draft == nil {
		t.Fatalf("%+v, %v", all, err)
	}
	if v := all[1].Versions[0]; !v.Text.IsZero() || v.Withdrawn == nil || !v.Example {
		t.Errorf("in a list: %+v", v)
	}
	if report, err := door.Verify(t.Context()); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}
