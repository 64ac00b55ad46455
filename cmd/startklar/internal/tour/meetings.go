package tour

// meetings are workshops and seminars with their dates, invitations, attendance and notes.
func meetings(c cast) []Walk {
	const one = `^/moeder/[^/?]+$`
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{{Name: "meetings of a municipality", Path: "/moeder"}}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "meetings of a consultant", Path: "/moeder"},
			{Name: "meeting to plan", Path: "/moeder/nyt"},
			{Name: "meeting of a consultant", Path: "/moeder", Link: one},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "meetings", Path: "/moeder"},
			{Name: "meeting", Path: "/moeder", Link: one},
		}},
	}
}
