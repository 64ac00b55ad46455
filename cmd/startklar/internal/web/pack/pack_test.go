package pack_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/web/webtest"
	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/workflow"
)

const (
	packItem  = webtest.Path + "/starter_pack"
	cvPaper   = "/startpakke/flere-skal-med-2.cv_paper"
	cvID      = starterpack.ID("flere-skal-med-2.cv_paper")
	secondVer = "Et nyt afsnit om hensyn."
)

// publishSecond gives the CV paper a version 2.
func publishSecond(w *webtest.World) {
	w.T.Helper()
	w.Do("star", starterpack.DraftVersion{ID: cvID, Changed: domain.Text{DA: secondVer}, Text: domain.Text{DA: "## Anden udgave\n\nHemmelig ny tekst."}})
	w.Do("star", starterpack.PublishVersion{ID: cvID, Revision: 1})
}

func deliverPaper(w *webtest.World, version int) {
	w.T.Helper()
	w.Do("star", workflow.DeliverDocument{Target: webtest.Target(), Item: "starter_pack", Document: "cv_paper", Version: version})
}

func TestThePackIsSeenAsFarAsItConcernsTheViewer(t *testing.T) {
	w := webtest.New(t)
	deliverPaper(w, 1)
	publishSecond(w)
	delivered := packItem + "/dokument/cv_paper"
	w.Check(webtest.Scenarios{
		{"STAR keeps the pack", "star", "/startpakke", http.StatusOK, []string{"Papir om borgerens CV", "Hvem har fået hvad", "Hvem kan se dette?"}, nil},
		{"a consultant supervises it", "konsulent", cvPaper, http.StatusOK, []string{"Version 2", secondVer}, []string{"Skriv version 3", "Træk version"}},
		{"a consultant has no draft", "konsulent", cvPaper + "/kladde", http.StatusForbidden, nil, []string{"Gem kladden"}},
		{"nor the deliveries", "konsulent", cvPaper + "/lever", http.StatusForbidden, nil, nil},
		{"a municipality reads what was delivered", "leder", delivered, http.StatusOK, []string{"Eksempel, som STAR erstatter", "Hvornår er et CV godt nok?", "Version 2 findes", secondVer, "STAR har ikke leveret den"}, []string{"Hemmelig ny tekst"}},
		{"and not what was not", "leder", packItem + "/dokument/vitas_paper", http.StatusNotFound, nil, []string{"VITAS er den digitale"}},
		{"nor a newer version", "leder", delivered + "?version=2", http.StatusOK, nil, []string{"Hemmelig ny tekst"}},
		{"nor the keepers' pages", "leder", cvPaper, http.StatusNotFound, nil, []string{"Hemmelig"}},
		{"nor who has what", "leder", "/startpakke/hvem", http.StatusForbidden, nil, []string{"Odense"}},
		{"nor the neighbour's", "nabo", delivered, http.StatusNotFound, nil, []string{"CV"}},
		{"a consultant sees their own municipalities", "konsulent", "/startpakke/hvem", http.StatusOK, []string{"Aalborg"}, []string{"Odense"}},
		{"STAR all", "star", "/startpakke/hvem", http.StatusOK, []string{"Aalborg", "Odense"}, nil},
		{"an administrator none", "admin", "/startpakke", http.StatusForbidden, nil, []string{"Papir"}},
		{"an unknown document", "star", "/startpakke/flere-skal-med-2.intet", http.StatusNotFound, nil, nil},
	})
	if got := w.Get("leder", "/startpakke"); got.Location != packItem {
		t.Errorf("a municipality is led to %q", got.Location)
	}
	for _, path := range []string{"/startpakke", cvPaper, cvPaper + "/kladde", cvPaper + "/lever", cvPaper + "/version/2", "/startpakke/hvem", "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper&status=aeldre"} {
		t.Run(path, func(t *testing.T) { webtest.WellFormed(t, w.Get("star", path)) })
	}
	webtest.WellFormed(t, w.Get("leder", delivered))
	webtest.WellFormed(t, w.Get("leder", packItem))
}

