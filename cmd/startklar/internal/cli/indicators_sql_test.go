package cli

import (
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"startklar/domain/monitoring"
	"startklar/domain/municipality"

	_ "github.com/mattn/go-sqlite3" // for sql
)

//go:embed testdata/indicators.sql
var indicatorsSQL string

// rows are the raw rows in a database of the test's own.
type rows struct{ db *sql.DB }

func openRows(t *testing.T, w compared) rows {
	t.Helper()
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	r := rows{db}
	r.exec(t, "CREATE TABLE raw (received INTEGER, "+strings.ReplaceAll(strings.TrimSpace(recordHeader), ";", ", ")+")")
	r.exec(t, "CREATE TABLE part (municipality, from_month)")
	r.exec(t, "CREATE TABLE region (municipality, month, name)")
	r.exec(t, "CREATE TABLE asked (month, number INTEGER)")
	r.exec(t, "CREATE TABLE lines (indicator, origin)")
	for _, code := range w.codes {
		r.exec(t, "INSERT INTO part VALUES (?, ?)", code, w.takesPartFrom(code).String())
		for i := range w.months {
			m := w.from.Add(i)
			r.exec(t, "INSERT INTO region VALUES (?, ?, ?)", code, m.String(), municipality.RegionOn(municipality.Code(code), m.Last()))
		}
	}
	for i := range w.months {
		r.exec(t, "INSERT INTO asked VALUES (?, ?)", w.from.Add(i).String(), i)
	}
	for _, id := range []string{"1", "2", "3", "5", "6", "7", "8", "R"} {
		r.exec(t, "INSERT INTO lines VALUES (?, '')", id)
	}
	for _, o := range monitoring.AllOrigins() {
		r.exec(t, "INSERT INTO lines VALUES ('4', ?)", string(o))
	}
	return r
}

func (r rows) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := r.db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func (r rows) add(t *testing.T, lines []string, received int) {
	t.Helper()
	for _, l := range lines {
		args := []any{received}
		for i, field := range strings.Split(l, ";") {
			if i == 8 || strings.Trim(field, "01") == "" && field != "" && i > 2 { // hours and marks are numbers
				var number float64
				if _, err := fmt.Sscan(strings.Replace(field, ",", ".", 1), &number); err != nil {
					t.Fatal(err)
				}
				args = append(args, number)
				continue
			}
			args = append(args, field)
		}
		r.exec(t, "INSERT INTO raw VALUES (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
	}
}

// figures are what plain SQL counts, a line each, sorted.
func (r rows) figures(t *testing.T, received, months int) (lines []string) {
	t.Helper()
	for statement := range strings.SplitSeq(indicatorsSQL, ";\n") {
		for _, name := range []string{":received", ":months"} {
			value := map[string]int{":received": received, ":months": months}[name]
			statement = strings.ReplaceAll(statement, name, fmt.Sprint(value))
		}
		r.exec(t, statement)
	}
	found, err := r.db.Query("SELECT unit, month, indicator, origin, num, den, status, provisional, delivered, participating FROM figures")
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var f comparedFigure
		var provisional int
		var n, of int
		if err := found.Scan(&f.Unit, &f.Month, &f.Indicator, &f.Origin, &n, &of, &f.Status, &provisional, &f.Delivered, &f.Participating); err != nil {
			t.Fatal(err)
		}
		f.Provisional = provisional != 0
		if f.Status != "missing" {
			f.Num, f.Den = &n, &of
		}
		if f.Status == "ok" {
			share := float64(n) / float64(of)
			f.Share = &share
		}
		lines = append(lines, f.line(t))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"live", "delivered", "people", "counted", "members", "provisional", "figures"} {
		r.exec(t, "DROP TABLE temp."+table)
	}
	slices.Sort(lines)
	return lines
}

// comparedFigure is a figure in the JSON that is promised.
type comparedFigure struct {
	Unit          string   `json:"unit"`
	Month         string   `json:"month"`
	Indicator     string   `json:"indicator"`
	Origin        string   `json:"origin"`
	Num           *int     `json:"n"`
	Den           *int     `json:"N"`
	Share         *float64 `json:"share"`
	Status        string   `json:"status"`
	Provisional   bool     `json:"provisional"`
	Delivered     int      `json:"delivered"`
	Participating int      `json:"participating"`
}

func (f comparedFigure) line(t *testing.T) string {
	t.Helper()
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
