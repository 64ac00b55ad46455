package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"startklar/domain"
)

// encode returns the stored bytes of a body. They are hashed as they are and never encoded again.
func encode(b domain.Body) ([]byte, error) { return json.Marshal(b) }

// contentOf is what two commands under one client key are compared by. A command with a NUL character in it is
// Invalid: not every store can keep one.
func contentOf(c Command) ([]byte, error) {
	data, err := json.Marshal(c)
	if err != nil {
		return nil, domain.Fault("encode command "+c.CommandName(), err)
	}
	if bytes.Contains(data, []byte(`\u0000`)) {
		return nil, domain.Refuse(domain.Invalid, "not_text", nil)
	}
	h := sha256.New()
	writePart(h, []byte(c.CommandName()))
	writePart(h, data)
	return h.Sum(nil), nil
}

// Decode turns a stored event into one that a subject can evolve with; a missing content gives a nil Body.
func Decode(s Subject, r Recorded) (domain.Event, error) {
	e := domain.Event{
		Number: r.Number, At: time.UnixMicro(r.At).UTC(), Actor: r.Actor, OnBehalfOf: r.OnBehalfOf,
		Kind: r.Kind, KindVersion: r.KindVersion, Subject: r.Subject,
	}
	if r.Erased() {
		return e, nil
	}
	body, err := bodyFor(s, r.Kind, r.KindVersion)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal(r.Data, body); err != nil {
		return e, fmt.Errorf("event %s number %d: %w", r.Stream, r.Number, err)
	}
	e.Body = body
	return e, nil
}

func bodyFor(s Subject, kind string, version int) (domain.Body, error) {
	if kind == erasedKind {
		return &PayloadErased{}, nil
	}
	return s.Body(kind, version)
}

func versionOf(b domain.Body) int {
	if v, ok := b.(Versioned); ok {
		return v.EventVersion()
	}
	return 1
}
