package journeys

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/link"
	"startklar/domain/municipality"
	"startklar/domain/programme"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// steeringPath is the address of a journey's decision sheet.
func steeringPath(id journey.ID) string { return site.JourneyPath(id) + "/styregruppe" }

// steeringView builds the page on which a municipality keeps its decision sheet.
type steeringView struct {
	*words
	c    echo.Context
	v    desk.Steering
	errs []parts.FieldError
	// made is the link that was made just now; nil for none.
	made *pages.MadeLink
	// clashed is what a colleague wrote meanwhile, by part.
	clashed map[string]workflow.CurrentAnswer
}

// SteeringPage shows the decision sheet, who has agreed, and for the leader how to send it out.
func (s *Pages) SteeringPage(c echo.Context) error { return s.showSteering(c, steeringView{}) }

func (s *Pages) showSteering(c echo.Context, view steeringView) error {
	v, err := s.Desk.Steering(c.Request().Context(), site.ActorOf(c), site.JourneyParam(c))
	if err != nil {
		return err
	}
	view.words, view.c, view.v = s.words(c), c, v
	d := view.sheet(v)
	shell := s.Shell(c, view.T("steering.heading"))
	shell.Kicker, shell.Lead, shell.Minutes = d.doc.Kicker, view.T("steering.lead"), 10
	shell.Breadcrumb, shell.Errors, shell.Audience = view.crumbs(v.State, true), view.errs, view.audience()
	shell.Scripts = []string{"copy.js"}
	files := site.DocumentFiles{Path: steeringPath(v.State.ID), Name: "beslutningsark-" + string(v.State.Municipality)}
	if c.QueryParam(site.FormatParam) != "" {
		return s.SendDocument(c, d.doc, site.DocumentFrame{Shell: shell}, files)
	}
	page := pages.Document{Shell: shell, Document: d.doc, After: view.after()}
	page.Document.Title, page.Document.Facts = shell.Heading, nil
	page.Downloads, page.Missing = s.DocumentLinks(c, files)
	if view.made != nil {
		page.Before = append(page.Before, view.made)
	}
	page.Before = append(page.Before, view.who()...)
	page.Before = append(page.Before, parts.Buttons{s.agendaButton(c, v.State)})
	page.Before = append(page.Before, pages.Heading{Text: view.T("steering.sheet"), Lead: view.T("steering.sheet_below")})
	return s.Render(c, site.StatusOf(c, view.errs), page)
}

func (f *steeringView) audience() parts.Audience {
	m, _ := municipality.Get(f.v.State.Municipality)
	return parts.Audience{
		Readers: []string{f.T("audience.municipality", "place", m.Name), f.T("steering.audience_members"), f.T("audience.consultant"), f.T("audience.star")},
		Note:    f.T("steering.audience_note"),
	}
}

// administrations lists those of the steering group's form that have no link yet.
func (f *steeringView) administrations() []string {
	i := f.v.State.Item(programme.SteeringGroup.Instance(1))
	if i == nil {
		return nil
	}
	d := &drafting{words: f.words, st: f.v.State}
	var names []string
	for _, row := range d.rowsOf(i, programme.Members) {
		name := strings.Join(strings.Fields(row["administration"]), " ")
		same := func(other string) bool { return strings.EqualFold(other, name) }
		invited := slices.ContainsFunc(f.v.State.Invitations, func(i *workflow.Invitation) bool { return same(i.Administration) })
		if name != "" && !invited && !slices.ContainsFunc(names, same) {
			names = append(names, name)
		}
	}
	return names
}

// stanceKinds gives each stance its shape.
var stanceKinds = map[workflow.Stance]parts.StatusKind{
	workflow.Agreed: parts.Done, workflow.AgreedWithRemark: parts.Raised, workflow.Disagreed: parts.Refused,
}

func (w *words) stance(i *workflow.Invitation) parts.Status {
	if i.Stance == "" {
		return parts.Status{Kind: parts.Waiting, Text: w.T("stance.waiting")}
	}
	return parts.Status{Kind: stanceKinds[i.Stance], Text: w.T("stance." + string(i.Stance))}
}

// outdated tells whether an administration answered to a sheet that has changed since.
func (f *steeringView) outdated(i *workflow.Invitation) bool {
	return i.Stance != "" && i.Digest != f.v.Digest
}

