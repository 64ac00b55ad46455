package store

import (
	"context"

	"startklar/domain"
)

// Files stand in the database: they are part of its backups, every replica has them, and they are in the
// transaction of the events that name them.
const (
	insertFile  = "INSERT INTO files (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
	deleteFile  = "DELETE FROM files WHERE hash = ?"
	selectFile  = "SELECT data FROM files WHERE hash = ?"
	existsFile  = "SELECT 1 FROM files WHERE hash = ?"
	selectFiles = "SELECT hash, data FROM files ORDER BY hash"
)

// KeepFile implements journal.Tx.
func (t *tx) KeepFile(hash domain.FileHash, data []byte) error {
	return t.exec("keep file", insertFile, string(hash), bytesOf(data))
}

// DropFile implements journal.Tx.
func (t *tx) DropFile(hash domain.FileHash) error {
	t.erased = true
	return t.exec("drop file", deleteFile, string(hash))
}

// HasFile implements journal.Reader.
func (t *tx) HasFile(hash domain.FileHash) (bool, error) {
	return t.one("file", existsFile, []any{string(hash)}, []any{new(int)})
}

// Files implements journal.Reader.
func (t *tx) Files(yield func(domain.FileHash, []byte) error) error {
	var hash string
	var data []byte
	return t.each("files", selectFiles, nil, []any{&hash, &data}, func() error {
		return yield(domain.FileHash(hash), data)
	})
}

// File returns a file's content; NotFound if there is none.
func (s *Store) File(ctx context.Context, hash domain.FileHash) (data []byte, err error) {
	err = s.read(ctx, func(t *tx) error {
		found, err := t.one("file", selectFile, []any{string(hash)}, []any{&data})
		if err == nil && !found {
			return domain.Refuse(domain.NotFound, "file_missing", nil)
		}
		return err
	})
	return data, err
}
