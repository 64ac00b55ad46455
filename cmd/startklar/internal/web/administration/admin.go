package administration

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// adminRooms are the pages of administration, in their order, with what one must be allowed to see each.
var adminRooms = []struct {
	text, href string
	needs      policy.Action
}{
	{"menu.people", site.PeoplePath, policy.ReadPeople},
	{"menu.handovers", site.HandoversPath, policy.HandOver},
	{"menu.ledger", site.LedgerPath, policy.ReadLedger},
	{"menu.accesses", site.AccessesPath, policy.ReadAccesses},
	{"menu.definitions", site.DefinitionsPath, policy.ReadPeople},
	{"menu.keeping", site.KeepingPath, policy.VerifyHistory},
}

// adminViews lead from one page of administration to the others; nothing for those who have but one.
func (w *words) adminViews(c echo.Context) pages.PageLinks {
	var views pages.PageLinks
	for _, room := range adminRooms {
		if policy.CheckRole(w.Actor, room.needs) == nil {
			views = append(views, parts.View{Label: w.T(room.text), Href: room.href, Current: c.Path() == room.href})
		}
	}
	if len(views) < 2 {
		return nil
	}
	return views
}
