package tour

// support are proposals and cases of support. The demo's agency has opened Aalborg's first case.
func support(c cast) []Walk {
	one := "/stoette/" + string(c.aalborg.Code) + "/1"
	return []Walk{
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "proposals of support", Path: "/stoette"},
			{Name: "cases of support", Path: "/stoette?vis=aabne"},
			{Name: "cases overdue", Path: "/stoette?vis=frist"},
			{Name: "cases closed", Path: "/stoette?vis=lukkede"},
			{Name: "proposals dealt with", Path: "/stoette?vis=afgjorte"},
			{Name: "proposals as a workbook", Path: "/stoette?format=xlsx&vis=forslag", File: "xlsx"},
			{Name: "proposal of support", Path: "/stoette/" + string(c.silent.Code) + "/forslag/1"},
			{Name: "case to open", Path: "/stoette/nyt"},
			{Name: "case of support", Path: one},
			{Name: "case of a colleague", Path: "/stoette/" + string(c.aalborg.Code) + "/2"},
			{Name: "whom to ask", Path: "/stoette/hvem-kan-vi-spoerge"},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "cases of a consultant", Path: "/stoette"},
		}},
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "cases of one's own", Path: "/stoette"},
			{Name: "agreement on support", Path: one},
		}},
	}
}