func TestADocumentIsOpenedByAButtonAndNeverByLooking(t *testing.T) {
	w := webtest.New(t)
	deliverPaper(w, 1)
	opened := func() bool {
		s, err := w.App.Desk.Journey(context.Background(), person.Actor{ID: "star", Role: person.NationalOfficer}, webtest.Aalborg)
		if err != nil {
			t.Fatal(err)
		}
		return !s.Item("starter_pack").Document("cv_paper").OpenedOn.IsZero()
	}
	w.Get("leder", packItem+"/dokument/cv_paper").Says(t, http.StatusOK, nil, nil)
	if opened() {
		t.Error("fetching the page counts as opening")
	}
	w.Post("star", packItem+"/dokument/cv_paper/aabn", webtest.Form()).Says(t, http.StatusForbidden, nil, nil)
	if got := w.Post("leder", packItem+"/dokument/cv_paper/aabn", webtest.Form()); got.Location != packItem+"/dokument/cv_paper" || !opened() {
		t.Errorf("opened %v, leads to %q", opened(), got.Location)
	}
	w.Get("star", "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper").Says(t, http.StatusOK, []string{"12.3.2026"}, nil)
}

func TestATeamTakesAVersionIntoUseAndANewerOneShows(t *testing.T) {
	w := webtest.New(t)
	deliverPaper(w, 1)
	w.Post("konsulent", packItem+"/team", webtest.Form("name", "Jobformidlerteam")).Says(t, http.StatusForbidden, nil, nil)
	w.Post("leder", packItem+"/team", webtest.Form("name", "")).Says(t, http.StatusUnprocessableEntity, []string{`id="team-name"`}, nil)
	w.Post("leder", packItem+"/team", webtest.Form("name", "Jobformidlerteam"))
	w.Post("medarbejder", packItem+"/team", webtest.Form("name", "Ungeteam"))
	bekraeft := packItem + "/dokument/cv_paper/bekraeft"
	w.Post("leder", bekraeft, webtest.Form("what", "in_use")).Says(t, http.StatusUnprocessableEntity, []string{"Vælg, hvilket team"}, nil)
	w.Post("leder", bekraeft, webtest.Form("what", "in_use", "team", "t1", "version", "1", "from", "paper"))
	w.Get("leder", packItem).Says(t, http.StatusOK, []string{"Jobformidlerteam: bruger version 1 (siden 12.3.2026)", "Ungeteam: ikke i brug endnu"}, nil)
	publishSecond(w)
	w.Get("leder", packItem).Says(t, http.StatusOK, []string{"Version 2 findes. Det er nyt: " + secondVer}, nil)
	older := "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper&status=aeldre"
	w.Get("star", older).Says(t, http.StatusOK, []string{"Aalborg", "Har stadig version 1"}, []string{"Odense"})
	key := webtest.Form("journey", string(webtest.Aalborg), "version", "2")
	w.Post("star", cvPaper+"/lever", key)
	w.Get("star", "/startpakke/hvem").Says(t, http.StatusOK, []string{"Version 2 er leveret til 1 kommune."}, nil)
	w.Get("leder", packItem).Says(t, http.StatusOK, []string{"Jobformidlerteam: bruger version 1. Version 2 er leveret"}, nil)
	w.Get("leder", "/beskeder").Says(t, http.StatusOK, []string{"Ny version af »Papir om borgerens CV«"}, nil)
	w.Get("nabo", "/beskeder").Says(t, http.StatusOK, nil, []string{"Ny version af"})
	w.Post("leder", bekraeft, webtest.Form("what", "in_use", "team", "t1", "version", "1")).Says(t, http.StatusConflict, []string{"nyere version"}, nil)
	w.Post("leder", bekraeft, webtest.Form("what", "in_use", "team", "t1", "version", "2"))
	w.Get("star", older).Says(t, http.StatusOK, []string{"Ingen kommuner passer"}, []string{"Jobformidlerteam"})
	w.Get("star", "/startpakke/hvem?format=csv").Says(t, http.StatusOK, []string{"Jobformidlerteam;2;2026-03-12", "Odense"}, nil)
}

