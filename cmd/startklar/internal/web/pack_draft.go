package web

import (
	"strings"

	"startklar/domain"
	"startklar/domain/policy"
	"startklar/domain/starterpack"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// draftPage is the next version while it is made: its form, and how it will read.
func (s *server) draftPage(c echo.Context) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	return s.showDraft(c, d, nil)
}

// loadDraft is loadDocument for those who keep the pack.
func (s *server) loadDraft(c echo.Context) (starterpack.Document, error) {
	if err := policy.CheckRole(actorOf(c), policy.ManageStarterPack); err != nil {
		return starterpack.Document{}, err
	}
	return s.loadDocument(c)
}

func (s *server) showDraft(c echo.Context, d starterpack.Document, errs []parts.FieldError) error {
	w := s.words(c)
	number := len(d.Versions) + 1
	page := s.packShell(c, w.T("pack.version", "number", number))
	page.Shell.Kicker, page.Shell.Errors = w.text(d.About.Title), errs
	page.Shell.Lead = w.T("pack.draft_lead")
	page.Shell.Breadcrumb = []parts.Link{w.packCrumb(), {Label: w.text(d.About.Title), Href: documentPath(d.ID)}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.star")}, Note: w.T("pack.audience_draft")}
	page.Parts = append(page.Parts, s.draftForm(c, w, d, errs))
	if d.Draft != nil && len(errs) == 0 {
		preview, err := s.draftPreview(w, d)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, preview...)
	}
	return s.render(c, statusOf(c, errs), page)
}

// draftForm holds the draft, or what was sent and refused; a document without a draft begins from its newest version.
func (s *server) draftForm(c echo.Context, w *words, d starterpack.Document, errs []parts.FieldError) templ.Component {
	var content starterpack.Content
	revision := 0
	if v, ok := d.Newest(); ok {
		content = starterpack.Content{Text: v.Text, File: v.File}
	}
	if d.Draft != nil {
		content, revision = d.Draft.Content, d.Draft.Revision
	}
	field := func(f parts.Field) parts.Field {
		if len(errs) > 0 {
			f.Value = plain(c.FormValue(f.Name))
		}
		for _, e := range errs {
			if e.FieldID == f.Name {
				f.Error = e.Message
			}
		}
		return f
	}
	form := pages.Form{
		Action: documentPath(d.ID) + "/kladde", Multipart: true,
		Command: parts.HiddenCommand{ClientKey: newClientKey(), BaseRevision: int64(revision)},
		Buttons: parts.Buttons{{Label: w.T("pack.save_draft")}},
		Fields: []parts.Field{
			field(parts.Field{Kind: parts.TextArea, Name: "changed", Label: w.T("pack.changed_da"), Hint: w.T("pack.changed_hint"), Value: content.Changed.DA, Rows: 3, MaxLength: starterpack.MaxChanged, Optional: len(d.Versions) == 0}),
			field(parts.Field{Kind: parts.TextArea, Name: "changed_en", Label: w.T("pack.changed_en"), Value: content.Changed.EN, Rows: 3, MaxLength: starterpack.MaxChanged, Optional: true}),
			field(parts.Field{Kind: parts.TextArea, Name: "body", Label: w.T("pack.text_da"), Hint: w.T("pack.text_hint"), Value: content.Text.DA, Rows: 18, Optional: true}),
			field(parts.Field{Kind: parts.TextArea, Name: "body_en", Label: w.T("pack.text_en"), Value: content.Text.EN, Rows: 10, Optional: true}),
			s.fileField(w, errs),
		},
	}
	if content.File != nil {
		keep := parts.Field{Kind: parts.Radio, Name: "keep", Label: w.T("pack.keep_file"), Value: string(content.File.Hash), Options: []parts.Option{
			{Value: string(content.File.Hash), Label: w.T("pack.keep_this", "name", content.File.Name)}, {Value: "-", Label: w.T("pack.keep_none")},
		}}
		form.Fields = append(form.Fields, field(keep))
	}
	return form
}

func (s *server) fileField(w *words, errs []parts.FieldError) parts.Field {
	f := parts.Field{
		Kind: parts.File, Name: "file", Label: w.T("pack.upload"), Optional: true, Accept: strings.Join(starterpack.Extensions(), ","),
		Hint: w.T("pack.upload_hint", "types", strings.Join(starterpack.Extensions(), ", "), "max", s.UploadBytes>>20),
	}
	for _, e := range errs {
		if e.FieldID == f.Name {
			f.Error = e.Message
		}
	}
	return f
}

