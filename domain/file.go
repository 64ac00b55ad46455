package domain

import (
	"crypto/sha256"
	"encoding/hex"
)

// FileHash names a stored file by its content: SHA-256 in lower-case hexadecimal.
type FileHash string

// HashOf returns the name of a content.
func HashOf(data []byte) FileHash {
	sum := sha256.Sum256(data)
	return FileHash(hex.EncodeToString(sum[:]))
}

// Attachment is a file that a command brings along. It is stored in the transaction of the events that name
// its hash; the command's own encoding holds the hash and never the bytes.
type Attachment struct {
	Hash FileHash
	Data []byte
}
