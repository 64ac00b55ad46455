package demo

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/workflow"

	"github.com/goccy/go-yaml"
)

//go:embed answers.yaml
var answersYAML []byte

// words is answers.yaml.
type words struct {
	Questions map[journey.FieldID]variants                    `yaml:"questions"`
	Prompts   map[journey.FieldID][]string                    `yaml:"prompts"`
	Forms     map[journey.ItemID]map[journey.FieldID]variants `yaml:"forms"`
	Phrases   map[phrase][]string                             `yaml:"phrases"`
}

// variants are the texts for one field.
type variants struct {
	Clear []string         `yaml:"clear"`
	Open  []string         `yaml:"open"`
	Any   []string         `yaml:"any"`
	Small []string         `yaml:"small"`
	Large []string         `yaml:"large"`
	Rows  [][]workflow.Row `yaml:"rows"`
}

// own adds to a list what only a place of that size says.
func (v variants) own(texts []string, p place) []string {
	switch p.size {
	case small:
		return slices.Concat(texts, v.Small)
	case large:
		return slices.Concat(texts, v.Large)
	default:
		return texts
	}
}

// phrase names a list of reasons, notes or places.
type phrase string

// loadWords reads the texts and compares them with the definition: every question and field that the demo
// writes in has texts, and no text is for something that does not exist.
func loadWords(def *workflow.Definition) (*words, error) {
	var w words
	if err := yaml.UnmarshalWithOptions(answersYAML, &w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("demo: answers.yaml: %w", err)
	}
	if err := errors.Join(missingItems(def), w.fit(def)); err != nil {
		return nil, fmt.Errorf("demo: the texts and definition %s version %d do not fit: %w", def.Key, def.Version, err)
	}
	return &w, nil
}

// missingItems names the plan items that the tales speak of and the definition does not have.
func missingItems(def *workflow.Definition) error {
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(spokenOf)) {
		switch item := def.Item(id); {
		case item == nil:
			errs = append(errs, fmt.Errorf("item %q is not in the definition", id))
		case item.Kind != spokenOf[id]:
			errs = append(errs, fmt.Errorf("item %q is a %s, the demo needs a %s", id, item.Kind, spokenOf[id]))
		}
	}
	return errors.Join(errs...)
}

// fit compares the texts with the definition's fields, both ways.
func (w *words) fit(def *workflow.Definition) error {
	var errs []error
	add := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	known := map[string]bool{}
	for _, item := range def.Items {
		if spokenOf[item.ID] != journey.Checklist && spokenOf[item.ID] != journey.Form {
			continue
		}
		for _, f := range fieldsOf(item) {
			known[string(item.ID)+"/"+string(f.ID)] = true
			for _, p := range f.Prompts {
				known[string(item.ID)+"/"+string(p.ID)] = true
			}
			if !w.has(item, f) {
				add("answers.yaml has no text for %s/%s", item.ID, f.ID)
			}
		}
	}
	for _, id := range slices.Sorted(slices.Values(w.subjects())) {
		if !known[id] {
			add("answers.yaml has a text for %s, which is not in the definition", id)
		}
	}
	return errors.Join(errs...)
}

func (w *words) has(item *workflow.PlanItem, f *workflow.Field) bool {
	if item.Kind == journey.Checklist {
		v := w.Questions[f.ID]
		return len(v.Clear) > 0 && len(v.Open) > 0
	}
	v := w.Forms[item.ID][f.ID]
	return len(v.Any) > 0 && f.Type != workflow.Rows || len(v.Rows) > 0 && f.Type == workflow.Rows
}

// subjects lists the fields that there are texts for.
func (w *words) subjects() []string {
	var all []string
	for id := range w.Questions {
		all = append(all, string(readiness)+"/"+string(id))
	}
	for id := range w.Prompts {
		all = append(all, string(readiness)+"/"+string(id))
	}
	for item, fields := range w.Forms {
		for id := range fields {
			all = append(all, string(item)+"/"+string(id))
		}
	}
	return all
}

func fieldsOf(item *workflow.PlanItem) []*workflow.Field {
	var all []*workflow.Field
	for _, section := range item.Sections {
		all = append(all, section.Fields()...)
	}
	return all
}

func (w *words) places(c *Clock) []place { return placesOn(calendar.DateOf(c.until)) }

// voice writes for one place on one day.
type voice struct {
	place place
	day   calendar.Date
}

// choose takes one of some texts. Neighbours in the order of the codes take different ones.
func (v voice) choose(about string, texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return v.fill(about, texts[v.index(about, len(texts))])
}

// index walks from place to place in steps that are never a whole round, so that the next place always gets
// another one, and so that no two places agree in everything.
func (v voice) index(about string, n int) int {
	at := 0
	for place := range v.place.order + 1 {
		at += 1 + spread(about+strconv.Itoa(place))%max(n-1, 1)
	}
	return at % n
}

// spread is a number that follows from a text.
func spread(text string) int {
	h := fnv.New32a()
	h.Write([]byte(text))
	return int(h.Sum32() >> 1)
}

var (
	alternatives = regexp.MustCompile(`<([^<>]*\|[^<>]*)>`)
	dates        = regexp.MustCompile(`\{dato\+(\d+)\}`)
)

// fill fills the gaps of a text: see the head of answers.yaml.
func (v voice) fill(about, text string) string {
	count := 0
	text = alternatives.ReplaceAllStringFunc(text, func(found string) string {
		options := strings.Split(strings.Trim(found, "<>"), "|")
		count++
		return options[spread(about+string(v.place.Code)+strconv.Itoa(count))%len(options)]
	})
	text = dates.ReplaceAllStringFunc(text, func(found string) string {
		days, _ := strconv.Atoi(dates.FindStringSubmatch(found)[1])
		return workingDay(v.day.AddDays(days + v.place.order%5)).String()
	})
	return strings.NewReplacer("{i kommune}", v.place.in, "{kommune}", v.place.name, "{region}", v.place.region).Replace(text)
}

// table is the value of a rows field.
func (v voice) table(about string, options [][]workflow.Row) (string, error) {
	rows := []workflow.Row{}
	for n, row := range options[v.index(about, len(options))] {
		filled := workflow.Row{}
		for column, text := range row {
			filled[column] = v.fill(about+strconv.Itoa(n)+string(column), text)
		}
		rows = append(rows, filled)
	}
	text, err := json.Marshal(rows)
	return string(text), err
}
