// Package knowledge is what the programme learns and passes on: good stories with the consents that they
// rest on, the elements that are followed in the selected municipalities, quarter by quarter, and the
// synthesis of what several municipalities have noted.
//
// The quarterly notes themselves are forms of a journey (Bilag 3, vidensudvikling); this package says only
// which are owed. It knows no pages and no store.
//
// A story lives like this. Withdrawing it is final: its texts are gone from every page, and only the trace
// stays that there was one.
//
//	collect ─▶ told ──record consents──▶ pass on ─▶ read by front staff, companies, the public
//	            ▲                           │
//	            └────────── revise ◀────────┘        any ── withdraw ──▶ withdrawn
package knowledge
