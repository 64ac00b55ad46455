package store

// edition is raised when rows are to say something else although no migration and no column changes: when a
// projection's values differ from before, or the state that they are taken from. Stores then bring their rows up to
// date the next time they are opened.
const edition = 1

// registry holds every projection there is. Live writes, rebuild and verify all go by it.
var registry = []projector{
	journeys, stages, items, answers, editions, comments, evidence, requests, proposals, people, assignments,
	consultancies, handovers, cases, waits, traces, workNotes, savedViews, messages, messageAudiences,
	messageReads, meetings, meetingParties, meetingLinks,
	documents, documentVersions, teams, delivered, documentUses,
	stories, syntheses, followed,
	workshops, agreements,
	sheetTexts, invitations,
	statementEditions, statementComments,
	deliveries, figureCells,
	annotations,
	supportProposals, supportCases, supportContacts,
}
