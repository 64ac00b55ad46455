package meetings_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
)

// makeWorkshop makes a workshop for Aalborg on the pages, and returns its address.
func makeWorkshop(w *webtest.World) string {
	w.T.Helper()
	v := w.As("konsulent")
	form := v.Get("/moeder/nyt?slags=workshop&forloeb="+string(webtest.Aalborg)+"&trin=startup_workshop").Form(w.T, "/moeder/nyt")
	form.Set("text", "Medbring planen")
	form.Set("agenda", "15 Velkomst\n60 Jeres spørgsmål")
	form.Set("material", "Oplæg https://startklar.example/oplaeg")
	form.Set("place", "Rådhuset")
	p := v.Post("/moeder/nyt", form)
	if p.Status != http.StatusSeeOther {
		w.T.Fatalf("creating the workshop: %d %s", p.Status, p.Text)
	}
	return p.Location
}

func dates(on ...string) url.Values {
	form := url.Values{"closes_on": {on[0]}}
	for n, day := range on {
		suffix := "." + string(rune('0'+n))
		form.Set("on"+suffix, day)
		form.Set("start"+suffix, "9.00")
		form.Set("end"+suffix, "12.00")
	}
	return form
}

func TestAWorkshopFromItsFirstDatesToTheCalendar(t *testing.T) {
	w := webtest.AtWork(t)
	at := makeWorkshop(w)
	host, lead := w.As("konsulent"), w.As("leder")
	host.Get(at).Says(t, http.StatusOK, []string{"Datoen er ikke fundet endnu", "Spørg om datoer", "Velkomst", "Opstartsworkshop i Aalborg"}, nil)
	if p := host.Post(at+"/datoer", dates("2026-04-07", "2026-04-08", "2026-04-09")); p.Status != http.StatusSeeOther {
		t.Fatalf("proposing dates: %d %s", p.Status, p.Text)
	}
	lead.Get("/moeder").Says(t, http.StatusOK, []string{"Svar på datoer senest 7.4.2026", "Venter på dig"}, []string{"Opret seminar"})
	lead.Get("/beskeder").Says(t, http.StatusOK, []string{"Svar på datoer: Opstartsworkshop i Aalborg"}, nil)
	page := lead.Get(at)
	page.Says(t, http.StatusOK, []string{"Hvornår passer det jer?", "Kan, hvis nødvendigt"}, []string{"Book denne", "Aflys mødet"})
	form := page.Form(t, at+"/datosvar")
	form.Set("slot.0", "no")
	lead.Post(at+"/datosvar", form).Says(t, http.StatusUnprocessableEntity, []string{"Svar på alle datoer."}, nil)
	form.Set("slot.1", "yes")
	form.Set("slot.2", "if_needed")
	if p := lead.Post(at+"/datosvar", form); p.Status != http.StatusSeeOther {
		t.Fatalf("answering: %d %s", p.Status, p.Text)
	}
	lead.Get(at).Says(t, http.StatusOK, []string{"Du har svaret"}, nil)
	host.Get(at).Says(t, http.StatusOK, []string{"1 af 1 kommune har svaret", "Bedst: onsdag den 8. april 2026", "Ingen har sagt nej"}, nil)
	if p := host.Post(at+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}}); p.Status != http.StatusSeeOther {
		t.Fatalf("booking: %d %s", p.Status, p.Text)
	}
	lead.Get(at).Says(t, http.StatusOK, []string{"onsdag den 8. april 2026 (uge 15), kl. 9.00–12.00", "Kommer I?"}, nil)
	lead.Post(at+"/svar", url.Values{"municipality": {"0851"}, "partstat": {"ACCEPTED"}, "persons": {"8"}})
	invitation := lead.Get(at + "/moede.ics")
	invitation.Says(t, http.StatusOK, []string{"METHOD:REQUEST", "SEQUENCE:0", "DTSTART;TZID=Europe/Copenhagen:20260408T090000", "PARTSTAT=ACCEPTED", "CN=Proceskonsulent"}, []string{"Konsulent Nord", "konsulent@"})
	host.Get(at+"/moede.ics").Says(t, http.StatusOK, []string{"METHOD:PUBLISH"}, []string{"ATTENDEE"})
	item := w.State().Item("startup_workshop")
	if item.Meeting == nil || item.Meeting.On.String() != "2026-04-08" || item.State != journey.Available {
		t.Errorf("the journey has %s %+v", item.State, item.Meeting)
	}
	host.Get(webtest.Path+"/startup_workshop").Says(t, http.StatusOK, []string{"Åbn mødets side"}, []string{"Flyt mødet"})
	host.Post(at+"/aflys", url.Values{"reason": {"Sygdom"}})
	lead.Get(at+"/moede.ics").Says(t, http.StatusOK, []string{"METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"}, nil)
	lead.Get(at).Says(t, http.StatusOK, []string{"Aflyst, fordi", "Sygdom"}, nil)
}

