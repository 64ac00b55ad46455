package web

import (
	"strconv"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/labstack/echo/v4"
)

// documents is a delivery's table: which version of which document is where.
func (f *itemForms) documents() parts.Table {
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
		t.Rows = append(t.Rows, f.documentRow(doc))
	}
	return t
}

func (f *itemForms) documentRow(doc *workflow.Document) parts.Row {
	run := f.v.Item.Document(doc.ID)
	about := []string{}
	for _, text := range []string{f.text(doc.Help), f.T("delivery.serves", "what", doc.Serves)} {
		if text != "" {
			about = append(about, text)
		}
	}
	delivered := parts.Cell{Text: f.T("delivery.not_yet")}
	if !run.DeliveredOn.IsZero() {
		delivered = parts.Cell{Text: f.T("delivery.edition", "number", run.Version), Note: f.date(run.DeliveredOn)}
	}
	row := []parts.Cell{
		{Text: f.text(doc.Title), Note: strings.Join(about, " ")},
		delivered,
		{Text: f.date(run.ReceivedOn)},
		{Text: f.date(run.InUseOn)},
	}
	do := parts.Cell{}
	if forms := f.documentForms(doc, run); len(forms.Forms) > 0 {
		do.Value = forms
	}
	return parts.Row{Cells: append(row, do)}
}

// documentForms are what the viewer may do with a document now.
func (f *itemForms) documentForms(doc *workflow.Document, run workflow.DocumentRun) pages.RowForms {
	made := pages.RowForms{ID: documentAnchor(doc.ID)}
	path := "dokument/" + string(doc.ID) + "/"
	about := ": " + f.text(doc.Title)
	deliver := workflow.DeliverDocument{Target: f.target(), Item: f.v.Item.ID, Document: doc.ID, Version: run.Version + 1}
	if f.allowed(deliver) {
		version := parts.Field{
			Kind: parts.Number, Name: "version", Label: f.T("delivery.edition_of", "title", doc.Title), HideLabel: true,
			Value: strconv.Itoa(run.Version + 1), Prefix: f.T("delivery.version"), Width: parts.Narrow,
		}
		made.Forms = append(made.Forms, f.form(path+"lever", parts.Button{Label: f.T("delivery.deliver"), Context: about, Kind: parts.Secondary}, version))
	}
	for _, use := range []bool{false, true} {
		confirm := workflow.ConfirmDocument{Target: f.target(), Item: f.v.Item.ID, Document: doc.ID, InUse: use}
		if f.allowed(confirm) && !confirmed(run, use) {
			made.Forms = append(made.Forms, f.confirmForm(path+"bekraeft", about, use))
		}
	}
	return made
}

// confirmed tells whether there is nothing left to say: what is in use has been received.
func confirmed(run workflow.DocumentRun, use bool) bool {
	return !run.InUseOn.IsZero() || !use && !run.ReceivedOn.IsZero()
}

func (f *itemForms) confirmForm(path, about string, use bool) pages.Form {
	label, value := "delivery.confirm_received", "received"
	if use {
		label, value = "delivery.confirm_in_use", "in_use"
	}
	form := f.form(path, parts.Button{Label: f.T(label), Context: about, Kind: parts.Secondary})
	form.Hidden = []pages.Hidden{{Name: "what", Value: value}}
	return form
}

func documentAnchor(id journey.FieldID) string { return "dokument-" + string(id) }

// documentWrite comes back to the document's own row.
func (s *server) documentWrite(c echo.Context, form, done string, command domain.Command) error {
	id := journey.FieldID(c.Param("document"))
	return s.carry(c, write{
		command: command, done: done, back: ItemPath(journeyParam(c), itemParam(c)) + "#" + documentAnchor(id),
		again: s.againItem("dokument/" + string(id) + "/" + form),
	})
}

func (s *server) deliverDocument(c echo.Context) error {
	version, err := strconv.Atoi(strings.TrimSpace(c.FormValue("version")))
	if err != nil {
		version = 0 // refused as no version
	}
	return s.documentWrite(c, "lever", "done.lever", workflow.DeliverDocument{
		Target: target(c), Item: itemParam(c), Document: journey.FieldID(c.Param("document")), Version: version,
	})
}

func (s *server) confirmDocument(c echo.Context) error {
	use := c.FormValue("what") == "in_use"
	done := "done.modtaget"
	if use {
		done = "done.ibrug"
	}
	return s.documentWrite(c, "bekraeft", done, workflow.ConfirmDocument{
		Target: target(c), Item: itemParam(c), Document: journey.FieldID(c.Param("document")), InUse: use,
	})
}
