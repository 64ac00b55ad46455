package pack

import (
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/policy"
	"startklar/domain/starterpack"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// DraftPage is the next version while it is made: its form, and how it will read.
func (s *Pages) DraftPage(c echo.Context) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	return s.showDraft(c, d, nil)
}

// loadDraft is loadDocument for those who keep the pack.
func (s *Pages) loadDraft(c echo.Context) (starterpack.Document, error) {
	if err := policy.CheckRole(site.ActorOf(c), policy.ManageStarterPack); err != nil {
		return starterpack.Document{}, err
	}
	return s.loadDocument(c)
}

func (s *Pages) showDraft(c echo.Context, d starterpack.Document, errs []parts.FieldError) error {
	w := s.words(c)
	number := len(d.Versions) + 1
	page := s.packShell(c, w.T("pack.version", "number", number))
	page.Shell.Kicker, page.Shell.Errors = w.Text(d.About.Title), errs
	page.Shell.Lead = w.T("pack.draft_lead")
	page.Shell.Breadcrumb = []parts.Link{w.packCrumb(), {Label: w.Text(d.About.Title), Href: site.DocumentPath(d.ID)}}
	page.Shell.Audience = parts.Audience{Readers: []string{w.T("audience.star")}, Note: w.T("pack.audience_draft")}
	page.Parts = append(page.Parts, s.draftForm(c, w, d, errs))
	if d.Draft != nil && len(errs) == 0 {
		preview, err := s.draftPreview(w, d)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, preview...)
	}
	return s.Render(c, site.StatusOf(c, errs), page)
}

// draftForm holds the draft, or what was sent and refused; a document without a draft begins from its newest version.
func (s *Pages) draftForm(c echo.Context, w *words, d starterpack.Document, errs []parts.FieldError) templ.Component {
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
			f.Value = site.Plain(c.FormValue(f.Name))
		}
		for _, e := range errs {
			if e.FieldID == f.Name {
				f.Error = e.Message
			}
		}
		return f
	}
	form := pages.Form{
		Action: site.DocumentPath(d.ID) + "/kladde", Multipart: true,
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(revision)},
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

func (s *Pages) fileField(w *words, errs []parts.FieldError) parts.Field {
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
func (s *Pages) draftPreview(w *words, d starterpack.Document) ([]templ.Component, error) {
	number := len(d.Versions) + 1
	p := site.Paper{Words: w.Words, Doc: d, V: starterpack.Version{Number: number, Content: d.Draft.Content}}
	reading, err := p.Reading()
	if err != nil {
		return nil, err
	}
	rows := []parts.SummaryRow{{Key: w.T("pack.draft"), Text: w.By(d.Draft.By, d.Draft.At)}}
	if !d.Draft.Changed.IsZero() {
		rows = append(rows, parts.SummaryRow{Key: w.T("pack.changed"), Text: w.Text(d.Draft.Changed)})
	}
	block := pages.Block{ID: "saadan-ser-det-ud", Heading: w.T("pack.preview"), Text: w.T("pack.preview_text"), Parts: []templ.Component{parts.SummaryList{Rows: rows}}}
	if f := d.Draft.File; f != nil {
		link := parts.Link{Label: w.T("pack.file", "name", f.Name, "size", w.Size(f.Size)), Href: site.DocumentPath(d.ID) + "/kladde/fil", Download: true}
		block.Parts = append(block.Parts, pages.LinkRow{link})
	}
	publish := pages.Form{
		Action: site.DocumentPath(d.ID) + "/udgiv", Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(d.Draft.Revision)},
		Buttons: parts.Buttons{
			{Label: w.T("pack.publish", "number", number)},
			{Label: w.T("pack.discard"), Kind: parts.Tertiary, Action: site.DocumentPath(d.ID) + "/kladde/kasser"},
		},
	}
	work := pages.Work{Heading: w.T("pack.publish_heading"), Text: w.T("pack.publish_text"), Forms: []pages.Form{publish}}
	return []templ.Component{block, reading, work}, nil
}

// SaveVersionDraft keeps the draft. A file stays in memory until it stands in the store, and what is refused leaves
// nothing behind.
func (s *Pages) SaveVersionDraft(c echo.Context) error {
	sent, err := s.ReadUpload(c.Request())
	if err != nil {
		return err
	}
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	command := starterpack.DraftVersion{
		ID: d.ID, Base: site.NumberValue(c, "base_revision"),
		Changed: domain.Text{DA: site.Plain(c.FormValue("changed")), EN: site.Plain(c.FormValue("changed_en"))},
		Text:    domain.Text{DA: site.Plain(c.FormValue("body")), EN: site.Plain(c.FormValue("body_en"))},
	}
	w := site.Write{Command: command, Done: "done.draft_saved", Back: site.DocumentPath(d.ID) + "/kladde#saadan-ser-det-ud", Again: func(c echo.Context, errs []parts.FieldError) error {
		again, err := s.loadDraft(c)
		if err != nil {
			return err
		}
		return s.showDraft(c, again, errs)
	}}
	if sent.Chosen() {
		if command.File, err = s.Inspect(sent); err != nil {
			return s.Refused(c, w, err)
		}
		command.Bytes = sent.Data
	} else {
		command.File = keptFile(d, c.FormValue("keep"))
	}
	w.Command = command
	return s.Carry(c, w)
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

// PublishVersion makes the draft that the publisher has seen the next version.
func (s *Pages) PublishVersion(c echo.Context) error {
	id := starterpack.ID(c.Param("document"))
	return s.Carry(c, site.Write{
		Command: starterpack.PublishVersion{ID: id, Revision: site.NumberValue(c, "base_revision")}, Done: "done.version_published", Back: site.DocumentPath(id),
		Again: s.againDraft,
	})
}

func (s *Pages) againDraft(c echo.Context, errs []parts.FieldError) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	w := s.words(c)
	page := s.packShell(c, w.Text(d.About.Title))
	page.Shell.Errors = errs
	page.Shell.Breadcrumb = []parts.Link{w.packCrumb(), {Label: w.Text(d.About.Title), Href: site.DocumentPath(d.ID)}}
	page.Parts = append(page.Parts, s.keeping(w, d))
	return s.Render(c, site.StatusOf(c, errs), page)
}

// DiscardDraft throws the draft of a version away.
func (s *Pages) DiscardDraft(c echo.Context) error {
	id := starterpack.ID(c.Param("document"))
	return s.Carry(c, site.Write{Command: starterpack.DiscardDraft{ID: id}, Done: "done.draft_discarded", Back: site.DocumentPath(id), Again: s.againDraft})
}

// DraftFile sends the file of the draft, for those who keep the pack.
func (s *Pages) DraftFile(c echo.Context) error {
	d, err := s.loadDraft(c)
	if err != nil {
		return err
	}
	if d.Draft == nil {
		return domain.Refuse(domain.NotFound, "file_missing", nil)
	}
	return s.SendContent(c, d.Draft.Content)
}
