package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"startklar/domain/journey"
	"startklar/domain/meeting"
	"startklar/domain/person"
)

// workshop makes a workshop for the hall's municipality on the pages, and returns its address.
func (h *hall) workshop() string {
	h.t.Helper()
	v := h.as(adviser)
	form := v.get("/moeder/nyt?slags=workshop&forloeb="+string(h.journey)+"&trin=startup_workshop").form(h.t, "/moeder/nyt")
	form.Set("text", "Medbring planen")
	form.Set("agenda", "15 Velkomst\n60 Jeres spørgsmål")
	form.Set("material", "Oplæg https://startklar.example/oplaeg")
	form.Set("place", "Rådhuset")
	p := v.post("/moeder/nyt", form)
	if p.status != http.StatusSeeOther {
		h.t.Fatalf("creating the workshop: %d %s", p.status, p.text)
	}
	return p.location
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
	h := newHall(t)
	at := h.workshop()
	host, lead := h.as(adviser), h.as(leader)
	host.get(at).says(t, http.StatusOK, []string{"Datoen er ikke fundet endnu", "Spørg om datoer", "Velkomst", "Opstartsworkshop i Aalborg"}, nil)
	if p := host.post(at+"/datoer", dates("2026-04-07", "2026-04-08", "2026-04-09")); p.status != http.StatusSeeOther {
		t.Fatalf("proposing dates: %d %s", p.status, p.text)
	}
	lead.get("/moeder").says(t, http.StatusOK, []string{"Svar på datoer senest 7.4.2026", "Venter på dig"}, []string{"Opret seminar"})
	lead.get("/beskeder").says(t, http.StatusOK, []string{"Svar på datoer: Opstartsworkshop i Aalborg"}, nil)
	page := lead.get(at)
	page.says(t, http.StatusOK, []string{"Hvornår passer det jer?", "Kan, hvis nødvendigt"}, []string{"Book denne", "Aflys mødet"})
	form := page.form(t, at+"/datosvar")
	form.Set("slot.0", "no")
	lead.post(at+"/datosvar", form).says(t, http.StatusUnprocessableEntity, []string{"Svar på alle datoer."}, nil)
	form.Set("slot.1", "yes")
	form.Set("slot.2", "if_needed")
	if p := lead.post(at+"/datosvar", form); p.status != http.StatusSeeOther {
		t.Fatalf("answering: %d %s", p.status, p.text)
	}
	lead.get(at).says(t, http.StatusOK, []string{"Du har svaret"}, nil)
	host.get(at).says(t, http.StatusOK, []string{"1 af 1 kommune har svaret", "Bedst: onsdag den 8. april 2026", "Ingen har sagt nej"}, nil)
	if p := host.post(at+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}}); p.status != http.StatusSeeOther {
		t.Fatalf("booking: %d %s", p.status, p.text)
	}
	lead.get(at).says(t, http.StatusOK, []string{"onsdag den 8. april 2026 (uge 15), kl. 9.00–12.00", "Kommer I?"}, nil)
	lead.post(at+"/svar", url.Values{"municipality": {"0851"}, "partstat": {"ACCEPTED"}, "persons": {"8"}})
	invitation := lead.get(at + "/moede.ics")
	invitation.says(t, http.StatusOK, []string{"METHOD:REQUEST", "SEQUENCE:0", "DTSTART;TZID=Europe/Copenhagen:20260408T090000", "PARTSTAT=ACCEPTED", "CN=Proceskonsulent"}, []string{"Proceskonsulent i Nord", "konsulent@"})
	host.get(at+"/moede.ics").says(t, http.StatusOK, []string{"METHOD:PUBLISH"}, []string{"ATTENDEE"})
	item := h.state().Item("startup_workshop")
	if item.Meeting == nil || item.Meeting.On.String() != "2026-04-08" || item.State != journey.Available {
		t.Errorf("the journey has %s %+v", item.State, item.Meeting)
	}
	host.get(h.path("/startup_workshop")).says(t, http.StatusOK, []string{"Åbn mødets side"}, []string{"Flyt mødet"})
	host.post(at+"/aflys", url.Values{"reason": {"Sygdom"}})
	lead.get(at+"/moede.ics").says(t, http.StatusOK, []string{"METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"}, nil)
	lead.get(at).says(t, http.StatusOK, []string{"Aflyst, fordi", "Sygdom"}, nil)
}

