// Package journal is the one door through which everything is written.
//
// A command names a stream, an actor and a client key. The door remembers what a key has done, asks the
// stream's subject whether the actor may, loads the stream's state, lets the subject decide, and gives the
// events to the store, which appends them, updates the projections and remembers the key in one
// transaction. Either all of that is durable before the caller hears of it, or none of it has happened.
//
//	command ─▶ key seen? ─▶ state ─▶ authorize ─▶ decide ─▶ append + project + remember ─▶ commit ─▶ result
//	               │                    │            │
//	               └─ first result      └─ refusal ──┴─ refusal (never remembered)
//
// Commands that wait at the same time share one commit, so that one fsync serves many. A store error in
// such a group rolls the whole group back and each of its commands runs again alone: a bad one spoils
// nothing for its neighbours.
//
// Every kind of thing is a stream: a journey, a person, a definition. A subject brings decide and evolve
// for its kind; this package knows none of them. It imports domain only, and it does no I/O but through
// Store.
//
// # The chain
//
// Each event's header is linked to the one before by hash. The link covers every column of the header and a
// salted digest of the content, never the content itself: content and salt can be erased, and the chain
// still holds. A ledger runs through all streams in the order of their commits and notices a stream, or the
// end of one, that has been removed.
package journal
