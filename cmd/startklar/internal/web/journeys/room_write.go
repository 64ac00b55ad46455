package journeys

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/policy"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// roomRecord is something written down in the room, as a form or a device sends it. Kind says what it is.
type roomRecord struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Point     string `json:"point"`
	What      string `json:"what"`
	Who       string `json:"who"`
	On        string `json:"on"`
	Text      string `json:"text"`
	Standing  string `json:"standing"`
	Agreement string `json:"agreement"`
	Reason    string `json:"reason"`
	Parked    string `json:"parked"`
	Base      int    `json:"base"`
	// Owner is the fingerprint of who wrote it: a device sends nothing in somebody else's name.
	Owner string `json:"owner"`
}

// command is the record as a command.
func (r roomRecord) command(room workflow.Room) (domain.Command, error) {
	on, err := r.date()
	if err != nil {
		return nil, err
	}
	point := readPoint(r.Point)
	switch r.Kind {
	case "agreement":
		return workflow.MakeAgreement{Room: room, ID: r.ID, Point: point, What: line(r.What), Who: line(r.Who), On: on}, nil
	case "change":
		return workflow.ChangeAgreement{Room: room, Agreement: r.Agreement, What: line(r.What), Who: line(r.Who), On: on, Base: r.Base}, nil
	case "withdraw":
		return workflow.WithdrawAgreement{Room: room, Agreement: r.Agreement, Reason: line(r.Reason)}, nil
	case "park":
		return workflow.ParkPoint{Room: room, ID: r.ID, Text: line(r.Text), Point: point}, nil
	case "takeup":
		return workflow.TakeUpPoint{Room: room, Parked: r.Parked}, nil
	case "decide":
		return workflow.DecideQuestion{Room: room, ID: r.ID, Point: point, Standing: journey.Standing(r.Standing)}, nil
	case "proposal":
		return workflow.ProposeAnswer{Target: room.Target, Item: point.Item, Field: point.Question, ID: journey.ProposalID(r.ID), Text: strings.TrimSpace(site.Plain(r.Text))}, nil
	default:
		return nil, domain.Refuse(domain.Invalid, "record_id", nil)
	}
}

func (r roomRecord) date() (calendar.Date, error) {
	if strings.TrimSpace(r.On) == "" {
		return calendar.Date{}, nil
	}
	on, err := calendar.ParseDate(strings.TrimSpace(r.On))
	if err != nil {
		return on, domain.RefuseField(domain.Invalid, "on", "not_a_date", nil)
	}
	return on, nil
}

// line is a text on one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// roomOf is the room of the address.
func roomIn(c echo.Context) workflow.Room {
	return workflow.Room{Target: target(c), Item: site.ItemParam(c)}
}

// WriteInRoom takes a capture from a form: the room without scripts.
func (s *Pages) WriteInRoom(c echo.Context) error {
	base, _ := strconv.Atoi(c.FormValue("base"))
	record := roomRecord{
		ID: c.FormValue("id"), Kind: c.FormValue("kind"), Point: c.FormValue("point"), What: c.FormValue("what"), Who: c.FormValue("who"),
		On: c.FormValue("on"), Text: c.FormValue("text"), Standing: c.FormValue("standing"), Agreement: c.FormValue("agreement"),
		Reason: c.FormValue("reason"), Parked: c.FormValue("parked"), Base: base,
	}
	command, err := record.command(roomIn(c))
	if err != nil {
		return s.Refused(c, site.Write{Again: s.showRoom}, err)
	}
	ctx := c.Request().Context()
	if _, err := s.Desk.Do(ctx, site.ActorOf(c), record.ID, command); err != nil {
		return s.Refused(c, site.Write{Again: s.showRoom}, err)
	}
	back := RoomPath(site.JourneyParam(c), site.ItemParam(c))
	if c.FormValue("vis") != "" {
		back += "/vis"
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("room.done." + record.Kind)})
	return site.SeeOther(c, back)
}

// recordRefused answers a record that was not taken: why, at which input, and what stands there instead.
type recordRefused struct {
	Message string       `json:"message"`
	Field   string       `json:"field,omitempty"`
	Now     *recordStand `json:"now,omitempty"`
}

// recordStand is an agreement as it stands on the server.
type recordStand struct {
	What string `json:"what"`
	Who  string `json:"who"`
	On   string `json:"on"`
	Base int    `json:"base"`
}

// ReceiveRecord takes one record that a device captured, with or without a network. The record's id is its
// client key: the same record, sent again after an answer was lost, is confirmed again and done once.
func (s *Pages) ReceiveRecord(c echo.Context) error {
	var record roomRecord
	if err := json.NewDecoder(c.Request().Body).Decode(&record); err != nil {
		return domain.Refuse(domain.Invalid, "draft_malformed", nil)
	}
	actor := site.ActorOf(c)
	if record.Owner != site.Fingerprint(string(actor.ID)) {
		return s.recordRefused(c, domain.Refuse(domain.Permission, "record_owner", domain.Args{"name": actor.Name}))
	}
	if err := policy.Check(actor, policy.RunWorkshop, site.JourneyParam(c).Municipality()); err != nil {
		return s.recordRefused(c, err)
	}
	command, err := record.command(roomIn(c))
	if err == nil {
		_, err = s.Desk.Do(c.Request().Context(), actor, record.ID, command)
	}
	if err != nil {
		return s.recordRefused(c, err)
	}
	return c.JSON(http.StatusOK, map[string]string{"id": record.ID})
}

// recordRefused passes on what a person cannot mend, and puts the rest into words.
func (s *Pages) recordRefused(c echo.Context, err error) error {
	e := domain.AsError(err)
	switch e.Code {
	case domain.Unauthenticated, domain.Unavailable, domain.Internal:
		return err
	}
	refused := recordRefused{Message: site.ErrorText(c.Request().Context(), e), Field: e.Field}
	if now, ok := e.Detail.(workflow.CurrentAgreement); ok {
		refused.Now = &recordStand{What: now.What, Who: now.Who, On: now.On.String(), Base: now.Revision}
	}
	return c.JSON(site.Statuses[e.Code], refused)
}
