package tour

// deliveries are who has delivered which month, for those who take records in and for those who delivered them.
func deliveries(c cast) []Walk {
	own := "/leverancer/" + string(c.aalborg.Code)
	one := own + `/\d{4}-\d{2}$`
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "own deliveries", Path: own},
			{Name: "own deliveries as a workbook", Path: own + "?format=xlsx", File: "xlsx"},
			{Name: "own delivery", Path: own, Link: one},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "deliveries", Path: "/leverancer"},
			{Name: "deliveries in a region, with what is missing", Path: "/leverancer?region=Hovedstaden&stand=mangler&antal=12"},
			{Name: "deliveries as a workbook", Path: "/leverancer?format=xlsx", File: "xlsx"},
			{Name: "deliveries as a file", Path: "/leverancer?format=csv", File: "csv"},
			{Name: "file to take in", Path: "/leverancer/indlaes"},
			{Name: "deliveries of a municipality", Path: own},
			{Name: "delivery of a month", Path: own, Link: one},
		}},
	}
}
