package monthly_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"startklar/cmd/startklar/internal/monthly"
	"startklar/domain/calendar"
	"startklar/domain/knowledge"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/monitoringtest"
	"startklar/domain/monitoring/signal"
	"startklar/domain/statement"
	"startklar/templates/catalogue"
	"startklar/templates/pages"
)

var january = calendar.NewMonth(2026, time.January)

func count(n, of int) statement.Count {
	return statement.Count{Num: n, Den: of, Status: monitoring.StatusOK}
}

func status(s monitoring.Status) statement.Count { return statement.Count{Status: s} }

// letter is a settled month in which nothing stands out but what change says.
func letter(t testing.TB, change func(*statement.Content)) monthly.Letter {
	t.Helper()
	c := statement.Content{
		Municipality: "0851", Month: january, AsOf: time.Date(2026, 4, 14, 9, 0, 0, 0, time.UTC), Coverage: statement.Coverage{Delivered: 95, Participating: 98},
		Receipt: statement.Receipt{Number: 2, On: calendar.NewDate(2026, 2, 9)}, MarkBy: calendar.NewDate(2026, 4, 30), Due: calendar.NewDate(2026, 5, 15),
		Groups: []statement.Group{
			{Measure: "P", Count: count(412, 412)},
			{Measure: "G1", Count: count(212, 412)},
			{Measure: "G2", Count: count(150, 412)},
			{Measure: "E", Count: count(50, 412)},
			{Measure: monitoring.MeasureMarkedRehab, Count: count(140, 412)},
			{Measure: monitoring.MeasureUnmarked, Count: count(6, 212)},
		},
		Result: statement.Result{
			Indicator: "R", Now: count(28, 212), Best: count(33, 208), BestIn: january.Add(-2),
			Targets: []statement.Target{{Percent: 15, Met: true, In: january.Add(-2)}, {Percent: 20, Missing: 15, Known: true}},
		},
	}
	for _, id := range []monitoring.IndicatorID{"1", "2", "3", "5", "6", "7", "8"} {
		c.Lines = append(c.Lines, statement.Line{
			Indicator: id, Own: count(38, 212), Before: count(38, 212), Pooled: count(400, 2500), Nation: count(4512, 21480), Level: signal.None,
		})
	}
	for _, id := range []monitoring.IndicatorID{"3", "6"} {
		c.Trends = append(c.Trends, statement.Trend{Indicator: id, Points: []statement.Point{{Month: january, Own: count(38, 212), Nation: count(4512, 21480)}}})
	}
	if change != nil {
		change(&c)
	}
	return monthly.Letter{
		Lang: catalogue.Danish, Programme: monitoringtest.Programme(t), Content: c,
		Version: monthly.Version{Number: 1, ReleasedOn: calendar.NewDate(2026, 4, 15), Newest: 1, AsOf: c.AsOf},
		Call:    []monthly.Caller{{Name: "Proceskonsulent Nord", Phone: "12 34 56 78"}},
	}
}

func line(c *statement.Content, id monitoring.IndicatorID) *statement.Line {
	for n := range c.Lines {
		if c.Lines[n].Indicator == id {
			return &c.Lines[n]
		}
	}
	return nil
}

