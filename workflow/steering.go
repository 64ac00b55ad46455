package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/programme"
)

// Stance is what an administration says to the decision sheet.
type Stance string

// The stances.
const (
	Agreed Stance = "agreed"
	// AgreedWithRemark asks for a note: the remark.
	AgreedWithRemark Stance = "remark"
	// Disagreed asks for a note: why.
	Disagreed Stance = "disagreed"
)

// AllStances lists them.
func AllStances() []Stance { return []Stance{Agreed, AgreedWithRemark, Disagreed} }

// Known tells whether the stance is one of AllStances.
func (s Stance) Known() bool { return slices.Contains(AllStances(), s) }

// Invitation is one administration's link to the decision sheet, and what it answered.
type Invitation struct {
	// ID names the invitation for as long as it is renewed.
	ID             string
	Administration string
	// Hash is that of the link's token; empty once the link was withdrawn. Until is its last day.
	Hash      string
	Until     calendar.Date
	InvitedAt time.Time
	InvitedBy person.ID
	// Stance is empty before the administration has answered. Digest is the sheet that it was given to.
	Stance     Stance
	Digest     string
	AnsweredAt time.Time
	// Title is that of the member who answered, as they write it; Note their remark. Erased tells that both
	// are gone.
	Title, Note string
	Erased      bool
}

// Open tells whether the link works on a day.
func (i *Invitation) Open(today calendar.Date) bool {
	return i.Hash != "" && !i.Until.Before(today)
}

// SheetText is what the leader has written on the decision sheet: what the group is asked to agree (part Asks),
// or a track in short (part: the section).
type SheetText struct {
	Part     string
	Text     string
	Revision int
	By       person.ID
	At       time.Time
	Erased   bool
}

// Asks is the part of the sheet that says what the steering group is asked to agree.
const Asks = "asks"

// Invitation returns an invitation, or nil.
func (s State) Invitation(id string) *Invitation {
	for _, i := range s.Invitations {
		if i.ID == id {
			return i
		}
	}
	return nil
}

// SheetText returns a part of the sheet that somebody wrote; an empty one where nobody has.
func (s State) SheetText(part string) SheetText {
	for _, t := range s.SheetTexts {
		if t.Part == part {
			return *t
		}
	}
	return SheetText{Part: part}
}

// Sheet is the decision sheet as it stands: what has been decided in each track, what is open, what the group
// is asked to agree, and how many there are to do it.
type Sheet struct {
	Asks     SheetText
	Tracks   []SheetTrack
	Open     []SheetPoint
	Capacity []SheetFigure
	// Digest is SHA-256, in hex, over all of it: what an administration agrees to.
	Digest string
}

// SheetTrack is a track in short: what the leader wrote, or else what each answer begins with.
type SheetTrack struct {
	Item    *Item
	Section *Section
	Text    SheetText
	// Clear of Total questions are settled; Decided are those that have an answer.
	Clear, Total int
	Decided      []SheetPoint
}

// SheetPoint is one question.
type SheetPoint struct {
	Item     *Item
	Field    *Field
	Standing journey.Standing
	// Text is the beginning of the answer; empty where it is withheld.
	Text     string
	Withheld bool
	Owner    person.ID
}

// SheetFigure is a number of the plan.
type SheetFigure struct {
	Field    *Field
	Text     string
	Withheld bool
}

// checklist is the journey's first checklist, or nil.
func (s State) checklist() *Item {
	for _, i := range s.Items {
		if i.Def.Kind == journey.Checklist {
			return i
		}
	}
	return nil
}

// DecisionSheet is the sheet of the journey's first checklist and its plan; ok is false where it has no checklist.
func (s State) DecisionSheet() (sheet Sheet, ok bool) {
	checklist := s.checklist()
	if checklist == nil {
		return Sheet{}, false
	}
	sheet.Asks = s.SheetText(Asks)
	for _, section := range checklist.Def.Sections {
		track := SheetTrack{Item: checklist, Section: section, Text: s.SheetText(string(section.ID))}
		track.Clear, track.Total = s.SectionUnits(checklist, section)
		for _, f := range section.Fields() {
			p := s.sheetPoint(checklist, f)
			if p.Standing != journey.Clear {
				sheet.Open = append(sheet.Open, p)
			} else if p.Text != "" || p.Withheld {
				track.Decided = append(track.Decided, p)
			}
		}
		sheet.Tracks = append(sheet.Tracks, track)
	}
	sheet.Capacity = s.capacity()
	sheet.Digest = sheet.digest()
	return sheet, true
}

func (s State) sheetPoint(i *Item, f *Field) SheetPoint {
	p := SheetPoint{Item: i, Field: f, Standing: s.StandingOf(i.ID, f.ID)}
	if a := s.Answer(i.ID, f.ID); a != nil {
		p.Text, p.Withheld, p.Owner = beginning(a.Text), a.Withheld && a.Revision > 0, a.Owner
	}
	return p
}

// capacity lists the figures of the plan that say how many there are.
func (s State) capacity() []SheetFigure {
	plan := s.Item(programme.Plan.Instance(1))
	if plan == nil || plan.Def.Section(programme.Capacity) == nil {
		return nil
	}
	var all []SheetFigure
	for _, f := range plan.Def.Section(programme.Capacity).Fields() {
		if a := s.Answer(plan.ID, f.ID); f.Type != LongText && a != nil && a.Revision > 0 {
			all = append(all, SheetFigure{Field: f, Text: a.Text, Withheld: a.Withheld})
		}
	}
	return all
}

// longestBeginning is how much of an answer stands on the sheet, in characters: two pages hold all of them.
const longestBeginning = 170

// beginning is an answer's first sentence, cut at a word where it is long.
func beginning(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for at, r := range text {
		if (r == '.' || r == '?' || r == '!') && strings.HasPrefix(text[at+1:], " ") && at >= 40 {
			text = text[:at+1]
			break
		}
	}
	if utf8.RuneCountInString(text) <= longestBeginning {
		return text
	}
	cut := string([]rune(text)[:longestBeginning])
	if space := strings.LastIndex(cut, " "); space > 0 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}

func (sheet Sheet) digest() string {
	h := sha256.New()
	write := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d:%s ", len(p), p)
		}
		fmt.Fprintln(h)
	}
	write("asks", sheet.Asks.Text)
	for _, t := range sheet.Tracks {
		write("track", string(t.Section.ID), t.Text.Text)
		if t.Text.Text != "" {
			continue // the leader's own words stand there in place of the answers
		}
		for _, p := range t.Decided {
			write(string(p.Field.ID), p.Text)
		}
	}
	for _, p := range sheet.Open {
		write("open", string(p.Field.ID), string(p.Standing))
	}
	for _, f := range sheet.Capacity {
		write("capacity", string(f.Field.ID), f.Text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// SheetDisclosure tells how far the sheet's own texts have been let out: as far as the answers they sum up.
func (s State) SheetDisclosure() policy.Disclosed {
	checklist := s.checklist()
	if checklist == nil {
		return policy.Disclosed{}
	}
	d := policy.Disclosed{Shared: checklist.State == journey.Completed}
	for _, i := range s.Items {
		if slices.Contains(i.Def.Of, checklist.Def.ID) && i.Signature != nil && i.Stale == nil {
			d.Signed = d.Shared
		}
	}
	return d
}
