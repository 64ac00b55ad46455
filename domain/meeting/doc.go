// Package meeting holds the meetings that a host invites municipalities to: the startup workshop of one
// municipality, and the seminar of many. Each has a history of its own, from the first idea over dates to
// choose from, the invitation and who comes, to what was written afterwards for everybody who was invited.
//
// # Places
//
// A room has places for persons, so capacity counts persons: a municipality registers with a number of them.
// Zero means no limit. Whoever registers when there is no room left waits, in the order of registering. The
// first in the line moves up as soon as all of its persons have a place, and nobody overtakes it, however
// small: a municipality that waits with three is not passed by one that waits with one.
//
// # The invitation
//
// A meeting's UID never changes. SEQUENCE counts from 0 and is raised by what moves people about, once the
// meeting has been booked: another time, another place, a cancellation. A better agenda is no reason to
// disturb everybody's calendar.
//
// The package decides nothing about journeys: what a meeting means for the plan items that are attached to it
// is caused by workflow/reactions. It knows no calendar file and no page.
package meeting
