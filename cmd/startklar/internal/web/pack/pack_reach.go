package pack

import (
	"net/http"
	"net/url"
	"slices"

	"startklar/cmd/startklar/internal/sheet"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/starterpack"
	"startklar/domain/view"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// The ways in which the matrix can be narrowed.
const (
	statusUndelivered = "ikke_leveret"
	statusUnopened    = "ikke_aabnet"
	statusUnreceived  = "ikke_modtaget"
	statusUnused      = "ikke_i_brug"
	statusOlder       = "aeldre"
)

func reachStatuses() []string {
	return []string{statusUndelivered, statusUnopened, statusUnreceived, statusUnused, statusOlder}
}

// reachPath is the matrix as a filter shows it.
func reachPath(values url.Values) string { return site.AddressWith(site.PackRoot+"/hvem", nil, values) }

// reachView is the matrix for one viewer: municipality × document, or one document with its teams.
type reachView struct {
	*words
	c         echo.Context
	documents []starterpack.Document
	rows      []view.ReachRow
	// document is the chosen one; without it every document is a column.
	document       *starterpack.Document
	region, status string
}

func (s *Pages) newReach(c echo.Context) (*reachView, error) {
	r := &reachView{words: s.words(c), c: c, region: c.QueryParam("region"), status: c.QueryParam("status")}
	all, err := s.Desk.Pack(r.Ctx, r.Actor, "")
	if err != nil {
		return nil, err
	}
	programme := ""
	if len(all) > 0 {
		programme = all[0].ID.Programme()
	}
	for n := range all {
		if string(all[n].ID) == c.QueryParam("dokument") {
			r.document, programme = &all[n], all[n].ID.Programme()
		}
	}
	for _, d := range all {
		if d.ID.Programme() == programme {
			r.documents = append(r.documents, d)
		}
	}
	if !slices.Contains(reachStatuses(), r.status) || r.document == nil {
		r.status = ""
	}
	found, err := s.Desk.Reach(r.Ctx, r.Actor, programme)
	if err != nil {
		return nil, err
	}
	for _, row := range found {
		if row.Run == journey.Active && r.holds(row) {
			r.rows = append(r.rows, row)
		}
	}
	return r, nil
}

// holds tells whether a row is among those that the address asks for.
func (r *reachView) holds(row view.ReachRow) bool {
	if r.region != "" && municipality.RegionOn(row.Municipality, r.Today) != r.region {
		return false
	}
	return r.document == nil || reachHolds(row, *r.document, r.status)
}

func reachHolds(row view.ReachRow, d starterpack.Document, status string) bool {
	document := journey.FieldID(d.ID.Document())
	there, delivered := row.Documents[document]
	newest, _ := d.Newest()
	switch status {
	case statusUndelivered:
		return !delivered
	case statusUnopened:
		return delivered && there.OpenedOn.IsZero()
	case statusUnreceived:
		return delivered && there.ReceivedOn.IsZero()
	case statusUnused:
		return delivered && there.InUseOn.IsZero()
	case statusOlder:
		return delivered && row.Oldest(document) < newest.Number
	default:
		return true
	}
}

// ReachPage tells who has received, opened and taken into use which version.
func (s *Pages) ReachPage(c echo.Context) error {
	r, err := s.newReach(c)
	if err != nil {
		return err
	}
	if site.WantsFile(c) {
		return s.SendTable(c, "startpakke", r.workbook())
	}
	page := s.packShell(c, r.T("reach.heading"))
	page.Shell.Lead, page.Shell.Wide = r.T("reach.lead"), true
	page.Shell.Breadcrumb = []parts.Link{r.packCrumb()}
	page.Shell.Audience.Note = r.T("reach.audience_note")
	table := r.matrix()
	if r.document != nil {
		table = r.oneDocument()
	}
	table.Downloads = r.FileLinks(site.PackRoot+"/hvem", c.QueryParams())
	page.Parts = append(page.Parts, r.filters(), table)
	return s.Render(c, http.StatusOK, page)
}

func (r *reachView) filters() parts.Filters {
	document := parts.Field{Kind: parts.Select, Name: "dokument", Label: r.T("delivery.document"), Options: []parts.Option{{Label: r.T("reach.every")}}}
	for _, d := range r.documents {
		document.Options = append(document.Options, parts.Option{Value: string(d.ID), Label: r.Text(d.About.Title)})
	}
	if r.document != nil {
		document.Value = string(r.document.ID)
	}
	made := parts.Filters{
		Action: site.PackRoot + "/hvem", Result: r.T("overview.rows", "count", len(r.rows)), Fields: []parts.Field{document, site.RegionField(r.Words, r.region)},
	}
	if r.document != nil {
		status := parts.Field{Kind: parts.Select, Name: "status", Label: r.T("reach.status"), Value: r.status, Options: []parts.Option{{Label: r.T("overview.any")}}}
		for _, value := range reachStatuses() {
			status.Options = append(status.Options, parts.Option{Value: value, Label: r.statusText(value)})
		}
		made.Fields = append(made.Fields, status)
	}
	if r.document != nil || r.region != "" {
		made.Clear = site.PackRoot + "/hvem"
	}
	return made
}

// statusText names a filter; what is older is named by its number where there is only one such version.
func (r *reachView) statusText(status string) string {
	if newest, ok := r.document.Newest(); ok && status == statusOlder && newest.Number == 2 {
		return r.T("reach.still_first")
	}
	return r.T("reach.status." + status)
}

func (r *reachView) empty() parts.EmptyState {
	return parts.EmptyState{Heading: r.T("reach.none"), Text: r.T("reach.none_text"), Action: &parts.Button{Label: r.T("overview.all"), Href: site.PackRoot + "/hvem", Kind: parts.Secondary}}
}

// matrix is every document in every municipality, in a word each.
func (r *reachView) matrix() parts.Table {
	t := parts.Table{Caption: r.T("reach.heading"), HideCaption: true, Wide: true, Empty: r.empty(), Columns: []parts.Column{{Label: r.T("overview.municipality")}, {Label: r.T("pack.delivered")}}}
	for _, d := range r.documents {
		t.Columns = append(t.Columns, parts.Column{Label: r.Text(d.About.Title), Href: site.AddressWith(site.PackRoot+"/hvem", r.c.QueryParams(), url.Values{"dokument": {string(d.ID)}})})
	}
	for _, row := range r.rows {
		cells := []parts.Cell{
			{Text: site.PlaceName(row.Municipality), Href: site.JourneyPath(row.Journey), Note: municipality.RegionOn(row.Municipality, r.Today)},
			{Text: r.T("overview.done", "done", r.delivered(row), "count", len(r.documents))},
		}
		for _, d := range r.documents {
			cells = append(cells, r.cell(row, d))
		}
		t.Rows = append(t.Rows, parts.Row{Cells: cells})
	}
	return t
}

// delivered counts the documents that a municipality has.
func (r *reachView) delivered(row view.ReachRow) int {
	count := 0
	for _, d := range r.documents {
		if _, ok := row.Documents[journey.FieldID(d.ID.Document())]; ok {
			count++
		}
	}
	return count
}

// cell is one document in one municipality: the version that was delivered, and how far it has come. What is not
// there is left out on a narrow screen, where the count says it.
func (r *reachView) cell(row view.ReachRow, d starterpack.Document) parts.Cell {
	document := journey.FieldID(d.ID.Document())
	there, ok := row.Documents[document]
	if !ok {
		return parts.Cell{Value: pages.StageCell{Text: r.T("reach.not_delivered"), Aside: true}}
	}
	cell := parts.Cell{Text: r.T("pack.version", "number", there.Version)}
	users, of := 0, max(1, len(row.Teams))
	for _, t := range r.teamsOf(row) {
		if there.Uses[t.ID].Version == there.Version {
			users++
		}
	}
	switch {
	case users > 0:
		cell.Note = r.T("reach.used_by", "number", users, "all", of)
	case !there.ReceivedOn.IsZero():
		cell.Note = r.T("delivery.received")
	case !there.OpenedOn.IsZero():
		cell.Note = r.T("reach.opened")
	default:
		cell.Note = r.T("pack.delivered")
	}
	return cell
}

// teamsOf are a municipality's teams; itself, without a name, where it has named none.
func (r *reachView) teamsOf(row view.ReachRow) []view.ReachTeam {
	if len(row.Teams) == 0 {
		return []view.ReachTeam{{}}
	}
	return row.Teams
}

// oneDocument is one document with its dates, and which version each team uses.
func (r *reachView) oneDocument() parts.Table {
	t := parts.Table{Caption: r.Text(r.document.About.Title), Empty: r.empty(), Columns: []parts.Column{
		{Label: r.T("overview.municipality")}, {Label: r.T("pack.delivered")}, {Label: r.T("reach.opened")}, {Label: r.T("delivery.received")}, {Label: r.T("delivery.in_use")},
	}}
	for _, row := range r.rows {
		there, ok := row.Documents[journey.FieldID(r.document.ID.Document())]
		place := parts.Cell{Text: site.PlaceName(row.Municipality), Href: site.JourneyPath(row.Journey), Note: municipality.RegionOn(row.Municipality, r.Today)}
		if !ok {
			t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{place, {Text: r.T("reach.not_delivered")}, {}, {}, {}}})
			continue
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			place,
			{Text: r.T("pack.version", "number", there.Version), Note: r.Date(there.DeliveredOn)},
			{Text: r.Date(there.OpenedOn)},
			{Text: r.Date(there.ReceivedOn)},
			{Value: pages.Lines(r.uses(row, there))},
		}})
	}
	return t
}

