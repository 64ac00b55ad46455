package store

// registry holds every projection there is. Live writes, rebuild and verify all go by it.
var registry = []projector{
	journeys, stages, items, answers, editions, comments, evidence, requests, proposals, people, assignments,
	consultancies, handovers, cases, waits, traces, workNotes, savedViews, messages, messageAudiences,
	messageReads, meetings, meetingParties, meetingLinks,
	documents, documentVersions, teams, delivered, documentUses,
	stories, syntheses, followed,
	workshops, agreements,
	sheetTexts, invitations,
}
