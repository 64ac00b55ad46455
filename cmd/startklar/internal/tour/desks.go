package tour

// desks are the pages of those who carry many municipalities.
func desks(c cast) []Walk {
	return []Walk{{Name: "consultant", Person: consultant, Stops: []Stop{
		{Name: "my day", Path: "/min-dag"},
		{Name: "my municipalities", Path: "/kommuner"},
		{Name: "my municipalities as a workbook", Path: "/kommuner?format=xlsx", File: "xlsx"},
		{Name: "message to many", Path: "/kommuner/besked?kommune=" + string(c.aalborg.Code)},
		{Name: "message to many, sent", Path: "/kommuner/besked/demo-spor"},
		{Name: "readers of a message as a workbook", Path: "/kommuner/besked/demo-spor?format=xlsx", File: "xlsx"},
		{Name: "brief", Path: "/kommune/" + string(c.aalborg.Code) + "/ark"},
	}}}
}
