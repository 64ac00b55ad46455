package tour

import "startklar/domain/calendar"

// statements are the monthly statements. The newest settled month of the demo is frozen and waits for its release, and
// the two before it are released, the older one twice.
func statements(c cast) []Walk {
	const list, half = "/opgoerelser", "/halvside"
	month := func(m calendar.Month) string { return list + "/" + m.String() }
	frozen, released, draft := month(c.frozen), month(c.frozen.Add(-1)), month(c.frozen.Add(-3))
	own, corrected := released+"/"+string(c.aalborg.Code), month(c.frozen.Add(-2))
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "statements of one's own", Path: list},
			{Name: "statement of one's own", Path: own},
			{Name: "statement of one's own, half a page", Path: own + half},
			{Name: "statement of one's own as a file", Path: own + "?format=html", File: "html"},
			{Name: "national statement", Path: released + "/landet"},
			{Name: "statement of one's own, corrected", Path: corrected + "/" + string(c.aalborg.Code)},
			{Name: "statement of one's own, before it was corrected", Path: corrected + "/" + string(c.aalborg.Code) + "?udgave=1"},
			{Name: "statement that is not released", Path: frozen + "/" + string(c.aalborg.Code), Status: 404},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "statements of a consultant", Path: list},
			{Name: "statements of a consultant's municipalities", Path: released},
			{Name: "statement for a consultant", Path: own},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "statements", Path: list},
			{Name: "statements of a month, frozen", Path: frozen},
			{Name: "statements of a month, released", Path: released},
			{Name: "statements of a month, corrected", Path: corrected},
			{Name: "statements of a month, draft", Path: draft},
			{Name: "statement, frozen", Path: frozen + "/" + string(c.aalborg.Code)},
			{Name: "statement, draft", Path: draft + "/" + string(c.aalborg.Code)},
			{Name: "national statement, draft", Path: draft + "/landet"},
			{Name: "national statement as a workbook", Path: released + "/landet?format=xlsx", File: "xlsx"},
		}},
	}
}
