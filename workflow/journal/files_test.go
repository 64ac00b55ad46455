package journal_test

import (
	"context"
	"strings"
	"testing"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/workflow/journal"
	"startklar/workflow/journal/journaltest"
)

// shelf is a door for documents that bring files along.
type shelf struct {
	*testing.T
	store *journaltest.Store
	door  *journal.Door
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{T: t, store: journaltest.New()}
	var err error
	if s.door, err = journal.Open(s.store, journal.Options{MaxBatch: 8}, starterpack.Subject{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.door.Close)
	for _, id := range []starterpack.ID{"p.one", "p.two"} {
		s.do(starterpack.Introduce{ID: id, About: starterpack.About{Title: domain.Text{DA: "Papir"}}})
	}
	return s
}

func (s *shelf) try(c domain.Command) error {
	_, err := s.door.Do(context.Background(), journal.Request{Actor: person.SystemActor("test"), Command: c})
	return err
}

func (s *shelf) do(c domain.Command) {
	s.Helper()
	if err := s.try(c); err != nil {
		s.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// draft drafts a document with a file; without content the bytes do not come along.
func (s *shelf) draft(id starterpack.ID, base int, name, content string, along bool) starterpack.DraftVersion {
	c := starterpack.DraftVersion{ID: id, Base: base, File: &starterpack.File{
		Hash: domain.HashOf([]byte(content)), Name: name, Type: starterpack.TypeOf(name), Size: int64(len(content)),
	}}
	if along {
		c.Bytes = []byte(content)
	}
	return c
}

func (s *shelf) files() (all []string) {
	s.store.Tamper(func(c *journaltest.Content) {
		for _, data := range c.Files {
			all = append(all, string(data))
		}
	})
	return all
}

func (s *shelf) verify() string {
	s.Helper()
	report, err := s.door.Verify(context.Background())
	if err != nil {
		s.Fatal(err)
	}
	return report.Difference
}

func TestAFileIsStoredWithTheEventThatNamesIt(t *testing.T) {
	s := newShelf(t)
	s.do(s.draft("p.one", 0, "a.pdf", "the bytes", true))
	s.do(s.draft("p.two", 0, "b.pdf", "the bytes", false))
	if got := s.files(); len(got) != 1 || got[0] != "the bytes" {
		t.Errorf("stored: %q", got)
	}
	if d := s.verify(); d != "" {
		t.Error(d)
	}
	s.store.Tamper(func(c *journaltest.Content) {
		for _, e := range c.Events {
			if strings.Contains(string(e.Data), "the bytes") {
				t.Error("an event holds the file")
			}
		}
	})
}

func TestAFileThatIsNowhereIsRefused(t *testing.T) {
	s := newShelf(t)
	if err := s.try(s.draft("p.one", 0, "a.pdf", "never sent", false)); domain.AsError(err).Key != "file_missing" {
		t.Errorf("got %v", err)
	}
	untrue := s.draft("p.one", 0, "a.pdf", "what it says", false)
	untrue.Bytes = []byte("what it is")
	if err := s.try(untrue); domain.AsError(err).Key != "file_missing" {
		t.Errorf("a false hash: %v", err)
	}
	refused := s.draft("p.one", 7, "a.pdf", "with a refusal", true)
	if err := s.try(refused); domain.CodeOf(err) != domain.Stale {
		t.Errorf("got %v", err)
	}
	if got := s.files(); len(got) != 0 {
		t.Errorf("stored: %q", got)
	}
}

func TestAFileGoesWithTheLastEventThatNamesIt(t *testing.T) {
	s := newShelf(t)
	s.do(s.draft("p.one", 0, "a.pdf", "shared", true))
	s.do(s.draft("p.two", 0, "b.pdf", "shared", true))
	s.do(journal.Erase{Of: starterpack.ID("p.one").Stream(), Numbers: []int64{2}, Reason: "asked for"})
	if got := s.files(); len(got) != 1 {
		t.Fatalf("stored: %q", got)
	}
	s.do(journal.Erase{Of: starterpack.ID("p.two").Stream(), Numbers: []int64{2}, Reason: "asked for"})
	if got := s.files(); len(got) != 0 {
		t.Errorf("stored: %q", got)
	}
	if d := s.verify(); d != "" {
		t.Error(d)
	}
}

func TestVerifyNamesAFileThatIsNotAsItWas(t *testing.T) {
	for name, test := range map[string]struct {
		change func(map[domain.FileHash][]byte)
		want   string
	}{
		"gone":    {func(f map[domain.FileHash][]byte) { clear(f) }, "is gone"},
		"changed": {func(f map[domain.FileHash][]byte) { f[domain.HashOf([]byte("x"))] = []byte("y") }, "is not as it was stored"},
		"stray":   {func(f map[domain.FileHash][]byte) { f["0000"] = []byte("z") }, "belongs to no event"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			s.do(s.draft("p.one", 0, "a.pdf", "x", true))
			s.store.Tamper(func(c *journaltest.Content) { test.change(c.Files) })
			if d := s.verify(); !strings.Contains(d, test.want) {
				t.Errorf("verify says %q", d)
			}
		})
	}
}
