package web_test

import (
	"net/http"
	"strings"
	"testing"

	"startklar/domain/journey"
	"startklar/workflow"
)

const plan journey.InstanceID = "plan"

func TestAFormSavesEveryFieldThatWasChanged(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path("/plan/svar")
	shown := v.get(h.path("/plan"))
	shown.says(t, http.StatusOK, []string{"Hvordan får alle borgere et jobmål og et godt CV?", "0 af 3 udfyldt", "Flere rækker", "Gem, og meld »Strategier« klar"}, nil)
	form := shown.form(t, path)
	form.Set("f.strategy_cv", "Alle får et CV.")
	form.Set("f.capacity_brokers", " 12 ")
	form.Set("f.registration_job_broker_by", "2026-05-01")
	form.Set("f.goals.0.goal", "Flere timer")
	form.Set("f.goals.0.by", "2026-12-01")
	form.Set("f.goals.2.goal", "Bedre CV'er")
	form.Set("saa", "strategies")
	h.writes(member, plan, "strategy_paid_hours", "Skrevet af en kollega imens.")
	if p := v.post(path, form); p.status != http.StatusSeeOther || p.location != h.path("/plan#afsnit-strategies") {
		t.Fatalf("%d to %s: %s", p.status, p.location, p.text)
	}
	for field, want := range map[journey.FieldID]string{
		"strategy_cv": "Alle får et CV.", "capacity_brokers": "12", "registration_job_broker_by": "2026-05-01",
		"goals":               `[{"by":"2026-12-01","goal":"Flere timer"},{"goal":"Bedre CV'er"}]`,
		"strategy_paid_hours": "Skrevet af en kollega imens.", // the writer did not touch it
		"risks":               "",
	} {
		if got := h.text(plan, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	number := h.state().Number
	v.post(path, v.get(h.path("/plan")).form(t, path))
	if h.state().Number != number {
		t.Error("a form that nobody touched changed something")
	}
	more := v.get(h.path("/plan?flere=goals"))
	if got := more.doc.Find("[name^='f.goals.'][name$='.goal']").Length(); got != 8 {
		t.Errorf("%d rows, want the two and six blank ones", got)
	}
}

func TestAConflictInOneFieldDoesNotLoseTheOthers(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path("/plan/svar")
	form := v.get(h.path("/plan")).form(t, path)
	form.Set("f.strategy_cv", "Min strategi.")
	form.Set("f.strategy_paid_hours", "Mine timer.")
	form.Set("f.registration_job_broker_by", "2026-05-01")
	form.Set("f.capacity_illness", "Om "+cpr())
	h.writes(member, plan, "strategy_cv", "Kollegaens strategi.")
	h.writes(member, plan, "registration_job_broker_by", "2026-06-01")
	p := v.post(path, form)
	p.says(t, http.StatusConflict, []string{"Min strategi.", "Kollegaens strategi.", "1.5.2026", "1.6.2026", "Fjern det, der ligner et personnummer", cpr(), "Der er 3 ting, du skal rette"}, nil)
	if got := h.text(plan, "strategy_paid_hours"); got != "Mine timer." {
		t.Errorf("the field without a conflict is %q", got)
	}
	form = p.form(t, path)
	form.Set("c.strategy_cv.choice", "merge")
	form.Set("f.strategy_cv", "Begge strategier.")
	form.Set("c.registration_job_broker_by.choice", "mine")
	form.Set("f.capacity_illness", "Om sygdom.")
	if p := v.post(path, form); p.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.status, p.text)
	}
	for field, want := range map[journey.FieldID]string{"strategy_cv": "Begge strategier.", "registration_job_broker_by": "2026-05-01", "capacity_illness": "Om sygdom."} {
		if got := h.text(plan, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}

func TestASectionIsDeclaredOnceItsFieldsAreInOrder(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	declare := h.path("/plan/afsnit/strategies/klar")
	form := v.get(h.path("/plan")).form(t, h.path("/plan/svar"))
	form.Set("f.strategy_cv", "Alle får et CV.")
	p := v.post(declare, form)
	p.says(t, http.StatusUnprocessableEntity, []string{"Udfyld feltet, før afsnittet meldes klar.", "Alle får et CV.", "Der er 2 ting, du skal rette"}, nil)
	for _, field := range []string{"f.strategy_paid_hours", "f.strategy_target_management"} {
		if p.doc.Find("a[href='#"+field+"']").Length() != 1 || p.doc.Find("[id='"+field+"'][aria-invalid=true]").Length() != 1 {
			t.Errorf("the summary does not lead to %s", field)
		}
	}
	form = p.form(t, h.path("/plan/svar"))
	form.Set("f.strategy_paid_hours", "Timer.")
	form.Set("f.strategy_target_management", "Mål.")
	if p := v.post(declare, form); p.status != http.StatusSeeOther || p.location != h.path("/plan/tjek?afsnit=strategies") {
		t.Fatalf("%d to %s", p.status, p.location)
	}
	shown := v.get(h.path("/plan"))
	shown.says(t, http.StatusOK, []string{"Meldt klar af Leder i Aalborg", "Åbn »Strategier« igen"}, nil)
	if shown.doc.Find("[name='f.strategy_cv']").Length() != 0 {
		t.Error("a declared field can be written in")
	}
	h.as(officer).get(h.path("/plan")).says(t, http.StatusOK, []string{"Alle får et CV."}, []string{`name="f.strategy_cv"`, `name="f.goals.0.goal"`})
}

func TestWhatAFieldDoesNotTakeIsSaidAtTheField(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	form := v.get(h.path("/plan")).form(t, h.path("/plan/svar"))
	form.Set("f.capacity_brokers", "tolv")
	form.Set("f.owners.0.task", "Planen")
	v.post(h.path("/plan/afsnit/capacity/klar"), form).says(t, http.StatusUnprocessableEntity, []string{"Skriv et tal, for eksempel 12", `value="tolv"`}, nil)
	form = v.get(h.path("/plan")).form(t, h.path("/plan/svar"))
	v.post(h.path("/plan/afsnit/organisation/klar"), form).says(t, http.StatusUnprocessableEntity, []string{"Række 1, Ansvarlig: Udfyld feltet", "Planen"}, nil)
}

func TestAFormThatCannotBeSentKeepsItsWords(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	path := h.path("/plan/svar")
	form := v.get(h.path("/plan")).form(t, path)
	form.Set("f.strategy_cv", "Ord i fare.")
	form.Set("f.goals.0.goal", "Et mål i fare")
	t.Run("declared meanwhile", func(t *testing.T) {
		for _, f := range []journey.FieldID{"strategy_cv", "strategy_paid_hours", "strategy_target_management"} {
			h.writes(member, plan, f, "Kollegaens.")
		}
		h.does(member, workflow.DeclareSection{Target: h.target(), Item: plan, Section: "strategies"})
		v.post(path, form).says(t, http.StatusConflict, []string{"Strategier er meldt klar i mellemtiden", "Ord i fare.", "Din tekst, som ikke kunne gemmes"}, nil)
		if got := h.text(plan, "goals"); !strings.Contains(got, "Et mål i fare") {
			t.Errorf("the table is %q", got)
		}
	})
	t.Run("signed out", func(t *testing.T) {
		v.signOut()
		v.post(path, form).says(t, http.StatusUnauthorized, []string{"Ord i fare.", "Et mål i fare", "Send igen"}, nil)
	})
}
