// Package link is about addresses that open one thing to whoever holds them: a guest's question, the steering group's
// sheet, a date poll. Only the hash of a link's token is ever kept; making tokens is left to those who may ask for
// chance.
package link

import (
	"crypto/sha256"
	"encoding/hex"
)

// Hash is what is kept of a token: its SHA-256 in hexadecimal. A token has 256 random bits, so that nothing slower
// is needed.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
