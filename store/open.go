package store

import (
	"context"
	"embed"
	"io/fs"

	"startklar/domain"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

//go:embed migrations
var migrations embed.FS

// Options tune a store.
type Options struct {
	// ReadConnections is how many connections read at the same time; at least 1. Writes have one of
	// their own.
	ReadConnections int
}

// Store is an open database. It is safe for concurrent use; Close ends it.
type Store struct {
	dialect dialect
	writer  *gorm.DB
	reader  *gorm.DB
	// shelf reads definitions and nothing else. They are asked for in the middle of other reads, which hold their
	// connections meanwhile: if they needed another of the same pool, enough readers at once would wait for ever.
	shelf      *gorm.DB
	projectors []projector
	// fingerprint is that of the projections.
	fingerprint string
	// projectorsOf are those of a kind of stream.
	projectorsOf map[domain.StreamKind][]projector
	accesses     accessLog
}

// Open opens the store at a URL, sqlite:PATH or postgres://…, and brings its tables up to this version. A
// SQLite file and its directory are created when absent; a PostgreSQL database must exist. Every failure
// is Unavailable: the store cannot be used as it stands.
func Open(ctx context.Context, url string, options Options) (*Store, error) {
	return open(ctx, url, options, migrations, registry)
}

func open(ctx context.Context, url string, options Options, schema fs.FS, projectors []projector) (*Store, error) {
	d, err := dialectOf(url)
	if err != nil {
		return nil, err
	}
	s := &Store{dialect: d, projectors: projectors, projectorsOf: byKind(projectors)}
	if err := s.connect(ctx, schema, max(options.ReadConnections, 1)); err != nil {
		s.Close()
		return nil, unusable(d, err)
	}
	return s, nil
}

// connect opens the pools. Those that read come last: they cannot create what they read.
func (s *Store) connect(ctx context.Context, schema fs.FS, reads int) error {
	if err := s.fill(ctx, &s.writer, access{connections: 1}); err != nil {
		return err
	}
	if err := s.again(ctx, func() error { return s.migrate(ctx, schema) }); err != nil {
		return err
	}
	if err := s.fill(ctx, &s.reader, access{connections: reads, readOnly: true}); err != nil {
		return err
	}
	return s.fill(ctx, &s.shelf, access{connections: 1, readOnly: true})
}

// fill puts an open pool in its place.
func (s *Store) fill(ctx context.Context, place **gorm.DB, a access) error {
	return s.again(ctx, func() (err error) {
		*place, err = s.pool(a)
		return err
	})
}

// pool opens connections and proves that one of them works.
func (s *Store) pool(a access) (*gorm.DB, error) {
	conns, err := s.dialect.connect(a)
	if err != nil {
		return nil, err
	}
	conns.SetMaxOpenConns(a.connections)
	conns.SetMaxIdleConns(a.connections)
	// GORM's own log would repeat values, which may be personal.
	pool, err := gorm.Open(s.dialect.gorm(conns), &gorm.Config{Logger: logger.Discard, SkipDefaultTransaction: true})
	if err != nil {
		_ = conns.Close()
		return nil, failed("connect", err)
	}
	return pool, nil
}

// Close ends the store; what is under way fails. The writer goes last, so that SQLite can tidy its log away.
// An error of a connection that is closing loses nothing: what was committed is on disk.
func (s *Store) Close() {
	for _, pool := range []*gorm.DB{s.shelf, s.reader, s.writer} {
		if pool == nil {
			continue
		}
		if conns, err := pool.DB(); err == nil {
			_ = conns.Close()
		}
	}
}
