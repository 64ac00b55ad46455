package tour

// people are the register, handovers, what is one's own, and administration.
func people(c cast) []Walk {
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{{Name: "one's own", Path: "/mig"}}},
		{Name: "consultant", Person: consultant, Stops: []Stop{{Name: "one's own, with absence", Path: "/mig"}}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "people seen by STAR", Path: "/personer"},
			{Name: "person seen by STAR", Path: "/personer/" + string(c.aalborg.leader())},
			{Name: "handovers seen by STAR", Path: "/overdragelser"},
			{Name: "ledger seen by STAR", Path: "/historik"},
			{Name: "people as a workbook", Path: "/personer?format=xlsx", File: "xlsx"},
			{Name: "handovers as a workbook", Path: "/overdragelser?format=xlsx", File: "xlsx"},
			{Name: "looks at counts seen by STAR", Path: "/opslag"},
			{Name: "looks at counts as a workbook", Path: "/opslag?format=xlsx", File: "xlsx"},
			{Name: "looks at counts as a file", Path: "/opslag?format=csv", File: "csv"},
			{Name: "ledger as a workbook", Path: "/historik?format=xlsx", File: "xlsx"},
			{Name: "ledger as a file", Path: "/historik?format=csv", File: "csv"},
		}},
		{Name: "administrator", Person: admin, Stops: []Stop{
			{Name: "people", Path: "/personer"},
			{Name: "person", Path: "/personer/" + string(consultant)},
			{Name: "person to register", Path: "/ny-person"},
			{Name: "handovers", Path: "/overdragelser"},
			{Name: "handover to plan", Path: "/ny-overdragelse"},
			{Name: "handover", Path: "/overdragelser", Link: `^/overdragelser/[^/?]+$`},
			{Name: "ledger", Path: "/historik"},
			{Name: "looks at counts", Path: "/opslag"},
			{Name: "definitions", Path: "/definitioner"},
			{Name: "definitions as a workbook", Path: "/definitioner?format=xlsx", File: "xlsx"},
			{Name: "upkeep", Path: "/drift"},
		}},
	}
}
