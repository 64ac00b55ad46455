package tour

import "net/http"

// colleagues are asking for help, what comes back, and the steering group.
func colleagues(c cast) []Walk {
	a := c.aalborg.journey
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "colleagues", Path: a("/kolleger")},
			{Name: "colleague to ask", Path: a("/readiness/svar/A.a.1/bed")},
			{Name: "colleague to ask for a track", Path: a("/readiness/afsnit/B/bed")},
			{Name: "agenda item", Path: a("/dagsordenspunkt")},
			{Name: "steering group", Path: a("/styregruppe")},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{{Name: "steering group seen by STAR", Path: a("/styregruppe")}}},
		{Name: "leader, advised", Person: c.advised.leader(), Stops: []Stop{{Name: "proposal", Path: c.advised.journey("/forslag/demo-raad")}}},
		{Name: "nobody", Stops: []Stop{
			{Name: "link that does not work", Path: "/bidrag/unknown", Status: http.StatusNotFound},
			{Name: "steering link that does not work", Path: "/styregruppe/unknown", Status: http.StatusNotFound},
		}},
	}
}
