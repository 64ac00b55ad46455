package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// SaltSize is the length of an event's salt in bytes.
const SaltSize = 16

// digest is the salted digest of an event's content.
func digest(salt, data []byte) []byte {
	h := sha256.New()
	writePart(h, salt)
	writePart(h, data)
	return h.Sum(nil)
}

// link is the hash of an event's header: every column except the hash itself.
func link(r Recorded) []byte {
	h := sha256.New()
	writeInt(h, r.Position)
	writePart(h, []byte(r.Stream.Kind))
	writePart(h, []byte(r.Stream.ID))
	writeInt(h, r.Number)
	writeInt(h, r.At)
	writePart(h, []byte(r.Actor))
	writePart(h, []byte(r.OnBehalfOf))
	writePart(h, []byte(r.Kind))
	writeInt(h, int64(r.KindVersion))
	writePart(h, []byte(r.Subject))
	writePart(h, r.Digest)
	writePart(h, r.Previous)
	return h.Sum(nil)
}

// advance is the ledger's end after an event.
func (l Ledger) advance(r Recorded) Ledger {
	h := sha256.New()
	writePart(h, l.Hash)
	writePart(h, r.Hash)
	return Ledger{Position: r.Position, Hash: h.Sum(nil)}
}

// writePart writes a length before the bytes, so that no two rows share an encoding.
func writePart(h hash.Hash, part []byte) {
	writeInt(h, int64(len(part)))
	h.Write(part)
}

func writeInt(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

// intact tells whether an event's content is what its header says, or has been erased as a whole.
func (r Recorded) intact() bool {
	if r.Salt == nil && r.Data == nil {
		return true
	}
	return bytes.Equal(r.Digest, digest(r.Salt, r.Data))
}
