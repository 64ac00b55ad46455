package tour

// messages are the inbox and what is written there.
func messages(c cast) []Walk {
	return []Walk{
		{Name: "leader", Person: c.aalborg.leader(), Stops: []Stop{
			{Name: "inbox", Path: "/beskeder"},
			{Name: "message to write", Path: "/beskeder/skriv"},
		}},
		{Name: "leader, finished", Person: c.finished.leader(), Stops: []Stop{
			{Name: "inbox with a notice", Path: "/beskeder"},
			{Name: "notice", Path: "/beskeder", Link: `^/beskeder/[^/?]*\.[^/?]*$`},
		}},
		{Name: "consultant", Person: consultant, Stops: []Stop{{Name: "inbox of a consultant", Path: "/beskeder"}}},
		{Name: "STAR", Person: officer, Stops: []Stop{{Name: "inbox of STAR", Path: "/beskeder"}}},
		{Name: "administrator", Person: admin, Stops: []Stop{{Name: "inbox of an administrator", Path: "/beskeder"}}},
	}
}
