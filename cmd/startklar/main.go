// Startklar carries municipalities through the programme "Flere skal med 2": see startklar --help.
package main

import (
	"os"

	"startklar/cmd/startklar/internal/cli"
)

func main() { os.Exit(cli.Main()) }
