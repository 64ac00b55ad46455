package journaltest

import (
	"maps"

	"startklar/domain"
	"startklar/workflow/journal"
)

// Content is everything that a store holds, except what client keys did.
type Content struct {
	// Events stand in the ledger's order.
	Events      []journal.Recorded
	Heads       map[domain.Stream]journal.Head
	Ledger      journal.Ledger
	Projections map[domain.Stream]any
	Files       map[domain.FileHash][]byte
}

// Tamper changes what is stored, behind the journal's back.
func (s *Store) Tamper(change func(*Content)) {
	s.writing.Lock()
	defer s.writing.Unlock()
	c := s.export()
	change(&c)
	now := content{streams: map[domain.Stream]history{}, ledger: c.Ledger, projections: c.Projections, files: c.Files}
	for _, r := range c.Events {
		h := now.streams[r.Stream]
		now.order = append(now.order, place{r.Stream, len(h.events)})
		now.streams[r.Stream] = history{events: append(h.events, r)}
	}
	for stream, head := range c.Heads {
		now.streams[stream] = history{head: head, events: now.streams[stream].events}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// export copies the content; the bytes in it are copies too, so that a change of one stays here.
func (s *Store) export() Content {
	t := s.begin()
	c := Content{Ledger: t.ledger, Heads: map[domain.Stream]journal.Head{}, Projections: maps.Clone(t.projections), Files: maps.Clone(t.files)}
	for _, at := range t.order {
		r := t.history(at.stream).events[at.index]
		for _, b := range []*[]byte{&r.Digest, &r.Previous, &r.Hash, &r.Salt, &r.Data} {
			if *b != nil {
				*b = append([]byte{}, *b...)
			}
		}
		c.Events = append(c.Events, r)
	}
	for stream, h := range t.content.streams {
		c.Heads[stream] = h.head
	}
	return c
}
