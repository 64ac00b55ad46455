package cases

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/caseload"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/templates/parts"
)

// casesFilter is what the address asks for; anything unknown in it is left out.
type casesFilter struct {
	search, region, waits, workshop string
	stage                           journey.StageID
	run                             journey.State
	late, ready                     bool
	// unseen is for how many days nobody of the municipality has left anything; 0 for any.
	unseen     int
	sort       string
	descending bool
}

// caseSorts are the orders, the first being the usual one.
var caseSorts = []string{"navn", "frist", "trin", "aktiv", "workshop", "afklaret"}

// What the filters of one choice offer.
var (
	caseWaits     = []string{"mig", "kommunen"}
	caseWorkshops = []string{"ingen", "booket", "afholdt"}
	caseUnseen    = []string{"7", "14", "30"}
)

func readCasesFilter(q url.Values) casesFilter {
	f := casesFilter{
		search: site.Shortened(strings.TrimSpace(q.Get("q")), 60), region: q.Get("region"), waits: site.Among(q.Get("venter"), caseWaits),
		workshop: site.Among(q.Get("workshop"), caseWorkshops), stage: journey.StageID(site.Shortened(q.Get("trin"), 60)),
		late: q.Get("sent") == "1", ready: q.Get("klar") == "1",
		sort: cmp.Or(site.Among(q.Get("sort"), caseSorts), caseSorts[0]), descending: q.Get("retning") == "ned",
	}
	if run := journey.State(q.Get("forloeb")); slices.Contains(runStates(), run) {
		f.run = run
	}
	f.unseen, _ = strconv.Atoi(site.Among(q.Get("stille"), caseUnseen))
	return f
}

// query writes the filter as an address: always the same for the same filter, so that views can be compared.
func (f casesFilter) query() string {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("q", f.search)
	set("region", f.region)
	set("venter", f.waits)
	set("workshop", f.workshop)
	set("trin", string(f.stage))
	set("forloeb", string(f.run))
	if f.late {
		set("sent", "1")
	}
	if f.ready {
		set("klar", "1")
	}
	if f.unseen > 0 {
		set("stille", strconv.Itoa(f.unseen))
	}
	if f.sort != caseSorts[0] {
		set("sort", f.sort)
	}
	if f.descending {
		set("retning", "ned")
	}
	return values.Encode()
}

// any tells whether the filter narrows the list.
func (f casesFilter) any() bool {
	f.sort, f.descending = caseSorts[0], false
	return f.query() != ""
}

// builtInViews are the questions that come back every day.
var builtInViews = []struct {
	ref   caseload.ViewRef
	query string
}{
	{caseload.AllCases, ""},
	{caseload.WaitingOnMe, "sort=frist&venter=mig"},
	{caseload.LateCases, "sent=1&sort=frist"},
	{caseload.ReadyCases, "klar=1"},
	{caseload.UnseenCases, "sort=aktiv&stille=14"},
}

// casesAddress is the list with a filter. Without one it names the view of all, for the bare address leads to the
// view that its reader begins with.
func casesAddress(query string) string {
	if query == "" {
		return site.CasesPath + "?vis=" + string(caseload.AllCases)
	}
	return site.CasesPath + "?" + query
}

// matching is what the filter lets through, in its order.
func (d *docket) matching(f casesFilter) []view.Case {
	var kept []view.Case
	for _, c := range d.cases {
		if d.fits(f, c) {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b view.Case) int {
		order := d.compareBy(f.sort, a, b)
		if f.descending {
			return -order
		}
		return order
	})
	return kept
}

func (d *docket) fits(f casesFilter, c view.Case) bool {
	return (f.search == "" || strings.Contains(strings.ToLower(site.PlaceName(c.Municipality)), strings.ToLower(f.search))) &&
		(f.region == "" || municipality.RegionOn(c.Municipality, d.Today) == f.region) &&
		(f.stage == "" || site.CurrentOf(c.OverviewRow) == f.stage) && (f.run == "" || c.Run == f.run) &&
		(!f.late || c.Run == journey.Active && view.DaysLate(c.DueOn, d.Today) > 0) && (!f.ready || c.Ready()) &&
		d.fitsWaits(f.waits, c) && fitsWorkshop(f.workshop, c) && d.fitsUnseen(f.unseen, c)
}

func (d *docket) fitsWaits(waits string, c view.Case) bool {
	switch waits {
	case "mig":
		return len(d.waitsOnViewer(c)) > 0
	case "kommunen":
		return slices.ContainsFunc(c.Waiting, func(w view.CaseWait) bool { return w.OnMunicipality(d.Today) })
	default:
		return true
	}
}

