package journeys_test

import (
	"net/http"
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/journey"
	"startklar/workflow"
)

// The screens on which answers are given, checked and signed, in every shape that they have.
func TestEveryAnswerScreenIsWellFormed(t *testing.T) {
	w := webtest.AtWork(t)
	w.Write("leder", "readiness", "A.a.1", "Et svar.")
	w.Do("leder", workflow.SplitQuestion{Target: webtest.Target(), Item: "readiness", Question: "A.a.3", Split: true})
	w.Write("leder", plan, "goals", `[{"goal":"Flere timer"}]`)
	paths := []string{"/readiness", "/readiness?vis=mine", "/readiness/svar/A.a.1", "/readiness/svar/A.a.3", "/readiness/svar/C.8", "/readiness/tjek", "/readiness/tjek?afsnit=B", "/plan", "/plan/tjek", "/steering_group", "/signoff"}
	look := func(name string) {
		for _, v := range []*webtest.Visitor{w.As("leder"), w.As("konsulent"), w.As("star")} {
			for _, path := range paths {
				t.Run(name+path, func(t *testing.T) {
					p := v.Get(webtest.Path + path)
					if p.Status != http.StatusOK {
						t.Fatalf("status %d", p.Status)
					}
					p.Says(t, http.StatusOK, []string{"Hvem kan se dette?"}, []string{"⟦"})
					webtest.WellFormed(t, p)
				})
			}
		}
	}
	look("at work ")
	settle(w, "A.a.2", journey.ForWorkshop)
	look("to sign ")
	v, path := w.As("leder"), webtest.Path+"/signoff/godkend"
	form := v.Get(webtest.Path+"/signoff").Form(t, path)
	form.Set("declared", "1")
	v.Post(path, form)
	look("signed ")
	w.Do("leder", workflow.ReopenItem{Target: webtest.Target(), Item: "readiness", Sections: []journey.SectionID{"A"}, Reason: "Ny leder"})
	look("opened again ")
}

func TestEveryAnswerScreenSpeaksEnglish(t *testing.T) {
	w := webtest.AtWork(t)
	v := w.As("leder")
	v.Get("/sprog/en")
	for path, want := range map[string]string{
		"/readiness": "0 of 10 clear", "/readiness/svar/A.a.1": "Why do we ask?", "/readiness/tjek?afsnit=A": "Check your answers", "/plan": "Save, and declare", "/signoff": "once this is declared ready",
	} {
		v.Get(webtest.Path+path).Says(t, http.StatusOK, []string{want}, nil)
	}
}
