package monitor

import (
	"net/url"
	"slices"
	"strings"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/parts"

	"github.com/labstack/echo/v4"
)

// The views of the list. The first is where the agency begins, the second where everybody else does.
const (
	showProposals = "forslag"
	showOpen      = "aabne"
	showOverdue   = "frist"
	showOnTrack   = "paa-sporet"
	showClosed    = "lukkede"
	showSettled   = "afgjorte"
)

// supportFilter is what the address asks for; anything unknown in it is left out.
type supportFilter struct {
	view, region string
	subject      followup.Subject
	reason       signal.Reason
	mine         bool
}

var supportReasons = []signal.Reason{signal.ByTail, signal.Repeated, signal.Missing, signal.OverdueStep}

func readSupportFilter(q url.Values, agency bool) supportFilter {
	views, usual := []string{showOpen, showClosed}, showOpen
	if agency {
		views, usual = []string{showProposals, showOpen, showOverdue, showOnTrack, showClosed, showSettled}, showProposals
	}
	f := supportFilter{
		view: site.Among(q.Get("vis"), views), region: q.Get("region"), subject: followup.Subject(site.Shortened(q.Get("emne"), 40)), mine: q.Get("mine") == "1",
	}
	if f.view == "" {
		f.view = usual
	}
	if r := signal.Reason(q.Get("grund")); slices.Contains(supportReasons, r) {
		f.reason = r
	}
	return f
}

// ofProposals tells whether the view lists proposals; the others list cases.
func (f supportFilter) ofProposals() bool { return f.view == showProposals || f.view == showSettled }

// query writes the filter as an address.
func (f supportFilter) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"vis": f.view, "region": f.region, "emne": string(f.subject), "grund": string(f.reason)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.mine {
		q.Set("mine", "1")
	}
	return q
}

// supportList builds the list for one viewer.
type supportList struct {
	*words
	s      *Pages
	c      echo.Context
	found  desk.Support
	filter supportFilter
}

func (l supportList) address(f supportFilter) string {
	return site.SupportRoot + "?" + f.query().Encode()
}

// proposals are those of a view.
func (l supportList) proposals(name string) []view.ProposalRow {
	kept := slices.DeleteFunc(slices.Clone(l.found.Proposals), func(p view.ProposalRow) bool {
		return (p.State == followup.Open) != (name == showProposals)
	})
	return byName(kept, func(p view.ProposalRow) municipality.Code { return p.Municipality })
}

// cases are those of a view.
func (l supportList) cases(name string) []view.SupportRow {
	kept := slices.DeleteFunc(slices.Clone(l.found.Cases), func(r view.SupportRow) bool {
		switch name {
		case showOverdue:
			return !r.ReviewOverdue(l.Today)
		case showOnTrack:
			return !r.Open() || r.OnTrack.IsZero()
		case showClosed:
			return r.Open()
		default:
			return !r.Open()
		}
	})
	return byName(kept, func(r view.SupportRow) municipality.Code { return r.Municipality })
}

func (l supportList) fits(code municipality.Code, subjects ...followup.Subject) bool {
	return (l.filter.region == "" || municipality.RegionOn(code, l.Today) == l.filter.region) &&
		(l.filter.subject == "" || slices.Contains(subjects, l.filter.subject))
}

func (l supportList) filters(count int) parts.Filters {
	made := parts.Filters{Action: site.SupportRoot, Result: l.T("support.count", "count", count)}
	names := []string{showOpen, showClosed}
	if l.followsUp() {
		names = []string{showProposals, showOpen, showOverdue, showOnTrack, showClosed, showSettled}
	}
	for _, name := range names {
		n := len(l.cases(name))
		if (supportFilter{view: name}).ofProposals() {
			n = len(l.proposals(name))
		}
		other := l.filter
		other.view = name
		made.Views = append(made.Views, parts.View{Label: l.T("support.view."+name, "count", n), Href: l.address(other), Current: name == l.filter.view})
	}
	if !l.followsUp() {
		return made
	}
	made.Fields = l.fields()
	if f := l.filter; f.region != "" || f.subject != "" || f.reason != "" || f.mine {
		made.Clear = l.address(supportFilter{view: f.view})
	}
	return made
}

