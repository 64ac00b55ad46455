package starterpack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/starterpack"

	"github.com/google/go-cmp/cmp"
)

var (
	officer = person.Actor{ID: "star", Role: person.NationalOfficer}
	noon    = time.Date(2026, 3, 12, 11, 0, 0, 0, time.UTC)
)

const paper = starterpack.ID("trial.paper")

func about() starterpack.About {
	return starterpack.About{Title: domain.Text{DA: "Papir"}, Serves: domain.Text{DA: "CV og jobmål"}}
}

func text(da string) domain.Text { return domain.Text{DA: da} }

// pack is a document with its history, as a test drives it.
type pack struct {
	*testing.T
	state  starterpack.Document
	events []domain.Event
}

// introduced is a document with its first version.
func introduced(t *testing.T) *pack {
	t.Helper()
	p := &pack{T: t}
	p.do(starterpack.Introduce{ID: paper, About: about(), Content: starterpack.Content{Text: text("# Et"), Example: true}})
	return p
}

func (p *pack) try(c domain.Command) ([]domain.Event, error) {
	return starterpack.Subject{}.Decide(officer, p.state, c, noon)
}

// do carries out a command that must succeed and returns how many events it gave.
func (p *pack) do(c domain.Command) int {
	p.Helper()
	events, err := p.try(c)
	if err != nil {
		p.Fatalf("%s: %v", c.CommandName(), err)
	}
	for _, e := range events {
		p.events = append(p.events, e)
		p.evolve(e)
	}
	return len(events)
}

func (p *pack) evolve(e domain.Event) {
	p.Helper()
	e.Number, e.At, e.Actor, e.Kind = int64(len(p.events)), noon, "star", cmpOr(e)
	next, err := starterpack.Subject{}.Evolve(p.state, e)
	if err != nil {
		p.Fatal(err)
	}
	p.state = next.(starterpack.Document)
}

func cmpOr(e domain.Event) string {
	if e.Body != nil {
		return e.Body.EventKind()
	}
	return e.Kind
}

func (p *pack) refuses(c domain.Command, code domain.Code, key string) {
	p.Helper()
	_, err := p.try(c)
	if e := domain.AsError(err); err == nil || e.Code != code || e.Key != key {
		p.Errorf("%s: got %v, want %s %s", c.CommandName(), err, code, key)
	}
}

func draft(base int, da string) starterpack.DraftVersion {
	return starterpack.DraftVersion{ID: paper, Base: base, Changed: text("Nyt afsnit"), Text: text(da)}
}

func TestADocumentComesWithItsFirstVersionOnce(t *testing.T) {
	p := introduced(t)
	if len(p.state.Versions) != 1 || !p.state.Versions[0].Example || p.state.About != about() {
		t.Fatalf("%+v", p.state)
	}
	again := starterpack.Introduce{ID: paper, About: about(), Content: starterpack.Content{Text: text("# Anderledes")}}
	if n := p.do(again); n != 0 {
		t.Errorf("a second start gave %d events", n)
	}
	again.About.Purpose = text("Ny hjælp")
	if n := p.do(again); n != 1 || p.state.Versions[0].Text.DA != "# Et" || p.state.About.Purpose.DA != "Ny hjælp" {
		t.Errorf("%d events, %+v", n, p.state)
	}
}

func TestADraftBecomesAVersionThatNeverChanges(t *testing.T) {
	p := introduced(t)
	p.do(draft(0, "# To"))
	p.do(draft(1, "# To, rettet"))
	if n := p.do(draft(2, "# To, rettet")); n != 0 {
		t.Errorf("the same draft again gave %d events", n)
	}
	p.do(starterpack.PublishVersion{ID: paper, Revision: 2})
	second := p.state.Versions[1]
	if p.state.Draft != nil || second.Number != 2 || second.Text.DA != "# To, rettet" || second.By != "star" || second.Example {
		t.Fatalf("%+v", p.state)
	}
	p.do(draft(0, "# Tre"))
	if diff := cmp.Diff(second, p.state.Versions[1]); diff != "" || p.state.Draft.Revision != 3 {
		t.Errorf("revision %d, version 2 changed: %s", p.state.Draft.Revision, diff)
	}
	if newest, ok := p.state.Newest(); !ok || newest.Number != 2 {
		t.Errorf("newest is %d", newest.Number)
	}
}