func TestADatePollIsAnsweredByLinkWithoutSigningIn(t *testing.T) {
	w := webtest.AtWork(t)
	at := makeWorkshop(w)
	host := w.As("konsulent")
	host.Post(at+"/datoer", dates("2026-04-07", "2026-04-08"))
	made := host.Post(at+"/link", url.Values{"municipality": {"0851"}})
	made.Says(t, http.StatusOK, []string{"Linket til Aalborg er klar", "Det vises kun denne ene gang"}, nil)
	address, err := url.Parse(made.Doc.Find(".sk-linkbox input").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(address.Path, "/datoer/") {
		t.Fatalf("the link is %v, %v", address, err)
	}
	host.Get(at).Says(t, http.StatusOK, nil, []string{address.Path})
	v := w.Stranger()
	v.Get(address.Path).Says(t, http.StatusOK, []string{"Du skal ikke logge ind", "Åbn"}, []string{"Hvornår passer det jer?", "Konsulent Nord"})
	if p := v.Post(address.Path+"/aaben", nil); p.Location != address.Path+"/moede" {
		t.Fatalf("opening leads to %q", p.Location)
	}
	page := v.Get(address.Path + "/moede")
	page.Says(t, http.StatusOK, []string{"Hvem er du?", "Proceskonsulent"}, []string{"Konsulent Nord", "Book denne", "Log ud"})
	form := page.Form(t, address.Path+"/datosvar")
	form.Set("slot.0", "yes")
	form.Set("slot.1", "no")
	v.Post(address.Path+"/datosvar", form).Says(t, http.StatusUnprocessableEntity, []string{"Skriv, hvem du er"}, nil)
	form.Set("name", "Teamleder <script>")
	if p := v.Post(address.Path+"/datosvar", form); p.Location != address.Path+"/moede?tak=datosvar" {
		t.Fatalf("answering leads to %q: %s", p.Location, p.Text)
	}
	host.Get(at).Says(t, http.StatusOK, []string{"Teamleder &lt;script&gt;, Aalborg (via link)"}, nil)
	if strings.Contains(host.Get(at).Raw, "<script>,") {
		t.Error("a name has become markup")
	}
	host.Post(at+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}, "confirmed": {"1"}})
	coming := v.Get(address.Path+"/moede").Form(t, address.Path+"/svar")
	coming.Set("partstat", "ACCEPTED")
	v.Post(address.Path+"/svar", coming).Says(t, http.StatusUnprocessableEntity, []string{"Skriv antal personer"}, nil)
	coming.Set("persons", "4")
	if p := v.Post(address.Path+"/svar", coming); p.Location != address.Path+"/moede?tak=svar" {
		t.Fatalf("registering leads to %q: %s", p.Location, p.Text)
	}
	v.Get(address.Path+"/moede?tak=svar").Says(t, http.StatusOK, []string{"Svaret er gemt.", "I kommer med 4 personer"}, []string{"Book denne"})
	link := host.Get(at).Doc.Find("form[action$='/tilbage']").AttrOr("action", "")
	host.Post(link, nil)
	for _, path := range []string{address.Path, address.Path + "/moede", address.Path + "/moede.ics", "/datoer/ukendt"} {
		v.Get(path).Says(t, http.StatusNotFound, []string{"Linket virker ikke længere. Bed den, der sendte det, om et nyt."}, []string{"Opstartsworkshop i Aalborg"})
	}
}

