package journal

import (
	"slices"

	"startklar/domain"
)

// Attached is a command that brings files along. Its encoding names them by their hash and leaves their bytes
// out; one of its events must name each of them (see Naming), or it is not stored.
type Attached interface {
	Attachments() []domain.Attachment
}

// Naming is a body that stands on stored files: they have to be there when the event is appended, and stay as
// long as any event names them.
type Naming interface {
	Files() []domain.FileHash
}

func attachmentsOf(c Command) []domain.Attachment {
	if a, ok := c.(Attached); ok {
		return a.Attachments()
	}
	return nil
}

func filesOf(b domain.Body) []domain.FileHash {
	if n, ok := b.(Naming); ok {
		return n.Files()
	}
	return nil
}

// refuseAttachments refuses a file that is not what its hash says: it could never be verified.
func refuseAttachments(c Command) error {
	for _, a := range attachmentsOf(c) {
		if domain.HashOf(a.Data) != a.Hash {
			return domain.RefuseField(domain.Invalid, "file", "file_missing", nil)
		}
	}
	return nil
}

// attach puts the files that the events name among what waits to be written. A file that the command does not
// bring has to be there already.
func (r *run) attach(c Command, events []domain.Event) error {
	brought := map[domain.FileHash]domain.Attachment{}
	for _, a := range attachmentsOf(c) {
		brought[a.Hash] = a
	}
	for _, e := range events {
		for _, hash := range filesOf(e.Body) {
			if a, ok := brought[hash]; ok {
				r.files = append(r.files, a)
				continue
			}
			if err := r.hasFile(hash); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) hasFile(hash domain.FileHash) error {
	for _, a := range r.files {
		if a.Hash == hash {
			return nil
		}
	}
	found, err := r.tx.HasFile(hash)
	if err == nil && !found {
		return domain.RefuseField(domain.NotFound, "file", "file_missing", nil)
	}
	return err
}

// keepFiles writes the files that wait.
func (r *run) keepFiles() error {
	for _, a := range r.files {
		if err := r.tx.KeepFile(a.Hash, a.Data); err != nil {
			return err
		}
	}
	r.files = nil
	return nil
}

// named lists the files that some events of a stream name.
func (r *run) named(stream domain.Stream, numbers []int64) (hashes []domain.FileHash, err error) {
	s := r.door.subjects[stream.Kind]
	err = r.tx.Events(stream, 0, func(row Recorded) error {
		if !slices.Contains(numbers, row.Number) || !names(s, row) {
			return nil
		}
		e, err := Decode(s, row)
		hashes = append(hashes, filesOf(e.Body)...)
		return err
	})
	return hashes, err
}

// names tells whether an event of such a kind can name files: most cannot, and need not be decoded.
func names(s Subject, row Recorded) bool {
	if s == nil || row.Erased() {
		return false
	}
	body, err := bodyFor(s, row.Kind, row.KindVersion)
	_, naming := body.(Naming)
	return err == nil && naming
}

// dropFiles removes those files that no event names any more. It looks through the whole history, which only
// erasing a content with a file in it asks for.
func (r *run) dropFiles(hashes []domain.FileHash) error {
	if len(hashes) == 0 {
		return nil
	}
	orphans := map[domain.FileHash]bool{}
	for _, hash := range hashes {
		orphans[hash] = true
	}
	err := r.tx.All(func(row Recorded) error {
		s := r.door.subjects[row.Stream.Kind]
		if !names(s, row) {
			return nil
		}
		e, err := Decode(s, row)
		for _, hash := range filesOf(e.Body) {
			delete(orphans, hash)
		}
		return err
	})
	if err != nil {
		return err
	}
	for hash := range orphans {
		if err := r.tx.DropFile(hash); err != nil {
			return err
		}
	}
	return nil
}

// noteFiles remembers which event names a file first.
func (v *verifier) noteFiles(r Recorded, b domain.Body) {
	for _, hash := range filesOf(b) {
		if _, known := v.files[hash]; !known {
			v.files[hash] = r
		}
	}
}

// filesStand checks that every file that an event names is there and is what its hash says, and that no other
// is there.
func (v *verifier) filesStand() error {
	err := v.tx.Files(func(hash domain.FileHash, data []byte) error {
		r, named := v.files[hash]
		switch {
		case !named:
			return v.differ("files: %s belongs to no event", hash)
		case domain.HashOf(data) != hash:
			return v.differ("%s number %d: its file %s is not as it was stored", r.Stream, r.Number, hash)
		}
		delete(v.files, hash)
		return nil
	})
	if err != nil {
		return err
	}
	for hash, r := range v.files {
		return v.differ("%s number %d: its file %s is gone", r.Stream, r.Number, hash)
	}
	return nil
}
