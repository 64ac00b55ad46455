package cli

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"
)

// answer is what a client got.
type answer struct {
	text string
	err  error
}

// serving runs serve with a handler that begins to answer and waits. It returns what ends the handler's wait,
// what ends the serving, and where the client's answer and serve's error come.
func serving(t *testing.T, grace time.Duration) (release, stop func(), answers chan answer, ended chan error) {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun, wait := make(chan struct{}), make(chan struct{})
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		select {
		case <-wait:
			_, _ = io.WriteString(w, "done")
		case <-r.Context().Done():
		}
	})}
	ctx, cancel := context.WithCancel(t.Context())
	answers, ended = make(chan answer, 1), make(chan error, 1)
	go func() { ended <- serve(ctx, listener, server, grace, slog.New(slog.DiscardHandler)) }()
	go func() { answers <- ask(t.Context(), addressOf(listener)) }()
	<-begun
	return func() { close(wait) }, cancel, answers, ended
}

func ask(ctx context.Context, address string) answer {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{err: err}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{string(text), err}
}

func TestRequestsUnderWayFinish(t *testing.T) {
	release, stop, answers, ended := serving(t, time.Minute)
	stop()
	select {
	case err := <-ended:
		t.Fatalf("it ended under a request: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	release()
	if got := <-answers; got.err != nil || got.text != "done" {
		t.Errorf("the client got %q, %v", got.text, got.err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestRequestsThatOutlastTheGraceAreCutOff(t *testing.T) {
	release, stop, answers, ended := serving(t, 10*time.Millisecond)
	defer release()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := <-answers; got.err == nil {
		t.Errorf("the client got %q", got.text)
	}
}

func TestAddressIsOneThatABrowserOpens(t *testing.T) {
	for listen, want := range map[string]string{
		"127.0.0.1:0": `http://127.0.0.1:`, "0.0.0.0:0": `http://localhost:`, ":0": `http://localhost:`,
	} {
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", listen)
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(listener.Addr().String())
		if got := addressOf(listener); got != want+port {
			t.Errorf("%s gives %s", listen, got)
		}
		listener.Close()
	}
}
