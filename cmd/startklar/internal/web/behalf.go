package web

import "startklar/domain/roster"

// behalfPath is where a deputy chooses for whom to act.
const behalfPath = "/paa-vegne-af"

func handoverPath(id roster.HandoverID) string { return "/overdragelser/" + string(id) }
