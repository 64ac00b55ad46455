package journeys_test

import (
	"net/http"
	"strings"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/workflow"
)

const plan journey.InstanceID = "plan"

func TestAFormSavesEveryFieldThatWasChanged(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + "/plan/svar"
	shown := v.Get(webtest.Path + "/plan")
	shown.Says(t, http.StatusOK, []string{"Hvordan får alle borgere et jobmål og et godt CV?", "0 af 3 udfyldt", "Flere rækker", "Gem, og meld »Strategier« klar"}, nil)
	form := shown.Form(t, path)
	form.Set("f.strategy_cv", "Alle får et CV.")
	form.Set("f.capacity_brokers", " 12 ")
	form.Set("f.registration_job_broker_by", "2026-05-01")
	form.Set("f.goals.0.goal", "Flere timer")
	form.Set("f.goals.0.by", "2026-12-01")
	form.Set("f.goals.2.goal", "Bedre CV'er")
	form.Set("saa", "strategies")
	w.Write("medarbejder", plan, "strategy_paid_hours", "Skrevet af en kollega imens.")
	if p := v.Post(path, form); p.Status != http.StatusSeeOther || p.Location != webtest.Path+"/plan#afsnit-strategies" {
		t.Fatalf("%d to %s: %s", p.Status, p.Location, p.Text)
	}
	for field, want := range map[journey.FieldID]string{
		"strategy_cv": "Alle får et CV.", "capacity_brokers": "12", "registration_job_broker_by": "2026-05-01",
		"goals":               `[{"by":"2026-12-01","goal":"Flere timer"},{"goal":"Bedre CV'er"}]`,
		"strategy_paid_hours": "Skrevet af en kollega imens.", // the writer did not touch it
		"risks":               "",
	} {
		if got := w.Text(plan, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	number := w.State().Number
	v.Post(path, v.Get(webtest.Path+"/plan").Form(t, path))
	if w.State().Number != number {
		t.Error("a form that nobody touched changed something")
	}
	more := v.Get(webtest.Path + "/plan?flere=goals")
	if got := more.Doc.Find("[name^='f.goals.'][name$='.goal']").Length(); got != 8 {
		t.Errorf("%d rows, want the two and six blank ones", got)
	}
}

func TestAConflictInOneFieldDoesNotLoseTheOthers(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + "/plan/svar"
	form := v.Get(webtest.Path+"/plan").Form(t, path)
	form.Set("f.strategy_cv", "Min strategi.")
	form.Set("f.strategy_paid_hours", "Mine timer.")
	form.Set("f.registration_job_broker_by", "2026-05-01")
	form.Set("f.capacity_illness", "Om "+webtest.PersonalNumber())
	w.Write("medarbejder", plan, "strategy_cv", "Kollegaens strategi.")
	w.Write("medarbejder", plan, "registration_job_broker_by", "2026-06-01")
	p := v.Post(path, form)
	p.Says(t, http.StatusConflict, []string{"Min strategi.", "Kollegaens strategi.", "1.5.2026", "1.6.2026", "Fjern det, der ligner et personnummer", webtest.PersonalNumber(), "Der er 3 ting, du skal rette"}, nil)
	if got := w.Text(plan, "strategy_paid_hours"); got != "Mine timer." {
		t.Errorf("the field without a conflict is %q", got)
	}
	form = p.Form(t, path)
	form.Set("c.strategy_cv.choice", "merge")
	form.Set("f.strategy_cv", "Begge strategier.")
	form.Set("c.registration_job_broker_by.choice", "mine")
	form.Set("f.capacity_illness", "Om sygdom.")
	if p := v.Post(path, form); p.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", p.Status, p.Text)
	}
	for field, want := range map[journey.FieldID]string{"strategy_cv": "Begge strategier.", "registration_job_broker_by": "2026-05-01", "capacity_illness": "Om sygdom."} {
		if got := w.Text(plan, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}

func TestASectionIsDeclaredOnceItsFieldsAreInOrder(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	declare := webtest.Path + "/plan/afsnit/strategies/klar"
	form := v.Get(webtest.Path+"/plan").Form(t, webtest.Path+"/plan/svar")
	form.Set("f.strategy_cv", "Alle får et CV.")
	p := v.Post(declare, form)
	p.Says(t, http.StatusUnprocessableEntity, []string{"Udfyld feltet, før afsnittet meldes klar.", "Alle får et CV.", "Der er 2 ting, du skal rette"}, nil)
	for _, field := range []string{"f.strategy_paid_hours", "f.strategy_target_management"} {
		if p.Doc.Find("a[href='#"+field+"']").Length() != 1 || p.Doc.Find("[id='"+field+"'][aria-invalid=true]").Length() != 1 {
			t.Errorf("the summary does not lead to %s", field)
		}
	}
	form = p.Form(t, webtest.Path+"/plan/svar")
	form.Set("f.strategy_paid_hours", "Timer.")
	form.Set("f.strategy_target_management", "Mål.")
	if p := v.Post(declare, form); p.Status != http.StatusSeeOther || p.Location != webtest.Path+"/plan/tjek?afsnit=strategies" {
		t.Fatalf("%d to %s", p.Status, p.Location)
	}
	shown := v.Get(webtest.Path + "/plan")
	shown.Says(t, http.StatusOK, []string{"Meldt klar af Leder i Aalborg", "Åbn »Strategier« igen"}, nil)
	if shown.Doc.Find("[name='f.strategy_cv']").Length() != 0 {
		t.Error("a declared field can be written in")
	}
	w.As("star").Get(webtest.Path+"/plan").Says(t, http.StatusOK, []string{"Alle får et CV."}, []string{`name="f.strategy_cv"`, `name="f.goals.0.goal"`})
}

func TestWhatAFieldDoesNotTakeIsSaidAtTheField(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	form := v.Get(webtest.Path+"/plan").Form(t, webtest.Path+"/plan/svar")
	form.Set("f.capacity_brokers", "tolv")
	form.Set("f.owners.0.task", "Planen")
	v.Post(webtest.Path+"/plan/afsnit/capacity/klar", form).Says(t, http.StatusUnprocessableEntity, []string{"Skriv et tal, for eksempel 12", `value="tolv"`}, nil)
	form = v.Get(webtest.Path+"/plan").Form(t, webtest.Path+"/plan/svar")
	v.Post(webtest.Path+"/plan/afsnit/organisation/klar", form).Says(t, http.StatusUnprocessableEntity, []string{"Række 1, Ansvarlig: Udfyld feltet", "Planen"}, nil)
}

func TestAFormThatCannotBeSentKeepsItsWords(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	path := webtest.Path + "/plan/svar"
	form := v.Get(webtest.Path+"/plan").Form(t, path)
	form.Set("f.strategy_cv", "Ord i fare.")
	form.Set("f.goals.0.goal", "Et mål i fare")
	t.Run("declared meanwhile", func(t *testing.T) {
		for _, f := range []journey.FieldID{"strategy_cv", "strategy_paid_hours", "strategy_target_management"} {
			w.Write("medarbejder", plan, f, "Kollegaens.")
		}
		w.Do("medarbejder", workflow.DeclareSection{Target: webtest.Target(), Item: plan, Section: "strategies"})
		v.Post(path, form).Says(t, http.StatusConflict, []string{"Strategier er meldt klar i mellemtiden", "Ord i fare.", "Din tekst, som ikke kunne gemmes"}, nil)
		if got := w.Text(plan, "goals"); !strings.Contains(got, "Et mål i fare") {
			t.Errorf("the table is %q", got)
		}
	})
	t.Run("signed out", func(t *testing.T) {
		v.Post("/log-ud", nil)
		v.Post(path, form).Says(t, http.StatusUnauthorized, []string{"Ord i fare.", "Et mål i fare", "Send igen"}, nil)
	})
}
