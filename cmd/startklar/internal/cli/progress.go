package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"startklar/cmd/startklar/internal/intake"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells how far an import or another long work is: by a bar on a terminal, by a line per stage elsewhere.
type progress struct {
	w        io.Writer
	terminal bool
	name     string
	stage    intake.Stage
	bar      *progressbar.ProgressBar
}

func newProgress(w io.Writer) *progress {
	f, isFile := w.(*os.File)
	return &progress{w: w, terminal: isFile && term.IsTerminal(int(f.Fd()))}
}

// begin begins a file.
func (p *progress) begin(name string) { p.name, p.stage = name, "" }

// tell implements intake.Progress.
func (p *progress) tell(stage intake.Stage, done, total int64) {
	if stage != p.stage {
		p.end()
		p.stage = stage
		what := printable(fmt.Sprintf("%s: %s", p.name, texts.T("intake.stage."+string(stage))))
		if p.terminal {
			p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(what),
				progressbar.OptionShowBytes(stage == intake.Reading), progressbar.OptionShowCount(),
				progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		} else {
			fmt.Fprintln(p.w, what)
		}
	}
	if p.bar != nil {
		_ = p.bar.Set64(done) // a bar that cannot be drawn is no reason to stop
	}
}

// count begins to count something else than an import's stages.
func (p *progress) count(what string, total int) {
	if !p.terminal {
		fmt.Fprintf(p.w, "%s: %d\n", what, total)
		return
	}
	p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
