package monitor

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/intake"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain"
	"startklar/domain/monitoring/uploads"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// Dock is where a file lies until it is taken in; package dock implements it.
type Dock interface {
	Put(actor person.Actor, name string, from io.Reader) error
	TakeIn(actor person.Actor, id string) error
	Discard(actor person.Actor, id string) error
	Look(actor person.Actor) (dock.Look, bool, error)
}

// lineTime is how long a file of records may be on its way here.
const lineTime = time.Hour

// RecordsPage is a file on its way in, a form for the next one, and those that are in.
func (s *Pages) RecordsPage(c echo.Context) error { return s.showRecords(c, nil) }

func (s *Pages) showRecords(c echo.Context, errs []parts.FieldError) error {
	w := s.words(c)
	look, any, err := s.Dock.Look(w.Actor)
	if err != nil {
		return err
	}
	past, err := s.Desk.Uploads(w.Ctx, w.Actor, s.Monitoring.Key, any && look.Report != nil)
	if err != nil {
		return err
	}
	page := s.recordsShell(c, w.T("takein.heading"))
	page.Shell.Lead, page.Shell.Errors = w.T("takein.lead"), errs
	if any {
		page.Main = append(page.Main, w.lookParts(look)...)
	}
	if look.Busy() {
		page.Shell.Scripts = append(page.Shell.Scripts, "arrival.js")
	} else {
		page.Main = append(page.Main, s.recordsForm(w, errs))
	}
	page.Main = append(page.Main, w.takenIn(past))
	return s.Render(c, site.StatusOf(c, errs), page)
}

func (s *Pages) recordsShell(c echo.Context, heading string) pages.Folder {
	w := s.words(c)
	page := s.deliveryShell(c, heading)
	page.Shell.Audience.Note = w.T("takein.audience_note")
	page.Shell.Breadcrumb = []parts.Link{w.deliveriesCrumb()}
	return page
}

func (s *Pages) recordsForm(w *words, errs []parts.FieldError) templ.Component {
	field := parts.Field{
		Kind: parts.File, Name: "file", Label: w.T("takein.file"), Hint: w.T("takein.file_hint", "max", s.RecordBytes>>20), Accept: ".csv,.txt,text/csv",
	}
	for _, e := range errs {
		field.Error = e.Message
	}
	form := pages.Form{
		Action: site.RecordsRoute, Multipart: true, Command: parts.HiddenCommand{ClientKey: site.NewClientKey()},
		Fields: []parts.Field{field}, Buttons: parts.Buttons{{Label: w.T("takein.check")}},
	}
	return pages.Work{Heading: w.T("takein.choose"), Text: w.T("takein.choose_text"), Forms: []pages.Form{form}}
}

// lookParts is what can be said of the file that is here or was last.
func (w *words) lookParts(l dock.Look) []templ.Component {
	section := pages.Block{ID: "fil", Heading: l.Name, Text: w.T("takein.by", "name", w.Name(l.By), "when", w.Moment(l.Began))}
	if l.Busy() {
		section.Parts = []templ.Component{pages.Arrival{
			Status: site.RecordsRoute + "/status", Progress: w.progressOf(l), Again: parts.Link{Label: w.T("takein.again"), Href: site.RecordsRoute},
		}}
		return []templ.Component{section}
	}
	section.Parts = append(section.Parts, w.verdictOf(l))
	if l.Report != nil {
		section.Parts = append(section.Parts, parts.SummaryList{Rows: w.outcomeRows(l.Report)})
	}
	if l.Waits {
		section.Parts = append(section.Parts, w.decision(l))
	}
	return append([]templ.Component{section}, w.findings(l.ReportOf(), refusedIn(l.Report), warnedIn(l.Report), site.RecordsRoute+"/rapport")...)
}

func refusedIn(r *intake.Report) int {
	if r == nil {
		return 0
	}
	return r.Refused
}

func warnedIn(r *intake.Report) int {
	if r == nil {
		return 0
	}
	return r.Warned
}

// progressOf is how far the work is: bytes while it is read, municipalities while they are counted.
func (w *words) progressOf(l dock.Look) parts.Progress {
	p := parts.Progress{Text: w.T("takein.phase." + string(l.Phase))}
	switch {
	case l.Total == 0:
	case l.Stage == intake.Reading:
		p.Text = w.T("takein.reading", "phase", p.Text, "done", w.Size(l.Of), "all", w.Size(l.Total))
	default:
		p.Text = w.T("takein.counting", "phase", p.Text, "done", int(l.Of), "all", int(l.Total))
	}
	const steps = 1000 // a bar has no need of bytes
	p.Total = steps
	if l.Total > 0 {
		p.Done = int(l.Of * steps / l.Total)
	}
	return p
}

// verdictOf says in a sentence what the dry run found, or what was stored.
func (w *words) verdictOf(l dock.Look) templ.Component {
	notice := func(kind parts.NoticeKind, verdict string) parts.Notice {
		return parts.Notice{Kind: kind, Heading: w.T("takein.verdict." + verdict), Text: w.T("takein.verdict_text." + verdict)}
	}
	switch {
	case l.Phase == dock.Failed:
		n := notice(parts.NoticeWarning, "failed")
		n.Text = site.ErrorText(w.Ctx, domain.AsError(l.Err)) + " " + n.Text
		return n
	case l.Phase == dock.Done && l.Report.AnyRefused():
		return notice(parts.NoticeWarning, "done_partly")
	case l.Phase == dock.Done:
		return notice(parts.NoticeSuccess, "done")
	case l.Report.FileRefused:
		return notice(parts.NoticeWarning, "refused")
	case l.Waits && l.Report.AnyRefused():
		return notice(parts.NoticeWarning, "good_partly")
	case l.Waits:
		return notice(parts.NoticeSuccess, "good")
	default:
		return notice(parts.NoticeWarning, "gone")
	}
}

