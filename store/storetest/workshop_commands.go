package storetest

import (
	"fmt"

	"startklar/domain/journey"
	"startklar/workflow"
)

// roomsOf are the meetings that are workshops and can take place, or have.
func roomsOf(s workflow.State) (rooms []*workflow.Item) {
	for _, i := range s.Items {
		if len(s.WorkshopChecklists(i)) > 0 && (i.State.Open() || i.State == journey.Completed) {
			rooms = append(rooms, i)
		}
	}
	return rooms
}

// inRoom draws a command for a workshop's room.
func (w *walk) inRoom(s workflow.State, target workflow.Target, i *workflow.Item) workflow.Command {
	room := workflow.Room{Target: target, Item: i.ID}
	list := s.WorkshopChecklists(i)[0]
	point := workflow.Point{Item: list.ID, Question: pick(w.random, pick(w.random, list.Def.Sections).Fields()).ID}
	id := fmt.Sprintf("device-%05d", w.random.IntN(100_000))
	if a := pickOr(w.random, s.AgreementsOf(i.ID)); a != nil && w.random.IntN(3) > 0 {
		return w.onAgreement(s, room, a, id)
	}
	known := s.RoomOf(i.ID)
	if known == nil {
		known = &workflow.Workshop{}
	}
	commands := []workflow.Command{
		workflow.PrepareWorkshop{Room: room, Base: known.Revision, Agenda: []workflow.AgendaPoint{
			{Kind: workflow.AgendaQuestion, Point: point, Minutes: 1 + w.random.IntN(60)}, {Kind: workflow.AgendaClosing, Minutes: 10},
		}},
		workflow.MakeAgreement{Room: room, ID: id, Point: point, What: w.text(), Who: w.text(), On: w.date()},
		workflow.MakeAgreement{Room: room, ID: id, What: w.text(), Who: w.text(), On: w.date()},
		workflow.DecideQuestion{Room: room, ID: id, Point: point, Standing: journey.Clear},
		workflow.ParkPoint{Room: room, ID: id, Text: w.text()},
		workflow.SendMinutes{Room: room, Reply: w.text()},
	}
	for _, p := range known.OnTheList() {
		commands = append(commands, workflow.TakeUpPoint{Room: room, Parked: p.ID})
	}
	return pick(w.random, commands)
}

func (w *walk) onAgreement(s workflow.State, room workflow.Room, a *workflow.Agreement, id string) workflow.Command {
	known := s.RoomOf(room.Item)
	edition := len(known.Minutes)
	return pick(w.random, []workflow.Command{
		workflow.ChangeAgreement{Room: room, Agreement: a.ID, What: w.text(), Who: w.text(), On: w.date(), Base: a.Revision()},
		workflow.WithdrawAgreement{Room: room, Agreement: a.ID, Reason: w.text()},
		workflow.ObjectToMinutes{Room: room, ID: id, Edition: edition, Agreement: a.ID, Text: w.text()},
		workflow.ConfirmMinutes{Room: room, Edition: edition},
		workflow.OpenCheck{Room: room, Round: known.Round() + 1},
		workflow.AnswerCheck{Room: room, Agreement: a.ID, Done: w.random.IntN(2) == 0, On: w.date(), Base: len(a.Answers)},
	})
}
