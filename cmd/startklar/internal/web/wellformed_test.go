package web_test

import (
	"testing"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain/person"
	"startklar/workflow"
)

// TestEveryPageIsWellFormed looks at what a page must be for somebody who cannot see it.
func TestEveryPageIsWellFormed(t *testing.T) {
	w := webtest.New(t)
	w.Do("leder", workflow.CompleteItem{Target: webtest.Target(), Item: "request"})
	w.Do("star", workflow.DeliverDocument{Target: webtest.Target(), Item: "starter_pack", Document: "cv_paper", Version: 1})
	for _, who := range []person.ID{"leder", "konsulent", "star"} {
		paths := []string{webtest.Path, webtest.Path + "/historik", "/tilgaengelighed", "/persondata", "/hjaelp", "/log-ind", "/findes-ikke"}
		for _, item := range []string{"request", "workshop_preparation", "startup_workshop", "regional_seminar", "starter_pack", "finished"} {
			paths = append(paths, webtest.Path+"/"+item)
		}
		if who != "leder" {
			paths = append(paths, "/overblik", "/overblik?gruppe=region&sent=1")
		}
		for _, path := range paths {
			t.Run(string(who)+path, func(t *testing.T) { webtest.WellFormed(t, w.Get(who, path)) })
		}
	}
	t.Run("refused", func(t *testing.T) {
		webtest.WellFormed(t, w.Post("leder", webtest.Path+"/workshop_preparation/pause", webtest.Form("reason", "")))
	})
	t.Run("preview", func(t *testing.T) {
		webtest.WellFormed(t, w.Post("star", webtest.Path+"/startup_workshop/frist", webtest.Form("on", "2026-07-01", "reason", "Ferie")))
	})
}
