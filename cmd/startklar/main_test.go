package main_test

import (
	"flag"
	"os"
	"testing"

	"startklar/cmd/startklar/internal/cli"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// With -update the reports in testdata/script are written anew: read the difference before you keep it.
var update = flag.Bool("update", false, "write the expected reports anew")

// TestMain lets the scripts run this very program under its name, and as one on whose disk no file can grow large.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"startklar": func() { os.Exit(cli.Main()) },
		"cramped": func() {
			if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: roomForAStore, Max: roomForAStore}); err != nil {
				panic(err)
			}
			os.Exit(cli.Main())
		},
	})
}

// roomForAStore is room for a store and for some of what a test takes in, in bytes.
const roomForAStore = 1_200_000

// TestScripts runs testdata/script: each file is a story on the command line, with the files it needs and
// the reports it expects. The commands that are not the program's own stand in script_test.go.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Cmds: scriptCommands, Setup: setUpScript, UpdateScripts: *update})
}