func TestADatePollIsAnsweredByLinkWithoutSigningIn(t *testing.T) {
	h := newHall(t)
	at := h.workshop()
	host := h.as(adviser)
	host.post(at+"/datoer", dates("2026-04-07", "2026-04-08"))
	made := host.post(at+"/link", url.Values{"municipality": {"0851"}})
	made.says(t, http.StatusOK, []string{"Linket til Aalborg er klar", "Det vises kun denne ene gang"}, nil)
	address, err := url.Parse(made.doc.Find(".sk-linkbox input").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(address.Path, "/datoer/") {
		t.Fatalf("the link is %v, %v", address, err)
	}
	host.get(at).says(t, http.StatusOK, nil, []string{address.Path})
	v := h.stranger()
	v.get(address.Path).says(t, http.StatusOK, []string{"Du skal ikke logge ind", "Åbn"}, []string{"Hvornår passer det jer?", "Proceskonsulent i Nord"})
	if p := v.post(address.Path+"/aaben", nil); p.location != address.Path+"/moede" {
		t.Fatalf("opening leads to %q", p.location)
	}
	page := v.get(address.Path + "/moede")
	page.says(t, http.StatusOK, []string{"Hvem er du?", "Proceskonsulent"}, []string{"Proceskonsulent i Nord", "Book denne", "Log ud"})
	form := page.form(t, address.Path+"/datosvar")
	form.Set("slot.0", "yes")
	form.Set("slot.1", "no")
	v.post(address.Path+"/datosvar", form).says(t, http.StatusUnprocessableEntity, []string{"Skriv, hvem du er"}, nil)
	form.Set("name", "Teamleder <script>")
	if p := v.post(address.Path+"/datosvar", form); p.location != address.Path+"/moede?tak=datosvar" {
		t.Fatalf("answering leads to %q: %s", p.location, p.text)
	}
	host.get(at).says(t, http.StatusOK, []string{"Teamleder &lt;script&gt;, Aalborg (via link)"}, nil)
	if strings.Contains(host.get(at).body, "<script>,") {
		t.Error("a name has become markup")
	}
	host.post(at+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}, "confirmed": {"1"}})
	coming := v.get(address.Path+"/moede").form(t, address.Path+"/svar")
	coming.Set("partstat", "ACCEPTED")
	v.post(address.Path+"/svar", coming).says(t, http.StatusUnprocessableEntity, []string{"Skriv antal personer"}, nil)
	coming.Set("persons", "4")
	if p := v.post(address.Path+"/svar", coming); p.location != address.Path+"/moede?tak=svar" {
		t.Fatalf("registering leads to %q: %s", p.location, p.text)
	}
	v.get(address.Path+"/moede?tak=svar").says(t, http.StatusOK, []string{"Svaret er gemt.", "I kommer med 4 personer"}, []string{"Book denne"})
	link := host.get(at).doc.Find("form[action$='/tilbage']").AttrOr("action", "")
	host.post(link, nil)
	for _, path := range []string{address.Path, address.Path + "/moede", address.Path + "/moede.ics", "/datoer/ukendt"} {
		v.get(path).says(t, http.StatusNotFound, []string{"Linket virker ikke længere. Bed den, der sendte det, om et nyt."}, []string{"Opstartsworkshop i Aalborg"})
	}
}

func TestADoubleBookingNamesTheOtherMeeting(t *testing.T) {
	h := newHall(t)
	first, second := h.workshop(), h.workshop()
	host := h.as(adviser)
	day := url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"12:00"}, "confirmed": {"1"}}
	host.post(first+"/book", day)
	host.post(second+"/book", day).says(t, http.StatusConflict, []string{"Tiden er optaget: Værten holder »Opstartsworkshop i Aalborg« den 8.4.2026 kl. 9.00–12.00"}, nil)
}

func TestAnUnusualDateIsAskedAboutAndThenBooked(t *testing.T) {
	h := newHall(t)
	first, second := h.workshop(), h.workshop()
	host := h.as(adviser)
	host.post(first+"/book", url.Values{"on": {"2026-04-03"}, "start": {"09:00"}, "end": {"10:00"}}).
		says(t, http.StatusOK, []string{"Vil du booke alligevel?", "Dagen er en lukkedag: Langfredag"}, nil)
	host.post(first+"/book", url.Values{"on": {"2026-04-08"}, "start": {"09:00"}, "end": {"10:00"}})
	warned := host.post(second+"/book", url.Values{"on": {"2026-04-08"}, "start": {"13:00"}, "end": {"14:00"}})
	warned.says(t, http.StatusOK, []string{"Samme dag: »Opstartsworkshop i Aalborg«", "med Aalborg"}, nil)
	if p := host.post(second+"/book", warned.form(t, second+"/book")); p.status != http.StatusSeeOther {
		t.Errorf("booking all the same: %d", p.status)
	}
}

