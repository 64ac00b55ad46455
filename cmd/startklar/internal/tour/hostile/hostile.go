// Package hostile fills a store with what nobody should be able to do harm with: wherever somebody in the demo
// writes a text, a text arrives that tries to be a script, a formula, and wider than any screen, and that is as
// long as it may be. Tests look at every page and file of such a store.
package hostile

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"startklar/cmd/startklar/internal/demo"
	"startklar/domain"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// Live is how a text begins that got through: markup that a browser would carry out.
const Live = "<script>canary("

// Through is the door behind: the journal's.
type Through interface {
	demo.Doer
	State(ctx context.Context, stream domain.Stream, asOf time.Time) (any, int64, error)
}

// Door spoils what goes through to another door.
type Door struct {
	door Through
	def  *workflow.Definition
	// full tells of which streams the texts are as long as they may be; of others they are short.
	full func(domain.Stream) bool

	mu    sync.Mutex
	count int
	seen  map[string]bool
}

// New makes a door before another one, for a demo on a definition.
func New(door Through, def *workflow.Definition, full func(domain.Stream) bool) *Door {
	return &Door{door: door, def: def, full: full, seen: map[string]bool{}}
}

// Seen lists the inputs through which a hostile text has come, as "command_name.field".
func (d *Door) Seen() map[string]bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	seen := map[string]bool{}
	for key := range d.seen {
		seen[key] = true
	}
	return seen
}

const (
	// whole is the length that is tried first; the rules say what is allowed.
	whole = 20000
	short = 160
	// attempts is how often a command is tried with other texts before it goes through as it was.
	attempts = 24
)

// Do carries out a command with hostile texts, as many of them and as long as its rules take.
func (d *Door) Do(ctx context.Context, r journal.Request) (journal.Result, error) {
	var err error
	if r.Command, err = d.seenAgain(ctx, r.Command); err != nil {
		return journal.Result{}, err
	}
	w, ok := r.Command.(journal.Written)
	if !ok {
		return d.door.Do(ctx, r)
	}
	plan := d.plan(r.Command, w.WrittenTexts())
	for range attempts {
		if len(plan) == 0 {
			break
		}
		spoiled := r
		spoiled.Command = d.spoil(r.Command, w.WrittenTexts(), plan)
		result, err := d.door.Do(ctx, spoiled)
		if err == nil {
			d.note(r.Command, plan)
			return result, nil
		}
		plan.mend(domain.AsError(err))
	}
	return d.door.Do(ctx, r)
}

// seenAgain gives a signature, and an administration's word, what they are given to: the texts are others than
// those of the script.
func (d *Door) seenAgain(ctx context.Context, c domain.Command) (domain.Command, error) {
	switch c := c.(type) {
	case workflow.SignOff:
		s, err := d.journey(ctx, c)
		if i := s.Item(c.Item); i != nil {
			c.Digest = s.Freeze(i).Digest
		}
		return c, err
	case workflow.AnswerSheet:
		s, err := d.journey(ctx, c)
		if sheet, ok := s.DecisionSheet(); ok {
			c.Digest = sheet.Digest
		}
		return c, err
	default:
		return c, nil
	}
}

func (d *Door) journey(ctx context.Context, c domain.Command) (workflow.State, error) {
	state, _, err := d.door.State(ctx, c.Stream(), time.Time{})
	s, _ := state.(workflow.State)
	return s, err
}

// plan says how long a text becomes which input.
type plan map[string]int

// kept are inputs that are names of things, not texts: others find the thing by them.
var kept = map[string]bool{"register_person.id": true, "invite_administration.invitation": true, "answer_sheet.invitation": true}

func (d *Door) plan(c domain.Command, texts map[string]string) plan {
	p := plan{}
	for field, text := range texts {
		if strings.TrimSpace(text) == "" || kept[c.CommandName()+"."+field] || !d.free(c) {
			continue
		}
		if p[field] = short; d.full(c.Stream()) {
			p[field] = whole
		}
	}
	return p
}

