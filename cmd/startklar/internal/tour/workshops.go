package tour

// workshops are a workshop before, in the room, and afterwards.
func workshops(c cast) []Walk {
	prepared, held := c.booked, c.held
	room := func(t town, rest string) string { return "/rum/" + t.id() + "/startup_workshop" + rest }
	return []Walk{
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "workshop to prepare", Path: prepared.journey("/startup_workshop/workshop")},
			{Name: "room", Path: room(prepared, "")},
			{Name: "projector", Path: room(prepared, "/vis"), Bare: true},
			{Name: "poster", Path: room(prepared, "/plakat")},
			{Name: "action sheet", Path: room(held, "/handlingsark")},
			{Name: "minutes seen by STAR", Path: held.journey("/startup_workshop/referat")},
			{Name: "agreements seen by STAR", Path: held.journey("/startup_workshop/aftaler")},
			{Name: "agreements as a workbook", Path: held.journey("/startup_workshop/aftaler?format=xlsx"), File: "xlsx"},
		}},
		{Name: "leader, workshop held", Person: held.leader(), Stops: []Stop{
			{Name: "minutes", Path: held.journey("/startup_workshop/referat")},
			{Name: "agreements", Path: held.journey("/startup_workshop/aftaler")},
			{Name: "agreements form", Path: held.journey("/workshop_agreements")},
		}},
	}
}
