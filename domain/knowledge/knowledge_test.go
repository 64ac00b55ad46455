package knowledge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/municipality"
	"startklar/domain/person"

	"github.com/google/go-cmp/cmp"
)

const story = knowledge.StoryID("0851.STORY")

var (
	morning    = time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	leader     = person.Actor{ID: "leder", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}}
	neighbour  = person.Actor{ID: "nabo", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0461"}}
	consultant = person.Actor{ID: "konsulent", Role: person.ProcessConsultant, Municipalities: []municipality.Code{"0851"}}
	officer    = person.Actor{ID: "star", Role: person.NationalOfficer}
	keeper     = person.Actor{ID: "admin", Role: person.Administrator}
)

// subject is what the tests need of a journal's subject.
type subject interface {
	Empty() any
	Authorize(person.Actor, any, domain.Command) error
	Decide(person.Actor, any, domain.Command, time.Time) ([]domain.Event, error)
	Evolve(any, domain.Event) (any, error)
}

// stream is one stream of a subject with its history.
type stream struct {
	t       *testing.T
	subject subject
	state   any
	history []domain.Event
}

func newStream(t *testing.T, s subject) *stream { return &stream{t: t, subject: s, state: s.Empty()} }

// try carries out a command.
func (s *stream) try(actor person.Actor, c domain.Command) error {
	s.t.Helper()
	if err := s.subject.Authorize(actor, s.state, c); err != nil {
		return err
	}
	events, err := s.subject.Decide(actor, s.state, c, morning)
	if err != nil {
		return err
	}
	for _, e := range events {
		e.Number, e.At, e.Actor, e.Kind = int64(len(s.history)+1), morning, string(actor.ID), e.Body.EventKind()
		s.history = append(s.history, e)
		if s.state, err = s.subject.Evolve(s.state, e); err != nil {
			s.t.Fatal(err)
		}
	}
	return nil
}

func (s *stream) does(actor person.Actor, c domain.Command) {
	s.t.Helper()
	if err := s.try(actor, c); err != nil {
		s.t.Fatalf("%s: %v", c.CommandName(), err)
	}
}

// refuses expects a refusal with a key.
func (s *stream) refuses(actor person.Actor, c domain.Command, key string) {
	s.t.Helper()
	_ = s.refusal(actor, c, key)
}

// refusal is what is said to a command that has to be refused.
func (s *stream) refusal(actor person.Actor, c domain.Command, key string) *domain.Error {
	s.t.Helper()
	err := s.try(actor, c)
	if err == nil || domain.AsError(err).Key != key {
		s.t.Errorf("%s: %v, want %q", c.CommandName(), err, key)
		return &domain.Error{}
	}
	return domain.AsError(err)
}

// replayed is the state that the history gives, without the contents of the erased events.
func (s *stream) replayed(erased ...int64) any {
	s.t.Helper()
	state := s.subject.Empty()
	for _, e := range s.history {
		if slices.Contains(erased, e.Number) {
			e.Body = nil
		}
		var err error
		if state, err = s.subject.Evolve(state, e); err != nil {
			s.t.Fatal(err)
		}
	}
	return state
}

func told() knowledge.TellStory {
	return knowledge.TellStory{
		ID: story, Title: "Fire timer i køkkenet", Text: "Det begyndte med to timer.", Use: "Spørg om tirsdag.",
		Teller: knowledge.JobBroker, About: []knowledge.Party{knowledge.Citizen, knowledge.Company},
	}
}

func consent(p knowledge.Party, covers ...knowledge.Readers) knowledge.NoteConsent {
	return knowledge.NoteConsent{ID: story, Party: p, Way: knowledge.Oral, On: calendar.DateOf(morning), Covers: covers}
}

func (s *stream) story() knowledge.Story { return s.state.(knowledge.Story) }

