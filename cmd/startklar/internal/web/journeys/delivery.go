package journeys

import (
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/starterpack"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// delivery is a delivery's page: what has come, who uses it, and what is newer.
func (f *itemForms) delivery() ([]templ.Component, error) {
	documents, err := f.s.Desk.Pack(f.Ctx, f.Actor, f.v.State.Def.Key)
	if err != nil {
		return nil, err
	}
	pack := map[string]starterpack.Document{}
	for _, d := range documents {
		pack[d.ID.Document()] = d
	}
	return append([]templ.Component{f.documents(pack)}, f.teams()...), nil
}

// documents is the table: which version of which document is where.
func (f *itemForms) documents(pack map[string]starterpack.Document) parts.Table {
	t := parts.Table{
		Caption: f.T("delivery.caption"),
		Columns: []parts.Column{
			{Label: f.T("delivery.document")},
			{Label: f.T("delivery.version")},
			{Label: f.T("delivery.received")},
			{Label: f.T("delivery.in_use")},
			{Label: f.T("delivery.do"), Hidden: true},
		},
		Empty: parts.EmptyState{Text: f.T("delivery.none")},
	}
	for _, doc := range f.v.Item.Def.Documents {
		t.Rows = append(t.Rows, f.documentRow(doc, pack[string(doc.ID)]))
	}
	return t
}

func (f *itemForms) documentRow(doc *workflow.Document, d starterpack.Document) parts.Row {
	run := f.v.Item.Document(doc.ID)
	about := []string{}
	for _, text := range []string{f.Text(doc.Help), f.T("delivery.serves", "what", doc.Serves)} {
		if text != "" {
			about = append(about, text)
		}
	}
	title := parts.Cell{Text: f.Text(doc.Title), Note: strings.Join(about, " ")}
	if !run.DeliveredOn.IsZero() {
		title.Href = f.paperPath(doc.ID)
	}
	row := []parts.Cell{
		title,
		{Value: pages.Lines(f.versionLines(run, d))},
		{Text: f.Date(run.ReceivedOn)},
		{Value: pages.Lines(f.useLines(run))},
	}
	do := parts.Cell{}
	if forms := f.documentForms(doc, run, d); len(forms.Forms) > 0 {
		do.Value = forms
	}
	return parts.Row{Cells: append(row, do)}
}

// paperPath is where a delivered document is read.
func (f *itemForms) paperPath(document journey.FieldID) string {
	return site.ItemPath(f.v.State.ID, f.v.Item.ID) + "/dokument/" + string(document)
}

// versionLines say which version was delivered, whether it still holds, and whether there is a newer one.
func (f *itemForms) versionLines(run workflow.DocumentRun, d starterpack.Document) []string {
	if run.DeliveredOn.IsZero() {
		return []string{f.T("delivery.not_yet")}
	}
	lines := []string{f.T("delivery.edition", "number", run.Version, "date", run.DeliveredOn)}
	if !run.OpenedOn.IsZero() {
		lines = append(lines, f.T("delivery.opened", "date", run.OpenedOn))
	}
	if v, ok := d.Version(run.Version); ok && v.Withdrawn != nil {
		lines = append(lines, f.T("pack.withdrawn_because", "number", v.Number, "reason", v.Withdrawn.Reason))
	}
	if newest, ok := d.Newest(); ok && newest.Number > run.Version {
		lines = append(lines, f.T("delivery.newer", "number", newest.Number, "changed", newest.Changed))
	}
	return lines
}

// useLines tell team by team which version is used.
func (f *itemForms) useLines(run workflow.DocumentRun) []string {
	if run.DeliveredOn.IsZero() {
		return nil
	}
	teams := f.v.State.TeamsNow()
	if len(teams) == 0 {
		return []string{f.teamUse(run.Use(""), run.Version)}
	}
	var lines []string
	for _, t := range teams {
		lines = append(lines, f.T("delivery.team_line", "team", t.Name, "text", f.teamUse(run.Use(t.ID), run.Version)))
	}
	return lines
}

func (f *itemForms) teamUse(u workflow.TeamUse, delivered int) string {
	switch {
	case u.Version == 0:
		return f.T("delivery.unused")
	case u.Version < delivered:
		return f.T("delivery.uses_older", "number", u.Version, "newest", delivered)
	default:
		return f.T("delivery.uses", "number", u.Version, "date", u.On)
	}
}

// documentForms are what the viewer may do with a document now.
func (f *itemForms) documentForms(doc *workflow.Document, run workflow.DocumentRun, d starterpack.Document) pages.RowForms {
	made := pages.RowForms{ID: documentAnchor(doc.ID)}
	path := "dokument/" + string(doc.ID) + "/"
	about := ": " + f.Text(doc.Title)
	if newest, ok := d.Newest(); ok {
		deliver := workflow.DeliverDocument{Target: f.target(), Item: f.v.Item.ID, Document: doc.ID, Version: newest.Number}
		if f.allowed(deliver) {
			button := parts.Button{Label: f.T("delivery.deliver_version", "number", newest.Number), Context: about, Kind: parts.Secondary}
			form := f.form(path+"lever", button)
			form.Hidden = []pages.Hidden{{Name: "version", Value: strconv.Itoa(newest.Number)}}
			made.Forms = append(made.Forms, form)
		}
	}
	if f.allowed(workflow.OpenDocument{Target: f.target(), Item: f.v.Item.ID, Document: doc.ID}) {
		made.Forms = append(made.Forms, f.form(path+"aabn", parts.Button{Label: f.T("delivery.open"), Context: about, Kind: parts.Secondary}))
	}
	return pages.RowForms{ID: made.ID, Forms: append(made.Forms, f.confirmForms(doc, run)...)}
}

// confirmForms are the receipt, and the word that a team uses the document: a button for the municipality as one, a
// choice among its teams where it has named any.
func (f *itemForms) confirmForms(doc *workflow.Document, run workflow.DocumentRun) (forms []pages.Form) {
	path, about := "dokument/"+string(doc.ID)+"/bekraeft", ": "+f.Text(doc.Title)
	confirm := workflow.ConfirmDocument{Target: f.target(), Item: f.v.Item.ID, Document: doc.ID}
	if f.allowed(confirm) && run.ReceivedOn.IsZero() {
		forms = append(forms, f.confirmForm(path, about, run.Version, ""))
	}
	waiting := f.waitingTeams(run)
	if len(waiting) == 0 {
		return forms
	}
	confirm.InUse, confirm.Team = true, journey.TeamID(waiting[0].Value)
	if !f.allowed(confirm) {
		return forms
	}
	if len(f.v.State.TeamsNow()) == 0 {
		return append(forms, f.confirmForm(path, about, run.Version, "delivery.confirm_in_use"))
	}
	form := f.confirmForm(path, about, run.Version, "delivery.take_into_use")
	form.Fields = []parts.Field{f.field(path+"/"+string(doc.ID), parts.Field{
		Kind: parts.Select, Name: "team", Label: f.T("delivery.which_team", "title", doc.Title), HideLabel: true, Value: waiting[0].Value, Options: waiting,
	})}
	return append(forms, form)
}

// waitingTeams are those that do not use what was delivered.
func (f *itemForms) waitingTeams(run workflow.DocumentRun) (waiting []parts.Option) {
	teams := f.v.State.TeamsNow()
	if len(teams) == 0 {
		teams = []workflow.Team{{}}
	}
	for _, t := range teams {
		if run.Use(t.ID).Version < run.Version || run.InUseOn.IsZero() {
			waiting = append(waiting, parts.Option{Value: string(t.ID), Label: t.Name})
		}
	}
	return waiting
}

// confirmForm is the receipt, or with a label the word that the document is used.
func (f *itemForms) confirmForm(path, about string, version int, use string) pages.Form {
	label, value := "delivery.confirm_received", "received"
	if use != "" {
		label, value = use, "in_use"
	}
	form := f.form(path, parts.Button{Label: f.T(label), Context: about, Kind: parts.Secondary})
	form.Hidden = []pages.Hidden{{Name: "what", Value: value}, {Name: "version", Value: strconv.Itoa(version)}}
	return form
}

func documentAnchor(id journey.FieldID) string { return "dokument-" + string(id) }

func documentParam(c echo.Context) journey.FieldID { return journey.FieldID(c.Param("document")) }

// documentWrite comes back to where the form was: the document's own row, or its page.
func (s *Pages) documentWrite(c echo.Context, form, done string, command domain.Command) error {
	id := documentParam(c)
	back := site.ItemPath(site.JourneyParam(c), site.ItemParam(c)) + "#" + documentAnchor(id)
	if c.FormValue("from") == "paper" {
		back = site.ItemPath(site.JourneyParam(c), site.ItemParam(c)) + "/dokument/" + string(id)
	}
	return s.Carry(c, site.Write{Command: command, Done: done, Back: back, Again: s.againItem("dokument/" + string(id) + "/" + form)})
}

// DeliverDocument hands a document over in the version that is the newest now.
func (s *Pages) DeliverDocument(c echo.Context) error {
	return s.documentWrite(c, "lever", "done.lever", workflow.DeliverDocument{
		Target: target(c), Item: site.ItemParam(c), Document: documentParam(c), Version: site.NumberValue(c, "version"),
	})
}

// ConfirmDocument notes that a document is received, or in use by a team.
func (s *Pages) ConfirmDocument(c echo.Context) error {
	use := c.FormValue("what") == "in_use"
	done := "done.modtaget"
	if use {
		done = "done.ibrug"
	}
	return s.documentWrite(c, "bekraeft", done, workflow.ConfirmDocument{
		Target: target(c), Item: site.ItemParam(c), Document: documentParam(c), InUse: use,
		Team: journey.TeamID(c.FormValue("team")), Version: site.NumberValue(c, "version"),
	})
}

// OpenDocument is the button by which a document is opened. Fetching its page says nothing.
func (s *Pages) OpenDocument(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: workflow.OpenDocument{Target: target(c), Item: site.ItemParam(c), Document: documentParam(c)},
		Back:    site.ItemPath(site.JourneyParam(c), site.ItemParam(c)) + "/dokument/" + string(documentParam(c)),
		Again:   s.againItem("dokument/" + string(documentParam(c)) + "/aabn"),
	})
}
