package e2e

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// binary builds the program once for all tests of the package.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "startklar-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "startklar")
	out, err := exec.Command("go", "build", "-o", path, "startklar/cmd/startklar").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	for _, stop := range stopBrowsers {
		stop()
	}
	if path, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// process is a running server.
type process struct {
	command *exec.Cmd
	base    string
}

// start runs the program on a store until the test ends, and returns when it listens.
func start(t *testing.T, store string) *process {
	t.Helper()
	return startAt(t, store, "127.0.0.1:0")
}

// startAt is start at a place of one's own.
func startAt(t *testing.T, store, listen string) *process {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{command: exec.Command(path, "serve", "--demo", "--listen", listen, "--db", store)}
	p.command.Dir = t.TempDir()
	p.command.Stderr = os.Stderr
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			p.base = strings.Fields(lines.Text()[at:])[0]
			go func() {
				for lines.Scan() {
				}
			}()
			return p
		}
	}
	t.Fatal("the server ended without saying where it listens")
	return nil
}

// kill ends the server as a power cut would: it gets no chance to tidy up.
func (p *process) kill() {
	if p.command.ProcessState == nil {
		_ = p.command.Process.Kill()
		_ = p.command.Wait()
	}
}

// client is a browser without JavaScript: it keeps cookies and follows no redirects.
type client struct {
	http *http.Client
	base string
}

func newClient(base string) *client {
	jar, _ := cookiejar.New(nil)
	return &client{base: base, http: &http.Client{
		Jar: jar, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{MaxIdleConnsPerHost: 4},
	}}
}

// signIn goes through the demo door as a person.
func (c *client) signIn(ctx context.Context, person string) error {
	response, err := c.post(ctx, "/log-ind", "application/x-www-form-urlencoded", url.Values{"person": {person}}.Encode())
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("sign in as %s: %s", person, response.Status)
	}
	return nil
}

func (c *client) post(ctx context.Context, path, kind, body string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("Accept", "application/json")
	return c.http.Do(request)
}
