package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
)

// letters is a world in which the consultant has written to the leader, and the neighbour's consultant to them.
func letters(t *testing.T) *world {
	w := newWorld(t)
	w.do("konsulent", message.Post{
		ID: "m1", To: []message.Audience{{Role: person.MunicipalLeader, Municipality: "0851", Line: "Kære ledelse"}},
		Subject: "Workshoppen nærmer sig", Text: "Vi ses.\n\nHusk planen.",
	})
	w.do("star", message.Post{ID: "m2", To: []message.Audience{message.ToRole(person.MunicipalLeader, "0461")}, Subject: "Til naboen", Text: "Naboens tekst"})
	return w
}

func TestAnInboxHoldsWhatCameToTheRole(t *testing.T) {
	w := letters(t)
	mine, others := []string{"Workshoppen nærmer sig", "Konsulent Nord"}, []string{"Til naboen", "Naboens tekst"}
	w.check([]scenario{
		{name: "the leader", who: "leder", path: "/beskeder", status: 200, want: append(mine, "Ny"), forbidden: others},
		{name: "not the project leader", who: "medarbejder", path: "/beskeder", status: 200, want: []string{"Du har læst det hele"}, forbidden: append(mine[:1:1], others...)},
		{name: "the neighbour", who: "nabo", path: "/beskeder", status: 200, want: others[:1], forbidden: mine[:1]},
		{name: "the sender", who: "konsulent", path: "/beskeder?vis=sendt", status: 200, want: []string{"Workshoppen nærmer sig", "Leder i kommunen, Aalborg"}, forbidden: others},
		{name: "an administrator", who: "admin", path: "/beskeder?vis=alle", status: 200, want: []string{"ingen beskeder endnu"}, forbidden: append(mine[:1:1], others...)},
		{name: "the letter to its reader", who: "leder", path: "/beskeder/m1", status: 200, want: []string{"Kære ledelse", "Husk planen.", "Svar"}},
		{name: "another's letter", who: "nabo", path: "/beskeder/m1", status: 404, forbidden: mine[:1]},
		{name: "a letter nobody wrote", who: "leder", path: "/beskeder/m9", status: 404},
		{name: "a letter to an administrator", who: "admin", path: "/beskeder/m1", status: 404, forbidden: mine[:1]},
	})
}