// A seminar for two municipalities: each sees its own part and how full the room is.
func TestEveryRoleSeesItsPartOfASeminarAndNoMore(t *testing.T) {
	h := newHall(t)
	at := meeting.Target{Meeting: "seminar-1"}
	system := person.SystemActor("test")
	h.does(system, meeting.Plan{
		Target: at, Kind: meeting.Seminar, Host: officer.ID, HostRole: officer.Role, Details: meeting.Details{Title: "Seminar i nord", Capacity: 5},
		Invitees: []meeting.Invitee{{Municipality: "0851", Journey: h.journey, Item: "regional_seminar"}, {Municipality: "0840"}},
	})
	h.does(system, meeting.Book{Target: at, Slot: meeting.Slot{On: h.state().StartedOn.AddDays(30), Start: "09:00", End: "12:00"}})
	h.does(neighbour, meeting.Register{Target: at, Municipality: "0840", Partstat: meeting.Accepted, Persons: 4})
	const path = "/moeder/seminar-1"
	secret := []string{"Rebild", "Inviterede kommuner", "Nummer 1 i køen"}
	h.as(leader).get(path).says(t, http.StatusOK, []string{"4 af 5 pladser er taget", "Kommer I?"}, append(secret, "Aflys mødet"))
	h.as(leader).post(path+"/svar", url.Values{"municipality": {"0851"}, "partstat": {"ACCEPTED"}, "persons": {"2"}})
	h.as(leader).get(path).says(t, http.StatusOK, []string{"I står som nummer 1 på ventelisten med 2"}, secret)
	h.as(member).get("/moeder").says(t, http.StatusOK, []string{"Seminar i nord", "På venteliste"}, []string{"Rebild", "2 kommuner inviteret"})
	h.as(adviser).get(path).says(t, http.StatusOK, []string{"4 af 5 pladser", "Aalborg", "På venteliste"}, []string{"Rebild", "Aflys mødet"})
	h.as(officer).get(path).says(t, http.StatusOK, []string{"Rebild", "Aalborg", "Nummer 1 i køen", "Aflys mødet", "Skriv et svar, du har fået på telefonen"}, nil)
	for _, who := range []person.Actor{leader, neighbour, adviser} {
		v := h.as(who)
		v.post(path+"/aflys", url.Values{"reason": {"nej"}}).says(t, http.StatusForbidden, nil, nil)
		v.get(path+"/fremmoede").says(t, http.StatusForbidden, nil, []string{"Underskrift"})
	}
	h.as(leader).post(path+"/svar", url.Values{"municipality": {"0840"}, "partstat": {"DECLINED"}}).says(t, http.StatusNotFound, nil, []string{"Rebild"})
	h.as(neighbour).post(path+"/svar", url.Values{"municipality": {"0840"}, "partstat": {"DECLINED"}})
	h.as(leader).get(path).says(t, http.StatusOK, []string{"I kommer med 2 personer"}, secret)
	h.as(leader).get("/beskeder").says(t, http.StatusOK, []string{"I har fået plads: Seminar i nord"}, nil)

	h.clock.Add((40 * 24 * time.Hour).Microseconds())
	host := h.as(officer)
	sheet := host.get(path+"/fremmoede").form(t, path+"/fremmoede")
	if !sheet.Has("present.0851") || sheet.Has("present.0840") || sheet.Get("came.0851") != "2" {
		t.Errorf("the sheet begins with %v", sheet)
	}
	sheet.Del("present.0851")
	sheet.Set("present.0840", "1")
	host.post(path+"/fremmoede", sheet)
	host.post(path+"/noter", url.Values{"text": {"Tre råd"}, "material": {"https://startklar.example/film"}})
	h.as(leader).get(path).says(t, http.StatusOK, []string{"I var ikke med denne gang", "Tre råd"}, []string{"Rebild", "Kom ikke"})
	h.as(leader).get("/beskeder").says(t, http.StatusOK, []string{"Noter fra Seminar i nord"}, nil)
	h.as(leader).get(h.path("/regional_seminar")).says(t, http.StatusOK, []string{"I var ikke med til mødet", "Læs noterne"}, nil)
	if i := h.state().Item("regional_seminar"); !i.State.Open() {
		t.Errorf("the step is %s", i.State)
	}
}

func TestWhoMayMakeMeetings(t *testing.T) {
	h := newHall(t)
	for _, who := range []person.Actor{leader, member, neighbour} {
		h.as(who).get("/moeder/nyt").says(t, http.StatusForbidden, nil, nil)
		h.as(who).get("/moeder").says(t, http.StatusOK, []string{"Ingen møder endnu"}, []string{"Opret seminar"})
	}
	h.as(officer).get("/moeder/nyt?slags=seminar").says(t, http.StatusOK, []string{"Hele Nordjylland (1)", "Aalborg", "Forberedelse"}, nil)
	h.as(neighbour).get("/moeder/findes-ikke").says(t, http.StatusNotFound, nil, nil)
	at := h.workshop()
	h.as(neighbour).get(at).says(t, http.StatusNotFound, nil, []string{"Opstartsworkshop i Aalborg"})
	h.as(leader).get(at).says(t, http.StatusOK, []string{"Opstartsworkshop i Aalborg"}, nil)
	v := h.as(adviser)
	form := v.get(at+"/ret").form(t, at+"/ret")
	form.Set("agenda", "Velkomst uden minutter")
	v.post(at+"/ret", form).says(t, http.StatusUnprocessableEntity, []string{"Skriv minutter og tekst", "Velkomst uden minutter"}, nil)
	form.Set("agenda", "")
	form.Set("video", "javascript:alert(1)")
	v.post(at+"/ret", form).says(t, http.StatusUnprocessableEntity, []string{"Skriv et link, der begynder med https://"}, nil)
}