func TestDeliveringToManyGoesOnWhereOneIsRefused(t *testing.T) {
	w := webtest.New(t)
	w.Get("star", cvPaper+"/lever").Says(t, http.StatusOK, []string{"2 kommuner mangler versionen", "Aalborg", "Odense", "Intet er leveret endnu"}, nil)
	w.Post("star", cvPaper+"/lever", webtest.Form("version", "1")).Says(t, http.StatusUnprocessableEntity, []string{"Vælg mindst én kommune"}, nil)
	w.Post("konsulent", cvPaper+"/lever", webtest.Form("version", "1", "journey", string(webtest.Aalborg))).Says(t, http.StatusForbidden, nil, nil)
	deliverPaper(w, 1)
	both := webtest.Form("version", "1")
	both["journey"] = []string{string(webtest.Aalborg), string(webtest.Odense), "0101.flere-skal-med-2.1"}
	if got := w.Post("star", cvPaper+"/lever", both); got.Status != http.StatusSeeOther {
		t.Fatalf("status %d", got.Status)
	}
	w.Get("star", "/startpakke/hvem").Says(t, http.StatusOK, []string{"Version 1 er leveret til 1 kommune.", "1 kommune havde den allerede."}, nil)
	w.Get("star", cvPaper+"/lever?region=Syddanmark").Says(t, http.StatusOK, []string{"Alle har versionen"}, nil)
}

func TestAVersionIsDraftedSeenPublishedAndWithdrawn(t *testing.T) {
	w := webtest.New(t)
	draft := cvPaper + "/kladde"
	fields := webtest.Form("changed", "", "body", "## Ny\n\n<script>alert(1)</script> tekst")
	w.Post("star", draft, fields).Says(t, http.StatusUnprocessableEntity, []string{"Skriv, hvad der er nyt", `href="#changed"`, "## Ny"}, nil)
	number := "010190-" + "1234"
	w.Post("star", draft, webtest.Form("changed", "Nyt", "body", number)).Says(t, http.StatusUnprocessableEntity, []string{"personnummer", `href="#body"`}, nil)
	fields.Set("changed", "Nyt afsnit")
	fields.Set("client_key", "k1")
	if got := w.Post("star", draft, fields); got.Location != draft+"#saadan-ser-det-ud" {
		t.Fatalf("saved: status %d, leads to %q", got.Status, got.Location)
	}
	preview := w.Get("star", draft)
	preview.Says(t, http.StatusOK, []string{"Sådan kommer det til at se ud", "<h2>Ny</h2>", "Udgiv version 2"}, nil)
	if strings.Contains(preview.Raw, "<script>alert") {
		t.Error("the draft's HTML runs")
	}
	w.Post("star", draft, webtest.Form("changed", "Samtidig", "body", "x", "base_revision", "0")).Says(t, http.StatusConflict, []string{"En kollega har ændret kladden", "Samtidig"}, nil)
	w.Post("star", cvPaper+"/udgiv", webtest.Form("base_revision", "7")).Says(t, http.StatusConflict, []string{"En kollega"}, nil)
	w.Post("konsulent", cvPaper+"/udgiv", webtest.Form("base_revision", "1")).Says(t, http.StatusForbidden, nil, nil)
	w.Post("star", cvPaper+"/udgiv", webtest.Form("base_revision", "1"))
	w.Get("star", cvPaper).Says(t, http.StatusOK, []string{"Nyt afsnit", "Skriv version 3"}, nil)
	w.Get("star", cvPaper+"/version/2?format=md").Says(t, http.StatusOK, []string{"# Papir om borgerens CV", "Version 2"}, nil)
	w.Post("star", cvPaper+"/version/2/traek-tilbage", webtest.Form("reason", "")).Says(t, http.StatusUnprocessableEntity, []string{`href="#traek-2"`}, nil)
	w.Post("star", cvPaper+"/version/2/traek-tilbage", webtest.Form("reason", "Forkert tal"))
	w.Get("konsulent", cvPaper).Says(t, http.StatusOK, []string{"Trukket tilbage", "Forkert tal"}, nil)
	w.Post("star", packItem+"/dokument/cv_paper/lever", webtest.Form("version", "2")).Says(t, http.StatusConflict, []string{"trukket tilbage"}, nil)
}

const wholePDF = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"