func TestAStoryIsPassedOnOnlyWithTheConsentsThatItsReadersNeed(t *testing.T) {
	s := newStream(t, knowledge.Stories{})
	s.does(leader, told())
	both := knowledge.PassOnStory{ID: story, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff, knowledge.Companies}}
	refusal := s.refusal(consultant, both, "consent_missing")
	want := []knowledge.Gap{
		{Party: knowledge.Citizen, Readers: knowledge.FrontStaff},
		{Party: knowledge.Company, Readers: knowledge.FrontStaff},
		{Party: knowledge.Citizen, Readers: knowledge.Companies},
		{Party: knowledge.Company, Readers: knowledge.Companies},
	}
	if d := cmp.Diff(any(want), refusal.Detail); d != "" {
		t.Errorf("missing (-want +got):\n%s", d)
	}
	s.does(leader, consent(knowledge.Citizen, knowledge.FrontStaff))
	s.does(leader, consent(knowledge.Company, knowledge.FrontStaff, knowledge.Companies))
	refusal = s.refusal(consultant, both, "consent_missing")
	if d := cmp.Diff(any([]knowledge.Gap{{Party: knowledge.Citizen, Readers: knowledge.Companies}}), refusal.Detail); d != "" {
		t.Errorf("missing (-want +got):\n%s", d)
	}
	s.does(consultant, knowledge.PassOnStory{ID: story, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff}})
	if got := s.story(); !got.For(knowledge.FrontStaff) || got.For(knowledge.Companies) || got.PassedOnBy != "konsulent" {
		t.Errorf("%+v", got)
	}
}

func TestWritingAStoryAnewTakesItBack(t *testing.T) {
	s := passedOn(t)
	again := told()
	again.Text = "Det begyndte med tre timer."
	s.refuses(leader, again, "story_changed")
	again.Base = 1
	s.does(leader, again)
	if got := s.story(); got.For(knowledge.FrontStaff) || got.Revision != 2 || len(got.Consents) != 2 {
		t.Errorf("%+v", got)
	}
	s.refuses(consultant, knowledge.PassOnStory{ID: story, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff}}, "story_changed")
}

// passedOn is a story that front staff and companies get.
func passedOn(t *testing.T) *stream {
	s := newStream(t, knowledge.Stories{})
	s.does(leader, told())
	for _, p := range told().About {
		s.does(leader, consent(p, knowledge.FrontStaff, knowledge.Companies))
	}
	s.does(officer, knowledge.PassOnStory{ID: story, Revision: 1, To: []knowledge.Readers{knowledge.FrontStaff, knowledge.Companies}})
	return s
}

func TestANarrowerConsentTakesTheStoryFromTheOthers(t *testing.T) {
	s := passedOn(t)
	s.does(leader, consent(knowledge.Citizen, knowledge.FrontStaff))
	if got := s.story(); !got.For(knowledge.FrontStaff) || got.For(knowledge.Companies) {
		t.Errorf("passed on to %v", got.PassedOn)
	}
}

