package main_test

import (
	"bufio"
	"context"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// served is a running server.
type served struct {
	command *exec.Cmd
	address string
}

// serveStore runs the program on a store and returns when it says where it listens.
func serveStore(t *testing.T, store string, args ...string) served {
	t.Helper()
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--db", store}, args...)
	command := exec.CommandContext(t.Context(), "startklar", args...)
	command.Dir = t.TempDir()
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://127.0.0.1:") {
		t.Fatalf("it said %q, %v", line, err)
	}
	return served{command, strings.TrimSpace(line)}
}

// ask sends a request and returns the answer's status.
func (s served) ask(t *testing.T, method, path string) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, s.address+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

// stop sends a signal and wants a clean end.
func (s served) stop(t *testing.T, signal syscall.Signal) {
	t.Helper()
	if err := s.command.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if err := s.command.Wait(); err != nil {
		t.Errorf("after %v: %v", signal, err)
	}
}

func TestServeListensUntilItIsToldToStop(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		s := serveStore(t, "sqlite:"+filepath.Join(t.TempDir(), "store.db"))
		if status := s.ask(t, http.MethodGet, "/klar"); status != http.StatusOK {
			t.Errorf("got %d", status)
		}
		s.stop(t, signal)
	}
}

func TestDemoDoorOpensByTheFlagAloneAndFillsNothing(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "store.db")
	for _, test := range []struct {
		flags []string
		open  bool
	}{{nil, false}, {[]string{"--demo"}, true}} {
		s := serveStore(t, store, test.flags...)
		status := s.ask(t, http.MethodPost, "/log-ind")
		// Open, it wants to know who comes; closed, there is nothing that one could do without being signed in.
		if open := status == http.StatusUnprocessableEntity; open != test.open || !open && status != http.StatusUnauthorized {
			t.Errorf("with %v the door gives %d", test.flags, status)
		}
		s.stop(t, syscall.SIGTERM)
	}
	out, err := exec.CommandContext(t.Context(), "startklar", "status", "--format", "json", "--db", store).Output()
	if err != nil || strings.TrimSpace(string(out)) != "[]" {
		t.Errorf("the store holds %s, %v", out, err)
	}
}

func TestServeRefusesAnAddressInUse(t *testing.T) {
	first := serveStore(t, "sqlite:"+filepath.Join(t.TempDir(), "first.db"))
	defer first.stop(t, syscall.SIGTERM)
	command := exec.CommandContext(t.Context(), "startklar", "serve", "--listen", strings.TrimPrefix(first.address, "http://"),
		"--db", "sqlite:"+filepath.Join(t.TempDir(), "second.db"))
	if out, err := command.Output(); command.ProcessState.ExitCode() != 2 || len(out) > 0 {
		t.Errorf("got %v, %s", err, out)
	}
}
