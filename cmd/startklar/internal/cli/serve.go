package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/audit"
	"startklar/cmd/startklar/internal/config"
	"startklar/cmd/startklar/internal/dock"
	"startklar/cmd/startklar/internal/web"
	"startklar/templates"
	"startklar/templates/catalogue"
	"startklar/workflow/journal"
)

// lookForDeliveries is how often it is looked whether deliveries have come, by this process or another.
const lookForDeliveries = 2 * time.Second

type serveCommand struct {
	Listen string `placeholder:"HOST:PORT" help:"Where to listen; port 0 lets the system choose. Default: the setting server.listen, which is ${listen_default} unless set."`
	Demo   bool   `help:"Open the demo door: whoever comes may choose whom to be. Fills nothing."`
	clockFlag
}

// Help tells how it begins and ends.
func (serveCommand) Help() string {
	return "Prints the address once it listens. An absent SQLite file is made. SIGTERM and SIGINT let the requests " +
		"under way finish, for server.shutdown_grace at most; a second signal ends it at once."
}

// Run serves until the session's context ends.
func (c serveCommand) Run(s *session) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	if c.Listen != "" {
		settings.Server.Listen = c.Listen
	}
	a, err := s.openWith(settings, app.Anything, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	log := s.log(settings)
	for _, name := range templates.MissingVendor() {
		log.Warn("the pages will look plain: make assets fetches what is missing", "file", name)
	}
	handler, err := web.New(c.options(s.ctx, a, settings, log))
	if err != nil {
		return err
	}
	schedule, err := housekeeping(a, settings, c.clock(), log)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", settings.Server.Listen)
	if err != nil {
		return refuse("--listen: %w", err)
	}
	fmt.Fprintln(s.stdout, addressOf(listener))
	go schedule.Run(s.ctx)
	go a.Desk.KeepReady(s.ctx, lookForDeliveries, func(err error) { log.Error("figures are not ready", "error", err) })
	return serve(s.ctx, listener, newServer(settings.Server, handler, log), settings.Server.ShutdownGrace, log)
}

func (c serveCommand) options(ctx context.Context, a *app.App, settings config.Config, log *slog.Logger) web.Options {
	return web.Options{
		Printer: printer(),
		Desk:    a.Desk, Definitions: a.Library, Monitoring: a.Monitoring, Sessions: a.Store.Sessions(),
		SessionIdle: settings.Sessions.IdleTimeout, SessionLifetime: settings.Sessions.Lifetime,
		Clock: c.clock(), Log: log, Language: catalogue.ParseLang(settings.Language.Default),
		Verifier: audit.New(ctx, verify(a), time.Now, log), ClientKeys: settings.Retention.ClientKeys, Accesses: settings.Retention.Accesses,
		Dock: dock.New(ctx, dock.Options{Intake: a.Intake, Desk: a.Desk, Clock: c.clock(), Log: log, MaxBytes: settings.Limits.RecordBytes}), RecordBytes: settings.Limits.RecordBytes,
		TrustedProxies: settings.Server.TrustedProxies, BodyBytes: settings.Limits.BodyBytes, UploadBytes: settings.Limits.UploadBytes,
		BaseURL: settings.Server.BaseURL, Secure: strings.HasPrefix(settings.Server.BaseURL, "https://"), Demo: c.Demo,
	}
}

func newServer(settings config.Server, handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: settings.ReadHeaderTimeout, ReadTimeout: settings.ReadTimeout,
		IdleTimeout: settings.IdleTimeout, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers requests until the context ends, and then lets those under way finish, for the grace at most.
func serve(ctx context.Context, listener net.Listener, server *http.Server, grace time.Duration, log *slog.Logger) error {
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping", "grace", grace)
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := server.Shutdown(limit)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests were cut off: they took longer than the grace")
		err = server.Close()
	}
	return err
}

// addressOf is what a person opens in a browser.
func addressOf(listener net.Listener) string {
	at, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return "http://" + listener.Addr().String()
	}
	host := at.IP.String()
	if at.IP.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(at.Port))
}

// verify is what the keeping page has recomputed.
func verify(a *app.App) func(context.Context) (journal.Report, error) {
	return func(ctx context.Context) (journal.Report, error) {
		found, err := a.Verify(ctx)
		return found.Report, err
	}
}
