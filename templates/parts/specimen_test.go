package parts

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"startklar/templates/catalogue"
)

func specimenPage(t *testing.T, lang catalogue.Lang) *goquery.Document {
	t.Helper()
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(specimen(t, lang)))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func specimen(t *testing.T, lang catalogue.Lang) []byte {
	t.Helper()
	ctx := catalogue.With(context.Background(), lang)
	var page bytes.Buffer
	if err := Base(specimenShell()).Render(templ.WithChildren(ctx, specimenContent()), &page); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

func specimenShell() Shell {
	return Shell{
		Heading: "Hvordan kommer borgerne med i samarbejdet?",
		Kicker:  "Spor A, spørgsmål 3 af 10",
		Lead:    "Alle dele, som siderne er bygget af, med opdigtet indhold.",
		Minutes: 6,
		Viewer:  &Viewer{Name: "Mette Holm", Role: "Projektleder", Place: "Aabenraa", SignOut: "/log-ud"},
		Menu: []MenuItem{
			{Label: "Jeres forløb", Href: "/forloeb"},
			{Label: "Tjekliste", Href: "/tjekliste", Current: true, Count: 3},
			{Label: "Projektplan", Href: "/plan"},
			{Label: "Startpakke", Href: "/startpakke"},
			{Label: "Møder", Href: "/moeder"},
			{Label: "Jeres tal", Href: "/tal"},
		},
		Breadcrumb: []Link{{Label: "Jeres forløb", Href: "/forloeb"}, {Label: "Tjekliste", Href: "/tjekliste"}},
		Languages: []LanguageLink{
			{Lang: catalogue.Danish, Href: "?sprog=da"},
			{Lang: catalogue.English, Href: "?sprog=en"},
		},
		Errors: []FieldError{
			{FieldID: "frist", Message: "Skriv en dato, der ligger efter i dag"},
			{Message: "Siden er ændret, siden du åbnede den"},
		},
		Notices: []Notice{
			{Kind: NoticeSuccess, Heading: "Sendt til Bo Lund", Text: "Bo får en mail med et link, der virker til 14.10.2019.", Link: &Link{Label: "Fortryd", Href: "/fortryd"}},
			{Kind: NoticeWarning, Text: "Tallene for august er foreløbige."},
			{Text: "Workshoppen er flyttet til onsdag 23. oktober kl. 9.00."},
		},
		Demo: &Demo{Text: "Personer og tal er opdigtede.", Switch: &Link{Label: "Se som en anden", Href: "/demo"}},
		Audience: Audience{
			Readers: []string{"Jobcentrets ledelse og nøglemedarbejdere i Aabenraa", "Jeres proceskonsulent, når I har delt svaret"},
			Note:    "STAR ser status og datoer, og svarene når I har godkendt dem.", Logged: true,
		},
		Scripts: []string{"autosave.js"},
		Version: "Startklar, udgave 1",
	}
}

func specimenContent() templ.Component {
	return templ.Join(
		NextStep{
			Title: "Bliv klar til workshoppen", Text: "Tre spørgsmål i spor A mangler et svar fra ledelsen.",
			Owner: "Mette Holm", Due: "fredag 4. oktober", Late: Status{Kind: Late, Text: "3 dage over"}, Minutes: 12,
			Action:  Button{Label: "Fortsæt med spor A", Href: "/spor/a"},
			Contact: &Contact{Name: "Karen Friis", Role: "Proceskonsulent", Phone: "12 34 56 78", Email: "karen@example.dk"},
		},
		specimenSteps(), specimenTasks(), specimenSummary(), specimenTable(),
		EmptyState{Heading: "Ingen møder endnu", Text: "Når I har valgt en dato for workshoppen, står den her.", Action: &Button{Label: "Find en dato", Href: "/moeder/nyt", Kind: Secondary, Icon: "calendar-month"}},
		enclosed(Panel("Hvorfor spørger vi?"), templ.Raw("<p>Et fælles billede af opgaven gør workshoppen kortere.</p>")),
		enclosed(Details(Disclosure{Summary: "Se et eksempel", ID: "eksempel"}), templ.Raw("<p>Vi mødes hver anden tirsdag.</p>")),
		specimenAutosave(),
		Conflict{
			Action: "/svar", Field: "svar", Label: "Hvordan kommer borgerne med?", By: "Bo Lund", At: "i dag 14.32",
			Mine:    "Vi inviterer borgeren med til det første møde.\nTeamet følger op efter to uger.",
			Theirs:  "Borgeren får et brev og et opkald før det første møde.",
			Command: HiddenCommand{ClientKey: "k2", BaseRevision: 5},
		},
		specimenForm(),
	)
}

func specimenSteps() Steps {
	return Steps{Label: "Forløbet", Items: []Step{
		{Title: "Forberedelse", Href: "/1", State: StepDone, Text: "Godkendt 2.9.2019", Status: Status{Kind: Done, Text: "Afsluttet"}},
		{Title: "Projektplan", Href: "/2", State: StepCurrent, Text: "7 af 10 afklaret, 2 hos kolleger", Status: Status{Kind: Open, Text: "I gang"}},
		{Title: "Opstartsworkshop", State: StepComing, Text: "23.10.2019", Status: Status{Kind: Locked, Text: "Venter på projektplanen"}},
		{Title: "Startpakke", State: StepComing},
	}}
}

func specimenTasks() TaskList {
	words := map[StatusKind]string{
		NotBegun: "Ikke begyndt", Open: "Under afklaring", Raised: "Tages op på workshoppen", Waiting: "Hos en kollega",
		Done: "Afklaret", Late: "For sent", Refused: "Sendt tilbage", Locked: "Låst", Neutral: "Udgave 2",
	}
	var tasks []Task
	for _, kind := range StatusKinds() {
		tasks = append(tasks, Task{Ref: "A.a.3", Title: "Hvem skal med omkring bordet?", Href: "/q/" + string(kind), Status: Status{Kind: kind, Text: words[kind]}})
	}
	tasks[1].Hint, tasks[1].Facts = "Fem afdelinger er nævnt i materialet.", []string{"Mette Holm", "frist 4.10.2019", "2 kommentarer"}
	tasks[7].Href = ""
	return TaskList{ID: "spor", Groups: []TaskGroup{{
		Heading: "A. Samarbejde internt", Lead: "Svar i den rækkefølge, der passer jer.",
		Progress: &Progress{Done: 7, Total: 10, Text: "7 af 10 afklaret, 2 hos kolleger"},
		Action:   &Link{Label: "Bed en kollega", Context: "om hele spor A", Href: "/bed"}, Tasks: tasks,
	}}}
}

func specimenSummary() SummaryList {
	return SummaryList{Heading: "Tjek jeres svar", Rows: []SummaryRow{
		{Key: "Hvem skal med omkring bordet?", Text: "Beskæftigelse, sundhed og børn og unge.\nSocialområdet kommer med efter jul.", Note: "Mette Holm, 10.9.2019", Status: Status{Kind: Done, Text: "Afklaret"}, Actions: []Link{{Label: "Ret", Context: "hvem skal med", Href: "/q/1"}}},
		{Key: "Hvordan følger ledelsen op?", Status: Status{Kind: Raised, Text: "Tages op på workshoppen"}, Actions: []Link{{Label: "Ret", Context: "opfølgning", Href: "/q/2"}}},
	}}
}

func specimenTable() templ.Component {
	return templ.Join(
		Filters{
			Action: "/kommuner", Clear: "/kommuner", Result: "3 af 40 kommuner",
			Views: []View{{Label: "Alle", Href: "?"}, {Label: "Mine", Href: "?mine=1", Current: true}},
			Fields: []Field{
				{Kind: Select, Name: "region", Label: "Region", Options: []Option{{Label: "Alle"}, {Value: "syd", Label: "Syddanmark"}}},
				{Kind: Search, Name: "q", Label: "Søg"},
			},
		},
		Table{
			Caption: "Kommuner og trin",
			Columns: []Column{
				{Label: "Kommune", Sort: "?sort=navn", Sorted: Ascending},
				{Label: "Trin", Sort: "?sort=trin"},
				{Label: "Status"},
				{Label: "I lønnede timer", Numeric: true, Hint: "n af N"},
			},
			Rows: []Row{
				{Cells: []Cell{{Text: "Aabenraa", Href: "/0580", Note: "Syddanmark"}, {Text: "Projektplan"}, {Value: Status{Kind: Late, Text: "3 dage over"}}, {Text: "38 af 212"}}},
				{Marked: true, Cells: []Cell{{Text: "Esbjerg", Href: "/0561"}, {Text: "Workshop"}, {Value: Status{Kind: Open, Text: "I gang"}}, {Text: "101 af 640"}}},
				{Cells: []Cell{{Text: "Fanø", Href: "/0563"}, {Text: "Forberedelse"}, {Value: Status{Kind: Done, Text: "Afsluttet"}}, {Text: "vises ikke (diskretion)"}}},
			},
			Foot:      []Cell{{Text: "Hele landet"}, {}, {}, {Text: "4.012 af 21.340"}},
			Downloads: []Link{{Label: "Hent som .xlsx", Href: "/x.xlsx", Download: true}},
		},
		Table{
			Caption: "Mange kolonner", HideCaption: true, Wide: true,
			Columns: []Column{{Label: "Kommune"}, {Label: "Frist"}, {Label: "Handling", Hidden: true}},
			Rows:    []Row{{Cells: []Cell{{Text: "Aabenraa"}, {Value: Moment{At: time.Date(2019, 9, 10, 12, 0, 0, 0, time.UTC), Text: "10.9.2019"}}, {Value: Link{Label: "Åbn", Context: "Aabenraa", Href: "/"}}}}},
		},
	)
}

func specimenAutosave() templ.Component {
	return enclosed(AutosaveForm(Autosave{
		Action: "/svar", URL: "/api/svar/kladde", SignIn: "/log-ind", Owner: "p1",
		Command: HiddenCommand{ClientKey: "k1", BaseRevision: 4}, Saved: "Gemt 14.32",
		Input: Field{Kind: TextArea, Name: "tekst", Label: "Jeres svar", Hint: "Skriv ikke om enkelte borgere.", MaxLength: 4000, Value: "Vi mødes hver anden tirsdag."},
	}), Buttons{{Label: "Gem og gå til næste"}, {Label: "Bed en kollega", Kind: Secondary, Href: "/bed", Icon: "person-add"}})
}

func specimenForm() templ.Component {
	options := []Option{{Value: "ja", Label: "Ja"}, {Value: "maaske", Label: "Kan, hvis nødvendigt"}, {Value: "nej", Label: "Nej"}}
	fields := []templ.Component{HiddenCommand{ClientKey: "k3", BaseRevision: 1}}
	for _, kind := range FieldKinds() {
		name := "felt-" + string(kind)
		fields = append(fields, Field{Kind: kind, Name: name, Label: "Felt: " + string(kind), Hint: "Et par ord om svaret.", Options: options, Optional: kind == Text, Value: map[FieldKind]string{Radio: "ja", Number: "2,5"}[kind]})
	}
	fields = append(
		fields,
		Field{Kind: Radio, Name: "svar", ID: "svar", Label: "Kan du 23. oktober?", Options: options, Inline: true, Error: "Vælg et svar"},
		Field{Kind: Number, Name: "timer", Label: "Timer om ugen", Suffix: "timer", Width: Narrow},
		Field{Kind: Date, Name: "frist", Label: "Frist", Width: Narrow, Value: "2019-09-01", Error: "Skriv en dato, der ligger efter i dag"},
		Field{Kind: Text, Name: "laast", Label: "Kommune", Value: "Aabenraa", ReadOnly: true},
		Buttons{{Label: "Gem"}, {Label: "Godkend", Context: "forslag fra Bo", Kind: Secondary, Name: "do", Value: "accept"}, {Label: "Annullér", Kind: Tertiary, Href: "/"}, {Label: "Fjern", Kind: Danger, Name: "do", Value: "remove"}},
	)
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, `<form method="post" action="/specimen">`); err != nil {
			return err
		}
		if err := templ.Join(fields...).Render(ctx, w); err != nil {
			return err
		}
		_, err := io.WriteString(w, "</form>")
		return err
	})
}

func enclosed(outer, inner templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, inner), w)
	})
}

func words(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }
