// Package intake takes files of records in: it reads and checks a file, counts each municipality's deliveries
// together with the ones before and after them, and gives the result to the door.
//
//	file ─▶ record.Read ─▶ municipality by municipality: load what is live, count, TakeIn ─▶ report
//	                          ▲                                                  │
//	                          └────────────── Stale: count again ────────────────┘
//
// A municipality is one command, so that other writers never wait long and a delivery is in as a whole or not at
// all. What is in stays in: the same file again takes in what is missing, and says of the rest that it is unchanged.
// Several municipalities are counted at the same time; the door groups their commits.
//
// The rules are those of domain/monitoring/record and domain/monitoring/intake. This package must not know pages,
// terminals or databases.
package intake
