// Package statement is the monthly statement: what a municipality's leadership reads about a settled month, and the
// nation's edition of the same.
//
// A month is a stream. Its life is
//
//		          freeze                 release by a second person
//		preview ─────────▶ frozen (one) ───────────────────────────▶ released edition 1, 2, 3, …
//		                     │  ▲
//		             discard └──┘ freeze anew
//
//	  - a preview is computed when somebody looks, and nothing of it is kept;
//	  - freezing fixes a data version: the moment as of which the figures are taken, and what follows from it for every
//	    municipality and the nation ([Content], [Nation]), stored as files that the event names;
//	  - whoever froze does not release. What has been released never changes, nor does the comment that stands with it;
//	  - a correction is a new edition. It says why, and each content lists what is not as it was ([Changed]).
//
// Contents hold counts and codes, no sentences: the same edition reads in every language. Whom to call is not content
// either, it is whoever it is when the statement is read. A count that outsiders may not see is marked as closed when
// the content is made; [Content.Outside] takes it out, with everything that would tell it.
//
// Source: Bilag 3, monitoring and proactive follow-up.
package statement
