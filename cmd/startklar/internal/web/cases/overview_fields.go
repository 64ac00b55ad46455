package cases

import (
	"time"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/calendar"
	"startklar/domain/person"
	"startklar/domain/view"
	"startklar/templates/parts"
)

// filters are the fields above the table, and the ready-made views.
func (o *overview) filters(matching int) parts.Filters {
	f := o.filter
	made := parts.Filters{Action: "/overblik", Result: o.T("overview.rows", "count", matching), Views: o.views()}
	made.Fields = append(made.Fields, o.selectField("region", "overview.region", f.region, o.regions(), nil))
	if o.Actor.Role != person.ProcessConsultant {
		made.Fields = append(made.Fields, o.consultantField())
	}
	if len(o.plans) > 1 {
		made.Fields = append(made.Fields, o.planField())
	}
	made.Fields = append(made.Fields, o.stageField(), o.runField(), o.sortField(), o.groupField(),
		o.tick("sent", "overview.only_late", f.late), o.tick("efter", "overview.only_stale", f.stale))
	if f.any() || f.group != "" {
		made.Clear = "/overblik"
	}
	return made
}

// views are the questions that come back every week.
func (o *overview) views() []parts.View {
	f := o.filter
	made := []parts.View{
		{Label: o.T("overview.all"), Href: "/overblik", Current: !f.any() && f.group == ""},
		{Label: o.T("overview.only_late"), Href: "/overblik?sent=1&sort=due", Current: f.late},
		{Label: o.T("overview.only_stale"), Href: "/overblik?efter=1", Current: f.stale && !f.late},
		{Label: o.T("overview.by_region"), Href: "/overblik?gruppe=region", Current: f.group == "region"},
	}
	if o.Actor.Role != person.ProcessConsultant {
		made = append(made, parts.View{Label: o.T("overview.by_consultant"), Href: "/overblik?gruppe=konsulent", Current: f.group == "konsulent"})
	}
	if !f.any() {
		made = append(made, parts.View{Label: o.T("overview.as_map"), Href: "#kort"})
	}
	return made
}

// selectField offers "all" and some values; labels default to the values.
func (o *overview) selectField(name, label, value string, values []string, labels []string) parts.Field {
	field := parts.Field{Kind: parts.Select, Name: name, Label: o.T(label), Value: value, Options: []parts.Option{{Label: o.T("overview.any")}}}
	for n, v := range values {
		option := parts.Option{Value: v, Label: v}
		if labels != nil {
			option.Label = labels[n]
		}
		field.Options = append(field.Options, option)
	}
	return field
}

func (o *overview) consultantField() parts.Field {
	return parts.Field{
		Kind: parts.Select, Name: "konsulent", Label: o.T("overview.consultant"), Value: o.filter.consultant,
		Options: site.PeopleOptions(o.T("overview.any"), o.people, nil),
	}
}

func (o *overview) planField() parts.Field {
	var keys, titles []string
	seen := map[string]bool{}
	for _, def := range o.plans {
		if !seen[def.Key] {
			seen[def.Key] = true
			keys, titles = append(keys, def.Key), append(titles, o.Text(def.Title))
		}
	}
	return o.selectField("plan", "overview.plan", o.filter.definition, keys, titles)
}

// stageField offers each stage in each state; the two together are one choice.
func (o *overview) stageField() parts.Field {
	var values, titles []string
	for _, stage := range o.stages {
		for _, s := range stageStates() {
			values = append(values, string(stage.ID)+":"+string(s))
			titles = append(titles, o.T("overview.stage_in", "title", stage.Title, "state", site.LowerFirst(o.State(s))))
		}
	}
	value := ""
	if o.filter.stage != "" {
		value = string(o.filter.stage) + ":" + string(o.filter.stageState)
	}
	return o.selectField("trin", "overview.stage", value, values, titles)
}

func (o *overview) runField() parts.Field {
	var values, names []string
	for _, s := range runStates() {
		values, names = append(values, string(s)), append(names, o.State(s))
	}
	return o.selectField("forloeb", "overview.run", string(o.filter.run), values, names)
}

// tick is a yes or no that stands in the address.
func (o *overview) tick(name, label string, on bool) parts.Field {
	field := parts.Field{Kind: parts.Checkbox, Name: name, Label: o.T(label), HideLabel: true, Options: []parts.Option{{Value: "1", Label: o.T(label)}}}
	if on {
		field.Values = []string{"1"}
	}
	return field
}

func (o *overview) sortField() parts.Field {
	var values, names []string
	for _, by := range view.AllOverviewSorts() {
		values, names = append(values, string(by)), append(names, o.T("overview.sort."+string(by)))
	}
	field := o.selectField("sort", "overview.sort_by", string(o.filter.sort), values, names)
	field.Options = field.Options[1:]
	return field
}

func (o *overview) groupField() parts.Field {
	values, names := []string{"region"}, []string{o.T("overview.region")}
	if o.Actor.Role != person.ProcessConsultant {
		values, names = append(values, "konsulent"), append(names, o.T("overview.consultant"))
	}
	field := o.selectField("gruppe", "overview.group", o.filter.group, values, names)
	field.Options[0].Label = o.T("overview.no_group")
	return field
}

// dateTime is the date of a moment.
func (w *words) dateTime(t time.Time) string { return w.Date(calendar.DateOf(t)) }