func (l supportList) fields() []parts.Field {
	subjects, regions := []parts.Option{{Label: l.T("overview.any")}}, []parts.Option{{Label: l.T("overview.any")}}
	for _, subject := range followup.Subjects(l.s.Monitoring) {
		subjects = append(subjects, parts.Option{Value: string(subject), Label: l.Subject(l.s.Monitoring, subject)})
	}
	for _, name := range municipality.Regions(l.Today) {
		regions = append(regions, parts.Option{Value: name, Label: name})
	}
	fields := []parts.Field{
		{Kind: parts.Select, Name: "vis", Label: l.T("support.show"), Value: l.filter.view, Options: []parts.Option{
			{Value: showProposals, Label: l.T("support.show." + showProposals)},
			{Value: showOpen, Label: l.T("support.show." + showOpen)},
			{Value: showOverdue, Label: l.T("support.show." + showOverdue)},
			{Value: showOnTrack, Label: l.T("support.show." + showOnTrack)},
			{Value: showClosed, Label: l.T("support.show." + showClosed)},
			{Value: showSettled, Label: l.T("support.show." + showSettled)},
		}},
		{Kind: parts.Select, Name: "emne", Label: l.T("support.column.subject"), Value: string(l.filter.subject), Options: subjects},
		{Kind: parts.Select, Name: "region", Label: l.T("overview.region"), Value: l.filter.region, Options: regions},
	}
	if !l.filter.ofProposals() {
		return append(fields, parts.Field{Kind: parts.Confirm, Name: "mine", Label: l.T("support.mine"), Value: site.Ticked(l.filter.mine)})
	}
	reasons := []parts.Option{{Label: l.T("overview.any")}}
	for _, r := range supportReasons {
		reasons = append(reasons, parts.Option{Value: string(r), Label: l.T("support.reason." + string(r))})
	}
	return append(fields, parts.Field{Kind: parts.Select, Name: "grund", Label: l.T("support.column.reason"), Value: string(l.filter.reason), Options: reasons})
}

// byName lists by municipality, as all lists do; of one municipality what came last stands first.
func byName[T any](all []T, code func(T) municipality.Code) []T {
	slices.SortStableFunc(all, func(a, b T) int { return municipality.Compare(site.PlaceName(code(a)), site.PlaceName(code(b))) })
	return all
}

// table is what the filter lets through, and how much that is.
func (l supportList) table() (parts.Table, int) {
	t := parts.Table{
		Caption: l.T("support.show." + l.filter.view), HideCaption: true, Wide: true,
		Empty: parts.EmptyState{Heading: l.T("support.none." + l.filter.view), Text: l.T("support.none_text." + l.filter.view)},
	}
	switch {
	case l.filter.ofProposals():
		l.listProposals(&t)
	case l.followsUp():
		l.listCases(&t)
	default:
		l.listShared(&t)
	}
	if len(t.Rows) > 0 {
		t.Downloads = l.FileLinks(site.SupportRoot, l.filter.query())
	}
	return t, len(t.Rows)
}

func (l supportList) columns(keys ...string) (all []parts.Column) {
	for _, key := range keys {
		all = append(all, parts.Column{Label: l.T(key)})
	}
	return all
}

func (l supportList) listProposals(t *parts.Table) {
	t.Columns = l.columns("overview.municipality", "support.column.subject", "support.column.reason", "support.column.month", "support.column.made",
		"support.column.contacts", "support.column.state")
	for _, p := range l.proposals(l.filter.view) {
		if !l.fits(p.Municipality, p.Subject) || l.filter.reason != "" && !slices.Contains(p.Reasons, l.filter.reason) {
			continue
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: site.PlaceName(p.Municipality), Href: site.SupportProposalPath(p.Municipality, p.Number)},
			{Text: l.Subject(l.s.Monitoring, p.Subject)},
			{Text: l.reasons(p.Reasons), Note: l.worst(p.Figures)},
			{Text: l.Month(p.Month), File: p.Month.String()},
			{Text: l.Date(calendar.DateOf(p.MadeAt)), File: calendar.DateOf(p.MadeAt)},
			l.contacts(p.Municipality),
			{Value: l.proposalStatus(p.Proposal)},
		}})
	}
}

// contacts is how often there has been contact with a municipality this year.
func (l supportList) contacts(code municipality.Code) parts.Cell {
	n := l.found.Contacts[code]
	return parts.Cell{Text: l.Integer(n), File: n}
}

