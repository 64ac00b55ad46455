// Package followup is how the national agency follows a municipality that meets difficulties, until it is back on
// track (Bilag 3, proactive follow-up). There is one stream for each municipality. It holds what the signals of each
// month were, the proposals that follow from them, the cases that people open, and the contacts there have been.
//
// The service proposes; it decides nothing. A proposal is made once per change of state: when a subject begins to
// propose, and not again before it has been without a signal in between. Unknown is not without a signal. Indicators
// that overlap are one subject. A person opens a case, from a proposal or without one, and a person closes it. A
// proposal about something that an open case is about already joins that case.
//
//	signal ──▶ proposal ──▶ case: hypothesis ─▶ dialogue ─▶ support ─▶ agreement ─▶ review date ─▶ outcome
//	             │  │                │
//	             │  └ lapses when    └ merges into another case of the same municipality
//	             │    the signal goes
//	             └ is set aside, with a reason
//
// The figures that a case begins with are frozen in it: later deliveries do not change what it was opened on.
//
// Back on track means two settled months, three apart and both after the opening, without a signal about any of the
// case's subjects. The package tells so ([Case.OnTrack]); whether that ends the case is for a person to say.
package followup

// The longest texts, in characters.
const (
	MaxText   = 2000
	MaxReason = 500
)
