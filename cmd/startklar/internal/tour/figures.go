package tour

import "net/http"

// figures are a municipality's own figures, the indicators, and the dated events that explain them.
func figures(c cast) []Walk {
	const paidHours = "/indikatorer/6"
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "figures of one's own", Path: "/tal"},
			{Name: "funnel with one's own place", Path: "/tal?billede=tragt-6&format=csv", File: "csv"},
			{Name: "figures as a table", Path: "/tal?billede=udvikling-6&format=csv", File: "csv"},
			{Name: "indicator of others", Path: paidHours, Status: http.StatusForbidden},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "indicators with little shown", Path: "/indikatorer"},
			{Name: "indicator with little shown", Path: paidHours},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "indicators", Path: "/indikatorer"},
			{Name: "indicators as a workbook", Path: "/indikatorer?format=xlsx", File: "xlsx"},
			{Name: "indicator", Path: paidHours},
			{Name: "indicator of a municipality", Path: "/indikatorer/3?kommune=" + string(c.aalborg.Code)},
			{Name: "indicator without a good direction", Path: "/indikatorer/2"},
			{Name: "indicator by origin", Path: "/indikatorer/4"},
			{Name: "indicator with targets", Path: "/indikatorer/R"},
			{Name: "indicator as a workbook", Path: paidHours + "?format=xlsx", File: "xlsx"},
			{Name: "funnel as a table", Path: paidHours + "?billede=tragt&format=csv", File: "csv"},
			{Name: "answer pack", Path: paidHours + "/svar"},
			{Name: "event to write", Path: "/begivenheder/ny"},
			{Name: "event to change", Path: "/begivenheder/DEMO1"},
		}},
	}
}