func (r *reachView) uses(row view.ReachRow, there view.ReachDocument) []string {
	var lines []string
	for _, t := range r.teamsOf(row) {
		text := r.T("delivery.unused")
		if u := there.Uses[t.ID]; u.Version > 0 {
			text = r.T("delivery.uses", "number", u.Version, "date", u.On)
		}
		if t.Name != "" {
			text = r.T("delivery.team_line", "team", t.Name, "text", text)
		}
		lines = append(lines, text)
	}
	return lines
}

// workbook is the matrix as a file: a row for each municipality, document and team.
func (r *reachView) workbook() sheet.Table {
	t := sheet.Table{Title: r.T("reach.heading"), Facts: []sheet.Fact{{Label: r.T("audience.heading"), Text: r.T("reach.audience_note")}}}
	for _, key := range []string{
		"overview.sort.code", "overview.municipality", "overview.region", "delivery.document", "reach.version", "pack.delivered", "reach.opened", "delivery.received",
		"reach.team", "reach.team_version", "reach.team_date",
	} {
		t.Columns = append(t.Columns, sheet.Column{Title: r.T(key)})
	}
	for _, row := range r.rows {
		for _, d := range r.documents {
			if r.document != nil && d.ID != r.document.ID {
				continue
			}
			t.Rows = append(t.Rows, r.fileRows(row, d)...)
		}
	}
	return t
}

func (r *reachView) fileRows(row view.ReachRow, d starterpack.Document) (rows [][]any) {
	head := []any{string(row.Municipality), site.PlaceName(row.Municipality), municipality.RegionOn(row.Municipality, r.Today), r.Text(d.About.Title)}
	there, ok := row.Documents[journey.FieldID(d.ID.Document())]
	if !ok {
		return [][]any{append(head, nil, nil, nil, nil, nil, nil, nil)}
	}
	for _, t := range r.teamsOf(row) {
		made := append(slices.Clone(head), there.Version, there.DeliveredOn, there.OpenedOn, there.ReceivedOn, t.Name, nil, nil)
		if u := there.Uses[t.ID]; u.Version > 0 {
			made[len(made)-2], made[len(made)-1] = u.Version, u.On
		}
		rows = append(rows, made)
	}
	return rows
}
