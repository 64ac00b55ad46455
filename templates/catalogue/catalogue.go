// Package catalogue holds every text that a person reads, in Danish and in
// English.
//
// A text has a key (`task.progress`) and named values:
//
//	lang := catalogue.From(ctx)
//	lang.T("task.progress", "done", 7, "total", 10)
//
// The value named `count` chooses the plural form. Numbers, dates and months are
// written as package calendar writes them in the language; a year is therefore
// passed as text. Refusals of the domain are found under `error.`.
//
// It must not hold the texts of one programme: those belong to its journey
// definition.
package catalogue

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"startklar/domain"
	"startklar/domain/calendar"
)

// Lang is a language in which the screens exist.
type Lang string

// The languages, the first being the one used when nobody chose.
const (
	Danish  Lang = "da"
	English Lang = "en"
)

// Langs lists the languages in the order in which they are offered.
func Langs() []Lang { return []Lang{Danish, English} }

// ParseLang reads a language code; anything unknown is Danish.
func ParseLang(code string) Lang {
	if slices.Contains(Langs(), Lang(code)) {
		return Lang(code)
	}
	return Danish
}

// Name is what the language calls itself.
func (l Lang) Name() string {
	if l == English {
		return "English"
	}
	return "Dansk"
}

type contextKey struct{}

// With returns a context in which components write in the language.
func With(ctx context.Context, lang Lang) context.Context {
	return context.WithValue(ctx, contextKey{}, lang)
}

// From returns the language of the page that is being written, Danish when
// nothing was chosen.
func From(ctx context.Context) Lang {
	if lang, ok := ctx.Value(contextKey{}).(Lang); ok {
		return lang
	}
	return Danish
}

//go:embed da/*.yaml en/*.yaml
var files embed.FS

type texts struct {
	localizer *i18n.Localizer
	all       map[string]bool
	plain     map[string]string // texts without values or plural, the great majority
	filled    map[string]*filled
}

var loaded = load()

func load() map[Lang]texts {
	bundle := i18n.NewBundle(language.Danish)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	found := make(map[Lang]texts)
	for _, lang := range Langs() {
		file, err := bundle.ParseMessageFileBytes(Source(lang), string(lang)+".yaml")
		if err != nil {
			panic(fmt.Sprintf("catalogue: %s: %v", lang, err))
		}
		entry := texts{
			localizer: i18n.NewLocalizer(bundle, string(lang)),
			all:       make(map[string]bool),
			plain:     make(map[string]string),
			filled:    make(map[string]*filled),
		}
		for _, message := range file.Messages {
			entry.all[message.ID] = true
			if message.One == "" && !strings.Contains(message.Other, "{{") {
				entry.plain[message.ID] = message.Other
			} else if f := cutUp(message); f != nil {
				entry.filled[message.ID] = f
			}
		}
		found[lang] = entry
	}
	return found
}

// T returns the text of a key in this language. Values follow as pairs of a
// name and a value. A key that does not exist, or a text whose values are
// missing, comes back as the key between brackets: visible on the page and
// found by tests, never a reason to fail a request.
func (l Lang) T(key string, pairs ...any) string {
	if sister, hours := l.inHours(key, pairs); sister != "" {
		key, pairs = sister, []any{"hours", hours}
	}
	known := loaded[ParseLang(string(l))]
	if text, ok := known.plain[key]; ok {
		return text
	}
	if !known.all[key] {
		return "⟦" + key + "⟧"
	}
	if f := known.filled[key]; f != nil {
		if text, ok := f.fill(l, pairs); ok {
			return text
		}
		return "⟦" + key + "⟧"
	}
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(pairs) > 0 {
		config.TemplateData, config.PluralCount = l.values(pairs)
	}
	text, err := known.localizer.Localize(config)
	if err != nil || strings.Contains(text, "<no value>") {
		return "⟦" + key + "⟧"
	}
	return text
}

// hourTexts say a number of minutes in hours.
var hourTexts = map[string]string{"shell.minutes": "shell.hours", "checklist.minutes_left": "checklist.hours_left"}

// inHours finds the text for two hours and more in whole or half hours, and how many they are; empty where
// minutes read better.
func (l Lang) inHours(key string, pairs []any) (sister, hours string) {
	sister = hourTexts[key]
	if sister == "" || len(pairs) != 2 {
		return "", ""
	}
	minutes, isWhole := whole(pairs[1])
	if !isWhole || minutes < 120 || minutes%30 != 0 {
		return "", ""
	}
	decimals := 0
	if minutes%60 != 0 {
		decimals = 1
	}
	return sister, calendar.FormatNumber(float64(minutes)/60, decimals, string(l))
}

// Refusal returns what a person reads about an error of the domain. A fault of
// ours has one fixed text; its cause is for the log.
func (l Lang) Refusal(refusal *domain.Error) string {
	pairs := make([]any, 0, 2*len(refusal.Args))
	for _, name := range slices.Sorted(maps.Keys(refusal.Args)) {
		pairs = append(pairs, name, refusal.Args[name])
	}
	return l.T(RefusalPrefix+refusal.Key, pairs...)
}

// RefusalPrefix begins the keys of refusals.
const RefusalPrefix = "error."

// Integer writes a whole number: 1.234, or 1,234.
func (l Lang) Integer(n int) string { return calendar.FormatNumber(float64(n), 0, string(l)) }

// List joins names as a sentence does: Anna, Bo og Carl.
func (l Lang) List(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + l.T("list.and") + " " + names[last]
}

func (l Lang) values(pairs []any) (data map[string]any, count any) {
	data = make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			continue
		}
		if number, isWhole := whole(pairs[i+1]); isWhole && name == "count" {
			count = number
		}
		data[name] = l.write(pairs[i+1])
	}
	return data, count
}

// write turns a value into what is read, where that depends on the language.
func (l Lang) write(value any) any {
	switch value := value.(type) {
	case calendar.Date:
		return calendar.Format(value, string(l))
	case calendar.Month:
		return calendar.FormatMonth(value, string(l))
	case domain.Text:
		return value.In(string(l))
	case []string:
		return l.List(value)
	}
	if number, isWhole := whole(value); isWhole {
		return l.Integer(number)
	}
	return value
}

func whole(value any) (int, bool) {
	switch number := value.(type) {
	case int:
		return number, true
	case int64:
		return int(number), true
	case int32:
		return int(number), true
	case uint64:
		return int(number), true
	}
	return 0, false
}

// Has tells whether the key has a text in this language.
func (l Lang) Has(key string) bool { return loaded[ParseLang(string(l))].all[key] }

// Keys lists the keys of this language in order.
func (l Lang) Keys() []string {
	return slices.Sorted(maps.Keys(loaded[ParseLang(string(l))].all))
}

// Source returns every text of a language as one file: those of its folder, one after the other, so that a
// key that stands in two of them is found.
func Source(lang Lang) []byte {
	names, err := fs.Glob(files, string(lang)+"/*.yaml")
	if err != nil {
		panic(err) // only for a malformed constant pattern
	}
	var all bytes.Buffer
	for _, name := range names {
		content, err := files.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("catalogue: %s: %v", name, err))
		}
		all.Write(content)
		all.WriteByte('\n')
	}
	return all.Bytes()
}
