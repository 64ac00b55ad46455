package pack

import (
	"net/http"
	"net/url"
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/policy"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

func versionPath(id starterpack.ID, number int) string {
	return site.DocumentPath(id) + "/version/" + strconv.Itoa(number)
}

// PackPage is the pack as those see it who keep or supervise it; municipalities are led to what they have been given.
func (s *Pages) PackPage(c echo.Context) error {
	w := s.words(c)
	if w.Actor.Role.Municipal() {
		return s.ownPack(c)
	}
	documents, err := s.Desk.Pack(w.Ctx, w.Actor, "")
	if err != nil {
		return err
	}
	reach, err := s.reachByDocument(w, documents)
	if err != nil {
		return err
	}
	page := s.packShell(c, w.T("pack.heading"))
	page.Shell.Lead, page.Shell.Wide = w.T("pack.lead"), true
	table := s.packTable(w, documents, reach)
	if site.WantsFile(c) {
		return s.SendTable(c, "startpakke-dokumenter", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.PackRoot, nil)
	page.Parts = append(page.Parts, pages.LinkRow{{Label: w.T("reach.heading"), Href: site.PackRoot + "/hvem"}}, table)
	return s.Render(c, http.StatusOK, page)
}

// packShell surrounds the pages of those who keep or supervise the pack.
func (s *Pages) packShell(c echo.Context, heading string) pages.Pack {
	w := s.words(c)
	page := pages.Pack{Shell: s.Shell(c, heading)}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.star"), w.T("audience.consultant")}, Note: w.T("pack.audience_note")}
	return page
}

// packCrumb leads back to the pack.
func (w *words) packCrumb() parts.Link {
	return parts.Link{Label: w.T("pack.heading"), Href: site.PackRoot}
}

// reached counts how far a document has come.
type reached struct{ journeys, delivered, inUse, older int }

// reachByDocument counts for each document, over the journeys that the viewer may see.
func (s *Pages) reachByDocument(w *words, documents []starterpack.Document) (map[starterpack.ID]reached, error) {
	counts, rows := map[starterpack.ID]reached{}, map[string][]view.ReachRow{}
	for _, d := range documents {
		programme := d.ID.Programme()
		if _, known := rows[programme]; !known {
			found, err := s.Desk.Reach(w.Ctx, w.Actor, programme)
			if err != nil {
				return nil, err
			}
			rows[programme] = found
		}
		counts[d.ID] = countReach(d, rows[programme])
	}
	return counts, nil
}

func countReach(d starterpack.Document, rows []view.ReachRow) (r reached) {
	newest, _ := d.Newest()
	for _, row := range rows {
		if row.Run != journey.Active {
			continue
		}
		r.journeys++
		document := journey.FieldID(d.ID.Document())
		there, ok := row.Documents[document]
		if !ok {
			continue
		}
		r.delivered++
		if !there.InUseOn.IsZero() {
			r.inUse++
		}
		if row.Oldest(document) < newest.Number {
			r.older++
		}
	}
	return r
}

func (s *Pages) packTable(w *words, documents []starterpack.Document, reach map[starterpack.ID]reached) parts.Table {
	t := parts.Table{
		Caption: w.T("pack.heading"), HideCaption: true, Empty: parts.EmptyState{Heading: w.T("pack.none"), Text: w.T("pack.none_text")},
		Columns: []parts.Column{
			{Label: w.T("delivery.document")}, {Label: w.T("pack.newest")}, {Label: w.T("pack.delivered_to")}, {Label: w.T("delivery.in_use")}, {Label: w.T("pack.still_older")},
		},
	}
	for _, d := range documents {
		r := reach[d.ID]
		newest := parts.Cell{Text: w.T("pack.no_version")}
		if v, ok := d.Newest(); ok {
			newest = parts.Cell{Text: w.T("pack.version_of", "number", v.Number, "date", w.Moment(v.At)), Note: w.exampleMark(v)}
		}
		if d.Draft != nil {
			newest.Note = w.T("pack.has_draft")
		}
		older := parts.Cell{Text: w.Integer(r.older), File: r.older}
		if r.older > 0 {
			older.Href = reachPath(url.Values{"dokument": {string(d.ID)}, "status": {statusOlder}})
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.Text(d.About.Title), Href: site.DocumentPath(d.ID), Note: w.T("delivery.serves", "what", d.About.Serves)},
			newest,
			{Text: w.T("pack.of", "number", r.delivered, "all", r.journeys), Href: reachPath(url.Values{"dokument": {string(d.ID)}}), File: r.delivered},
			{Text: w.T("pack.of", "number", r.inUse, "all", r.journeys), File: r.inUse},
			older,
		}})
	}
	return t
}