func TestADiscardedDraftIsGoneAndItsRevisionDoesNotComeBack(t *testing.T) {
	p := introduced(t)
	p.do(draft(0, "# To"))
	p.do(starterpack.DiscardDraft{ID: paper})
	if n := p.do(starterpack.DiscardDraft{ID: paper}); n != 0 || p.state.Draft != nil {
		t.Errorf("%d events, draft %v", n, p.state.Draft)
	}
	p.do(draft(0, "# Noget andet"))
	p.refuses(starterpack.PublishVersion{ID: paper, Revision: 1}, domain.Stale, "draft_changed")
	p.do(starterpack.PublishVersion{ID: paper, Revision: 2})
}

func TestWhatCannotBeADraftIsRefused(t *testing.T) {
	file := func(name, kind string) *starterpack.File {
		return &starterpack.File{Hash: domain.HashOf([]byte("x")), Name: name, Type: kind, Size: 1}
	}
	with := func(change func(*starterpack.DraftVersion)) starterpack.DraftVersion {
		c := draft(0, "# To")
		change(&c)
		return c
	}
	p := introduced(t)
	for key, c := range map[string]starterpack.DraftVersion{
		"changed_missing": with(func(c *starterpack.DraftVersion) { c.Changed = domain.Text{EN: "only English"} }),
		"document_empty":  with(func(c *starterpack.DraftVersion) { c.Text = text(" \n") }),
		"too_long":        with(func(c *starterpack.DraftVersion) { c.Text.EN = strings.Repeat("å", starterpack.MaxText+1) }),
		"file_name":       with(func(c *starterpack.DraftVersion) { c.File = file("../papir.pdf", "application/pdf") }),
		"file_type":       with(func(c *starterpack.DraftVersion) { c.File = file("papir.pdf", "text/html") }),
		"file_name_long": with(func(c *starterpack.DraftVersion) {
			c.File = file(strings.Repeat("a", 300)+".pdf", "application/pdf")
		}),
	} {
		p.refuses(c, domain.Invalid, key)
	}
	p.refuses(draft(7, "# To"), domain.Stale, "draft_changed")
	p.refuses(starterpack.PublishVersion{ID: paper, Revision: 1}, domain.Conflict, "no_draft")
	(&pack{T: t}).refuses(draft(0, "# To"), domain.NotFound, "document_unknown")
	(&pack{T: t}).refuses(starterpack.Introduce{ID: "trial", About: about()}, domain.Invalid, "document_unknown")
}

