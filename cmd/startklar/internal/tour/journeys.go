package tour

import "net/http"

// open are the pages that need no sign-in.
func open(cast) []Walk {
	return []Walk{{Name: "nobody", Stops: []Stop{
		{Name: "sign-in", Path: "/log-ind"},
		{Name: "sign-in refused", Path: "/log-ind", Acts: true},
		{Name: "accessibility", Path: "/tilgaengelighed"},
		{Name: "privacy", Path: "/persondata"},
		{Name: "help", Path: "/hjaelp"},
	}}}
}

// journeys are a journey and its steps, in the states in which they can be.
func journeys(c cast) []Walk {
	a := c.aalborg.journey
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "journey", Path: a("")},
			{Name: "checklist", Path: a("/readiness")},
			{Name: "checklist mine", Path: a("/readiness?vis=mine")},
			{Name: "checklist for the workshop", Path: a("/readiness?vis=workshop")},
			{Name: "question", Path: a("/readiness/svar/A.a.1")},
			{Name: "question with prompts", Path: a("/readiness/svar/A.a.3")},
			{Name: "question split", Path: a("/readiness/svar/C.4"), Acts: true},
			{Name: "question conflict", Path: a("/readiness/svar/B.1"), Acts: true},
			{Name: "question conflict without scripts", Path: a("/readiness/svar/B.2"), Acts: true},
			{Name: "question refused", Path: a("/readiness/svar/B.3"), Acts: true},
			{Name: "session ran out", Path: a("/readiness/svar/C.5"), Acts: true},
			{Name: "question with comments", Path: a("/readiness/svar/C.5")},
			{Name: "ask a colleague", Path: a("/readiness/svar/C.7/bed")},
			{Name: "with colleagues", Path: a("/kolleger")},
			{Name: "check", Path: a("/readiness/tjek")},
			{Name: "check of a track", Path: a("/readiness/tjek?afsnit=C")},
			{Name: "check refused", Path: a("/readiness/tjek?afsnit=C"), Acts: true},
			{Name: "approval waiting", Path: a("/signoff")},
			{Name: "form", Path: a("/plan")},
			{Name: "form refused", Path: a("/plan"), Acts: true},
			{Name: "form finished", Path: a("/steering_group")},
			{Name: "task waiting", Path: a("/workshop_preparation")},
			{Name: "meeting waiting", Path: a("/startup_workshop")},
			{Name: "delivery", Path: a("/starter_pack")},
			{Name: "milestone", Path: a("/finished")},
			{Name: "history", Path: a("/historik")},
			{Name: "history filtered", Path: a("/historik?slags=frister")},
			{Name: "history as a file", Path: a("/historik?format=csv"), File: "csv"},
			{Name: "not found", Path: "/forloeb/0101.flere-skal-med-2.1", Status: http.StatusNotFound},
			{Name: "project plan", Path: "/projektplan/" + c.aalborg.id()},
			{Name: "preparation sheet", Path: a("/forberedelsesark")},
			{Name: "preparation sheet as Word", Path: a("/forberedelsesark?format=docx"), File: "docx"},
			{Name: "preparation sheet as Markdown", Path: a("/forberedelsesark?format=md"), File: "md"},
		}},
		{Name: "leader, signed", Person: c.signed.leader(), Stops: []Stop{
			{Name: "approval signed", Path: c.signed.journey("/signoff")},
			{Name: "question locked", Path: c.signed.journey("/readiness/svar/A.a.1")},
			{Name: "checklist finished", Path: c.signed.journey("/readiness")},
			{Name: "check finished", Path: c.signed.journey("/readiness/tjek")},
		}},
		{Name: "leader, finished", Person: c.finished.leader(), Stops: []Stop{
			{Name: "journey finished", Path: c.finished.journey("")},
			{Name: "meeting held", Path: c.finished.journey("/startup_workshop")},
			{Name: "delivery in use", Path: c.finished.journey("/starter_pack")},
			{Name: "project plan finished", Path: "/projektplan/" + c.finished.id()},
		}},
		{Name: "leader, something reopened", Person: c.reopened.leader(), Stops: []Stop{
			{Name: "journey reopened", Path: c.reopened.journey("")},
			{Name: "checklist reopened", Path: c.reopened.journey("/readiness")},
			{Name: "approval outdated", Path: c.reopened.journey("/signoff")},
		}},
		{Name: "leader about to sign", Person: c.signer.leader(), Stops: []Stop{
			{Name: "approval", Path: c.signer.journey("/signoff")},
			{Name: "approval refused", Path: c.signer.journey("/signoff"), Acts: true},
		}},
		{Name: "leader who paused", Person: c.paused.leader(), Stops: []Stop{
			{Name: "journey paused", Path: c.paused.journey("")},
			{Name: "checklist paused", Path: c.paused.journey("/readiness")},
		}},
		{Name: "leader, just enrolled", Person: c.enrolled.leader(), Stops: []Stop{
			{Name: "journey just begun", Path: c.enrolled.journey("")},
			{Name: "task", Path: c.enrolled.journey("/request")},
			{Name: "form not begun", Path: c.enrolled.journey("/steering_group")},
		}},
		{Name: "leader, tracks declared", Person: c.gaps.leader(), Stops: []Stop{
			{Name: "check of declared tracks", Path: c.gaps.journey("/readiness/tjek")},
		}},
		{Name: "leader, checklist opened again", Person: c.changed.leader(), Stops: []Stop{
			{Name: "journey with something stale", Path: c.changed.journey("")},
			{Name: "step that is stale", Path: c.changed.journey("/signoff")},
		}},
		{Name: "leader in the network", Person: c.networked.leader(), Stops: []Stop{
			{Name: "delivery to confirm", Path: c.networked.journey("/starter_pack")},
			{Name: "monthly round", Path: c.networked.journey("/monthly_round")},
		}},
		{Name: "member", Person: c.aalborg.member(), Stops: []Stop{
			{Name: "journey of a member", Path: a("")},
			{Name: "question of a member", Path: a("/readiness/svar/A.a.2")},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "journey seen by the consultant", Path: a("")},
			{Name: "question not shared", Path: a("/readiness/svar/A.a.1")},
			{Name: "meeting to book", Path: c.ready.journey("/startup_workshop")},
			{Name: "meeting moves deadlines", Path: c.ready.journey("/startup_workshop"), Acts: true},
			{Name: "deadline moves", Path: a("/plan"), Acts: true},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "journey terminated", Path: c.ended.journey("")},
			{Name: "gate to open", Path: a("/startup_workshop")},
			{Name: "meeting booked", Path: c.booked.journey("/startup_workshop")},
			{Name: "delivery to make", Path: c.held.journey("/starter_pack")},
			{Name: "journey in the network", Path: c.networked.journey("")},
			{Name: "seminar", Path: c.networked.journey("/regional_seminar")},
			{Name: "history seen by STAR", Path: a("/historik")},
			{Name: "history as a workbook", Path: a("/historik?format=xlsx"), File: "xlsx"},
		}},
		{Name: "administrator", Person: admin, Stops: []Stop{
			{Name: "role without content", Path: "/"},
		}},
	}
}

// overviews are every municipality by stage.
func overviews(cast) []Walk {
	return []Walk{
		{Name: "consultant", Person: consultant, Stops: []Stop{{Name: "overview of a consultant", Path: "/overblik"}}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "overview", Path: "/overblik"},
			{Name: "overview late", Path: "/overblik?sent=1&sort=due"},
			{Name: "overview by region", Path: "/overblik?gruppe=region"},
			{Name: "overview empty", Path: "/overblik?region=Nordjylland&konsulent=proceskonsulent-5"},
			{Name: "overview as a workbook", Path: "/overblik?format=xlsx", File: "xlsx"},
		}},
		{Name: "administrator", Person: admin, Stops: []Stop{{Name: "forbidden", Path: "/overblik", Status: http.StatusForbidden}}},
	}
}