func TestReadingIsMarkedForEachReader(t *testing.T) {
	w := letters(t)
	w.do("", roster.RegisterPerson{ID: "afloeser", Name: "Ny leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}})
	w.get("leder", "/forloeb/"+string(aalborgJourney)).expect(t, 200, []string{`<span class="sk-count">1<`}, nil)
	w.get("leder", "/beskeder/m1")
	w.get("leder", "/beskeder").expect(t, 200, []string{"Du har læst det hele"}, []string{"Workshoppen nærmer sig"})
	w.get("leder", "/beskeder?vis=alle").expect(t, 200, []string{"Workshoppen nærmer sig"}, nil)
	w.get("afloeser", "/beskeder").expect(t, 200, []string{"Workshoppen nærmer sig"}, nil)
	w.get("konsulent", "/beskeder/m1").expect(t, 200, []string{"Læst af", "Leder i Aalborg"}, []string{"Ny leder i Aalborg"})
	w.post("afloeser", "/beskeder/laest", nil).expect(t, http.StatusSeeOther, nil, nil)
	w.get("afloeser", "/beskeder").expect(t, 200, []string{"Du har læst det hele"}, nil)
}

func TestAReplyGoesToTheSendersRole(t *testing.T) {
	w := letters(t)
	w.post("leder", "/beskeder/m1/svar", form("text", "Det gør vi", "client_key", "k1")).expect(t, http.StatusSeeOther, nil, nil)
	w.post("leder", "/beskeder/m1/svar", form("text", "Det gør vi", "client_key", "k1")).expect(t, http.StatusSeeOther, nil, nil)
	answer := w.get("konsulent", "/beskeder")
	answer.expect(t, 200, []string{"Sv: Workshoppen nærmer sig", "Leder i Aalborg"}, nil)
	if n := strings.Count(answer.raw, "sk-letter__link"); n != 1 {
		t.Errorf("%d messages after a double click", n)
	}
	w.get("konsulent", "/beskeder/m-k1").expect(t, 200, []string{"Det gør vi", "Se beskeden, der svares på", "Svar"}, nil)
	w.post("konsulent", "/beskeder/m-k1/svar", form("text", "")).expect(t, http.StatusUnprocessableEntity, []string{"Skriv selve beskeden"}, nil)
	w.get("nabo", "/beskeder/m-k1").expect(t, 404, nil, []string{"Det gør vi"})
}

func TestAMunicipalityAnswersTheAgencyThatWroteToIt(t *testing.T) {
	w := letters(t)
	w.get("nabo", "/beskeder/m2").expect(t, 200, []string{"Naboens tekst", "Dit svar"}, nil)
	w.post("nabo", "/beskeder/m2/svar", form("text", "Det ser vi på", "client_key", "k2")).expect(t, http.StatusSeeOther, nil, nil)
	w.get("star", "/beskeder").expect(t, 200, []string{"Sv: Til naboen"}, nil)
	w.get("star", "/beskeder/m-k2").expect(t, 200, []string{"Det ser vi på", "Dit svar"}, nil)
	w.get("konsulent", "/beskeder/m-k2").expect(t, 404, nil, []string{"Det ser vi på"})
	// Who has not been written to has nothing to answer, and starts nothing.
	w.post("leder", "/beskeder/m2/svar", form("text", "Hov")).expect(t, http.StatusNotFound, nil, nil)
	values := url.Values{"to": {"NationalOfficer@"}, "subject": {"Hov"}, "text": {"Hov"}, "client_key": {"k3"}}
	w.post("leder", "/beskeder/skriv", values).expect(t, http.StatusForbidden, nil, nil)
}

func TestAWithdrawnMessageIsGoneWithATrace(t *testing.T) {
	w := letters(t)
	w.get("konsulent", "/beskeder/m1").expect(t, 200, []string{"Træk beskeden tilbage"}, nil)
	w.get("leder", "/beskeder/m1").expect(t, 200, nil, []string{"Træk beskeden tilbage"})
	w.post("leder", "/beskeder/m1/tilbage", nil).expect(t, http.StatusNotFound, nil, nil)
	w.post("konsulent", "/beskeder/m1/tilbage", form("client_key", "k")).expect(t, http.StatusSeeOther, nil, nil)
	gone := []string{"Workshoppen nærmer sig", "Husk planen", "Kære ledelse"}
	w.get("leder", "/beskeder?vis=alle").expect(t, 200, []string{"Trukket tilbage"}, gone)
	w.get("leder", "/beskeder/m1").expect(t, 200, []string{"trak beskeden tilbage"}, gone)
	w.now = w.now.Add(20 * time.Minute)
	w.do("konsulent", message.Post{ID: "m3", To: []message.Audience{message.ToRole(person.MunicipalLeader, "0851")}, Subject: "Ny", Text: "Ny tekst"})
	w.now = w.now.Add(message.UndoTime + time.Second)
	w.get("konsulent", "/beskeder/m3").expect(t, 200, nil, []string{"Træk beskeden tilbage"})
	w.post("konsulent", "/beskeder/m3/tilbage", nil).expect(t, http.StatusConflict, nil, nil)
}

func TestWritingIsRefusedWithWhatWasEntered(t *testing.T) {
	w := letters(t)
	w.get("medarbejder", "/beskeder/skriv").expect(t, 200, []string{"Proceskonsulent, Aalborg"}, []string{"Odense", "STAR"})
	w.get("konsulent", "/beskeder/skriv").expect(t, 200, []string{"Leder i kommunen, Aalborg"}, []string{"Odense"})
	w.get("star", "/beskeder/skriv").expect(t, 200, []string{"Leder i kommunen, Odense", "Proceskonsulent, alle"}, nil)
	w.get("admin", "/beskeder/skriv").expect(t, http.StatusForbidden, nil, nil)
	values := url.Values{"to": {"ProcessConsultant@0851"}, "subject": {"Et emne"}, "text": {"CPR " + "010190" + "-" + "1234"}, "client_key": {"w1"}}
	w.post("leder", "/beskeder/skriv", values).expect(t, http.StatusUnprocessableEntity, []string{"Et emne", "Fejl"}, nil)
	values.Set("text", "Uden nummer")
	values.Set("to", "ProcessConsultant@0461")
	w.post("leder", "/beskeder/skriv", values).expect(t, http.StatusForbidden, nil, nil)
	values.Set("to", "ProcessConsultant@0851")
	w.post("leder", "/beskeder/skriv", values).expect(t, http.StatusSeeOther, nil, nil)
	w.get("konsulent", "/beskeder").expect(t, 200, []string{"Et emne"}, nil)
}

func TestMessagePagesAreWellFormed(t *testing.T) {
	w := letters(t)
	for _, path := range []string{"/beskeder", "/beskeder?vis=alle", "/beskeder?vis=sendt", "/beskeder/skriv", "/beskeder/m1"} {
		wellFormed(t, w.get("leder", path))
	}
	wellFormed(t, w.post("leder", "/beskeder/skriv", nil))
}
