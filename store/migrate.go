package store

import (
	"context"
	"io/fs"

	"startklar/domain"

	"github.com/pressly/goose/v3"
)

// migrate brings the tables up to the newest version that this program knows, and refuses a database of a
// newer program: it may mean something else by its rows.
func (s *Store) migrate(ctx context.Context, schema fs.FS) error {
	p, err := s.provider(schema)
	if err != nil {
		return err
	}
	s.fingerprint = fingerprintOf(p.ListSources(), s.projectors)
	if err := s.up(ctx, p); err != nil {
		return err
	}
	current, known, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > known {
		return &domain.Error{Code: domain.Unavailable, Key: "store_newer", Args: domain.Args{
			"store": s.dialect.place(), "version": current, "known": known,
		}}
	}
	return nil
}

func (s *Store) provider(schema fs.FS) (*goose.Provider, error) {
	folder, err := fs.Sub(schema, "migrations/"+s.dialect.name())
	if err != nil {
		return nil, err
	}
	dialect, options, err := s.dialect.migrator()
	if err != nil {
		return nil, err
	}
	conns, err := s.writer.DB()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, conns, folder, append(options, goose.WithDisableGlobalRegistry(true))...)
}

// up runs what is missing. On SQLite two processes may begin the same migration. The one that comes second
// cannot note the version again (it is unique), so its transaction undoes itself, and it looks again. An
// attempt during which the version did not rise has failed for a reason of its own.
func (s *Store) up(ctx context.Context, p *goose.Provider) error {
	for before := int64(-1); ; {
		_, failure := p.Up(ctx)
		if failure == nil {
			return nil
		}
		version, err := p.GetDBVersion(ctx)
		if err != nil || version <= before {
			return failure
		}
		before = version
	}
}