func (w *words) exampleMark(v starterpack.Version) string {
	if v.Example {
		return w.T("pack.example")
	}
	return ""
}

// loadDocument reads the document of the address.
func (s *Pages) loadDocument(c echo.Context) (starterpack.Document, error) {
	return s.Desk.Paper(c.Request().Context(), site.ActorOf(c), starterpack.ID(c.Param("document")))
}

// keeps tells whether the viewer keeps the pack.
func (w *words) keeps() bool { return policy.CheckRole(w.Actor, policy.ManageStarterPack) == nil }

// DocumentPage is one document: what it is for, its versions, its draft.
func (s *Pages) DocumentPage(c echo.Context) error {
	d, err := s.loadDocument(c)
	if err != nil {
		return err
	}
	return s.showDocumentPage(c, d, nil)
}

func (s *Pages) showDocumentPage(c echo.Context, d starterpack.Document, errs []parts.FieldError) error {
	w := s.words(c)
	page := s.packShell(c, w.Text(d.About.Title))
	page.Shell.Kicker, page.Shell.Errors = w.T("pack.heading"), errs
	page.Shell.Breadcrumb = []parts.Link{w.packCrumb()}
	page.Parts = append(page.Parts, parts.SummaryList{Rows: site.Paper{Words: w.Words, Doc: d}.About()})
	if w.keeps() {
		page.Parts = append(page.Parts, s.keeping(w, d))
	}
	table := w.versionsTable(d)
	if site.WantsFile(c) {
		return s.SendTable(c, "versioner", w.SheetOf(table, page.Shell.Audience))
	}
	table.Downloads = w.FileLinks(site.DocumentPath(d.ID), nil)
	page.Parts = append(page.Parts, table)
	page.Parts = append(page.Parts, s.withdrawing(c, w, d, errs)...)
	return s.Render(c, site.StatusOf(c, errs), page)
}

// keeping is what those do next who keep the pack.
func (s *Pages) keeping(w *words, d starterpack.Document) templ.Component {
	b := pages.Block{Heading: w.T("pack.next")}
	edit := parts.Button{Label: w.T("pack.new_version", "number", len(d.Versions)+1), Href: site.DocumentPath(d.ID) + "/kladde"}
	if d.Draft != nil {
		b.Text = w.T("pack.draft_by", "who", w.By(d.Draft.By, d.Draft.At))
		edit.Label = w.T("pack.go_on", "number", len(d.Versions)+1)
	}
	b.Buttons = parts.Buttons{edit}
	if _, ok := d.Newest(); ok {
		b.Buttons = append(b.Buttons, parts.Button{Label: w.T("pack.hand_over"), Href: site.DocumentPath(d.ID) + "/lever", Kind: parts.Secondary})
	}
	return b
}

func (w *words) versionsTable(d starterpack.Document) parts.Table {
	t := parts.Table{
		Caption: w.T("pack.versions"), Empty: parts.EmptyState{Heading: w.T("pack.no_version"), Text: w.T("pack.no_version_text")},
		Columns: []parts.Column{{Label: w.T("delivery.version")}, {Label: w.T("pack.changed")}, {Label: w.T("pack.published")}, {Label: w.T("pack.state")}},
	}
	for n := len(d.Versions) - 1; n >= 0; n-- {
		v := d.Versions[n]
		state, note := w.T("pack.holds"), w.exampleMark(v)
		switch {
		case v.Withdrawn != nil:
			state, note = w.T("pack.withdrawn_short"), v.Withdrawn.Reason
		case v.Erased:
			state = w.T("pack.erased")
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: w.T("pack.version", "number", v.Number), Href: versionPath(d.ID, v.Number)},
			{Text: w.Text(v.Changed)},
			{Text: w.By(v.By, v.At)},
			{Text: state, Note: note},
		}})
	}
	return t
}