func TestAWithdrawnStoryIsGoneAndItsTraceStays(t *testing.T) {
	s := passedOn(t)
	s.does(leader, knowledge.WithdrawStory{ID: story, Cause: knowledge.ConsentWithdrawn})
	got := s.story()
	want := knowledge.Story{
		ID: story, Revision: 1, CollectedBy: "leder", CollectedAt: morning, Told: []int64{1},
		Withdrawn: &knowledge.Withdrawal{Cause: knowledge.ConsentWithdrawn, By: "leder", At: morning},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff(any(want), s.replayed(got.Told...)); d != "" {
		t.Errorf("after erasure (-want +got):\n%s", d)
	}
	for _, c := range []domain.Command{told(), consent(knowledge.Citizen, knowledge.Public), knowledge.PassOnStory{ID: story, Revision: 1}} {
		s.refuses(consultant, c, "story_withdrawn")
	}
}

func TestAStoryWhoseTextsAreErasedIsNobodys(t *testing.T) {
	s := passedOn(t)
	erased := s.replayed(1).(knowledge.Story)
	if erased.Title != "" || slices.ContainsFunc(knowledge.AllReaders(), erased.For) {
		t.Errorf("%+v", erased)
	}
	if !(knowledge.Stories{}).Erasable("story_told") || (knowledge.Stories{}).Erasable("consent_noted") {
		t.Error("the texts can be erased, the note of a consent names nobody")
	}
}

func TestWhatAStoryNeeds(t *testing.T) {
	for key, change := range map[string]func(*knowledge.TellStory){
		"text_missing":         func(c *knowledge.TellStory) { c.Title = " " },
		"too_long":             func(c *knowledge.TellStory) { c.Text = strings.Repeat("ø", knowledge.MaxText+1) },
		"story_teller":         func(c *knowledge.TellStory) { c.Teller = "mayor" },
		"story_about":          func(c *knowledge.TellStory) { c.About = nil },
		"story_changed":        func(c *knowledge.TellStory) { c.Base = 3 },
		"municipality_unknown": func(c *knowledge.TellStory) { c.ID = "9999.X" },
	} {
		s, c := newStream(t, knowledge.Stories{}), told()
		change(&c)
		actor := leader
		if key == "municipality_unknown" {
			actor = person.SystemActor("test")
		}
		s.refuses(actor, c, key)
	}
	s := newStream(t, knowledge.Stories{})
	s.refuses(leader, consent(knowledge.Citizen, knowledge.Public), "story_unknown")
	s.does(leader, told())
	late := consent(knowledge.Citizen, knowledge.Public)
	late.On = late.On.AddDays(1)
	s.refuses(leader, late, "consent_day")
	s.refuses(leader, consent(knowledge.Citizen), "consent_covers")
	s.refuses(leader, consent("mayor", knowledge.Public), "consent_party")
}

func TestWhoMayDoWhatWithAStory(t *testing.T) {
	commands := []domain.Command{told(), consent(knowledge.Citizen, knowledge.FrontStaff), knowledge.PassOnStory{ID: story}, knowledge.WithdrawStory{ID: story, Cause: knowledge.NotToBeUsed}}
	for _, c := range []struct {
		actor person.Actor
		want  string
	}{
		{leader, "ok ok permission ok"},
		{neighbour, "private private private private"},
		{consultant, "ok ok ok ok"},
		{officer, "permission permission ok ok"},
		{keeper, "permission permission permission permission"},
		{person.Actor{}, "unauthenticated unauthenticated unauthenticated unauthenticated"},
	} {
		var got []string
		for _, command := range commands {
			code := domain.CodeOf(knowledge.Stories{}.Authorize(c.actor, knowledge.Story{}, command))
			got = append(got, string(code))
			if code == "" {
				got[len(got)-1] = "ok"
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.actor.ID, got, c.want)
		}
	}
}

func TestNotesAreOwedQuarterByQuarter(t *testing.T) {
	day := func(month time.Month, d int) calendar.Date { return calendar.NewDate(2026, month, d) }
	elements := []knowledge.Element{{Name: "Makkerskab", Since: day(1, 20)}, {Name: "CV", Since: day(4, 2)}}
	notes := []knowledge.Note{
		{Item: "knowledge_note", Element: " makkerskab ", Done: true, FinishedOn: day(3, 30)},
		{Item: "knowledge_note#2", Element: "CV"},
		{Item: "knowledge_note#3", Element: "Noget andet", Done: true, FinishedOn: day(5, 1)},
	}
	owed, others := knowledge.Owed(elements, notes, day(5, 4))
	var got []string
	for _, o := range owed {
		got = append(got, fmt.Sprintf("%s %s %s %d", calendar.FormatQuarter(o.Quarter, "en"), o.Element, o.Standing, len(o.Notes)))
	}
	want := []string{"Q2 2026 Makkerskab due 0", "Q2 2026 CV due 1", "Q1 2026 Makkerskab written 1"}
	if d := cmp.Diff(want, got); d != "" || len(others) != 1 || others[0].Item != "knowledge_note#3" {
		t.Errorf("others %v, (-want +got):\n%s", others, d)
	}
	owed, _ = knowledge.Owed(elements[:1], nil, day(7, 1))
	if len(owed) != 3 || owed[0].Standing != knowledge.NoteDue || owed[1].Standing != knowledge.NoteMissing || owed[2].Standing != knowledge.NoteMissing {
		t.Errorf("%+v", owed)
	}
}

func TestANoteBelongsToTheOnlyElementThatIsFollowed(t *testing.T) {
	since := calendar.DateOf(morning)
	owed, others := knowledge.Owed([]knowledge.Element{{Name: "CV", Since: since}}, []knowledge.Note{{Item: "n", Element: "Borgerens CV", Done: true, FinishedOn: since}}, since)
	if len(others) != 0 || len(owed) != 1 || owed[0].Standing != knowledge.NoteWritten {
		t.Errorf("%+v, others %+v", owed, others)
	}
}

func TestElementsKeepTheDayOnWhichTheyWereFirstFollowed(t *testing.T) {
	s := newStream(t, knowledge.Following{})
	follow := func(names ...string) knowledge.FollowElements {
		return knowledge.FollowElements{Journey: "0851.flere-skal-med-2.1", Names: names}
	}
	early := calendar.NewDate(2025, time.October, 1)
	s.state = knowledge.Followed{Elements: []knowledge.Element{{Name: "CV", Since: early}}}
	s.does(consultant, follow("cv", "Makkerskab"))
	want := []knowledge.Element{{Name: "cv", Since: early}, {Name: "Makkerskab", Since: calendar.DateOf(morning)}}
	if d := cmp.Diff(want, s.state.(knowledge.Followed).Elements); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	s.refuses(consultant, follow("CV", " cv"), "element_twice")
	s.refuses(consultant, follow(make([]string, knowledge.MaxElements+1)...), "too_many_elements")
	s.refuses(leader, follow("CV"), "not_allowed")
	s.does(officer, follow())
	if got := s.state.(knowledge.Followed); len(got.Elements) != 0 {
		t.Errorf("%+v", got)
	}
}

func content(findings string) knowledge.Content {
	return knowledge.Content{
		Title: "Fast rytme", Elements: []string{"Makkerskab"}, Findings: findings,
		Sources: []knowledge.Source{{Journey: "0851.flere-skal-med-2.1", Item: "knowledge_note"}},
	}
}

func TestAnEditionStandsWhileItsDraftChanges(t *testing.T) {
	s := newStream(t, knowledge.Syntheses{})
	s.does(consultant, knowledge.WriteSynthesis{ID: "S", Content: content("første")})
	s.refuses(consultant, knowledge.PublishSynthesis{ID: "S", Revision: 1}, "not_allowed")
	s.does(officer, knowledge.PublishSynthesis{ID: "S", Revision: 1})
	s.refuses(consultant, knowledge.WriteSynthesis{ID: "S", Content: content("anden")}, "synthesis_changed")
	s.does(consultant, knowledge.WriteSynthesis{ID: "S", Base: 1, Content: content("anden")})
	got := s.state.(knowledge.Synthesis)
	if got.Published.Findings != "første" || got.Draft.Findings != "anden" || got.Edition != 1 {
		t.Errorf("%+v", got)
	}
	s.refuses(officer, knowledge.PublishSynthesis{ID: "S", Revision: 1}, "synthesis_changed")
	s.does(officer, knowledge.PublishSynthesis{ID: "S", Revision: 2})
	s.does(officer, knowledge.RetractSynthesis{ID: "S", Reason: "en fejl"})
	if got = s.state.(knowledge.Synthesis); got.Published != nil || got.Edition != 2 || got.Retracted != "en fejl" || got.Draft.Findings != "anden" {
		t.Errorf("%+v", got)
	}
	s.refuses(officer, knowledge.RetractSynthesis{ID: "S", Reason: "igen"}, "synthesis_not_published")
	if erased := s.replayed(1, 3).(knowledge.Synthesis); erased.Draft.Findings != "" || erased.Revision != 2 {
		t.Errorf("after erasure: %+v", erased)
	}
}

func TestASynthesisIsPublishedWithItsSources(t *testing.T) {
	s := newStream(t, knowledge.Syntheses{})
	bare := content("noget")
	bare.Sources = nil
	s.does(officer, knowledge.WriteSynthesis{ID: "S", Content: bare})
	s.refuses(officer, knowledge.PublishSynthesis{ID: "S", Revision: 1}, "sources_missing")
	bare.Sources = []knowledge.Source{{Journey: "x", Item: "y"}}
	s.refuses(officer, knowledge.WriteSynthesis{ID: "S", Base: 1, Content: bare}, "source_unknown")
	s.refuses(leader, knowledge.WriteSynthesis{ID: "S", Base: 1, Content: content("x")}, "not_allowed")
}

func TestEveryEventCanBeReadBack(t *testing.T) {
	for _, s := range []interface {
		Body(string, int) (domain.Body, error)
	}{knowledge.Stories{}, knowledge.Syntheses{}, knowledge.Following{}} {
		if _, err := s.Body("unheard_of", 1); err == nil {
			t.Errorf("%T knows an event that does not exist", s)
		}
	}
	for kind, s := range map[string]interface {
		Body(string, int) (domain.Body, error)
	}{"story_told": knowledge.Stories{}, "synthesis_written": knowledge.Syntheses{}, "elements_followed": knowledge.Following{}} {
		if b, err := s.Body(kind, 1); err != nil || b.EventKind() != kind {
			t.Errorf("%s: %v", kind, err)
		}
		if _, err := s.Body(kind, 2); err == nil {
			t.Errorf("%s: a later version is read", kind)
		}
	}
}