func (w *words) reasons(all []signal.Reason) string {
	texts := make([]string, len(all))
	for n, r := range all {
		texts[n] = w.T("support.reason." + string(r))
	}
	return strings.Join(texts, ", ")
}

// worst is the figure that proposes and is the least likely: "2 af 40, forventet 10".
func (w *words) worst(figures []followup.Figure) string {
	var worst *followup.Figure
	for n, f := range figures {
		if f.Level == signal.Propose && (worst == nil || f.Tail < worst.Tail) {
			worst = &figures[n]
		}
	}
	if worst == nil {
		return ""
	}
	return w.T("support.of_expected", "n", worst.Num, "of", worst.Den, "expected", w.decimal(worst.Expected))
}

var proposalKinds = map[followup.ProposalState]parts.StatusKind{
	followup.Open: parts.Raised, followup.InCase: parts.Open, followup.Aside: parts.Neutral, followup.Lapsed: parts.Done,
}

func (w *words) proposalStatus(p followup.Proposal) parts.Status {
	return parts.Status{Kind: proposalKinds[p.State], Text: w.T("support.proposal." + string(p.State))}
}

func (l supportList) listCases(t *parts.Table) {
	t.Columns = l.columns("overview.municipality", "support.column.subject", "support.column.next", "support.column.owner", "support.column.review",
		"support.column.guess", "support.column.contacts", "support.column.opened")
	for _, r := range l.cases(l.filter.view) {
		if !l.fits(r.Municipality, r.Subjects...) || l.filter.mine && r.Owner != l.Actor.ID {
			continue
		}
		guess := ""
		if r.Guess != "" {
			guess = l.T("support.guess." + string(r.Guess))
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: site.PlaceName(r.Municipality), Href: site.SupportCasePath(r.Municipality, r.Number)},
			{Text: l.Subjects(l.s.Monitoring, r.Subjects)},
			{Value: l.caseStatus(r), Note: l.trackNote(r)},
			{Text: l.Name(r.Owner)},
			l.review(r),
			{Text: guess},
			l.contacts(r.Municipality),
			{Text: l.Date(calendar.DateOf(r.OpenedAt)), File: calendar.DateOf(r.OpenedAt)},
		}})
	}
}

// caseStatus is the next step of an open case, and what came of a closed one.
func (w *words) caseStatus(r view.SupportRow) parts.Status {
	if !r.Open() {
		return parts.Status{Kind: parts.Done, Text: w.outcome(r.Outcome)}
	}
	return parts.Status{Kind: parts.Open, Text: w.T("support.step." + string(r.Next))}
}

// outcome names what came of a case; what was erased has no name.
func (w *words) outcome(o followup.Outcome) string {
	if o == "" {
		return w.T("support.closed")
	}
	return w.T("support.outcome." + string(o))
}

func (l supportList) trackNote(r view.SupportRow) string {
	if !r.Open() || r.OnTrack.IsZero() {
		return ""
	}
	return l.T("support.on_track_short", "month", l.Month(r.OnTrack))
}

func (l supportList) review(r view.SupportRow) parts.Cell {
	cell := parts.Cell{Text: l.Date(r.ReviewOn), File: r.ReviewOn}
	if r.ReviewOverdue(l.Today) {
		cell.Note = l.Late(r.ReviewOn)
	}
	return cell
}

func (l supportList) listShared(t *parts.Table) {
	t.Columns = l.columns("overview.municipality", "support.column.subject", "support.column.help", "support.column.agreed", "support.column.review",
		"support.column.owner", "support.column.state")
	for _, r := range l.cases(l.filter.view) {
		state := parts.Status{Kind: parts.Open, Text: l.T("support.open")}
		if !r.Open() {
			state = l.caseStatus(r)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: site.PlaceName(r.Municipality), Href: site.SupportCasePath(r.Municipality, r.Number)},
			{Text: l.Subjects(l.s.Monitoring, r.Subjects)},
			{Text: l.HelpWords(r.Help)},
			{Text: l.Date(r.AgreedOn), File: r.AgreedOn},
			l.review(r),
			{Text: l.Name(r.Owner)},
			{Value: state},
		}})
	}
}