// draftPreview shows the draft as it will read, and the buttons that publish it or throw it away.
func (s *server) draftPreview(w *words, d starterpack.Document) ([]templ.Component, error) {
	number := len(d.Versions) + 1
	p := paper{words: w, doc: d, v: starterpack.Version{Number: number, Content: d.Draft.Content}}
	reading, err := p.reading()
	if err != nil {
		return nil, err
	}
	rows := []parts.SummaryRow{{Key: w.T("pack.draft"), Text: w.by(d.Draft.By, d.Draft.At)}}
	if !d.Draft.Changed.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: w.T("pack.changed"), Text: w.text(d.Draft.Changed)})
	}
	block := pages.Block{ID: "saadan-ser-det-ud", Heading: w.T("pack.preview"), Text: w.T("pack.preview_text"), Parts: []templ.Component{parts.SummaryList{Rows: rows}}}
	if f := d.Draft.File; f != nil {
		link := parts.Link{Label: w.T("pack.file", "name", f.Name, "size", w.size(f.Size)), Href: documentPath(d.ID) + "/kladde/fil", Download: true}
		block.Parts = append(block.Parts, pages.LinkRow{link})
	}
	publish := pages.Form{
		Action: documentPath(d.ID) + "/udgiv", Command: parts.HiddenCommand{ClientKey: newClientKey(), BaseRevision: int64(d.Draft.Revision)},
		Buttons: parts.Buttons{
			{Label: w.T("pack.publish", "number", number)},
			{Label: w.T("pack.discard"), Kind: parts.Tertiary, Action: documentPath(d.ID) + "/kladde/kasser"},
		},
	}
	work := pages.Work{Heading: w.T("pack.publish_heading"), Text: w.T("pack.publish_text"), Forms: []pages.Form{publish}}
	return []templ.Component{block, reading, work}, nil
}

// saveVersionDraft keeps the draft. A file stays in memory until it stands in the store, and what is refused leaves
// nothing behind.
func (s *server) saveVersionDraft(c echo.Context) error {
	sent, err := s.readUpload(c.Request())
	if err != nil {
		return err
	}
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	command := starterpack.DraftVersion{
		ID: d.ID, Base: numberValue(c, "base_revision"),
		Changed: domain.Text{DA: plain(c.FormValue("changed")), EN: plain(c.FormValue("changed_en"))},
		Text:    domain.Text{DA: plain(c.FormValue("body")), EN: plain(c.FormValue("body_en"))},
	}
	w := write{command: command, done: "done.draft_saved", back: documentPath(d.ID) + "/kladde#saadan-ser-det-ud", again: func(c echo.Context, errs []parts.FieldError) error {
		again, err := s.loadDraft(c)
		if err != nil {
			return err
		}
		return s.showDraft(c, again, errs)
	}}
	if sent.chosen() {
		if command.File, err = s.inspect(sent); err != nil {
			return s.refused(c, w, err)
		}
		command.Bytes = sent.data
	} else {
		command.File = keptFile(d, c.FormValue("keep"))
	}
	w.command = command
	return s.carry(c, w)
}

// keptFile is the file of the draft, or of the newest version, that the form said to keep.
func keptFile(d starterpack.Document, hash string) *starterpack.File {
	var content starterpack.Content
	if v, ok := d.Newest(); ok {
		content = v.Content
	}
	if d.Draft != nil {
		content = d.Draft.Content
	}
	if content.File == nil || string(content.File.Hash) != hash {
		return nil
	}
	return content.File
}

// publishVersion makes the draft that the publisher has seen the next version.
func (s *server) publishVersion(c echo.Context) error {
	id := starterpack.ID(c.Param("document"))
	return s.carry(c, write{
		command: starterpack.PublishVersion{ID: id, Revision: numberValue(c, "base_revision")}, done: "done.version_published", back: documentPath(id),
		again: s.againDraft,
	})
}

func (s *server) againDraft(c echo.Context, errs []parts.FieldError) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	w := s.words(c)
	page := s.packShell(c, w.text(d.About.Title))
	page.Shell.Errors = errs
	page.Shell.Breadcrumb = []parts.Link{w.packCrumb(), {Label: w.text(d.About.Title), Href: documentPath(d.ID)}}
	page.Parts = append(page.Parts, s.keeping(w, d))
	return s.render(c, statusOf(c, errs), page)
}

func (s *server) discardDraft(c echo.Context) error {
	id := starterpack.ID(c.Param("document"))
	return s.carry(c, write{command: starterpack.DiscardDraft{ID: id}, done: "done.draft_discarded", back: documentPath(id), again: s.againDraft})
}

// draftFile sends the file of the draft, for those who keep the pack.
func (s *server) draftFile(c echo.Context) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	if d.Draft == nil {
		return domain.Refuse(domain.NotFound, "file_missing", nil)
	}
	return s.sendContent(c, d.Draft.Content)
}
