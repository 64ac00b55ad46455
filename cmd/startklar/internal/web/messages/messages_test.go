package messages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/message"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/roster"
)

// letters is a world in which the consultant has written to the leader, and the neighbour's consultant to them.
func letters(t *testing.T) *webtest.World {
	w := webtest.New(t)
	w.Do("konsulent", message.Post{
		ID: "m1", To: []message.Audience{{Role: person.MunicipalLeader, Municipality: "0851", Line: "Kære ledelse"}},
		Subject: "Workshoppen nærmer sig", Text: "Vi ses.\n\nHusk planen.",
	})
	w.Do("star", message.Post{ID: "m2", To: []message.Audience{message.ToRole(person.MunicipalLeader, "0461")}, Subject: "Til naboen", Text: "Naboens tekst"})
	return w
}

func TestAnInboxHoldsWhatCameToTheRole(t *testing.T) {
	w := letters(t)
	mine, others := []string{"Workshoppen nærmer sig", "Konsulent Nord"}, []string{"Til naboen", "Naboens tekst"}
	w.Check(webtest.Scenarios{
		{Name: "the leader", Who: "leder", Path: "/beskeder", Status: 200, Want: append(mine, "Ny"), Forbidden: others},
		{Name: "not the project leader", Who: "medarbejder", Path: "/beskeder", Status: 200, Want: []string{"Du har læst det hele"}, Forbidden: append(mine[:1:1], others...)},
		{Name: "the neighbour", Who: "nabo", Path: "/beskeder", Status: 200, Want: others[:1], Forbidden: mine[:1]},
		{Name: "the sender", Who: "konsulent", Path: "/beskeder?vis=sendt", Status: 200, Want: []string{"Workshoppen nærmer sig", "Leder i kommunen, Aalborg"}, Forbidden: others},
		{Name: "an administrator", Who: "admin", Path: "/beskeder?vis=alle", Status: 200, Want: []string{"ingen beskeder endnu"}, Forbidden: append(mine[:1:1], others...)},
		{Name: "the letter to its reader", Who: "leder", Path: "/beskeder/m1", Status: 200, Want: []string{"Kære ledelse", "Husk planen.", "Svar"}},
		{Name: "another's letter", Who: "nabo", Path: "/beskeder/m1", Status: 404, Forbidden: mine[:1]},
		{Name: "a letter nobody wrote", Who: "leder", Path: "/beskeder/m9", Status: 404},
		{Name: "a letter to an administrator", Who: "admin", Path: "/beskeder/m1", Status: 404, Forbidden: mine[:1]},
	})
}

func TestReadingIsMarkedForEachReader(t *testing.T) {
	w := letters(t)
	w.Do("", roster.RegisterPerson{ID: "afloeser", Name: "Ny leder i Aalborg", Role: person.MunicipalLeader, Municipalities: []municipality.Code{"0851"}})
	w.Get("leder", "/forloeb/"+string(webtest.Aalborg)).Says(t, 200, []string{`<span class="sk-count">1<`}, nil)
	w.Get("leder", "/beskeder/m1")
	w.Get("leder", "/beskeder").Says(t, 200, []string{"Du har læst det hele"}, []string{"Workshoppen nærmer sig"})
	w.Get("leder", "/beskeder?vis=alle").Says(t, 200, []string{"Workshoppen nærmer sig"}, nil)
	w.Get("afloeser", "/beskeder").Says(t, 200, []string{"Workshoppen nærmer sig"}, nil)
	w.Get("konsulent", "/beskeder/m1").Says(t, 200, []string{"Læst af", "Leder i Aalborg"}, []string{"Ny leder i Aalborg"})
	w.Post("afloeser", "/beskeder/laest", nil).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("afloeser", "/beskeder").Says(t, 200, []string{"Du har læst det hele"}, nil)
}

func TestAReplyGoesToTheSendersRole(t *testing.T) {
	w := letters(t)
	w.Post("leder", "/beskeder/m1/svar", webtest.Form("text", "Det gør vi", "client_key", "k1")).Says(t, http.StatusSeeOther, nil, nil)
	w.Post("leder", "/beskeder/m1/svar", webtest.Form("text", "Det gør vi", "client_key", "k1")).Says(t, http.StatusSeeOther, nil, nil)
	answer := w.Get("konsulent", "/beskeder")
	answer.Says(t, 200, []string{"Sv: Workshoppen nærmer sig", "Leder i Aalborg"}, nil)
	if n := strings.Count(answer.Raw, "sk-letter__link"); n != 1 {
		t.Errorf("%d messages after a double click", n)
	}
	w.Get("konsulent", "/beskeder/m-k1").Says(t, 200, []string{"Det gør vi", "Se beskeden, der svares på", "Svar"}, nil)
	w.Post("konsulent", "/beskeder/m-k1/svar", webtest.Form("text", "")).Says(t, http.StatusUnprocessableEntity, []string{"Skriv selve beskeden"}, nil)
	w.Get("nabo", "/beskeder/m-k1").Says(t, 404, nil, []string{"Det gør vi"})
}

