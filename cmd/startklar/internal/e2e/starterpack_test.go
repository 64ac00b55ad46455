package e2e

import "testing"

// TestANewVersionReachesATeam walks the way of a paper: STAR publishes a second version and sees who still has the
// first, a leader opens it, a team takes it into use, and STAR's matrix changes.
func TestANewVersionReachesATeam(t *testing.T) {
	t.Parallel()
	s := serveDemo(t)
	const (
		guide  = "/startpakke/flere-skal-med-2.conversation_guide"
		reach  = "/startpakke/hvem?dokument=flere-skal-med-2.conversation_guide"
		albert = "/forloeb/0165.flere-skal-med-2.1/starter_pack"
		news   = "Et kortere afsnit om opfølgning på arbejdspladsen."
	)
	star := newTab(t, s.base)
	star.enter("star-1")
	star.open("/startpakke")
	star.follow("Samtaleguide")
	star.follow("Skriv version 2")
	star.see("Teksten", "HTML virker ikke")
	star.fill("Hvad er nyt?", news)
	star.follow("Gem kladden")
	star.see("Kladden er gemt", "Sådan kommer det til at se ud", "Relation: Begynd med mennesket")
	star.follow("Udgiv version 2")
	star.see("Versionen er udgivet", news, "Skriv version 3")

	star.open(reach + "&status=aeldre")
	star.see("Har stadig version 1", "Albertslund")
	star.open(guide + "/lever")
	star.see("Intet er leveret endnu", "Albertslund")
	star.follow("Lever version 2 til de valgte")
	star.see("Version 2 er leveret til")

	leader := newTab(t, s.base)
	leader.enter("leder-0165")
	leader.open("/startpakke")
	if leader.path() != albert {
		t.Fatalf("a leader is led to %s", leader.path())
	}
	leader.in("tr:has(#dokument-conversation_guide)").see("Version 2, leveret", "Version 2 er leveret")
	leader.in("#dokument-conversation_guide").follow("Åbn")
	leader.see(news, "Hvor langt er I?", "Hvem kan se dette?")
	leader.follow("Jobformidlerteam bruger version 2")
	leader.see("Det er noteret", "Jobformidlerteam: bruger version 2")
	leader.open("/beskeder")
	leader.see("Ny version af »Samtaleguide«")

	star.open(reach)
	star.in("tr:has(a[href='/forloeb/0165.flere-skal-med-2.1'])").see("Jobformidlerteam: bruger version 2", "Ungeteam")
}