func fitsWorkshop(workshop string, c view.Case) bool {
	switch workshop {
	case "ingen":
		return c.WorkshopOn.IsZero() && c.WorkshopHeld.IsZero()
	case "booket":
		return !c.WorkshopOn.IsZero() && c.WorkshopHeld.IsZero()
	case "afholdt":
		return !c.WorkshopHeld.IsZero()
	default:
		return true
	}
}

func (d *docket) fitsUnseen(days int, c view.Case) bool {
	return days == 0 || c.Run == journey.Active && d.unseenSince(c).DaysUntil(d.Today) >= days
}

// unseenSince is when the municipality last left something, or else when it began.
func (d *docket) unseenSince(c view.Case) calendar.Date {
	if c.SeenAt.IsZero() {
		return c.StartedOn
	}
	return calendar.DateOf(c.SeenAt)
}

// compareBy compares by a column; the cases stand by name already, which decides between equals.
func (d *docket) compareBy(sort string, a, b view.Case) int {
	switch sort {
	case "frist":
		return compareDue(a.DueOn, b.DueOn)
	case "trin":
		return cmp.Compare(stageNumber(a), stageNumber(b))
	case "aktiv":
		return d.unseenSince(a).Compare(d.unseenSince(b))
	case "workshop":
		return compareDue(a.WorkshopOn, b.WorkshopOn)
	case "afklaret":
		return cmp.Compare(a.Mix.Clear, b.Mix.Clear)
	default:
		return municipality.Compare(site.PlaceName(a.Municipality), site.PlaceName(b.Municipality))
	}
}

// stageNumber is the place of the stage under way; what has ended comes last.
func stageNumber(c view.Case) int {
	id := site.CurrentOf(c.OverviewRow)
	if at := slices.IndexFunc(c.Stages, func(s view.StageCell) bool { return s.Stage == id }); at >= 0 && c.Run == journey.Active {
		return at
	}
	return len(c.Stages)
}

// caseFilters are the fields above the list.
func (d *docket) caseFilters(f casesFilter, shown int) parts.Filters {
	made := parts.Filters{Action: site.CasesPath, Result: d.T("cases.rows", "count", shown)}
	made.Fields = append(made.Fields,
		parts.Field{Kind: parts.Search, Name: "q", Label: d.T("cases.search"), Value: f.search},
		d.choice("region", d.T("overview.region"), f.region, municipality.Regions(d.Today), nil),
		d.stageChoice(f.stage),
		d.choice("venter", d.T("cases.waits"), f.waits, caseWaits, labelled(caseWaits, func(v string) string { return d.T("cases.waits." + v) })),
		d.choice("workshop", d.T("cases.workshop"), f.workshop, caseWorkshops, labelled(caseWorkshops, func(v string) string { return d.T("cases.workshop." + v) })),
		d.choice("stille", d.T("cases.unseen"), nonZero(f.unseen), caseUnseen, labelled(caseUnseen, func(v string) string { return d.T("cases.unseen." + v) })),
		parts.Field{Kind: parts.Select, Name: "sort", Label: d.T("overview.sort_by"), Value: f.sort, Options: options(caseSorts, labelled(caseSorts, func(v string) string { return d.T("cases.sort." + v) }))},
		parts.Field{Kind: parts.Confirm, Name: "sent", Label: d.T("cases.late"), Value: site.Ticked(f.late)},
		parts.Field{Kind: parts.Confirm, Name: "klar", Label: d.T("cases.ready"), Value: site.Ticked(f.ready)},
	)
	if f.any() {
		made.Clear = casesAddress("")
	}
	return made
}

func nonZero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// labelled are the words of several values.
func labelled(values []string, word func(string) string) []string {
	texts := make([]string, len(values))
	for n, v := range values {
		texts[n] = word(v)
	}
	return texts
}

func options(values, labels []string) []parts.Option {
	made := make([]parts.Option, len(values))
	for n, v := range values {
		made[n] = parts.Option{Value: v, Label: v}
		if labels != nil {
			made[n].Label = labels[n]
		}
	}
	return made
}

// choice offers "all" and some values.
func (d *docket) choice(name, label, value string, values, labels []string) parts.Field {
	return parts.Field{
		Kind: parts.Select, Name: name, Label: label, Value: value,
		Options: append([]parts.Option{{Label: d.T("overview.any")}}, options(values, labels)...),
	}
}

// stageChoice offers the stages of the plans that the cases run on.
func (d *docket) stageChoice(chosen journey.StageID) parts.Field {
	var ids, titles []string
	for _, c := range d.cases {
		def := d.plan(c)
		if def == nil {
			continue
		}
		for _, stage := range def.Stages {
			if !slices.Contains(ids, string(stage.ID)) {
				ids, titles = append(ids, string(stage.ID)), append(titles, d.Text(stage.Title))
			}
		}
	}
	return d.choice("trin", d.T("cases.stage"), string(chosen), ids, titles)
}