func TestADoubleBookingNamesTheOtherMeeting(t *testing.T) {
	w := webtest.AtWork(t)
	first, second := makeWorkshop(w), makeWorkshop(w)
	host := w.As("konsulent")
	day := url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}, "confirmed": {"1"}}
	host.Post(first+"/book", day)
	host.Post(second+"/book", day).Says(t, http.StatusConflict, []string{"Tiden er optaget: Værten holder »Opstartsworkshop i Aalborg« den 8.4.2026 kl. 9.00–12.00"}, nil)
}

func TestAnUnusualDateIsAskedAboutAndThenBooked(t *testing.T) {
	w := webtest.AtWork(t)
	first, second := makeWorkshop(w), makeWorkshop(w)
	host := w.As("konsulent")
	host.Post(first+"/book", url.Values{"on": {"2026-04-03"}, "start": {"09:00"}, "end": {"10:00"}}).
		Says(t, http.StatusOK, []string{"Vil du booke alligevel?", "Dagen er en lukkedag: Langfredag"}, nil)
	host.Post(first+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"10:00"}})
	warned := host.Post(second+"/book", url.Values{"on": {"2026-04-08"}, "start": {"13:00"}, "end": {"14:00"}})
	warned.Says(t, http.StatusOK, []string{"Samme dag: »Opstartsworkshop i Aalborg«", "med Aalborg"}, nil)
	if p := host.Post(second+"/book", warned.Form(t, second+"/book")); p.Status != http.StatusSeeOther {
		t.Errorf("booking all the same: %d", p.Status)
	}
}

