package administration

import (
	"net/http"
	"time"

	"startklar/cmd/startklar/internal/audit"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// DefinitionsPage lists every version of every definition with the journeys that run on it.
func (s *Pages) DefinitionsPage(c echo.Context) error {
	w := s.words(c)
	all, err := s.Desk.DefinitionUse(w.Ctx, w.Actor)
	if err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("definitions.heading"))}
	page.Shell.Lead, page.Shell.Audience = w.T("definitions.lead"), w.peopleAudience()
	table := parts.Table{
		Caption: w.T("definitions.heading"), HideCaption: true,
		Columns: []parts.Column{
			{Label: w.T("definitions.title"), Notes: w.T("ledger.code")},
			{Label: w.T("definitions.version"), Numeric: true},
			{Label: w.T("definitions.running"), Numeric: true},
			{Label: w.T("definitions.journeys"), Numeric: true},
			{Label: w.T("definitions.hash"), Hint: w.T("definitions.hash_hint")},
		},
		Empty: parts.EmptyState{Heading: w.T("definitions.none"), Text: w.T("definitions.none_text")},
	}
	for _, d := range all {
		title := d.Key
		if def, err := s.Definitions.Definition(d.Key, d.Version, d.Hash); err == nil {
			title = w.Text(def.Title)
		}
		table.Rows = append(table.Rows, parts.Row{Cells: []parts.Cell{
			{Text: title, Note: d.Key},
			{Text: w.Integer(d.Version), File: d.Version},
			{Text: w.Integer(d.Running), File: d.Running},
			{Text: w.Integer(d.Journeys), File: d.Journeys},
			{Text: d.Hash[:min(len(d.Hash), 12)], File: d.Hash},
		}})
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "definitioner", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.DefinitionsPath, nil)
	page.Main = []templ.Component{w.adminViews(c), table}
	return s.Render(c, http.StatusOK, page)
}

// KeepingPage says whether the history is as it was written, and what is kept how long.
func (s *Pages) KeepingPage(c echo.Context) error {
	w := s.words(c)
	if err := policy.CheckRole(w.Actor, policy.VerifyHistory); err != nil {
		return err
	}
	page := pages.Folder{Shell: s.Shell(c, w.T("keeping.heading"))}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("people.audience_admin"), w.T("people.audience_star")}}
	page.Main = []templ.Component{w.adminViews(c), s.verified(w), s.kept(w)}
	return s.Render(c, http.StatusOK, page)
}

// verified shows the last run, and offers a new one unless one is under way.
func (s *Pages) verified(w *words) templ.Component {
	section := pages.Section{Heading: w.T("keeping.verify"), Text: w.T("keeping.verify_text")}
	if s.Verifier == nil {
		return section
	}
	last := s.Verifier.Last()
	section.Main = append(section.Main, w.verdict(last))
	if last.Running() {
		section.Main = append(section.Main, parts.Button{Label: w.T("keeping.look_again"), Href: site.KeepingPath, Kind: parts.Secondary})
		return section
	}
	section.Main = append(section.Main, pages.Form{
		Action: site.KeepingPath + "/efterproev", Buttons: parts.Buttons{{Label: w.T("keeping.start"), Kind: parts.Secondary}},
	})
	return section
}

// verdict is what a run found.
func (w *words) verdict(r audit.Run) templ.Component {
	switch {
	case r.Began.IsZero():
		return parts.Notice{Text: w.T("keeping.never")}
	case r.Running():
		return parts.Notice{Heading: w.T("keeping.running"), Text: w.T("keeping.running_text", "by", w.By(r.By, r.Began))}
	case r.Failed:
		return parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("keeping.failed"), Text: w.T("keeping.failed_text")}
	}
	counts := w.T("keeping.counts", "streams", r.Report.Streams, "events", r.Report.Events, "erased", r.Report.Erased,
		"by", w.By(r.By, r.Began), "took", max(1, int(r.Finished.Sub(r.Began).Seconds())))
	if r.Report.Difference != "" {
		return parts.Notice{Kind: parts.NoticeWarning, Heading: w.T("keeping.different"), Text: w.T("keeping.difference", "what", r.Report.Difference) + " " + counts}
	}
	return parts.Notice{Kind: parts.NoticeSuccess, Heading: w.T("keeping.same"), Text: counts}
}

// kept says what is kept how long, as the service is set up.
func (s *Pages) kept(w *words) templ.Component {
	days := func(d time.Duration) int { return int(d.Hours() / 24) }
	minutes := func(d time.Duration) int { return int(d.Minutes()) }
	list := parts.SummaryList{}
	for _, name := range []string{"history", "texts", "people", "messages", "checked"} {
		list.Rows = append(list.Rows, parts.SummaryRow{Key: w.T("keeping." + name), Text: w.T("keeping." + name + "_text")})
	}
	list.Rows = append(list.Rows,
		parts.SummaryRow{Key: w.T("keeping.sessions"), Text: w.T("keeping.sessions_text", "idle", minutes(s.SessionIdle), "hours", int(s.SessionLifetime.Hours()))},
		parts.SummaryRow{Key: w.T("keeping.keys"), Text: w.T("keeping.keys_text", "days", days(s.ClientKeys))},
		parts.SummaryRow{Key: w.T("menu.accesses"), Text: w.T("keeping.accesses_text", "days", days(s.Accesses))},
	)
	return pages.Section{Heading: w.T("keeping.kept"), Text: w.T("keeping.kept_text"), Main: []templ.Component{list}}
}

// StartVerifying has the history recomputed; the page says how far that is.
func (s *Pages) StartVerifying(c echo.Context) error {
	actor := site.ActorOf(c)
	if err := policy.CheckRole(actor, policy.VerifyHistory); err != nil {
		return err
	}
	if s.Verifier == nil {
		return domain.Refuse(domain.Unavailable, "store_failed", nil)
	}
	s.Verifier.Start(actor.ID)
	return site.SeeOther(c, site.KeepingPath)
}