func TestFileNamesThatLeadAstrayAreRefused(t *testing.T) {
	for _, name := range []string{
		"", " ", "/etc/passwd.pdf", `c:\papir.pdf`, "..pdf", ".pdf", "papir\x00.pdf", "papir\n.pdf", "papir\u202efdp.pdf",
		"papir.pdf.exe", "papir", "papir.svg", "papir.html", "papir.docm", "papir.xlsm", "papir.zip", "a\xff.pdf", "papir?.pdf",
	} {
		if starterpack.CheckName(name) == nil {
			t.Errorf("%q is taken", name)
		}
	}
	for _, name := range []string{"Papir.PDF", "Mål- og produktionsstyring (ugetavle).docx", "billede.jpeg", "læs mig.md"} {
		if err := starterpack.CheckName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAWithdrawnVersionIsPassedOver(t *testing.T) {
	p := introduced(t)
	p.do(draft(0, "# To"))
	p.do(starterpack.PublishVersion{ID: paper, Revision: 1})
	withdraw := starterpack.WithdrawVersion{ID: paper, Number: 2, Reason: "Forkert beløb"}
	p.refuses(starterpack.WithdrawVersion{ID: paper, Number: 3, Reason: "x"}, domain.NotFound, "version_unknown")
	p.refuses(starterpack.WithdrawVersion{ID: paper, Number: 2, Reason: " "}, domain.Invalid, "reason_missing")
	p.do(withdraw)
	p.refuses(withdraw, domain.Conflict, "version_withdrawn")
	newest, _ := p.state.Newest()
	if w := p.state.Versions[1].Withdrawn; newest.Number != 1 || w == nil || w.Reason != "Forkert beløb" || w.By != "star" {
		t.Errorf("%+v", p.state.Versions)
	}
	p.do(draft(0, "# Tre"))
	p.do(starterpack.PublishVersion{ID: paper, Revision: 2})
	if v := p.state.Versions[2]; v.Number != 3 {
		t.Errorf("the number of the withdrawn version was used again: %+v", v)
	}
}

// An erased event keeps the numbers of versions and revisions.
func TestHistoryFoldsWithoutItsErasedContents(t *testing.T) {
	p := introduced(t)
	p.do(draft(0, "# To"))
	p.do(starterpack.PublishVersion{ID: paper, Revision: 1})
	p.do(starterpack.WithdrawVersion{ID: paper, Number: 1, Reason: "Gammel"})
	p.do(draft(0, "# Tre"))
	erased := &pack{T: t}
	for _, e := range p.events {
		if kind := e.Body.EventKind(); (starterpack.Subject{}).Erasable(kind) {
			e.Kind, e.Body = kind, nil
		}
		erased.evolve(e)
	}
	d := erased.state
	if len(d.Versions) != 2 || d.Versions[0].Withdrawn == nil || !d.Versions[1].Erased || d.Draft != nil || d.Drafts != 2 {
		t.Errorf("%+v", d)
	}
	if _, ok := d.Newest(); ok {
		t.Error("an erased version can be read")
	}
}

func TestOnlyTheNationalAgencyKeepsThePack(t *testing.T) {
	for _, role := range person.AllRoles() {
		for _, c := range []domain.Command{starterpack.Introduce{}, draft(0, "x"), starterpack.DiscardDraft{}, starterpack.PublishVersion{}, starterpack.WithdrawVersion{}} {
			err := starterpack.Subject{}.Authorize(person.Actor{ID: "a", Role: role}, nil, c)
			if allowed := err == nil; allowed != (role == person.NationalOfficer || role == person.System) {
				t.Errorf("%s %s: %v", role, c.CommandName(), err)
			}
		}
	}
}

func TestATextFileIsAmongTheWrittenTexts(t *testing.T) {
	c := draft(0, "")
	c.Bytes = []byte("linje")
	c.File = &starterpack.File{Name: "a.txt", Type: "text/plain"}
	if texts := c.WrittenTexts(); texts["file"] != "a.txt\nlinje" {
		t.Errorf("%q", texts["file"])
	}
	if all := c.Attachments(); len(all) != 1 || string(all[0].Data) != "linje" {
		t.Errorf("%v", all)
	}
}

func TestReadingTimeFollowsTheText(t *testing.T) {
	for words, want := range map[int]int{0: 0, 1: 1, 180: 1, 181: 2} {
		if got := (starterpack.Content{Text: text(strings.Repeat("ord ", words))}).Minutes("da"); got != want {
			t.Errorf("%d words: %d min", words, got)
		}
	}
}

func TestEventsAreReadBackAndOthersAreNot(t *testing.T) {
	for _, e := range introduced(t).events {
		if body, err := (starterpack.Subject{}).Body(e.Body.EventKind(), 1); err != nil || fmt.Sprintf("%T", body) != fmt.Sprintf("%T", e.Body) {
			t.Errorf("%T: %T, %v", e.Body, body, err)
		}
	}
	if _, err := (starterpack.Subject{}).Body("version_published", 2); err == nil {
		t.Error("version 2 was read")
	}
}