// linkState says in words whether a link works and for how long.
func (f *steeringView) linkState(i *workflow.Invitation) string {
	switch {
	case i.Hash == "":
		return f.T("steering.link_withdrawn")
	case !i.Open(f.Today):
		return f.T("steering.link_over", "date", i.Until)
	default:
		return f.T("steering.link_until", "date", i.Until)
	}
}

// managed tells whether the viewer keeps the sheet.
func (f *steeringView) managed() bool {
	return workflow.Allowed(f.v.State, f.Actor, workflow.WriteSheet{Target: f.target(), Part: workflow.Asks, Base: f.v.State.SheetText(workflow.Asks).Revision}, f.Now) == nil
}

func (f *steeringView) target() workflow.Target { return workflow.Target{Journey: f.v.State.ID} }

// counted says who has agreed and who is missing.
func (f *steeringView) counted(missing []string) string {
	agreed, waiting := 0, len(missing)
	for _, i := range f.v.State.Invitations {
		switch i.Stance {
		case workflow.Agreed, workflow.AgreedWithRemark:
			agreed++
		case "":
			waiting++
		}
	}
	total := len(f.v.State.Invitations) + len(missing)
	if total == 0 {
		return f.T("steering.nobody")
	}
	return f.T("steering.counted", "agreed", agreed, "count", total, "waiting", waiting)
}

// InviteAdministration makes or renews a link and shows it, once. The page that sent the form made the token, so
// that a double click makes one link.
func (s *Pages) InviteAdministration(c echo.Context) error {
	token, invitation := c.FormValue("token"), c.FormValue("invitation")
	if secret, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(secret) != 32 {
		return domain.Refuse(domain.Invalid, "sheet_link_incomplete", nil)
	}
	if invitation == "" {
		invitation = invitationID(token)
	}
	until, _ := calendar.ParseDate(c.FormValue("until"))
	_, err := s.Desk.Do(c.Request().Context(), site.ActorOf(c), c.FormValue("client_key"), workflow.InviteAdministration{
		Target: target(c), Invitation: invitation, Administration: c.FormValue("administration"), Hash: link.Hash(token), Until: until,
	})
	if err != nil {
		return s.steeringRefused(c, err)
	}
	w := s.words(c)
	return s.showSteering(c, steeringView{made: &pages.MadeLink{
		Heading: w.T("steering.made", "name", strings.TrimSpace(c.FormValue("administration"))), Text: w.T("steering.made_text", "date", until),
		Copy: pages.CopyText{ID: "link", Label: w.T("steering.link"), Text: s.Origin(c) + "/styregruppe/" + token, Line: true, Button: w.T("copy.link")},
	}})
}

// invitationID names an invitation after its first token, in letters alone: a row of digits could be taken for a
// personal number, and the link would be refused.
func invitationID(token string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'g' + r - '0'
		}
		return r
	}, link.Hash("invitation:" + token)[:24])
}

// steeringRefused shows the page once more with what was wrong.
func (s *Pages) steeringRefused(c echo.Context, err error) error {
	e := domain.AsError(err)
	if !site.Mendable(e) {
		return err
	}
	view := steeringView{errs: site.FieldErrors(c.Request().Context(), err)}
	if now := theirs(e); now != nil {
		view.clashed = map[string]workflow.CurrentAnswer{c.FormValue("part"): *now}
		view.errs[0].FieldID = sheetField(c.FormValue("part"))
	}
	c.Response().Status = site.Statuses[e.Code]
	return s.showSteering(c, view)
}

// WithdrawInvitation closes the steering group's link; it no longer opens.
func (s *Pages) WithdrawInvitation(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: workflow.WithdrawInvitation{Target: target(c), Invitation: c.FormValue("invitation")},
		Done:    "steering.withdrawn", Back: steeringPath(site.JourneyParam(c)),
	})
}

// WriteSheet stores one of the leader's own texts on the sheet.
func (s *Pages) WriteSheet(c echo.Context) error {
	base, _ := strconv.Atoi(c.FormValue("base_revision"))
	part := c.FormValue("part")
	_, err := s.Desk.Do(c.Request().Context(), site.ActorOf(c), c.FormValue("client_key"), workflow.WriteSheet{
		Target: target(c), Part: part, Text: strings.TrimSpace(site.Plain(c.FormValue(sheetField(part)))), Base: base,
	})
	if err != nil {
		return s.steeringRefused(c, err)
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("steering.written")})
	return site.SeeOther(c, steeringPath(site.JourneyParam(c)))
}

// sheetField names the field of a part of the sheet.
func sheetField(part string) string { return "tekst-" + part }
