package site

import (
	"context"
	"encoding/gob"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"startklar/domain"
	"startklar/domain/person"
	"startklar/templates/parts"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
)

const (
	personKey  = "person"
	seenKey    = "seen"
	noticesKey = "notices"
	actorKey   = "actor"
)

func init() {
	gob.Register([]parts.Notice{})
	gob.Register(time.Time{})
}

func newSessions(o Options) *scs.SessionManager {
	m := scs.New()
	m.Store = o.Sessions
	m.Lifetime = o.SessionLifetime
	m.Cookie.Name = "startklar"
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.HttpOnly, m.Cookie.Secure = true, o.Secure
	return m
}

// LoadSession finds out who is looking. Roles and municipalities are read anew at every request: what was
// taken from somebody is gone at once.
func (s *Site) LoadSession(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		var failed error
		inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			c.SetRequest(r)
			c.Response().Writer = w
			if failed = s.loadActor(c); failed == nil {
				failed = next(c)
			}
			if failed != nil {
				s.Fail(failed, c)
			}
		})
		if strings.HasPrefix(c.Request().URL.Path, "/assets/") {
			return next(c)
		}
		s.sessions.LoadAndSave(inner).ServeHTTP(c.Response().Writer, c.Request())
		return nil
	}
}

// SignIn makes the session somebody's. It gets a new token, so that one that was planted beforehand is worth nothing.
func (s *Site) SignIn(c echo.Context, id person.ID) error {
	ctx := c.Request().Context()
	if err := s.sessions.RenewToken(ctx); err != nil {
		return domain.Fault("renew session", err)
	}
	s.sessions.Put(ctx, personKey, string(id))
	s.sessions.Remove(ctx, behalfKey)
	s.sessions.Put(ctx, seenKey, s.Clock())
	return nil
}

// SignOut forgets who was here.
func (s *Site) SignOut(c echo.Context) error {
	if err := s.sessions.Destroy(c.Request().Context()); err != nil {
		return domain.Fault("destroy session", err)
	}
	return nil
}

func (s *Site) loadActor(c echo.Context) error {
	ctx := c.Request().Context()
	id := s.sessions.GetString(ctx, personKey)
	if id == "" {
		return nil
	}
	if s.idle(ctx) {
		return s.sessions.Destroy(ctx)
	}
	p, err := s.Desk.Person(ctx, person.ID(id))
	if domain.CodeOf(err) == domain.NotFound || err == nil && !p.Active() {
		return s.sessions.Destroy(ctx)
	}
	if err != nil {
		return err
	}
	actor, err := s.actingFor(c, p)
	if err != nil {
		return err
	}
	c.Set(actorKey, actor)
	return nil
}

// seenEvery is how exactly a session knows when it was last used: noting it at every request would make every
// page a write.
const seenEvery = time.Minute

// idle tells whether a session has rested too long, and notes that it is used.
func (s *Site) idle(ctx context.Context) bool {
	now := s.Clock()
	rested := now.Sub(s.sessions.GetTime(ctx, seenKey))
	if rested > s.SessionIdle+seenEvery {
		return true
	}
	if rested >= seenEvery {
		s.sessions.Put(ctx, seenKey, now)
	}
	return false
}

// ActorOf is who is looking; the zero actor for nobody.
func ActorOf(c echo.Context) person.Actor {
	actor, _ := c.Get(actorKey).(person.Actor)
	return actor
}

// RequireActor leads those who are not signed in to the door.
func (s *Site) RequireActor(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if ActorOf(c).ID == "" {
			return domain.Refuse(domain.Unauthenticated, "sign_in", nil)
		}
		return next(c)
	}
}

// Notify leaves a notice for the next page.
func (s *Site) Notify(c echo.Context, n parts.Notice) {
	ctx := c.Request().Context()
	waiting, _ := s.sessions.Get(ctx, noticesKey).([]parts.Notice)
	s.sessions.Put(ctx, noticesKey, append(waiting, n))
}

// takeNotices returns the notices that wait, once.
func (s *Site) takeNotices(c echo.Context) []parts.Notice {
	ctx := c.Request().Context()
	if c.Request().Method != http.MethodGet || ActorOf(c).ID == "" || !s.sessions.Exists(ctx, noticesKey) {
		return nil
	}
	waiting, _ := s.sessions.Pop(ctx, noticesKey).([]parts.Notice)
	return waiting
}

// SignInPath is the door, with the way back to the page that was asked for.
func SignInPath(c echo.Context) string {
	return "/log-ind?" + url.Values{"retur": {c.Request().URL.RequestURI()}}.Encode()
}

// LocalPath keeps a way back within the product: anything that is not a path of ours leads home. A browser takes a
// backslash for a slash, and leaves out tabs and line ends, behind which a second slash could hide.
func LocalPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) || strings.ContainsFunc(path, unicode.IsControl) {
		return "/"
	}
	return path
}