func TestTheThreeSentences(t *testing.T) {
	six := func(change func(*statement.Line)) func(*statement.Content) {
		return func(c *statement.Content) { change(line(c, "6")) }
	}
	for _, c := range []struct {
		name   string
		change func(*statement.Content)
		number int
		want   string
	}{
		{"as expected", nil, 0, "38 af 212 i indsatsgruppen er i lønnede timer (18\u00a0%). I hele landet er det 4.512 af 21.480 (21\u00a0%). Forskellen er ikke større, end at den kan være tilfældig."},
		{"too few to judge", six(func(l *statement.Line) { l.Level = signal.TooFew }), 0, "Der er for få borgere til at vurdere forskellen; over 12 måneder er det 400 af 2.500."},
		{"hardly chance", six(func(l *statement.Line) { l.Level = signal.Watch }), 0, "Så få kan tilfældigheder næppe forklare."},
		{"more than chance", six(func(l *statement.Line) { l.High = true }), 0, "Det er flere, end tilfældigheder kan forklare."},
		{"hidden", six(func(l *statement.Line) { l.Own = status(statement.StatusHidden) }), 0, "Tallet vises ikke uden for kommunen"},
		{"not delivered", six(func(l *statement.Line) { l.Own = status(monitoring.StatusMissing) }), 0, "Januar 2026 er ikke leveret, så der er ingen tal for måneden."},
		{"nobody", six(func(l *statement.Line) { l.Own = status(monitoring.StatusNoDenominator) }), 0, "Der er ingen borgere i indsatsgruppen."},
		{"the nation is hidden", six(func(l *statement.Line) { l.Nation = status(statement.StatusHidden) }), 0, "38 af 212 i indsatsgruppen er i lønnede timer (18\u00a0%)."},
		{"nothing moved", nil, 1, "Ingen af tallene har flyttet sig"},
		{"something moved", func(c *statement.Content) { line(c, "1").Before = count(20, 205) }, 1, "38 af 212 har en jobformidler. For tre måneder siden var det 20 af 205."},
		{"a sentence ends once", func(c *statement.Content) { line(c, "3").Before = count(20, 205) }, 1, "38 af 212 er i virksomhedsrettet indsats mv. For tre"},
		{"deliver", func(c *statement.Content) { c.Receipt = statement.Receipt{} }, 2, "Levér januar 2026 hurtigst muligt og senest 15.5.2026"},
		{"mark", func(c *statement.Content) { c.Groups[5].Count = count(46, 212) }, 2, "46 af 212 i indsatsgruppen har ingen jobformidlermarkering. Sæt den i fagsystemet, eller find en jobformidler, inden 30.4.2026."},
		{"discuss", six(func(l *statement.Line) { l.Level = signal.Watch }), 2, "Tag lønnede timer op på et ledermøde inden 30.4.2026"},
		{"keep on", nil, 2, "Fortsæt, og levér den næste måned senest 15.5.2026."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := letter(t, c.change).Sheet().Sentences[c.number]
			if !strings.Contains(got.Text, c.want) || c.name == "the nation is hidden" && got.Text != c.want {
				t.Errorf("got %q, want %q", got.Text, c.want)
			}
			if c.number == 2 && (len(got.Call) != 1 || got.Call[0].Label != "Ring til Proceskonsulent Nord, 12\u00a034\u00a056\u00a078") {
				t.Errorf("whom to call: %+v", got.Call)
			}
		})
	}
}

func TestThePagesStandInTheirOrder(t *testing.T) {
	l := letter(t, func(c *statement.Content) {
		line(c, "6").Level = signal.Propose
		c.Origins = []statement.OriginLine{{Origin: monitoring.OriginDanish, Own: status(statement.StatusHidden), Nation: count(9, 30)}}
		c.Changed = []statement.Changed{
			{Measure: "1", National: true, Month: january, Was: count(5017, 7194), Is: count(5016, 7193)},
			{Measure: "6", Month: january, Was: count(37, 212), Is: count(38, 212)},
		}
	})
	l.Version.Number, l.Version.Newest, l.Version.Reason = 2, 2, "Aalborg leverede på ny"
	l.Version.Comment = &statement.Comment{Text: "Ring gerne"}
	page := paper(t, l.Sheet())
	at := 0
	for _, text := range []string{
		"Aalborg Kommune", "Januar 2026", "2, frigivet 15.4.2026", "95 af 98 kommuner har leveret", "Lønnede timer", "Det har ændret sig", "Én ting at gøre",
		"Resultatkravet", "Nået i november 2025", "15 borgere mangler", "Indikatorerne", "Dialog", "Hvem tæller med", "140 er markeret i måneden",
		"6 af 212 i indsatsgruppen har ingen", "De seneste 12 måneder", "Opmærksomhedspunkter", "STAR foreslår en dialog", "Et spørgsmål til teammødet", "Jeres forløb",
		"Efter herkomst", "vises ikke (diskretion)", "Ring gerne", "Rettelser", "Udgave 2 erstatter den forrige: Aalborg leverede på ny", "fra 37 af 212 til 38 af 212", "fra 5.017 af 7.194", "Definitioner",
	} {
		found := strings.Index(page[at:], text)
		if found < 0 {
			t.Fatalf("%q does not follow", text)
		}
		at += found
	}
}

// paper renders a sheet as a file.
func paper(t testing.TB, s pages.Sheet) string {
	t.Helper()
	var b bytes.Buffer
	if err := (pages.StatementPaper{Sheet: s, Style: "p { color: #000 }"}).Render(catalogue.With(t.Context(), catalogue.Danish), &b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "⟦") {
		t.Errorf("a text is missing: %s", b.String())
	}
	return b.String()
}