// withdrawing are the forms by which a version is taken back, one for each that still holds.
func (s *Pages) withdrawing(c echo.Context, w *words, d starterpack.Document, errs []parts.FieldError) []templ.Component {
	if !w.keeps() {
		return nil
	}
	actions := pages.ItemActions{AwaySummary: w.T("pack.withdraw_summary")}
	for _, v := range d.Versions {
		if !v.Readable() {
			continue
		}
		id := "traek-" + strconv.Itoa(v.Number)
		field := parts.Field{
			Kind: parts.TextArea, Name: "reason", ID: id, Label: w.T("pack.withdraw_reason"), Hint: w.T("pack.withdraw_hint"), Rows: 3, MaxLength: starterpack.MaxReason,
		}
		posted := len(errs) > 0 && c.Param("number") == strconv.Itoa(v.Number)
		if posted {
			field.Value, field.Error = c.FormValue("reason"), errs[0].Message
		}
		actions.Away = append(actions.Away, pages.ItemAction{
			Summary: w.T("pack.withdraw", "number", v.Number), Warning: w.T("pack.withdraw_warning"), Open: posted,
			Form: pages.Form{
				Action: versionPath(d.ID, v.Number) + "/traek-tilbage", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Fields: []parts.Field{field},
				Buttons: parts.Buttons{{Label: w.T("pack.withdraw", "number", v.Number), Kind: parts.Danger}},
			},
		})
	}
	if len(actions.Away) == 0 {
		return nil
	}
	actions.Heading = w.T("item.more")
	return []templ.Component{actions}
}

// WithdrawVersion takes a version back.
func (s *Pages) WithdrawVersion(c echo.Context) error {
	id := starterpack.ID(c.Param("document"))
	number, _ := strconv.Atoi(c.Param("number"))
	return s.Carry(c, site.Write{
		Command: starterpack.WithdrawVersion{ID: id, Number: number, Reason: site.Plain(c.FormValue("reason"))}, Done: "done.version_withdrawn", Back: site.DocumentPath(id),
		Again: func(c echo.Context, errs []parts.FieldError) error {
			d, err := s.loadDocument(c)
			if err != nil {
				return err
			}
			for n := range errs {
				errs[n].FieldID = "traek-" + c.Param("number")
			}
			return s.showDocumentPage(c, d, errs)
		},
	})
}

// loadVersion reads the version of the address.
func (s *Pages) loadVersion(c echo.Context) (site.Paper, error) {
	d, err := s.loadDocument(c)
	if err != nil {
		return site.Paper{}, err
	}
	number, _ := strconv.Atoi(c.Param("number"))
	v, found := d.Version(number)
	if !found {
		return site.Paper{}, domain.Refuse(domain.NotFound, "version_unknown", domain.Args{"version": number})
	}
	path := versionPath(d.ID, number)
	return site.Paper{Words: s.Words(c), Doc: d, V: v, Path: path, File: path + "/fil"}, nil
}

// VersionPage is a published version to be read.
func (s *Pages) VersionPage(c echo.Context) error {
	p, err := s.loadVersion(c)
	if err != nil {
		return err
	}
	if sent, err := s.SendPaper(c, p); sent {
		return err
	}
	reading, err := p.Reading()
	if err != nil {
		return err
	}
	page := s.packShell(c, p.Text(p.Doc.About.Title))
	page.Shell.Kicker, page.Shell.Minutes = p.T("pack.version", "number", p.V.Number), p.V.Minutes(string(p.Lang))
	page.Shell.Breadcrumb = []parts.Link{s.words(c).packCrumb(), {Label: p.Text(p.Doc.About.Title), Href: site.DocumentPath(p.Doc.ID)}}
	rows := append(p.About(), parts.SummaryRow{Key: p.T("pack.published"), Text: p.By(p.V.By, p.V.At)})
	if !p.V.Changed.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: p.T("pack.changed"), Text: p.Text(p.V.Changed)})
	}
	page.Parts = append(p.Notices(), parts.SummaryList{Rows: rows}, p.Downloads(s.Printer != nil), reading)
	return s.Render(c, http.StatusOK, page)
}

// VersionFile sends the file of a version.
func (s *Pages) VersionFile(c echo.Context) error {
	p, err := s.loadVersion(c)
	if err != nil {
		return err
	}
	return s.SendContent(c, p.V.Content)
}

// ownPack leads municipal people to what has been handed over to them.
func (s *Pages) ownPack(c echo.Context) error { return s.LeadOn(c, site.FirstOf(journey.Delivery)) }
