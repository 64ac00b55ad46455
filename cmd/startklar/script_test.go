package main_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/workflow"

	_ "github.com/mattn/go-sqlite3" // for sql
	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are what scripts can say beside testscript's own words.
var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"exits": exits,
	"act":   act,
	"sql":   runSQL,
	"mask":  mask,
}

// setUpScript keeps the settings of the machine out.
func setUpScript(env *testscript.Env) error {
	env.Setenv("COLUMNS", "100")
	env.Setenv("LONG", strings.Repeat("lang ", 201))
	return nil
}

// exits STATUS COMMAND… runs a command and wants that exit status, and nothing on standard output where
// input was refused or the store could not be used. What is wrong with a definition is a report all the same.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
	isCheck := len(args) > 3 && args[2] == "definition" && args[3] == "check"
	if out := ts.ReadFile("stdout"); want > 1 && !isCheck && out != "" {
		ts.Fatalf("a refused command reported %q", out)
	}
}

// act ACTOR TIME JOURNEY ITEM complete | answer FIELD BASE TEXT | standing FIELD STANDING does what people do
// in their browsers. The store is the script's .data/startklar.db.
func act(ts *testscript.TestScript, _ bool, args []string) {
	at, err := calendar.ParseMoment(args[1])
	ts.Check(err)
	a, err := app.Open(context.Background(), app.Options{
		URL: "sqlite:" + ts.MkAbs(".data/startklar.db"), Expect: app.Existing, Clock: func() time.Time { return at },
	})
	ts.Check(err)
	defer a.Close()
	target, item := workflow.Target{Journey: journey.ID(args[2])}, journey.InstanceID(args[3])
	var c workflow.Command
	switch args[4] {
	case "complete":
		c = workflow.CompleteItem{Target: target, Item: item}
	case "answer":
		base, err := strconv.Atoi(args[6])
		ts.Check(err)
		c = workflow.SaveAnswer{Target: target, Item: item, Field: journey.FieldID(args[5]), Base: base, Text: args[7]}
	case "standing":
		c = workflow.DeclareStanding{Target: target, Item: item, Question: journey.FieldID(args[5]), Standing: journey.Standing(args[6])}
	case "terminate":
		c = workflow.TerminateJourney{Target: target, Reason: "slut"}
	default:
		ts.Fatalf("act: unknown deed %s", args[4])
	}
	_, err = a.Desk.Do(context.Background(), person.Actor{ID: person.ID(args[0]), Role: person.System}, "", c)
	ts.Check(err)
}

// sql STATEMENT changes the script's .data/startklar.db behind the program's back.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite3", "file:"+ts.MkAbs(".data/startklar.db"))
	ts.Check(err)
	defer db.Close()
	result, err := db.Exec(args[0])
	ts.Check(err)
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		ts.Fatalf("sql: no row was changed (%v)", err)
	}
}

var hash = regexp.MustCompile(`[0-9a-f]{64}`)

// mask FILE writes the last standard output to a file, with HASH for every hash.
func mask(ts *testscript.TestScript, _ bool, args []string) {
	text := hash.ReplaceAllString(ts.ReadFile("stdout"), "HASH")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.TrimLeft(text, "\n")), 0o600))
}
