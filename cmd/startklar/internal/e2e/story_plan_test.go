package e2e

import (
	"encoding/json"
	"time"

	"github.com/google/go-cmp/cmp"

	"startklar/domain/calendar"
)

// planned is what the leader writes into the plan's fields, by label; rows are named in their labels.
var planned = []struct{ section, label, text string }{
	{"strategies", "Hvordan får alle borgere et jobmål og et godt CV?", "En kollega læser med på hvert CV."},
	{"strategies", "Hvordan holder I fokus på lønnede timer helt fra start?", "Første samtale slutter med et job."},
	{"strategies", "Hvordan bruger I mål- og produktionsstyring i hverdagen?", "Tavlemøde hver mandag."},
	{"broker", "Hvordan lærer jobformidleren det lokale arbejdsmarked at kende?", "Hver jobformidler følger to brancher."},
	{"agreement", "Hvordan aftaler I lønnede timer med virksomheden, nu eller på sigt?", "På én side, med timer og dato."},
	{"capacity", "Hvor mange jobformidlere arbejder med indsatsen?", "12"},
	{"capacity", "Hvor mange borgere har hver jobformidler i snit?", "32,5"},
	{"markings", "Jobformidlermarkering – hvem får den ind i systemet?", "Systemansvarlig i Ydelse"},
	{"markings", "Jobformidlermarkering – hvornår?", "2030-03-01"},
	{"organisation", "Mål, række 1", "100 borgere i lønnede timer"},
	{"organisation", "Sådan ser vi det, række 1", "Månedens opgørelse"},
	{"organisation", "Hvornår, række 1", "2030-06-28"},
	{"organisation", "Mål, række 2", "Ti nye virksomheder"},
	{"organisation", "Opgave, række 1", "Tavlemøder"},
	{"organisation", "Ansvarlig, række 1", "Teamleder"},
	{"organisation", "Risiko, række 1", "Sygdom hos jobformidlere"},
}

// sections of the plan, in the order in which the leader declares them.
var planSections = []struct{ id, title string }{
	{"strategies", "Strategier"},
	{"broker", "Jobformidlerens forudsætninger"},
	{"agreement", "Aftalen om lønnede timer"},
	{"capacity", "Kapacitet"},
	{"markings", "Registrering"},
	{"organisation", "Mål, ansvar, milepæle og risici"},
}

// fillPlan fills the project plan and declares it ready, section by section.
func (s *story) fillPlan() {
	s.t.Helper()
	p := s.leader
	p.open("/")
	p.in("#trin-preparation").follow("Projektplan")
	s.mistakeInNumber(p)
	for _, section := range planSections {
		s.fillSection(p, section.id)
		p.in("#afsnit-" + section.id).follow(`Gem, og meld »` + section.title + `« klar`)
		p.see(section.title+" er meldt klar.", "Meldt klar af Leder i Aalborg")
		p.open(aalborg + "/plan")
	}
	p.see("Gennemført")
}

// mistakeInNumber writes words where a number belongs. A draft may hold them; what is declared ready may not.
func (s *story) mistakeInNumber(p tab) {
	s.t.Helper()
	const caseworkers = "Hvor mange sagsbehandlere arbejder med indsatsen?"
	capacity := p.in("#afsnit-capacity")
	capacity.fill(caseworkers, "mange")
	p.expect("status of 422")
	capacity.follow(`Gem, og meld »Kapacitet« klar`)
	p.see("Der er en ting, du skal rette")
	s.summaryHasFocus(p)
	if got := p.value(caseworkers); got != "mange" {
		s.t.Errorf("after the refusal the field holds %q", got)
	}
	capacity.fill(caseworkers, "14")
	capacity.follow("Gem")
	p.see("Det er gemt.")
}

func (s *story) fillSection(p tab, section string) {
	s.t.Helper()
	for _, f := range planned {
		if f.section == section {
			fieldset := "#afsnit-" + section
			if f.label == "Ansvarlig, række 1" {
				fieldset = `[id="f.owners"]`
			}
			p.in(fieldset).fill(f.label, f.text)
		}
	}
}

