package e2e

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSteeringGroupAgreesByLinkAndTheLeaderSigns follows the decision sheet: a leader makes links for two
// administrations, members open them by a press and answer without signing in, and the leader sees it and signs.
func TestSteeringGroupAgreesByLinkAndTheLeaderSigns(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("scripts %v", scripts), func(t *testing.T) {
			t.Parallel()
			s := newStory(t, scripts)
			place := s.site.signer()
			leader := s.signInByPlace(place.Name, "Leder")
			steering := at(place.Municipality) + "/styregruppe"
			leader.open(steering)
			for n, stance := range []string{"Vi er enige", "Vi er enige med denne bemærkning"} {
				s.memberAnswers(s.link(leader, steering, fmt.Sprintf("Forvaltning %d", n+1)), stance)
			}
			leader.open(steering)
			leader.see("Forvaltning 1", "Forvaltning 2", "Vi er enige med denne bemærkning", "Husk os på mødet", "Afdelingschef")
			leader.miss("Teksten er ændret siden.")

			leader.open(at(place.Municipality) + "/signoff")
			leader.choose("Jeg erklærer dette på ledelsens vegne")
			leader.follow("Godkend svarene")
			leader.see("Svarene er godkendt og frosset")
			leader.noComplaints()
		})
	}
}

// link makes a link and returns the path that it leads to; the page shows it once.
func (s *story) link(leader tab, steering, administration string) string {
	s.t.Helper()
	leader.open(steering)
	leader.clickOn(`[...document.querySelectorAll("summary")].find((e) => flat(e.textContent) === "Lav et link til en anden forvaltning")`)
	leader.in(".sk-more").fill("Forvaltning", administration)
	leader.in(".sk-more").follow("Lav et link")
	leader.see("Her er linket til "+administration, "Det vises kun denne ene gang")
	u, err := url.Parse(leader.value("Linket"))
	if err != nil || !strings.HasPrefix(u.Path, "/styregruppe/") {
		s.t.Fatalf("the link is %v (%v)", u, err)
	}
	return u.Path
}

// memberAnswers is somebody without an account: nothing is shown before they press.
func (s *story) memberAnswers(path, stance string) {
	s.t.Helper()
	p := s.tab()
	p.open(path)
	p.see("Åbn arket", "I skal ikke logge ind")
	p.miss("Det er stadig åbent")
	p.follow("Åbn arket")
	p.see("Beslutningsark til styregruppen", "Det er stadig åbent", "Kapacitet")
	p.choose(stance)
	p.fill("Din stilling", "Afdelingschef")
	if strings.Contains(stance, "bemærkning") {
		p.fill("Bemærkning eller begrundelse (valgfrit)", "Husk os på mødet")
	}
	p.follow("Send svaret")
	p.see("Tak. Jeres svar er gemt")
	p.noComplaints()
}

// TestThePlanIsDrawnAndTheSheetTakenAlong looks at the drawn plan, wide and narrow, and downloads the preparation
// sheet as Word and as PDF.
func TestThePlanIsDrawnAndTheSheetTakenAlong(t *testing.T) {
	t.Parallel()
	s := newStory(t, true)
	p := s.signIn("Leder i Aalborg")
	p.in(".sk-nav").follow("Projektplan")
	p.see("Tidslinje", "Datoerne som tabel", "I dag,")
	if !ask[bool](p, `document.querySelector("svg.sk-timeline__drawing").getBoundingClientRect().width > 400`) {
		t.Error("the drawing is not there, or too small to read")
	}
	if ask[int](p, `document.querySelectorAll("svg.sk-timeline__drawing path.sk-mark").length`) < 3 {
		t.Error("the drawing has too few marks")
	}
	p.follow("Se forberedelsesarket")
	p.see("Forberedelsesark til opstartsworkshoppen", "Sådan står det", "Projektplan: Strategier")
	p.noComplaints()
	for format, head := range map[string]string{"docx": "PK", "pdf": "%PDF-"} {
		if got := s.downloads(p, format); !strings.HasPrefix(got, head) || len(got) < 5000 {
			t.Errorf("the %s is %d bytes and begins with %.5q", format, len(got), got)
		}
	}
}

// downloads fetches the file that the page's link leads to, with the tab's cookies.
func (s *story) downloads(p tab, format string) string {
	s.t.Helper()
	href := ask[string](p, fmt.Sprintf(`document.querySelector("a[href$='format=%s']").getAttribute("href")`, format))
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.site.base+href, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, c := range p.cookies() {
		request.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Disposition"), "attachment") {
		s.t.Fatalf("%s: %s (%v)", format, response.Status, err)
	}
	return string(body)
}