// A seminar for two municipalities: each sees its own part and how full the room is.
func TestEveryRoleSeesItsPartOfASeminarAndNoMore(t *testing.T) {
	w := webtest.AtWork(t)
	at := meeting.Target{Meeting: "seminar-1"}
	w.Do("", meeting.Plan{
		Target: at, Kind: meeting.Seminar, Host: "star", HostRole: person.NationalOfficer, Details: meeting.Details{Title: "Seminar i nord", Capacity: 5},
		Invitees: []meeting.Invitee{{Municipality: "0851", Journey: webtest.Aalborg, Item: "regional_seminar"}, {Municipality: "0461"}},
	})
	w.Do("", meeting.Book{Target: at, Slot: meeting.Slot{On: w.State().StartedOn.AddDays(30), Start: "09:00", End: "12:00"}})
	w.Do("nabo", meeting.Register{Target: at, Municipality: "0461", Partstat: meeting.Accepted, Persons: 4})
	const path = "/moeder/seminar-1"
	secret := []string{"Odense", "Inviterede kommuner", "Nummer 1 i køen"}
	w.As("leder").Get(path).Says(t, http.StatusOK, []string{"4 af 5 pladser er taget", "Kommer I?"}, append(secret, "Aflys mødet"))
	w.As("leder").Post(path+"/svar", url.Values{"municipality": {"0851"}, "partstat": {"ACCEPTED"}, "persons": {"2"}})
	w.As("leder").Get(path).Says(t, http.StatusOK, []string{"I står som nummer 1 på ventelisten med 2"}, secret)
	w.As("medarbejder").Get("/moeder").Says(t, http.StatusOK, []string{"Seminar i nord", "På venteliste"}, []string{"Odense", "2 kommuner inviteret"})
	w.As("konsulent").Get(path).Says(t, http.StatusOK, []string{"4 af 5 pladser", "Aalborg", "På venteliste"}, []string{"Odense", "Aflys mødet"})
	w.As("star").Get(path).Says(t, http.StatusOK, []string{"Odense", "Aalborg", "Nummer 1 i køen", "Aflys mødet", "Skriv et svar, du har fået på telefonen"}, nil)
	for _, who := range []person.ID{"leder", "nabo", "konsulent"} {
		v := w.As(who)
		v.Post(path+"/aflys", url.Values{"reason": {"nej"}}).Says(t, http.StatusForbidden, nil, nil)
		v.Get(path+"/fremmoede").Says(t, http.StatusForbidden, nil, []string{"Underskrift"})
	}
	w.As("leder").Post(path+"/svar", url.Values{"municipality": {"0461"}, "partstat": {"DECLINED"}}).Says(t, http.StatusNotFound, nil, []string{"Odense"})
	w.As("nabo").Post(path+"/svar", url.Values{"municipality": {"0461"}, "partstat": {"DECLINED"}})
	w.As("leder").Get(path).Says(t, http.StatusOK, []string{"I kommer med 2 personer"}, secret)
	w.As("leder").Get("/beskeder").Says(t, http.StatusOK, []string{"I har fået plads: Seminar i nord"}, nil)

	w.Pass(40 * 24 * time.Hour)
	host := w.As("star")
	sheet := host.Get(path+"/fremmoede").Form(t, path+"/fremmoede")
	if !sheet.Has("present.0851") || sheet.Has("present.0840") || sheet.Get("came.0851") != "2" {
		t.Errorf("the sheet begins with %v", sheet)
	}
	sheet.Del("present.0851")
	sheet.Set("present.0840", "1")
	host.Post(path+"/fremmoede", sheet)
	host.Post(path+"/noter", url.Values{"text": {"Tre råd"}, "material": {"https://startklar.example/film"}})
	w.As("leder").Get(path).Says(t, http.StatusOK, []string{"I var ikke med denne gang", "Tre råd"}, []string{"Odense", "Kom ikke"})
	w.As("leder").Get("/beskeder").Says(t, http.StatusOK, []string{"Noter fra Seminar i nord"}, nil)
	w.As("leder").Get(webtest.Path+"/regional_seminar").Says(t, http.StatusOK, []string{"I var ikke med til mødet", "Læs noterne"}, nil)
	if i := w.State().Item("regional_seminar"); !i.State.Open() {
		t.Errorf("the step is %s", i.State)
	}
}

func TestWhoMayMakeMeetings(t *testing.T) {
	w := webtest.AtWork(t)
	for _, who := range []person.ID{"leder", "medarbejder", "nabo"} {
		w.As(who).Get("/moeder/nyt").Says(t, http.StatusForbidden, nil, nil)
		w.As(who).Get("/moeder").Says(t, http.StatusOK, []string{"Ingen møder endnu"}, []string{"Opret seminar"})
	}
	w.As("star").Get("/moeder/nyt?slags=seminar").Says(t, http.StatusOK, []string{"Hele Nordjylland (1)", "Aalborg", "Forberedelse"}, nil)
	w.As("nabo").Get("/moeder/findes-ikke").Says(t, http.StatusNotFound, nil, nil)
	at := makeWorkshop(w)
	w.As("nabo").Get(at).Says(t, http.StatusNotFound, nil, []string{"Opstartsworkshop i Aalborg"})
	w.As("leder").Get(at).Says(t, http.StatusOK, []string{"Opstartsworkshop i Aalborg"}, nil)
	v := w.As("konsulent")
	form := v.Get(at+"/ret").Form(t, at+"/ret")
	form.Set("agenda", "Velkomst uden minutter")
	v.Post(at+"/ret", form).Says(t, http.StatusUnprocessableEntity, []string{"Skriv minutter og tekst", "Velkomst uden minutter"}, nil)
	form.Set("agenda", "")
	form.Set("video", "javascript:alert(1)")
	v.Post(at+"/ret", form).Says(t, http.StatusUnprocessableEntity, []string{"Skriv et link, der begynder med https://"}, nil)
}