// mend makes the input shorter that was too long, and leaves the one as it was that was refused for what it is.
func (p plan) mend(refusal *domain.Error) {
	field := refusal.Field
	if _, ours := p[field]; !ours {
		for name, length := range p { // the refusal does not say which: all of them become shorter, in the end none is left
			if p[name] = length / 2; length < 2*short/3 {
				delete(p, name)
			}
		}
		return
	}
	most, ok := refusal.Args["max"].(int)
	if refusal.Key == "too_long" && ok && most < p[field] {
		p[field] = most
		return
	}
	delete(p, field)
}

// free tells whether the command's text may be any: an answer may have to be a date or a number, which is found
// out only when its section is declared finished.
func (d *Door) free(c domain.Command) bool {
	f := d.field(c)
	return f == nil || f.Type == workflow.LongText || f.Type == workflow.Line || f.Type == workflow.Rows
}

// field is what an answer is an answer to; nil for other commands.
func (d *Door) field(c domain.Command) *workflow.Field {
	save, ok := c.(workflow.SaveAnswer)
	if !ok {
		return nil
	}
	id, _ := save.Item.Item()
	if item := d.def.Item(id); item != nil {
		return item.Field(save.Field)
	}
	return nil
}

func (d *Door) note(c domain.Command, p plan) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for field := range p {
		d.seen[c.CommandName()+"."+field] = true
	}
}

// Text is a hostile text of so many characters, the n-th.
func Text(n, length int) string {
	canary := fmt.Sprintf(`=1+%d%s%d)</script><img src=x onerror=canary(%d)>"'>&`, n, Live, n, n)
	wide := strings.Repeat("Ærøskøbingsommerhusejerforening", 3)
	text := canary + " " + wide + " " + strings.Repeat("og så videre, ", length/14+1)
	letters := []rune(text)
	if length < len(letters) {
		letters = letters[:length]
	}
	return strings.TrimSpace(string(letters))
}

// spoil copies a command with other texts in place of those that the plan names.
func (d *Door) spoil(c domain.Command, texts map[string]string, p plan) domain.Command {
	replace := map[string]string{}
	for field, length := range p {
		d.mu.Lock()
		d.count++
		n := d.count
		d.mu.Unlock()
		replace[texts[field]] = d.like(c, texts[field], n, length)
	}
	copied := reflect.New(reflect.TypeOf(c)).Elem()
	copied.Set(reflect.ValueOf(c))
	rewrite(copied, replace)
	return copied.Interface().(domain.Command)
}

// like keeps the shape of a table's rows, and makes those of their cells hostile that may be any text.
func (d *Door) like(c domain.Command, text string, n, length int) string {
	f := d.field(c)
	var rows []workflow.Row
	if f == nil || f.Type != workflow.Rows || json.Unmarshal([]byte(text), &rows) != nil {
		return Text(n, length)
	}
	for _, row := range rows {
		for _, column := range f.Columns {
			if row[column.ID] != "" && (column.Type == workflow.LongText || column.Type == workflow.Line) {
				row[column.ID] = Text(n, min(length, column.MaxLength, 400))
			}
		}
	}
	spoiled, _ := json.Marshal(rows)
	return string(spoiled)
}

// rewrite replaces texts in a value that can be set, wherever they stand in it; what is shared is copied first.
func rewrite(v reflect.Value, replace map[string]string) {
	switch v.Kind() {
	case reflect.String:
		if text, ok := replace[v.String()]; ok && v.CanSet() {
			v.SetString(text)
		}
	case reflect.Struct:
		for n := range v.NumField() {
			if v.Field(n).CanSet() {
				rewrite(v.Field(n), replace)
			}
		}
	case reflect.Slice:
		if v.IsNil() || !v.CanSet() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		for n := range v.Len() {
			rewrite(v.Index(n), replace)
		}
	case reflect.Map:
		if v.IsNil() || v.Type().Elem().Kind() != reflect.String {
			return
		}
		own := reflect.MakeMapWithSize(v.Type(), v.Len())
		for _, key := range v.MapKeys() {
			value := v.MapIndex(key)
			if text, ok := replace[value.String()]; ok {
				value = reflect.ValueOf(text).Convert(v.Type().Elem())
			}
			own.SetMapIndex(key, value)
		}
		v.Set(own)
	default:
	}
}
