package web

import (
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

const (
	ledgerPath      = "/historik"
	definitionsPath = "/definitioner"
	keepingPath     = "/drift"
)

var administering = []person.Role{person.Administrator}

// adminRooms are the pages of administration, in their order, with what one must be allowed to see each.
var adminRooms = []struct {
	text, href string
	needs      policy.Action
}{
	{"menu.people", peoplePath, policy.ReadPeople},
	{"menu.handovers", handoversPath, policy.HandOver},
	{"menu.ledger", ledgerPath, policy.ReadLedger},
	{"menu.accesses", accessesPath, policy.ReadAccesses},
	{"menu.definitions", definitionsPath, policy.ReadPeople},
	{"menu.keeping", keepingPath, policy.VerifyHistory},
}

// adminViews lead from one page of administration to the others; nothing for those who have but one.
func (w *words) adminViews(c echo.Context) pages.PageLinks {
	var views pages.PageLinks
	for _, room := range adminRooms {
		if policy.CheckRole(w.actor, room.needs) == nil {
			views = append(views, parts.View{Label: w.T(room.text), Href: room.href, Current: c.Path() == room.href})
		}
	}
	if len(views) < 2 {
		return nil
	}
	return views
}
