package web_test

import (
	"bytes"
	"context"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/workflow"
)

const (
	packItem  = journeyPath + "/starter_pack"
	cvPaper   = "/startpakke/flere-skal-med-2.cv_paper"
	cvID      = starterpack.ID("flere-skal-med-2.cv_paper")
	secondVer = "Et nyt afsnit om hensyn."
)

// publishSecond gives the CV paper a version 2.
func (w *world) publishSecond() {
	w.t.Helper()
	w.do("star", starterpack.DraftVersion{ID: cvID, Changed: domain.Text{DA: secondVer}, Text: domain.Text{DA: "## Anden udgave\n\nHemmelig ny tekst."}})
	w.do("star", starterpack.PublishVersion{ID: cvID, Revision: 1})
}

func (w *world) deliver(version int) {
	w.t.Helper()
	w.do("star", workflow.DeliverDocument{Target: target(aalborgJourney), Item: "starter_pack", Document: "cv_paper", Version: version})
}

func TestThePackIsSeenAsFarAsItConcernsTheViewer(t *testing.T) {
	w := newWorld(t)
	w.deliver(1)
	w.publishSecond()
	delivered := packItem + "/dokument/cv_paper"
	w.check([]scenario{
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
	if got := w.get("leder", "/startpakke"); got.location() != packItem {
		t.Errorf("a municipality is led to %q", got.location())
	}
	for _, path := range []string{"/startpakke", cvPaper, cvPaper + "/kladde", cvPaper + "/lever", cvPaper + "/version/2", "/startpakke/hvem", "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper&status=aeldre"} {
		t.Run(path, func(t *testing.T) { wellFormed(t, w.get("star", path)) })
	}
	wellFormed(t, w.get("leder", delivered))
	wellFormed(t, w.get("leder", packItem))
}

func TestADocumentIsOpenedByAButtonAndNeverByLooking(t *testing.T) {
	w := newWorld(t)
	w.deliver(1)
	opened := func() bool {
		s, err := w.app.Desk.Journey(context.Background(), person.Actor{ID: "star", Role: person.NationalOfficer}, aalborgJourney)
		if err != nil {
			t.Fatal(err)
		}
		return !s.Item("starter_pack").Document("cv_paper").OpenedOn.IsZero()
	}
	w.get("leder", packItem+"/dokument/cv_paper").expect(t, http.StatusOK, nil, nil)
	if opened() {
		t.Error("fetching the page counts as opening")
	}
	w.post("star", packItem+"/dokument/cv_paper/aabn", form()).expect(t, http.StatusForbidden, nil, nil)
	if got := w.post("leder", packItem+"/dokument/cv_paper/aabn", form()); got.location() != packItem+"/dokument/cv_paper" || !opened() {
		t.Errorf("opened %v, leads to %q", opened(), got.location())
	}
	w.get("star", "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper").expect(t, http.StatusOK, []string{"12.3.2026"}, nil)
}

func TestATeamTakesAVersionIntoUseAndANewerOneShows(t *testing.T) {
	w := newWorld(t)
	w.deliver(1)
	w.post("konsulent", packItem+"/team", form("name", "Jobformidlerteam")).expect(t, http.StatusForbidden, nil, nil)
	w.post("leder", packItem+"/team", form("name", "")).expect(t, http.StatusUnprocessableEntity, []string{`id="team-name"`}, nil)
	w.post("leder", packItem+"/team", form("name", "Jobformidlerteam"))
	w.post("medarbejder", packItem+"/team", form("name", "Ungeteam"))
	bekraeft := packItem + "/dokument/cv_paper/bekraeft"
	w.post("leder", bekraeft, form("what", "in_use")).expect(t, http.StatusUnprocessableEntity, []string{"Vælg, hvilket team"}, nil)
	w.post("leder", bekraeft, form("what", "in_use", "team", "t1", "version", "1", "from", "paper"))
	w.get("leder", packItem).expect(t, http.StatusOK, []string{"Jobformidlerteam: bruger version 1 (siden 12.3.2026)", "Ungeteam: ikke i brug endnu"}, nil)
	w.publishSecond()
	w.get("leder", packItem).expect(t, http.StatusOK, []string{"Version 2 findes. Det er nyt: " + secondVer}, nil)
	older := "/startpakke/hvem?dokument=flere-skal-med-2.cv_paper&status=aeldre"
	w.get("star", older).expect(t, http.StatusOK, []string{"Aalborg", "Har stadig version 1"}, []string{"Odense"})
	key := form("journey", string(aalborgJourney), "version", "2")
	w.post("star", cvPaper+"/lever", key)
	w.get("star", "/startpakke/hvem").expect(t, http.StatusOK, []string{"Version 2 er leveret til 1 kommune."}, nil)
	w.get("leder", packItem).expect(t, http.StatusOK, []string{"Jobformidlerteam: bruger version 1. Version 2 er leveret"}, nil)
	w.get("leder", "/beskeder").expect(t, http.StatusOK, []string{"Ny version af »Papir om borgerens CV«"}, nil)
	w.get("nabo", "/beskeder").expect(t, http.StatusOK, nil, []string{"Ny version af"})
	w.post("leder", bekraeft, form("what", "in_use", "team", "t1", "version", "1")).expect(t, http.StatusConflict, []string{"nyere version"}, nil)
	w.post("leder", bekraeft, form("what", "in_use", "team", "t1", "version", "2"))
	w.get("star", older).expect(t, http.StatusOK, []string{"Ingen kommuner passer"}, []string{"Jobformidlerteam"})
	w.get("star", "/startpakke/hvem?format=csv").expect(t, http.StatusOK, []string{"Jobformidlerteam;2;2026-03-12", "Odense"}, nil)
}

func TestDeliveringToManyGoesOnWhereOneIsRefused(t *testing.T) {
	w := newWorld(t)
	w.get("star", cvPaper+"/lever").expect(t, http.StatusOK, []string{"2 kommuner mangler versionen", "Aalborg", "Odense", "Intet er leveret endnu"}, nil)
	w.post("star", cvPaper+"/lever", form("version", "1")).expect(t, http.StatusUnprocessableEntity, []string{"Vælg mindst én kommune"}, nil)
	w.post("konsulent", cvPaper+"/lever", form("version", "1", "journey", string(aalborgJourney))).expect(t, http.StatusForbidden, nil, nil)
	w.deliver(1)
	both := form("version", "1")
	both["journey"] = []string{string(aalborgJourney), string(odenseJourney), "0101.flere-skal-med-2.1"}
	if got := w.post("star", cvPaper+"/lever", both); got.status != http.StatusSeeOther {
		t.Fatalf("status %d", got.status)
	}
	w.get("star", "/startpakke/hvem").expect(t, http.StatusOK, []string{"Version 1 er leveret til 1 kommune.", "1 kommune havde den allerede."}, nil)
	w.get("star", cvPaper+"/lever?region=Syddanmark").expect(t, http.StatusOK, []string{"Alle har versionen"}, nil)
}

func TestAVersionIsDraftedSeenPublishedAndWithdrawn(t *testing.T) {
	w := newWorld(t)
	draft := cvPaper + "/kladde"
	fields := form("changed", "", "body", "## Ny\n\n<script>alert(1)</script> tekst")
	w.post("star", draft, fields).expect(t, http.StatusUnprocessableEntity, []string{"Skriv, hvad der er nyt", `href="#changed"`, "## Ny"}, nil)
	number := "010190-" + "1234"
	w.post("star", draft, form("changed", "Nyt", "body", number)).expect(t, http.StatusUnprocessableEntity, []string{"personnummer", `href="#body"`}, nil)
	fields.Set("changed", "Nyt afsnit")
	fields.Set("client_key", "k1")
	if got := w.post("star", draft, fields); got.location() != draft+"#saadan-ser-det-ud" {
		t.Fatalf("saved: status %d, leads to %q", got.status, got.location())
	}
	preview := w.get("star", draft)
	preview.expect(t, http.StatusOK, []string{"Sådan kommer det til at se ud", "<h2>Ny</h2>", "Udgiv version 2"}, nil)
	if strings.Contains(preview.raw, "<script>alert") {
		t.Error("the draft's HTML runs")
	}
	w.post("star", draft, form("changed", "Samtidig", "body", "x", "base_revision", "0")).expect(t, http.StatusConflict, []string{"En kollega har ændret kladden", "Samtidig"}, nil)
	w.post("star", cvPaper+"/udgiv", form("base_revision", "7")).expect(t, http.StatusConflict, []string{"En kollega"}, nil)
	w.post("konsulent", cvPaper+"/udgiv", form("base_revision", "1")).expect(t, http.StatusForbidden, nil, nil)
	w.post("star", cvPaper+"/udgiv", form("base_revision", "1"))
	w.get("star", cvPaper).expect(t, http.StatusOK, []string{"Nyt afsnit", "Skriv version 3"}, nil)
	w.get("star", cvPaper+"/version/2?format=md").expect(t, http.StatusOK, []string{"# Papir om borgerens CV", "Version 2"}, nil)
	w.post("star", cvPaper+"/version/2/traek-tilbage", form("reason", "")).expect(t, http.StatusUnprocessableEntity, []string{`href="#traek-2"`}, nil)
	w.post("star", cvPaper+"/version/2/traek-tilbage", form("reason", "Forkert tal"))
	w.get("konsulent", cvPaper).expect(t, http.StatusOK, []string{"Trukket tilbage", "Forkert tal"}, nil)
	w.post("star", packItem+"/dokument/cv_paper/lever", form("version", "2")).expect(t, http.StatusConflict, []string{"trukket tilbage"}, nil)
}

// sends posts the draft form with a file, as a browser does.
func (w *world) sends(who, path, name string, content []byte, fields url.Values) answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for key, values := range fields {
		_ = m.WriteField(key, values[0])
	}
	head := textproto.MIMEHeader{"Content-Type": {"application/pdf"}}
	head.Set("Content-Disposition", `form-data; name="file"; filename="`+strings.ReplaceAll(name, `\`, `\\`)+`"`)
	part, err := m.CreatePart(head)
	if err != nil {
		w.t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = m.Close()
	request := httptest.NewRequest(http.MethodPost, path, &b)
	request.Header.Set("Content-Type", m.FormDataContentType())
	request.Header.Set("Referer", "http://"+request.Host+path)
	for _, c := range w.session(who) {
		request.AddCookie(c)
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, request)
	sent := recorder.Body.String()
	return answer{recorder.Code, sent, html.UnescapeString(sent), recorder.Header()}
}

const wholePDF = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"

func TestAFileIsUploadedPublishedAndTakenHome(t *testing.T) {
	w := newWorld(t)
	const name = "Mål og CV – æøå.pdf"
	fields := form("changed", "Nu som fil")
	if got := w.sends("star", cvPaper+"/kladde", name, []byte(wholePDF), fields); got.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", got.status, got.body)
	}
	w.get("star", cvPaper+"/kladde").expect(t, http.StatusOK, []string{name, "Behold " + name}, nil)
	w.post("star", cvPaper+"/udgiv", form("base_revision", "1"))
	w.deliver(2)
	for who, path := range map[string]string{"leder": packItem + "/dokument/cv_paper/fil", "star": cvPaper + "/version/2/fil", "konsulent": cvPaper + "/version/2/fil"} {
		got := w.get(who, path)
		if got.raw != wholePDF || got.status != http.StatusOK {
			t.Errorf("%s: status %d, %d bytes", who, got.status, len(got.raw))
		}
		for header, want := range map[string]string{
			"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
			"Content-Disposition": `attachment; filename="M_l og CV _ ___.pdf"; filename*=UTF-8''M%C3%A5l%20og%20CV%20%E2%80%93%20%C3%A6%C3%B8%C3%A5.pdf`,
		} {
			if got.header.Get(header) != want {
				t.Errorf("%s: %s", header, got.header.Get(header))
			}
		}
	}
	w.get("nabo", packItem+"/dokument/cv_paper/fil").expect(t, http.StatusNotFound, nil, []string{"%PDF"})
	w.get("leder", cvPaper+"/version/2/fil").expect(t, http.StatusNotFound, nil, []string{"%PDF"})
	if report, err := w.app.Door.Verify(context.Background()); err != nil || report.Difference != "" {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

// Whatever is refused is refused in clear words, at once, and leaves nothing on disk or in the store.
func TestARefusedFileLeavesNothingBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := newWorld(t)
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
			got := w.sends("star", cvPaper+"/kladde", c.file, []byte(c.content), form("changed", "Det her har jeg skrevet", "body", "Og det her"))
			got.expect(t, http.StatusUnprocessableEntity, []string{c.says, `href="#file"`, "Fejl:", "Det her har jeg skrevet", "Og det her"}, []string{"<script>alert"})
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
	w.sends("leder", cvPaper+"/kladde", "papir.pdf", []byte(wholePDF), form("changed", "x")).expect(t, http.StatusForbidden, nil, nil)
	w.sends("leder", packItem+"/team", "papir.pdf", []byte(wholePDF), form("name", "x")).expect(t, http.StatusUnprocessableEntity, []string{"Her kan der ikke lægges filer op"}, nil)
	w.sends("", cvPaper+"/kladde", "papir.pdf", []byte(wholePDF), form("changed", "Skrevet, før sessionen udløb")).expect(t, http.StatusUnauthorized, []string{"Skrevet, før sessionen udløb", `/log-ind?retur=` + url.QueryEscape(cvPaper+"/kladde")}, nil)
	if after := eventsOf(t, w); after != before {
		t.Errorf("%d events were stored", after-before)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left on disk: %v, %v", left, err)
	}
}

func eventsOf(t *testing.T, w *world) int {
	t.Helper()
	report, err := w.app.Door.Verify(context.Background())
	if err != nil || report.Difference != "" {
		t.Fatalf("%+v, %v", report, err)
	}
	return report.Events
}
