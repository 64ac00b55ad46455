package monitor

import (
	"strconv"

	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/followup"
	"startklar/templates/pages"
	"startklar/templates/parts"

	"github.com/a-h/templ"
)

// action is one of the case's forms; to is its address after the case's and the name it comes back by.
func (k *supportCase) action(to, summary, button string, kind parts.ButtonKind, fields ...parts.Field) *pages.ItemAction {
	for n := range fields { // several forms of the page have a field of the same name
		fields[n].ID = site.FieldID(to, fields[n].Name)
	}
	if k.form == to {
		fields = site.Refill(k.c, k.errs, fields)
	}
	return &pages.ItemAction{Summary: k.T(summary), Open: k.form == to, Form: pages.Form{
		Action:  site.SupportCasePath(k.code, k.of.Number) + "/" + to,
		Command: parts.HiddenCommand{ClientKey: site.NewClientKey(), BaseRevision: int64(k.of.Revision)},
		Fields:  fields, Buttons: parts.Buttons{{Label: k.T(button), Kind: kind}},
	}}
}

// choices are the options of a list of codes, with their words, and what each means where there are words for it.
func choices[T ~string](w *words, prefix string, all []T) []parts.Option {
	made := make([]parts.Option, len(all))
	for n, v := range all {
		made[n] = parts.Option{Value: string(v), Label: w.T(prefix + string(v))}
		if hint := prefix + "hint." + string(v); w.Has(hint) {
			made[n].Hint = w.T(hint)
		}
	}
	return made
}

func (k *supportCase) noteField(name, label, hint, value string) parts.Field {
	field := parts.Field{Kind: parts.TextArea, Name: name, Label: k.T(label), Value: value, Rows: 3, Width: parts.Full, MaxLength: followup.MaxText, Optional: true}
	if hint != "" {
		field.Hint = k.T(hint)
	}
	return field
}

func (k *supportCase) hypothesisForm() *pages.ItemAction {
	was := followup.Hypothesis{}
	if k.of.Hypothesis != nil {
		was = *k.of.Hypothesis
	}
	return k.action("hypotese", "support.write_hypothesis", "support.save", parts.Primary,
		parts.Field{Kind: parts.Radio, Name: "guess", Label: k.T("support.guess_label"), Value: string(was.Guess), Options: choices(k.words, "support.guess.", followup.AllGuesses())},
		k.noteField("note", "support.note", "support.note_hint", was.Note))
}

func (k *supportCase) contactForm() *pages.ItemAction {
	return k.action("dialog", "support.write_contact", "support.save_contact", parts.Primary,
		parts.Field{Kind: parts.Date, Name: "on", Label: k.T("support.contact_on"), Value: k.Today.String(), Max: k.Today.String(), Width: parts.Narrow},
		parts.Field{Kind: parts.Radio, Name: "way", Label: k.T("support.contact_way"), Inline: true, Options: choices(k.words, "support.way.", followup.AllWays())},
		parts.Field{Name: "with", Label: k.T("support.contact_with"), Hint: k.T("support.contact_with_hint"), Width: parts.Full, Optional: true},
		k.noteField("note", "support.note", "support.note_hint", ""))
}

func (k *supportCase) helpForm() *pages.ItemAction {
	was := followup.Support{}
	if k.of.Support != nil {
		was = *k.of.Support
	}
	kinds := parts.Field{Kind: parts.Checkbox, Name: "kinds", Label: k.T("support.help_label"), Options: choices(k.words, "support.help.", followup.AllHelp())}
	for _, v := range was.Kinds {
		kinds.Values = append(kinds.Values, string(v))
	}
	return k.action("hjaelp", "support.write_help", "support.save", parts.Primary, kinds, k.noteField("text", "support.to_consultant", "support.to_consultant_hint", was.Text))
}

func (k *supportCase) agreementForm() *pages.ItemAction {
	was := followup.Agreement{On: k.Today}
	if k.of.Agreement != nil {
		was = *k.of.Agreement
	}
	text := k.noteField("text", "support.agreement_label", "support.agreement_hint", was.Text)
	text.Optional = false
	return k.action("aftale", "support.write_agreement", "support.save_agreement", parts.Primary, text,
		parts.Field{Kind: parts.Date, Name: "on", Label: k.T("support.agreed_day"), Value: was.On.String(), Max: k.Today.String(), Width: parts.Narrow})
}

// reviewMonths is how far ahead a review is suggested: by then a month of the new practice is settled.
const reviewMonths = 4

func (k *supportCase) reviewForm() *pages.ItemAction {
	on := k.of.ReviewOn
	if on.IsZero() {
		on = k.Today.AddMonths(reviewMonths)
	}
	return k.action("opfoelgning", "support.write_review", "support.save", parts.Primary,
		parts.Field{Kind: parts.Date, Name: "on", Label: k.T("support.column.review"), Hint: k.T("support.review_hint"), Value: on.String(), Min: k.Today.String(), Width: parts.Narrow})
}

func (k *supportCase) closeForm() *pages.ItemAction {
	return k.action("resultat", "support.close", "support.close_button", parts.Primary,
		parts.Field{Kind: parts.Radio, Name: "outcome", Label: k.T("support.column.outcome"), Options: choices(k.words, "support.outcome.", followup.AllOutcomes())},
		k.noteField("note", "support.note", "support.note_hint", ""))
}

// more is what can be done beside the steps.
func (k *supportCase) more() templ.Component {
	made := pages.ItemActions{Heading: k.T("support.more")}
	if !k.of.Open() {
		return made
	}
	if k.of.Owner != k.Actor.ID {
		made.Actions = append(made.Actions, *k.action("overtag", "support.take_over", "support.take_over_button", parts.Secondary))
	}
	into := parts.Field{Kind: parts.Radio, Name: "into", Label: k.T("support.merge_into")}
	for _, other := range k.state.Cases {
		if other.Open() && other != k.of {
			into.Options = append(into.Options, parts.Option{Value: strconv.Itoa(other.Number), Label: k.caseName(other)})
		}
	}
	if len(into.Options) > 0 {
		merge := k.action("flet", "support.merge", "support.merge_button", parts.Secondary, into)
		merge.Lead = k.T("support.merge_text")
		made.Actions = append(made.Actions, *merge)
	}
	return made
}

// caseName tells cases of one municipality apart.
func (k *supportCase) caseName(c *followup.Case) string {
	return k.T("support.case_number", "number", c.Number, "subjects", k.Subjects(k.programme, c.Subjects()))
}