// storedPlan compares the stored plan with what was written.
func (s *story) storedPlan(plan toldItem) {
	s.t.Helper()
	for field, want := range map[string]string{
		"broker_labour_market": "Hver jobformidler følger to brancher.", "agreement_company": "På én side, med timer og dato.",
		"capacity_brokers": "12", "capacity_caseworkers": "14", "registration_job_broker": "Systemansvarlig i Ydelse",
		"registration_job_broker_by": "2030-03-01",
	} {
		if got := plan.answer(field).Text; got != want {
			s.t.Errorf("%s is stored as %q, want %q", field, got, want)
		}
	}
	s.storedRows(plan, "goals", []map[string]string{
		{"goal": "100 borgere i lønnede timer", "measure": "Månedens opgørelse", "by": "2030-06-28"}, {"goal": "Ti nye virksomheder"},
	})
	s.storedRows(plan, "owners", []map[string]string{{"task": "Tavlemøder", "owner": "Teamleder"}})
	s.storedRows(plan, "risks", []map[string]string{{"risk": "Sygdom hos jobformidlere"}})
}

func (s *story) storedRows(plan toldItem, field string, want []map[string]string) {
	s.t.Helper()
	var got []map[string]string
	if err := json.Unmarshal([]byte(plan.answer(field).Text), &got); err != nil {
		s.t.Errorf("%s: %v", field, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("%s: %s", field, diff)
	}
}

// workshopDay is a working day some weeks ahead.
func workshopDay() calendar.Date {
	return calendar.Danish().AddWorkingDays(calendar.DateOf(time.Now()), 25)
}

// moved are the deadlines that hang on the workshop, by title and id.
func moved() []struct {
	title, id string
	due       calendar.Date
} {
	day, danish := workshopDay(), calendar.Danish()
	return []struct {
		title, id string
		due       calendar.Date
	}{
		{"Gør klar til workshoppen", "workshop_preparation", danish.AddWorkingDays(day, -5)},
		{"Aftaler fra workshoppen", "workshop_agreements", danish.AddWorkingDays(day, 5)},
	}
}

// bookWorkshop books as the consultant of Aalborg: the page shows first which deadlines come along.
func (s *story) bookWorkshop() {
	s.t.Helper()
	p := s.signIn("Proceskonsulent 1 (Nordjylland og Midtjylland)")
	p.see("Overblik")
	p.follow("Overblik")
	p.follow("Aalborg")
	p.in("#trin-workshop").follow("Opstartsworkshop")
	p.clickOn(`[...document.querySelectorAll("summary")].find((e) => flat(e.textContent) === "Sæt mødet i kalenderen")`)
	p.fill("Dato", workshopDay().String())
	p.fill("Begynder", "09:00")
	p.fill("Slutter", "12:00")
	p.fill("Sted", "Boulevarden 13, mødelokale 2")
	p.follow("Se, hvad der flytter sig")
	p.see("Intet er gemt endnu.", "Frister, der flytter sig")
	for _, m := range moved() {
		p.see(m.title, shortDate(m.due))
	}
	p.follow("Gem det sådan")
	p.see("Mødet er gemt.", "kl. 9.00–12.00", "Boulevarden 13, mødelokale 2", "Booket af Proceskonsulent 1")
}

// shortDate is a date as pages write it.
func shortDate(d calendar.Date) string { return calendar.Format(d, calendar.LangDanish) }

// seenByLeader finds the new deadlines on the leader's own page.
func (s *story) seenByLeader() {
	s.t.Helper()
	s.leader.open("/")
	s.leader.in("#trin-workshop").see("Frist "+shortDate(moved()[0].due), "Aftalt til "+shortDate(workshopDay()))
}

// seenBySTAR finds the municipality's row in the overview.
func (s *story) seenBySTAR() {
	s.t.Helper()
	p := s.signIn("Medarbejder 1 i STAR")
	p.see("Overblik", "98 forløb")
	p.pick("Region", "Nordjylland")
	p.follow("Vis")
	row := p.in("tr:has(a[href*='0851'])")
	row.see("Aalborg", "Gennemført "+shortDate(calendar.DateOf(time.Now())), "Åben 0/4", "Frist "+shortDate(moved()[0].due))
	row.follow("Aalborg")
	p.see("Forløbet i Aalborg")
	p.open(aalborg + "/readiness/svar/A.a.1")
	p.see("3. Min tekst, skrevet imens.")
}

// storedDeadlines compares the stored deadlines with those that hang on the workshop.
func (s *story) storedDeadlines(items map[string]toldItem) {
	s.t.Helper()
	for _, m := range moved() {
		if got := items[m.id].DueOn; got != m.due.String() {
			s.t.Errorf("%s is due on %s, want %s", m.id, got, m.due)
		}
	}
}
