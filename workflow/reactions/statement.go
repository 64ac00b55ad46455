package reactions

import (
	"strconv"

	"startklar/domain"
	"startklar/domain/message"
	"startklar/domain/person"
	"startklar/domain/statement"
	"startklar/workflow/journal"
)

// statementsReleased tells the leadership of every municipality that has a statement that it is there, or that it has
// been corrected.
func statementsReleased(h journal.Happened) []domain.Command {
	for _, e := range h.Events {
		released, ok := e.Body.(*statement.EditionReleased)
		if !ok || len(released.Municipalities) == 0 {
			continue
		}
		post := message.Post{
			ID: IDOf(h.Stream, e, "released"), Notice: "statement_released",
			Args: map[string]string{"month": h.Stream.ID}, About: message.About{Stream: h.Stream},
		}
		if released.Number > 1 {
			post.Notice, post.Args["number"] = "statement_corrected", strconv.Itoa(released.Number)
		}
		for _, code := range released.Municipalities {
			post.To = append(post.To, message.ToRole(person.MunicipalLeader, code))
		}
		return []domain.Command{post}
	}
	return nil
}
