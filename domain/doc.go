// Package domain is the vocabulary of Startklar: identifiers, errors, events and the words for them.
//
// The root of the package holds only what every subject shares. Each subject has a package of its own
// below it (calendar, municipality, person, policy, journey, view, …). Nothing in domain imports anything
// of this module outside domain, and nothing in it knows a database, a web server or a clock.
//
// # Glossary
//
// The words are those of case management (CMMN), the Danish employment field and iCalendar. Use them
// as they stand here; the words to avoid are in brackets.
//
//	journey          one municipality's way through one definition; CMMN's case instance (not: project, process, workflow)
//	definition       the written plan of a kind of journey, CMMN's case definition (not: template, flow, schema)
//	stage            a part of a definition that holds plan items (not: phase, milestone)
//	plan item        a step in the plan: checklist, form, meeting, delivery, approval, milestone, task (not: node, activity)
//	instance         a plan item at run time; a repeated item has several, numbered from 1 (not: execution, job)
//	sentry, gate     the condition under which an item may begin (entry) or ends by itself (exit) (not: trigger, guard)
//	standing         how far a person says that a question is: the leadership declares it (not: status, progress)
//	state            how far the engine has carried an item; never declared by hand (not: standing, phase)
//	anchor           a named date that deadlines count from (not: base date, offset)
//	declare          what a person does when saying that a section is finished (not: complete, submit)
//	sign off         what the leadership does to the whole; freezes a version (not: approve, lock)
//	stale            finished, but something it rested on has been opened again (not: dirty, invalid)
//	actor            who does something: a person, or system:… (not: user, principal)
//	stream           the history of one thing, numbered without gaps (not: log, topic)
//	municipality     four-digit code kept as text (not: kommune in code, id, tenant)
//	track            a section of the readiness checklist: A, B or C (not: chapter, page)
package domain
