// Package store keeps the history and what is derived from it in a database: SQLite for one machine,
// PostgreSQL for several. It is the only place that knows GORM, SQL or a database driver.
//
// It implements journal.Store. It holds no rules: what happens is decided before it gets here, and what
// a row of a projection says is a pure function of a stream's state.
//
// # Durability
//
// Write returns nil only when what was written survives a power cut: SQLite runs with synchronous=FULL,
// PostgreSQL with synchronous_commit=on. A write transaction excludes every other writer from its
// beginning, by BEGIN IMMEDIATE or by locking the ledger's one row. Reads have connections of their own,
// which cannot write, and each sees one snapshot.
//
// # Projections
//
// A projection derives the rows of one table from the states of one kind of stream. There is one registry
// of them (registry.go): the live write stores the rows that differ between two states, a rebuild stores
// all of them, and verify compares all of them with what is stored. Read models (Journey, Overview, People,
// …) read these tables, each on one snapshot, and decide nothing about who may see what.
//
// To add a projection: describe its table and parts in a file of its own, name it in the registry, and add
// its table to the migrations. To change what a row says, change the projection, and raise the registry's
// edition unless a migration or a column comes with it.
//
// The ledger's row says which projections wrote the rows, by a fingerprint of registry and migrations. A
// program that finds another than its own rebuilds everything in one transaction before it begins, and one
// that still runs when a newer one has done so is refused its writes: it would leave the new rows behind.
//
// # To change the schema
//
// Add the next number to migrations/sqlite and to migrations/postgres; never touch one that has been
// released. The parity test compares the two. Each runs in a transaction of its own.
//
// # Conventions of the tables
//
// Moments are integers, microseconds since 1970 UTC. Dates are ISO texts, truth values 0 or 1. Text
// compares by its bytes in both databases; what people see in Danish order is sorted by a key that
// municipality.SortKey computes, stored as bytes. A projected table's first key column holds its stream's
// id.
package store