func TestNothingNewIsOnePage(t *testing.T) {
	if page := paper(t, letter(t, nil).Sheet()); !strings.Contains(page, "Der er intet nyt ud over denne side") || strings.Contains(page, "Definitioner") {
		t.Error("a statement with nothing new has more than its first page")
	}
	whole := letter(t, nil)
	whole.Whole = true
	if page := paper(t, whole.Sheet()); !strings.Contains(page, "Definitioner") {
		t.Error("on the screen the rest is missing")
	}
	said := letter(t, nil)
	said.Version.Comment = &statement.Comment{Text: "Ring gerne"}
	if page := paper(t, said.Sheet()); !strings.Contains(page, "Ring gerne") {
		t.Error("the comment is missing")
	}
}

func TestThePaperSaysWhatItIsNot(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*monthly.Letter)
		want   string
	}{
		"draft":       {func(l *monthly.Letter) { l.Version = monthly.Version{AsOf: l.Content.AsOf} }, "Udkast. Ikke frosset"},
		"frozen":      {func(l *monthly.Letter) { l.Version.ReleasedOn = calendar.Date{} }, "Frosset. Venter på at blive frigivet"},
		"overtaken":   {func(l *monthly.Letter) { l.Version.Newest = 3 }, "Erstattet af udgave 3."},
		"provisional": {func(l *monthly.Letter) { l.Content.Provisional = true }, "Foreløbig"},
	} {
		l := letter(t, nil)
		c.change(&l)
		if got := l.Sheet().Mark; !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := letter(t, nil).Sheet().Mark; got != "" {
		t.Errorf("what stands is marked %q", got)
	}
}

func TestTheFootOfAPageIsOnlyText(t *testing.T) {
	l := letter(t, nil)
	s := l.Sheet()
	s.Title = `"; } </style><script>x`
	if page := paper(t, s); strings.Contains(page, "<script>") || strings.Count(page, "</style>") != 1 {
		t.Errorf("the title got out of the style sheet: %s", page)
	}
}

func TestTheHalfPageHasAStory(t *testing.T) {
	story := &knowledge.Story{ID: knowledge.NewStoryID("0461", "X"), Title: "Fra praktik til timer", Text: "Det begyndte med to timer."}
	page := paper(t, letter(t, nil).Front(story))
	for _, want := range []string{"38 af 212 i indsatsgruppen", "38 af 212 har en jobformidler", "Fra praktik til timer", "Fra Odense", "Hvad gjorde vi i denne måned"} {
		if !strings.Contains(page, want) {
			t.Errorf("the half page lacks %q", want)
		}
	}
	if page := paper(t, letter(t, nil).Front(nil)); strings.Contains(page, "En god historie") {
		t.Error("a story that is not there has a heading")
	}
}

func TestTheNationOnOnePageAndAsAWorkbook(t *testing.T) {
	n := monthly.National{Lang: catalogue.Danish, Programme: monitoringtest.Programme(t), Version: monthly.Version{AsOf: time.Date(2026, 4, 14, 9, 0, 0, 0, time.UTC)}}
	n.Content = statement.Nation{
		Month: january, Coverage: statement.Coverage{Delivered: 2, Participating: 3, Missing: nil}, Met: []statement.Reached{{Percent: 15, Count: 1}},
		Lines: []statement.Line{{Indicator: "6", Own: count(4512, 21480), Before: count(4400, 21000)}},
	}
	n.Content.Coverage.Missing = append(n.Content.Coverage.Missing, "0461")
	columns := statement.Columns(n.Programme)
	for _, unit := range []monitoring.UnitID{"region:Nordjylland", "0851", "0101"} {
		u := statement.Unit{Unit: unit, Delivered: 1, Participating: 1}
		for range columns {
			u.Counts = append(u.Counts, status(statement.StatusHidden))
		}
		n.Content.Units = append(n.Content.Units, u)
	}
	page := paper(t, n.Sheet())
	for _, want := range []string{"Landsopgørelse", "4.512 af 21.480", "1 kommune har nået 15 %", "2 af 3 kommuner har leveret måneden. Mangler: Odense.", "Nordjylland", "Forbehold"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	table := n.Table()
	var units []string
	for _, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Fatalf("%d values for %d columns", len(row), len(table.Columns))
		}
		units = append(units, row[0].(string))
	}
	if got := strings.Join(units, ", "); got != "Hele landet, Nordjylland, København, Aalborg" {
		t.Errorf("the workbook lists %s", got)
	}
	if got := table.Rows[2][4]; got != "vises ikke (diskretion)" {
		t.Errorf("a hidden count reads %v", got)
	}
}
