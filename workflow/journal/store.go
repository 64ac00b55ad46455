package journal

import (
	"context"
	"errors"
	"time"

	"startklar/domain"
)

// Recorded is an event as it is stored: header, link and content.
type Recorded struct {
	// Position is the event's place in the ledger, from 1 without gaps.
	Position int64
	Stream   domain.Stream
	Number   int64
	// At is in microseconds since 1970, UTC.
	At          int64
	Actor       string
	OnBehalfOf  string
	Kind        string
	KindVersion int
	Subject     string
	// Digest is SHA-256 over salt and content.
	Digest []byte
	// Previous is the hash of the event before; empty for the first.
	Previous []byte
	Hash     []byte
	// Salt and Data are nil when the content has been erased.
	Salt []byte
	Data []byte
}

// Erased tells whether the content is gone.
func (r Recorded) Erased() bool { return r.Salt == nil }

// Head is the end of one stream.
type Head struct {
	Number int64
	Hash   []byte
	At     int64
}

// Ledger is the end of the order that runs through all streams.
type Ledger struct {
	Position int64
	Hash     []byte
}

// ErrUnclear is wrapped in an error of Store.Write that leaves open whether the transaction was committed.
var ErrUnclear = errors.New("the transaction may or may not have been committed")

// Store keeps what the door writes. Package store implements it on SQLite and PostgreSQL.
type Store interface {
	// Write runs fn in one transaction that excludes every other writer, in this process or another, from
	// its beginning. What fn wrote is durable when Write returns nil, and gone when it returns an error.
	Write(ctx context.Context, fn func(Tx) error) error
	// Read runs fn on one consistent snapshot; fn only reads.
	Read(ctx context.Context, fn func(Reader) error) error
}

// Reader reads streams.
type Reader interface {
	// Events calls yield for the events of a stream with numbers above after, in order.
	Events(stream domain.Stream, after int64, yield func(Recorded) error) error
	// Head returns the end of a stream, the zero Head if it has none.
	Head(stream domain.Stream) (Head, error)
	// All calls yield for every event in ledger order.
	All(yield func(Recorded) error) error
	// Heads calls yield for every stream's end, ordered by kind and id.
	Heads(yield func(domain.Stream, Head) error) error
	// Ledger returns the ledger's end; Unavailable if the projections have become those of another version of the
	// program since this one began.
	Ledger() (Ledger, error)
	// CheckProjections compares what is stored of a stream with what its state gives, and names the first
	// difference; empty if there is none.
	CheckProjections(stream domain.Stream, state any) (difference string, err error)
	// ProjectionsAreCurrent tells whether the projected rows were written by the projections that this store has
	// now.
	ProjectionsAreCurrent() (bool, error)
	// HasFile tells whether a file is stored.
	HasFile(domain.FileHash) (bool, error)
	// Files calls yield for every stored file.
	Files(yield func(hash domain.FileHash, data []byte) error) error
	// StrayProjection names a projected row whose stream has no history; empty if there is none.
	StrayProjection() (string, error)
}

// Tx is one write transaction.
type Tx interface {
	Reader
	// Key returns what an actor's client key has done, if anything.
	Key(actor, key string) (Remembered, bool, error)
	// Remember stores what a key has done.
	Remember(actor, key string, r Remembered) error
	// Forget empties the Content of an actor's remembered commands for which match is true, so that nothing of
	// what they said can be guessed from it and no command equals them any more.
	Forget(actor string, match func(Remembered) bool) error
	// Append stores events in the ledger's order, and the ends that they give their streams.
	Append(events []Recorded) error
	// SetLedger stores the ledger's new end.
	SetLedger(Ledger) error
	// Erase removes salt and content of events of a stream.
	Erase(stream domain.Stream, numbers []int64) error
	// KeepFile stores a file under its hash; one that is there already stays.
	KeepFile(hash domain.FileHash, data []byte) error
	// DropFile removes a file.
	DropFile(domain.FileHash) error
	// ClearProjections removes every projected row, so that all can be written anew, and notes that those which
	// follow are written by the projections of now.
	ClearProjections() error
	// Project brings the projections of a stream from one state to another; before is nil to write them
	// all anew. States are those of the stream's subject.
	Project(stream domain.Stream, before, after any) error
}

// Remembered is what a client key did.
type Remembered struct {
	// Content is SHA-256 over the command.
	Content []byte
	// Result is the encoded Result.
	Result []byte
	At     time.Time
}
