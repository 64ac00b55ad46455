package workflow

import (
	"encoding/xml"
	"fmt"
	"strings"

	"startklar/domain/journey"
)

// The measures of the drawing, in pixels.
const (
	boxWidth, boxHeight = 220, 52
	columnGap, rowGap   = 90, 28
	margin, headHeight  = 24, 44
	titleHeight         = 40
	// inset is the room left of a text, letters how many fit on its line.
	inset, letters = 14, 30
)

// box is where a stage's head or an item stands.
type box struct{ x, y, width, height int }

// drawing lays stages out as columns and their items below each other.
type drawing struct {
	b             strings.Builder
	def           *Definition
	lang          string
	boxes         map[part]box
	width, height int
}

func showSVG(def *Definition, lang string) string {
	d := &drawing{def: def, lang: lang, boxes: map[part]box{}}
	d.layout()
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="13">`,
		d.width, d.height, d.width, d.height)
	title := fmt.Sprintf("%s (%s, version %d)", oneLine(def.Title.In(lang)), def.Key, def.Version)
	d.printf(`<title>%s</title>`, escaped(title))
	d.printf(`<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#444"/></marker></defs>`)
	d.printf(`<rect width="%d" height="%d" fill="#fff"/>`, d.width, d.height)
	d.printf(`<text x="%d" y="%d" font-size="18" font-weight="bold">%s</text>`, margin, margin+16, escaped(title))
	for _, s := range def.Stages {
		d.panel(s)
	}
	for _, a := range arrowsOf(def) {
		d.arrow(a)
	}
	for _, s := range def.Stages {
		d.stage(s)
	}
	d.printf(`</svg>`)
	return d.b.String()
}

func (d *drawing) printf(format string, args ...any) {
	fmt.Fprintf(&d.b, format, args...)
	d.b.WriteByte('\n')
}

func (d *drawing) layout() {
	for n, s := range d.def.Stages {
		x := margin + n*(boxWidth+columnGap)
		y := margin + titleHeight
		d.boxes[part{stage: s.ID}] = box{x, y, boxWidth, headHeight}
		y += headHeight + rowGap
		for _, i := range s.Items {
			d.boxes[part{item: i.ID}] = box{x, y, boxWidth, boxHeight}
			y += boxHeight + rowGap
		}
		d.height = max(d.height, y+margin)
		d.width = x + boxWidth + margin + columnGap/2
	}
	d.width = max(d.width, 2*boxWidth)
}

// panel draws the ground that a stage's items stand on.
func (d *drawing) panel(s *Stage) {
	head := d.boxes[part{stage: s.ID}]
	height := headHeight + len(s.Items)*(boxHeight+rowGap)
	d.printf(`<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="#f3f3f3" stroke="#bbb"/>`,
		head.x-10, head.y-10, head.width+20, height+20)
}

func (d *drawing) stage(s *Stage) {
	head := d.boxes[part{stage: s.ID}]
	d.label(head, s.Title.In(d.lang), ` font-weight="bold"`)
	d.condition(head, s.Entry.If)
	for _, i := range s.Items {
		d.item(i)
	}
}

func (d *drawing) item(i *PlanItem) {
	at := d.boxes[part{item: i.ID}]
	dash := ""
	if !i.Required && i.Kind != journey.Milestone || i.RequiredWhen != nil {
		dash = ` stroke-dasharray="5 3"`
	}
	d.printf(`<g><title>%s</title>`, escaped(fmt.Sprintf("%s (%s): %s", oneLine(i.Title.In(d.lang)), i.ID, strings.Join(itemFacts(i), ", "))))
	d.printf(`<rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="#fff" stroke="#222"%s/>`,
		at.x, at.y, at.width, at.height, cornerOf(i.Kind), dash)
	d.label(at, i.Title.In(d.lang), "")
	facts := string(i.Kind)
	if i.Due != nil {
		facts += ", due " + i.Due.String()
	}
	d.printf(`<text x="%d" y="%d" font-size="10" fill="#444">%s</text>`, at.x+inset, at.y+at.height-6, escaped(shortened(facts, 2*letters)))
	d.printf(`</g>`)
	d.condition(at, i.Entry.If)
}

// cornerOf tells the kinds apart by their corners: what happens is round, what is worked on is not.
func cornerOf(k journey.Kind) int {
	switch k {
	case journey.Milestone:
		return boxHeight / 2
	case journey.Meeting:
		return boxHeight / 4
	}
	return 2
}

// label writes a title on at most two lines.
func (d *drawing) label(at box, title, weight string) {
	for n, line := range wrapped(oneLine(title)) {
		d.printf(`<text x="%d" y="%d"%s>%s</text>`, at.x+inset, at.y+16+n*14, weight, escaped(line))
	}
}

// condition writes an if-part above its box.
func (d *drawing) condition(at box, c *Condition) {
	if c != nil {
		d.printf(`<text x="%d" y="%d" font-size="10" font-style="italic" fill="#444"><title>%s</title>when %s</text>`,
			at.x, at.y-3, escaped(oneLine(c.Text)), escaped(shortened(oneLine(c.Text), letters+5)))
	}
}

// wrapped breaks a text into at most two lines that fit a box.
func wrapped(text string) []string {
	var first string
	words := strings.Fields(text)
	for n, word := range words {
		if n > 0 && len([]rune(first))+1+len([]rune(word)) > letters {
			return []string{shortened(first, letters), shortened(strings.Join(words[n:], " "), letters)}
		}
		first = strings.TrimSpace(first + " " + word)
	}
	return []string{shortened(first, letters)}
}

func shortened(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}

// escaped makes a text safe inside XML.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return ""
	}
	return b.String()
}

// arrow draws a gate as a curve from what it waits for to what it opens.
func (d *drawing) arrow(a arrow) {
	from, to := d.boxes[a.from], d.boxes[a.to]
	dash := ""
	if a.exit {
		dash = ` stroke-dasharray="2 3"`
	}
	d.printf(`<path d="%s" fill="none" stroke="#444"%s marker-end="url(#head)"><title>%s</title></path>`,
		curve(from, to), dash, escaped(fmt.Sprintf("%s%s %s: %s%s", a.from.item, a.from.stage, a.label(), a.to.item, a.to.stage)))
}

// curve leads down between neighbours, around the right side within a column, and from side to side between
// columns.
func curve(from, to box) string {
	fy, ty := from.y+from.height/2, to.y+to.height/2
	switch {
	case from.x == to.x && to.y-from.y == boxHeight+rowGap:
		return fmt.Sprintf("M%d %d V%d", from.x+from.width/2, from.y+from.height, to.y)
	case from.x == to.x:
		right := from.x + from.width
		bend := right + columnGap/2
		return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", right, fy, bend, fy, bend, ty, right, ty)
	case from.x < to.x:
		x1, x2 := from.x+from.width, to.x
		return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", x1, fy, x1+columnGap, fy, x2-columnGap, ty, x2, ty)
	}
	x1, x2 := from.x, to.x+to.width
	return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", x1, fy, x1-columnGap, fy, x2+columnGap, ty, x2, ty)
}
