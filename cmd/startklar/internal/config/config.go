// Package config holds the settings of the service: their names, defaults and
// limits, and the one way in which they are read.
//
// A setting is taken from the first of these that has it: an environment
// variable STARTKLAR_<SECTION>_<KEY>, the settings file, the default. A name
// that nobody knows or a value outside its limits stops the start; nothing is
// ignored and nothing is put right in silence.
//
// The package knows no other package of the program, opens nothing but the
// settings file, and never repeats a refused value: it may hold a password.
//
// To add a setting: give a struct below a field with its three tags, Default a
// value, and config.yaml a commented line. A test compares the three.
package config

import (
	"log/slog"
	"net"
	"net/netip"
	"time"
)

// Config is every setting of the service. Each field carries its name in the
// file (yaml), its limits (validate), and the same limits in words (allowed),
// which finish the sentence "must be …" in messages and in config.yaml.
type Config struct {
	Server      Server      `yaml:"server"`
	Database    Database    `yaml:"database"`
	Writer      Writer      `yaml:"writer"`
	Journal     Journal     `yaml:"journal"`
	Sessions    Sessions    `yaml:"sessions"`
	Retention   Retention   `yaml:"retention"`
	Disclosure  Disclosure  `yaml:"disclosure"`
	Log         Log         `yaml:"log"`
	Language    Language    `yaml:"language"`
	Definitions Definitions `yaml:"definitions"`
	Limits      Limits      `yaml:"limits"`
}

// Server says where the service listens and how long it waits for a client.
type Server struct {
	Listen            string         `yaml:"listen" validate:"listen" allowed:"HOST:PORT or :PORT, such as 127.0.0.1:8080"`
	BaseURL           string         `yaml:"base_url" validate:"omitempty,base_url" allowed:"empty, or http:// or https:// with a host and no path, such as https://startklar.example.dk"`
	ReadHeaderTimeout time.Duration  `yaml:"read_header_timeout" validate:"min=1s,max=1m" allowed:"a duration from 1s to 1m"`
	ReadTimeout       time.Duration  `yaml:"read_timeout" validate:"min=1s,max=1h" allowed:"a duration from 1s to 1h"`
	IdleTimeout       time.Duration  `yaml:"idle_timeout" validate:"min=1s,max=1h" allowed:"a duration from 1s to 1h"`
	ShutdownGrace     time.Duration  `yaml:"shutdown_grace" validate:"min=0s,max=10m" allowed:"a duration from 0s to 10m"`
	TrustedProxies    []netip.Prefix `yaml:"trusted_proxies" allowed:"a list of CIDR networks, such as [10.0.0.0/8]"`
}

// Database says where the store is.
type Database struct {
	// URL may hold a password: it belongs in no log.
	URL             string `yaml:"url" validate:"database_url" allowed:"sqlite:PATH or postgres://USER@HOST/NAME"`
	ReadConnections int    `yaml:"read_connections" validate:"min=1,max=256" allowed:"a whole number from 1 to 256"`
}

// Writer tunes the one writer, which groups waiting commands under a commit.
type Writer struct {
	MaxBatch int `yaml:"max_batch" validate:"min=1,max=1024" allowed:"a whole number from 1 to 1024"`
}

// Journal tunes the memory of the journal.
type Journal struct {
	CacheStreams int `yaml:"cache_streams" validate:"min=1,max=100000" allowed:"a whole number from 1 to 100000"`
}

// Sessions says how long a person stays signed in.
type Sessions struct {
	IdleTimeout time.Duration `yaml:"idle_timeout" validate:"min=1m,ltefield=Lifetime" allowed:"a duration from 1m, no longer than sessions.lifetime"`
	Lifetime    time.Duration `yaml:"lifetime" validate:"min=1m,max=168h,gtefield=IdleTimeout" allowed:"a duration from 1m to 168h, no shorter than sessions.idle_timeout"`
}

// Retention says how long technical traces are kept. The history itself is kept; what a person wrote in it is erased
// by a command, with a reason.
type Retention struct {
	ClientKeys time.Duration `yaml:"client_keys" validate:"min=24h,max=87600h" allowed:"a duration from 24h to 87600h"`
	Accesses   time.Duration `yaml:"accesses" validate:"min=4320h,max=87600h" allowed:"a duration from 4320h to 87600h"`
}

// Disclosure says what outsiders may see of a municipality's citizens.
type Disclosure struct {
	// Threshold is the smallest count that is shown to others.
	Threshold int `yaml:"threshold" validate:"min=3,max=50" allowed:"a whole number from 3 to 50"`
}

// Log says what the service logs, to standard error.
type Log struct {
	Level  slog.Level `yaml:"level" validate:"oneof=-4 0 4 8" allowed:"debug, info, warn or error"`
	Format string     `yaml:"format" validate:"oneof=text json" allowed:"text or json"`
}

// Language is about the words on the screen.
type Language struct {
	Default string `yaml:"default" validate:"oneof=da en" allowed:"da or en"`
}

// Definitions names the definitions of journeys that come on top of the
// built-in ones.
type Definitions struct {
	Paths []string `yaml:"paths" validate:"dive,required" allowed:"a list of file names, such as [/etc/startklar/pilot.yaml]"`
}

// Limits bounds what a client may send.
type Limits struct {
	// BodyBytes is the largest request body but for uploads, in bytes.
	BodyBytes int64 `yaml:"body_bytes" validate:"min=65536,max=1073741824" allowed:"a whole number from 65536 (64 KiB) to 1073741824 (1 GiB)"`
	// UploadBytes is the largest file that can be put into the starter pack, in bytes.
	UploadBytes int64 `yaml:"upload_bytes" validate:"min=65536,max=104857600" allowed:"a whole number from 65536 (64 KiB) to 104857600 (100 MiB)"`
	// RecordBytes is the largest file of records that can be taken in on the page, in bytes.
	RecordBytes int64 `yaml:"record_bytes" validate:"min=65536,max=17179869184" allowed:"a whole number from 65536 (64 KiB) to 17179869184 (16 GiB)"`
}

// Default returns the settings of a service that nobody has configured: it
// serves its own machine from a SQLite file below the working directory.
func Default() Config {
	return Config{
		Server: Server{
			Listen:            "127.0.0.1:8080",
			ReadHeaderTimeout: 5 * time.Second,
			ReadTimeout:       time.Minute,
			IdleTimeout:       2 * time.Minute,
			ShutdownGrace:     15 * time.Second,
		},
		Database:   Database{URL: "sqlite:.data/startklar.db", ReadConnections: 4},
		Writer:     Writer{MaxBatch: 128},
		Journal:    Journal{CacheStreams: 1024},
		Sessions:   Sessions{IdleTimeout: time.Hour, Lifetime: 12 * time.Hour},
		Retention:  Retention{ClientKeys: 90 * 24 * time.Hour, Accesses: 2 * 365 * 24 * time.Hour},
		Disclosure: Disclosure{Threshold: 5},
		Log:        Log{Level: slog.LevelInfo, Format: "text"},
		Language:   Language{Default: "da"},
		Limits:     Limits{BodyBytes: 32 << 20, UploadBytes: 20 << 20, RecordBytes: 1 << 30},
	}
}

// PublicURL is the address that links in mails and calendars begin with,
// without a closing slash: base_url, or else http:// and the listen address.
func (s Server) PublicURL() string {
	if s.BaseURL != "" {
		return s.BaseURL
	}
	host, port, err := net.SplitHostPort(s.Listen)
	if err != nil || host == "" {
		return "http://localhost:" + port
	}
	return "http://" + net.JoinHostPort(host, port)
}
