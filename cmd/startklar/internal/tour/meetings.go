package tour

// meetings are workshops and seminars with their dates, invitations, attendance and notes. The demo's meetings
// have names of their own.
func meetings(c cast) []Walk {
	const one, held, cancelled = `^/moeder/[^/?]+$`, "/moeder/demo-erfaringsseminar", "/moeder/demo-temamoede"
	booked := "/moeder/demo-workshop-" + string(c.booked.Code)
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{{Name: "meetings of a municipality", Path: "/moeder"}}},
		{Name: "leader, workshop booked", Person: c.booked.leader(), Stops: []Stop{
			{Name: "meetings with an invitation", Path: "/moeder"},
			{Name: "invitation", Path: booked},
			{Name: "invitation as a calendar", Path: booked + "/moede.ics", File: "ics"},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "meetings of a consultant", Path: "/moeder"},
			{Name: "meeting to plan", Path: "/moeder/nyt"},
			{Name: "meeting of a consultant", Path: "/moeder", Link: one},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "meetings", Path: "/moeder"},
			{Name: "meeting with notes", Path: held},
			{Name: "attendance", Path: held + "/fremmoede"},
			{Name: "meetings as a workbook", Path: "/moeder?format=xlsx", File: "xlsx"},
			{Name: "attendance as a workbook", Path: held + "?format=xlsx", File: "xlsx"},
			{Name: "meeting to describe", Path: booked + "/ret"},
			{Name: "more to invite", Path: booked + "/inviter"},
			{Name: "dates to propose", Path: booked + "/datoer"},
			{Name: "attendance to come", Path: booked + "/fremmoede"},
		}},
		{Name: "another officer", Person: "star-2", Stops: []Stop{{Name: "meeting cancelled", Path: cancelled}}},
	}
}
