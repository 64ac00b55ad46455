package tour

import "net/http"

// knowledge are stories, quarterly notes and syntheses. The demo's stories and syntheses have names of their own.
func knowledge(c cast) []Walk {
	const passedOn, waiting, ready, gone = "/viden/historier/0730.DEMO1", "/viden/historier/0851.DEMO5", "/viden/historier/0851.DEMO4", "/viden/historier/0461.DEMO6"
	notes := "/viden/notater/" + c.selected.id()
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "knowledge", Path: "/viden"},
			{Name: "stories for front staff", Path: "/viden/historier"},
			{Name: "stories for companies", Path: "/viden/historier?til=virksomheder"},
			{Name: "stories of one's own", Path: "/viden/historier/egne"},
			{Name: "story to tell", Path: "/viden/historier/ny"},
			{Name: "story of others", Path: passedOn},
			{Name: "story without consent", Path: waiting},
			{Name: "story with consent", Path: ready},
			{Name: "story to change", Path: ready + "/ret"},
			{Name: "half page", Path: passedOn + "/halvside"},
			{Name: "half page too early", Path: ready + "/halvside", Status: http.StatusConflict},
			{Name: "notes of nobody", Path: "/viden/notater/" + c.aalborg.id()},
			{Name: "syntheses published", Path: "/viden/samlet"},
			{Name: "synthesis published", Path: "/viden/samlet/DEMO1"},
		}},
		{Name: "leader, selected", Person: c.selected.leader(), Stops: []Stop{
			{Name: "knowledge of a selected", Path: "/viden"},
			{Name: "notes of one's own", Path: notes},
			{Name: "note of one's own", Path: notes + "/knowledge_note"},
		}},
		{Name: "leader, consent withdrawn", Person: "leder-0461", Stops: []Stop{
			{Name: "story withdrawn", Path: gone},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{
			{Name: "knowledge of a consultant", Path: "/viden"},
			{Name: "stories in progress", Path: "/viden/historier/egne"},
			{Name: "story to pass on", Path: ready},
			{Name: "story to tell for a municipality", Path: "/viden/historier/ny"},
			{Name: "notes of a consultant", Path: "/viden/notater"},
		}},
		{Name: "STAR", Person: officer, Stops: []Stop{
			{Name: "knowledge of STAR", Path: "/viden"},
			{Name: "notes", Path: "/viden/notater"},
			{Name: "notes of a municipality", Path: notes},
			{Name: "note", Path: notes + "/knowledge_note"},
			{Name: "notes as a workbook", Path: "/viden/notater?format=xlsx", File: "xlsx"},
			{Name: "notes of a municipality as a workbook", Path: notes + "?format=xlsx", File: "xlsx"},
			{Name: "syntheses", Path: "/viden/samlet"},
			{Name: "synthesis", Path: "/viden/samlet/DEMO1"},
			{Name: "synthesis draft", Path: "/viden/samlet/DEMO2"},
			{Name: "synthesis to write", Path: "/viden/samlet/ny"},
			{Name: "synthesis to change", Path: "/viden/samlet/DEMO2/ret"},
		}},
	}
}
