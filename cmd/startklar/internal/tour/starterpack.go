package tour

// starterPack are the documents, for those who keep them and for those who use them.
func starterPack(c cast) []Walk {
	const one = "/startpakke/flere-skal-med-2.economy_calculation"
	return []Walk{
		{Name: "leader in the network", Person: c.networked.leader(), Stops: []Stop{
			{Name: "document to read", Path: c.networked.journey("/starter_pack/dokument/cv_paper")},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "starter pack of a consultant", Path: "/startpakke"},
			{Name: "reach of a consultant", Path: "/startpakke/hvem"},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "starter pack", Path: "/startpakke"},
			{Name: "reach", Path: "/startpakke/hvem"},
			{Name: "reach as a workbook", Path: "/startpakke/hvem?format=xlsx", File: "xlsx"},
			{Name: "reach as a file", Path: "/startpakke/hvem?format=csv", File: "csv"},
			{Name: "document", Path: one},
			{Name: "starter pack as a workbook", Path: "/startpakke?format=xlsx", File: "xlsx"},
			{Name: "versions as a workbook", Path: one + "?format=xlsx", File: "xlsx"},
			{Name: "version of a document", Path: one + "/version/1"},
			{Name: "second version of a document", Path: one + "/version/2"},
			{Name: "draft of a document", Path: one + "/kladde"},
			{Name: "document to hand over", Path: one + "/lever"},
		}},
	}
}