// outcomeRows count a file's deliveries by what became of them.
func (w *words) outcomeRows(r *intake.Report) []parts.SummaryRow {
	rows := []parts.SummaryRow{{Key: w.T("takein.rows"), Text: w.Integer(int(r.Rows))}}
	for _, o := range intake.AllOutcomes() {
		if n := r.Count(o); n > 0 {
			rows = append(rows, parts.SummaryRow{Key: w.T("takein.outcome." + string(o)), Text: w.T("takein.deliveries", "count", n)})
		}
	}
	return rows
}

// decision are the two things that can be done with a file that waits.
func (w *words) decision(l dock.Look) templ.Component {
	label := w.T("takein.take")
	if l.Report.AnyRefused() {
		label = w.T("takein.take_good")
	}
	return pages.Form{
		Action: site.RecordsRoute + "/gem", Command: parts.HiddenCommand{ClientKey: site.NewClientKey()}, Hidden: []pages.Hidden{{Name: "fil", Value: l.ID}},
		Buttons: parts.Buttons{{Label: label}, {Label: w.T("takein.discard"), Kind: parts.Tertiary, Action: site.RecordsRoute + "/kasser"}},
	}
}

// takenIn lists the files that were taken in, the newest first.
func (w *words) takenIn(past uploads.State) templ.Component {
	t := parts.Table{
		Caption: w.T("takein.past"), Columns: []parts.Column{
			{Label: w.T("takein.name")},
			{Label: w.T("history.column.when")},
			{Label: w.T("history.column.who")},
			{Label: w.T("takein.rows"), Numeric: true},
			{Label: w.T("takein.stored"), Numeric: true},
			{Label: w.T("takein.outcome.refused"), Numeric: true},
		},
		Empty: parts.EmptyState{Heading: w.T("takein.past_none"), Text: w.T("takein.past_none_text")},
	}
	const shown = 50
	for n := len(past.Uploads) - 1; n >= max(0, len(past.Uploads)-shown); n-- {
		u := past.Uploads[n]
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: u.Name, Href: takenInOf(u.Number)},
			{Text: w.Moment(u.At)},
			{Text: w.Name(u.By)},
			{Text: w.Integer(int(u.Rows))},
			{Text: w.Integer(u.New + u.Superseding)},
			{Text: w.Integer(u.Refused)},
		}})
	}
	return t
}

// PutRecords receives a file and has it checked. Nothing of it is stored.
func (s *Pages) PutRecords(c echo.Context) error {
	if err := policy.CheckRole(site.ActorOf(c), policy.DeliverRecords); err != nil {
		return err
	}
	// A large file takes longer than other requests may.
	_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(lineTime)) // a test's server has none
	if err := s.receiveRecords(c); err != nil {
		return s.Refused(c, site.Write{Again: s.showRecords}, err)
	}
	return site.SeeOther(c, site.RecordsRoute+"#fil")
}

// receiveRecords hands the form's file to the dock as it comes in.
func (s *Pages) receiveRecords(c echo.Context) error {
	r := c.Request()
	missing := domain.RefuseField(domain.Invalid, "file", "file_missing", nil)
	reader, err := r.MultipartReader()
	if err != nil {
		return missing
	}
	// From here on it is a form like any other, without fields.
	r.Form, r.PostForm = url.Values{}, url.Values{}
	r.Header.Set(echo.HeaderContentType, echo.MIMEApplicationForm)
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return missing
		}
		if err != nil {
			return &domain.Error{Code: domain.Invalid, Field: "file", Key: "file_missing", Err: err}
		}
		name, isFile := site.FileName(part)
		if !isFile {
			continue
		}
		err = s.Dock.Put(site.ActorOf(c), name, part)
		if err != nil { // whoever sent it gets an answer instead of a broken line
			_, _ = io.Copy(io.Discard, io.LimitReader(part, s.BodyBytes))
		}
		return err
	}
}

// recordsStatus is how far a file is, for a script.
type recordsStatus struct {
	Busy  bool   `json:"busy"`
	Stage string `json:"stage"`
	Text  string `json:"text"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// RecordsProgress tells how far a file has been read, as JSON.
func (s *Pages) RecordsProgress(c echo.Context) error {
	w := s.words(c)
	look, _, err := s.Dock.Look(w.Actor)
	if err != nil {
		return err
	}
	p := w.progressOf(look)
	return c.JSON(http.StatusOK, recordsStatus{Busy: look.Busy(), Stage: string(look.Phase) + string(look.Stage), Text: p.Text, Done: p.Done, Total: p.Total})
}

// TakeRecordsIn lets what is good in the checked file be stored.
func (s *Pages) TakeRecordsIn(c echo.Context) error {
	if err := s.Dock.TakeIn(site.ActorOf(c), c.FormValue("fil")); err != nil {
		return s.Refused(c, site.Write{Again: s.showRecords}, err)
	}
	return site.SeeOther(c, site.RecordsRoute+"#fil")
}

// DiscardRecords throws away a file that has not been taken in.
func (s *Pages) DiscardRecords(c echo.Context) error {
	if err := s.Dock.Discard(site.ActorOf(c), c.FormValue("fil")); err != nil {
		return s.Refused(c, site.Write{Again: s.showRecords}, err)
	}
	s.Notify(c, parts.Notice{Kind: parts.NoticeSuccess, Text: s.words(c).T("takein.discarded")})
	return site.SeeOther(c, site.RecordsRoute)
}
