package tour

// starterPack are the documents, for those who keep them and for those who use them.
func starterPack(c cast) []Walk {
	const one = `^/startpakke/[^/?]+$`
	return []Walk{
		{Name: "leader in the network", Person: c.networked.leader(), Stops: []Stop{
			{Name: "starter pack of a municipality", Path: "/startpakke"},
			{Name: "document to read", Path: c.networked.journey("/starter_pack"), Link: `/starter_pack/dokument/[^/?]+$`},
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
			{Name: "document", Path: "/startpakke", Link: one},
			{Name: "version of a document", Path: "/startpakke/economy_calculation/version/1"},
			{Name: "file of a version", Path: "/startpakke/economy_calculation/version/1/fil", File: "document"},
			{Name: "draft of a document", Path: "/startpakke/economy_calculation/kladde"},
			{Name: "document to hand over", Path: "/startpakke/economy_calculation/lever"},
		}},
	}
}