func TestAFileIsUploadedPublishedAndTakenHome(t *testing.T) {
	w := webtest.New(t)
	const name = "Mål og CV – æøå.pdf"
	fields := webtest.Form("changed", "Nu som fil")
	if got := w.Browser("star").Upload(cvPaper+"/kladde", name, wholePDF, fields); got.Status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.Status, got.Body)
	}
	w.Get("star", cvPaper+"/kladde").Says(t, http.StatusOK, []string{name, "Behold " + name}, nil)
	w.Post("star", cvPaper+"/udgiv", webtest.Form("base_revision", "1"))
	deliverPaper(w, 2)
	for who, path := range map[person.ID]string{"leder": packItem + "/dokument/cv_paper/fil", "star": cvPaper + "/version/2/fil", "konsulent": cvPaper + "/version/2/fil"} {
		got := w.Get(who, path)
		if got.Raw != wholePDF || got.Status != http.StatusOK {
			t.Errorf("%s: status %d, %d bytes", who, got.Status, len(got.Raw))
		}
		for header, want := range map[string]string{
			"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
			"Content-Disposition": `attachment; filename="M_l og CV _ ___.pdf"; filename*=UTF-8''M%C3%A5l%20og%20CV%20%E2%80%93%20%C3%A6%C3%B8%C3%A5.pdf`,
		} {
			if got.Header.Get(header) != want {
				t.Errorf("%s: %s", header, got.Header.Get(header))
			}
		}
	}
	w.Get("nabo", packItem+"/dokument/cv_paper/fil").Says(t, http.StatusNotFound, nil, []string{"%PDF"})
	w.Get("leder", cvPaper+"/version/2/fil").Says(t, http.StatusNotFound, nil, []string{"%PDF"})
	if report, err := w.App.Door.Verify(context.Background()); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

// Whatever is refused is refused in clear words, at once, and leaves nothing on disk or in the store.
func TestARefusedFileLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := webtest.New(t)
	before := eventsOf(t, w)
	for name, c := range map[string]struct{ file, content, says string }{
		"page":      {"papir.pdf", "<html><script>alert(1)</script>" + wholePDF, "ikke af en slags"},
		"script":    {"billede.png", "GIF89a/*<script>*/", "ikke af en slags"},
		"program":   {"skabelon.docx", "MZ\x90\x00PK\x03\x04", "ikke af en slags"},
		"extension": {"papir.png", wholePDF, "ikke af en slags"},
		"svg":       {"tegning.svg", "<svg><script>alert(1)</script></svg>", "ikke af en slags"},
		"path":      {"../../etc/papir.pdf", wholePDF, "Filnavnet kan ikke bruges"},
		"drive":     {`c:\temp\papir.pdf`, wholePDF, "Filnavnet kan ikke bruges"},
		"long name": {strings.Repeat("a", 296) + ".pdf", wholePDF, "Filnavnet er for langt (300 tegn)"},
		"too large": {"papir.pdf", wholePDF + strings.Repeat(" ", 1<<20), "Filen er for stor. Den må højst fylde 1 MB"},
		"empty":     {"papir.pdf", "", "Filen er tom"},
		"cut short": {"skabelon.docx", "PK\x03\x04\x14\x00halv", "Filen er ikke hel"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			got := w.Browser("star").Upload(cvPaper+"/kladde", c.file, c.content, webtest.Form("changed", "Det her har jeg skrevet", "body", "Og det her"))
			got.Says(t, http.StatusUnprocessableEntity, []string{c.says, `href="#file"`, "Fejl:", "Det her har jeg skrevet", "Og det her"}, []string{"<script>alert"})
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
	w.Browser("leder").Upload(cvPaper+"/kladde", "papir.pdf", wholePDF, webtest.Form("changed", "x")).Says(t, http.StatusForbidden, nil, nil)
	w.Browser("leder").Upload(packItem+"/team", "papir.pdf", wholePDF, webtest.Form("name", "x")).Says(t, http.StatusUnprocessableEntity, []string{"Her kan der ikke lægges filer op"}, nil)
	w.Browser("").Upload(cvPaper+"/kladde", "papir.pdf", wholePDF, webtest.Form("changed", "Skrevet, før sessionen udløb")).Says(t, http.StatusUnauthorized, []string{"Skrevet, før sessionen udløb", `/log-ind?retur=` + url.QueryEscape(cvPaper+"/kladde")}, nil)
	if after := eventsOf(t, w); after != before {
		t.Errorf("%d events were stored", after-before)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left on disk: %v, %v", left, err)
	}
}

func eventsOf(t *testing.T, w *webtest.World) int {
	t.Helper()
	report, err := w.App.Door.Verify(context.Background())
	if err != nil || report.Difference != "" {
		t.Fatalf("%+v, %v", report, err)
	}
	return report.Events
}
