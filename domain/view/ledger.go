package view

import (
	"time"

	"startklar/domain"
	"startklar/domain/person"
)

// LedgerQuery selects events across everything, the newest first.
type LedgerQuery struct {
	LogQuery
	// Kind limits to one kind of stream; empty for all.
	Kind domain.StreamKind
	// Without leaves out these kinds of events.
	Without []string
}

// LedgerRow is the head of one event: who did what kind of thing when to what. It has no content.
type LedgerRow struct {
	Position          int64
	Stream            domain.Stream
	Number            int64
	At                time.Time
	Actor, OnBehalfOf person.ID
	Kind, Subject     string
	Erased            bool
}

// DefinitionUse is one version of a definition with the journeys that run on it.
type DefinitionUse struct {
	Key     string
	Version int
	Hash    string
	// Journeys counts all that began on it or were moved to it, Running those that are under way.
	Journeys, Running int
}
