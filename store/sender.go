package store

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// sender carries out the statements of a transaction that give no rows. It may hold them back until flush,
// and so may report an error late; the transaction is lost then, as it would have been at once.
type sender interface {
	send(ctx context.Context, statement string, args []any) error
	flush(ctx context.Context) error
}

// direct sends each statement as it comes.
type direct struct{ conn *sql.Conn }

func (d direct) send(ctx context.Context, statement string, args []any) error {
	_, err := d.conn.ExecContext(ctx, statement, args...)
	return err
}

func (direct) flush(context.Context) error { return nil }

// pipeline sends many statements to PostgreSQL in one round trip, on the connection that the transaction
// has. A command writes some seven rows, and waiting for each answer was two thirds of its time.
type pipeline struct {
	session *sql.Conn
	batch   *pgx.Batch
}

func (p *pipeline) send(_ context.Context, statement string, args []any) error {
	p.batch.Queue(statement, args...)
	return nil
}

func (p *pipeline) flush(ctx context.Context) error {
	if p.batch.Len() == 0 {
		return nil
	}
	batch := p.batch
	p.batch = &pgx.Batch{}
	return p.session.Raw(func(conn any) error {
		return conn.(*stdlib.Conn).Conn().SendBatch(ctx, batch).Close()
	})
}
