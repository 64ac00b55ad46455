package workflow

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"startklar/domain/journey"
	"startklar/domain/person"
)

// The words of the format: scalars that are more than any string.
type (
	definitionKey string
	language      string
	groupID       string
	choiceID      string
	anchorName    string
	columnType    FieldType
	startMode     string
	repeatEvery   string
	// conditionText, deadlineText and offsetText are small languages of their own, read after the shape.
	conditionText string
	deadlineText  string
	offsetText    string
)

// wordType says which strings a type of the format takes.
type wordType struct {
	// called names the type in the reference and in messages.
	called string
	// pattern and write describe ids; enum lists the values of a closed set.
	pattern *regexp.Regexp
	write   string
	enum    []string
}

var (
	smallID  = regexp.MustCompile(`^[a-z0-9_]+$`)
	dottedID = regexp.MustCompile(`^[A-Za-z0-9_.]+$`)
)

const (
	smallLetters  = "lower-case letters a-z, digits and _"
	dottedLetters = "letters A-Z and a-z, digits, _ and ."
)

// wordTypes is what the reader, the schema and the reference all know about the format's words.
var wordTypes = map[reflect.Type]wordType{
	reflect.TypeFor[definitionKey](): {
		called: "key", pattern: regexp.MustCompile(`^[a-z0-9-]+$`), write: "lower-case letters a-z, digits and -",
	},
	reflect.TypeFor[journey.ItemID]():    {called: "item id", pattern: smallID, write: smallLetters},
	reflect.TypeFor[journey.StageID]():   {called: "stage id", pattern: smallID, write: smallLetters},
	reflect.TypeFor[journey.SectionID](): {called: "section id", pattern: dottedID, write: dottedLetters},
	reflect.TypeFor[journey.FieldID]():   {called: "id", pattern: dottedID, write: dottedLetters},
	reflect.TypeFor[groupID]():           {called: "group id", pattern: dottedID, write: dottedLetters},
	reflect.TypeFor[choiceID]():          {called: "choice id", pattern: dottedID, write: dottedLetters},
	reflect.TypeFor[anchorName](): {
		called: "anchor", pattern: regexp.MustCompile(`^[a-z][a-z0-9_]*$`),
		write: smallLetters + ", a letter first",
	},
	reflect.TypeFor[language]():      {called: "language", enum: []string{"da", "en"}},
	reflect.TypeFor[journey.Kind]():  {called: "kind", enum: wordsOf(journey.AllKinds())},
	reflect.TypeFor[person.Role]():   {called: "role", enum: wordsOf(definitionRoles())},
	reflect.TypeFor[Occurrence]():    {called: "occurrence", enum: wordsOf(AllOccurrences())},
	reflect.TypeFor[FieldType]():     {called: "field type", enum: wordsOf(AllFieldTypes())},
	reflect.TypeFor[columnType]():    {called: "column type", enum: wordsOf(columnTypes())},
	reflect.TypeFor[startMode]():     {called: "start", enum: []string{"manual", "auto"}},
	reflect.TypeFor[repeatEvery]():   {called: "interval", enum: []string{"month"}},
	reflect.TypeFor[conditionText](): {called: "condition"},
	reflect.TypeFor[deadlineText]():  {called: "deadline"},
	reflect.TypeFor[offsetText]():    {called: "distance"},
	reflect.TypeFor[string]():        {called: "text"},
}

// definitionRoles are the roles that a definition may name: people, not the service.
func definitionRoles() []person.Role {
	return slices.DeleteFunc(person.AllRoles(), func(r person.Role) bool { return r == person.System })
}

func columnTypes() []FieldType {
	return slices.DeleteFunc(AllFieldTypes(), func(t FieldType) bool { return t == Rows })
}

func wordsOf[T ~string](all []T) []string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return words
}

// check returns what is wrong with a word, and the rule that says so; "" for nothing.
func (w wordType) check(word string) (RuleID, string) {
	switch {
	case strings.TrimSpace(word) == "":
		return ruleEmpty, fmt.Sprintf("the %s is empty: write one", w.called)
	case w.enum != nil && !slices.Contains(w.enum, word):
		return ruleUnknownValue, fmt.Sprintf("unknown %s %q: %s", w.called, word, suggest(word, w.enum))
	case w.pattern != nil && !w.pattern.MatchString(word):
		return ruleBadID, fmt.Sprintf("%s %q: write only %s", w.called, word, w.write)
	}
	return "", ""
}

// suggest says what to write instead of a word that is none of the known ones.
func suggest(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	var words []string
	for _, k := range known {
		if k != "" && !slices.Contains(words, k) { // an id that is used twice is one to write
			words = append(words, k)
		}
	}
	if len(words) == 0 {
		return "there is none to name"
	}
	return "write " + alternatives(words)
}

// alternatives joins words as "a, b or c", the first thirty of them.
func alternatives(words []string) string {
	const most = 30
	if len(words) > most {
		return strings.Join(words[:most], ", ") + " or another"
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// withArticle gives "a task", "an approval".
func withArticle(noun string) string {
	if strings.ContainsAny(noun[:min(1, len(noun))], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// nearest returns the known word that is the fewest edits away, if that is at most a third of its length,
// rounded to the nearest whole number.
func nearest(word string, known []string) string {
	best, fewest := "", len(word)
	for _, k := range known {
		d := edits(strings.ToLower(word), strings.ToLower(k))
		if d < fewest && d <= max(1, (len(k)+1)/3) {
			best, fewest = k, d
		}
	}
	return best
}

// edits counts the insertions, deletions and replacements between two words (Levenshtein).
func edits(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return max(len(a), len(b))
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
