package cli

import (
	"log/slog"
	"os"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/config"
	"startklar/domain/calendar"
	"startklar/domain/person"
)

// actor is who acts on the command line.
var actor = person.SystemActor("cli")

// moment is a flag that takes a TIME.
type moment struct{ time.Time }

// UnmarshalText reads a TIME.
func (m *moment) UnmarshalText(text []byte) (err error) {
	m.Time, err = calendar.ParseMoment(string(text))
	return err
}

// clockFlag is for commands to which the time of day matters.
type clockFlag struct {
	Now moment `placeholder:"TIME" help:"Act as if it were TIME; the clock stands still there."`
}

// clock is the time that the command goes by.
func (f clockFlag) clock() func() time.Time {
	if f.Now.IsZero() {
		return time.Now
	}
	return func() time.Time { return f.Now.Time }
}

// today is the date in Copenhagen.
func (f clockFlag) today() calendar.Date { return calendar.DateOf(f.clock()()) }

// settings reads the settings and puts the flags over them.
func (s *session) settings() (config.Config, error) {
	settings, err := config.Load(s.line.Config, os.Environ())
	if err != nil {
		return settings, refuse("settings: %w", err)
	}
	if s.line.DB != "" {
		settings.Database.URL = s.line.DB
	}
	return settings, nil
}

// log writes to standard error, as the settings say.
func (s *session) log(settings config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: settings.Log.Level}
	if settings.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(s.stderr, options))
	}
	return slog.New(slog.NewTextHandler(s.stderr, options))
}

// open opens the program on the store that the command is for, and logs that the command runs.
func (s *session) open(expect app.Expectation, clock func() time.Time) (*app.App, error) {
	settings, err := s.settings()
	if err != nil {
		return nil, err
	}
	return s.openWith(settings, expect, clock)
}

func (s *session) openWith(settings config.Config, expect app.Expectation, clock func() time.Time) (*app.App, error) {
	log := s.log(settings)
	a, err := app.Open(s.ctx, app.Options{
		URL: settings.Database.URL, Expect: expect, Definitions: settings.Definitions.Paths, Clock: clock,
		MaxBatch: settings.Writer.MaxBatch, CacheStreams: settings.Journal.CacheStreams,
		ReadConnections: settings.Database.ReadConnections, Threshold: settings.Disclosure.Threshold, Log: log,
	})
	if err == nil {
		log.InfoContext(s.ctx, "command", "actor", actor.ID, "command", s.command)
	}
	return a, err
}
