package store

// registry holds every projection there is. Live writes, rebuild and verify all go by it.
var registry = []projector{
	journeys, stages, items, answers, editions, people, assignments,
	consultancies, handovers, messages, messageAudiences, messageReads,
	comments, evidence, requests, proposals,
}
