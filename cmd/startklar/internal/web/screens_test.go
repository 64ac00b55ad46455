package web_test

import (
	"net/http"
	"testing"

	"startklar/domain/journey"
	"startklar/workflow"
)

// The screens on which answers are given, checked and signed, in every shape that they have.
func TestEveryAnswerScreenIsWellFormed(t *testing.T) {
	h := newHall(t)
	h.writes(leader, "readiness", "A.a.1", "Et svar.")
	h.does(leader, workflow.SplitQuestion{Target: h.target(), Item: "readiness", Question: "A.a.3", Split: true})
	h.writes(leader, plan, "goals", `[{"goal":"Flere timer"}]`)
	paths := []string{"/readiness", "/readiness?vis=mine", "/readiness/svar/A.a.1", "/readiness/svar/A.a.3", "/readiness/svar/C.8", "/readiness/tjek", "/readiness/tjek?afsnit=B", "/plan", "/plan/tjek", "/steering_group", "/signoff"}
	look := func(name string) {
		for _, v := range []*visitor{h.as(leader), h.as(adviser), h.as(officer)} {
			for _, path := range paths {
				t.Run(name+path, func(t *testing.T) {
					p := v.get(h.path(path))
					if p.status != http.StatusOK {
						t.Fatalf("status %d", p.status)
					}
					p.says(t, http.StatusOK, []string{"Hvem kan se dette?"}, []string{"⟦"})
					wellFormed(t, answer{status: p.status, body: p.text, raw: p.body})
				})
			}
		}
	}
	look("at work ")
	h.settle("A.a.2", journey.ForWorkshop)
	look("to sign ")
	v, path := h.as(leader), h.path("/signoff/godkend")
	form := v.get(h.path("/signoff")).form(t, path)
	form.Set("declared", "1")
	v.post(path, form)
	look("signed ")
	h.does(leader, workflow.ReopenItem{Target: h.target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny leder"})
	look("opened again ")
}

func TestEveryAnswerScreenSpeaksEnglish(t *testing.T) {
	h := newHall(t)
	v := h.as(leader)
	v.get("/sprog/en")
	for path, want := range map[string]string{
		"/readiness": "0 of 10 clear", "/readiness/svar/A.a.1": "Why do we ask?", "/readiness/tjek?afsnit=A": "Check your answers", "/plan": "Save, and declare", "/signoff": "once this is declared ready",
	} {
		v.get(h.path(path)).says(t, http.StatusOK, []string{want}, nil)
	}
}