func TestAMunicipalityAnswersTheAgencyThatWroteToIt(t *testing.T) {
	w := letters(t)
	w.Get("nabo", "/beskeder/m2").Says(t, 200, []string{"Naboens tekst", "Dit svar"}, nil)
	w.Post("nabo", "/beskeder/m2/svar", webtest.Form("text", "Det ser vi på", "client_key", "k2")).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("star", "/beskeder").Says(t, 200, []string{"Sv: Til naboen"}, nil)
	w.Get("star", "/beskeder/m-k2").Says(t, 200, []string{"Det ser vi på", "Dit svar"}, nil)
	w.Get("konsulent", "/beskeder/m-k2").Says(t, 404, nil, []string{"Det ser vi på"})
	// Who has not been written to has nothing to answer, and starts nothing.
	w.Post("leder", "/beskeder/m2/svar", webtest.Form("text", "Hov")).Says(t, http.StatusNotFound, nil, nil)
	values := url.Values{"to": {"NationalOfficer@"}, "subject": {"Hov"}, "text": {"Hov"}, "client_key": {"k3"}}
	w.Post("leder", "/beskeder/skriv", values).Says(t, http.StatusForbidden, nil, nil)
}

func TestAWithdrawnMessageIsGoneWithATrace(t *testing.T) {
	w := letters(t)
	w.Get("konsulent", "/beskeder/m1").Says(t, 200, []string{"Træk beskeden tilbage"}, nil)
	w.Get("leder", "/beskeder/m1").Says(t, 200, nil, []string{"Træk beskeden tilbage"})
	w.Post("leder", "/beskeder/m1/tilbage", nil).Says(t, http.StatusNotFound, nil, nil)
	w.Post("konsulent", "/beskeder/m1/tilbage", webtest.Form("client_key", "k")).Says(t, http.StatusSeeOther, nil, nil)
	gone := []string{"Workshoppen nærmer sig", "Husk planen", "Kære ledelse"}
	w.Get("leder", "/beskeder?vis=alle").Says(t, 200, []string{"Trukket tilbage"}, gone)
	w.Get("leder", "/beskeder/m1").Says(t, 200, []string{"trak beskeden tilbage"}, gone)
	w.Pass(20 * time.Minute)
	w.Do("konsulent", message.Post{ID: "m3", To: []message.Audience{message.ToRole(person.MunicipalLeader, "0851")}, Subject: "Ny", Text: "Ny tekst"})
	w.Pass(message.UndoTime + time.Second)
	w.Get("konsulent", "/beskeder/m3").Says(t, 200, nil, []string{"Træk beskeden tilbage"})
	w.Post("konsulent", "/beskeder/m3/tilbage", nil).Says(t, http.StatusConflict, nil, nil)
}

func TestWritingIsRefusedWithWhatWasEntered(t *testing.T) {
	w := letters(t)
	w.Get("medarbejder", "/beskeder/skriv").Says(t, 200, []string{"Proceskonsulent, Aalborg"}, []string{"Odense", "STAR"})
	w.Get("konsulent", "/beskeder/skriv").Says(t, 200, []string{"Leder i kommunen, Aalborg"}, []string{"Odense"})
	w.Get("star", "/beskeder/skriv").Says(t, 200, []string{"Leder i kommunen, Odense", "Proceskonsulent, alle"}, nil)
	w.Get("admin", "/beskeder/skriv").Says(t, http.StatusForbidden, nil, nil)
	values := url.Values{"to": {"ProcessConsultant@0851"}, "subject": {"Et emne"}, "text": {"CPR " + "010190" + "-" + "1234"}, "client_key": {"w1"}}
	w.Post("leder", "/beskeder/skriv", values).Says(t, http.StatusUnprocessableEntity, []string{"Et emne", "Fejl"}, nil)
	values.Set("text", "Uden nummer")
	values.Set("to", "ProcessConsultant@0461")
	w.Post("leder", "/beskeder/skriv", values).Says(t, http.StatusForbidden, nil, nil)
	values.Set("to", "ProcessConsultant@0851")
	w.Post("leder", "/beskeder/skriv", values).Says(t, http.StatusSeeOther, nil, nil)
	w.Get("konsulent", "/beskeder").Says(t, 200, []string{"Et emne"}, nil)
}

func TestMessagePagesAreWellFormed(t *testing.T) {
	w := letters(t)
	for _, path := range []string{"/beskeder", "/beskeder?vis=alle", "/beskeder?vis=sendt", "/beskeder/skriv", "/beskeder/m1"} {
		webtest.WellFormed(t, w.Get("leder", path))
	}
	webtest.WellFormed(t, w.Post("leder", "/beskeder/skriv", nil))
}
