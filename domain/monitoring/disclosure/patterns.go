package disclosure

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"startklar/domain/calendar"
	"startklar/domain/monitoring/figures"

	lru "github.com/hashicorp/golang-lru/v2"
)

// patterns are those that a rule has worked out, each under a digest of the numbers that it follows from: a month
// whose numbers are as they were is not worked out again, whichever book they stand in and whoever delivered others.
type patterns struct {
	mu   sync.Mutex
	kept *lru.Cache[digest, func() *pattern]
}

// digest tells numbers of months apart.
type digest [sha256.Size]byte

// keptPatterns is how many months are kept, each of about 10 kB.
const keptPatterns = 512

func newPatterns() *patterns {
	kept, err := lru.New[digest, func() *pattern](keptPatterns)
	if err != nil {
		panic(err) // the size is above 0
	}
	return &patterns{kept: kept}
}

// pattern is what is hidden of a month of a book. Whoever asks for one that is being worked out waits for it, and for
// no other.
func (r *Rule) pattern(b *figures.Book, m calendar.Month) *pattern {
	d := r.read(b, m)
	return r.patterns.of(d.digest(), func() *pattern { return r.work(d) })()
}

// of gives the pattern of a digest, which work works out if it is not there.
func (p *patterns) of(at digest, work func() *pattern) func() *pattern {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, kept := p.kept.Get(at); kept {
		return known
	}
	once := sync.OnceValue(work)
	p.kept.Add(at, once)
	return once
}

// digest is of all that the month is. Each part tells its length, so that no two months write the same.
func (d delivered) digest() (sum digest) {
	var text []byte
	number := func(n int) { text = binary.AppendVarint(text, int64(n)) }
	word := func(s string) { number(len(s)); text = append(text, s...) }
	number(len(d.names))
	for _, name := range d.names {
		word(name)
	}
	number(len(d.codes))
	for n, code := range d.codes {
		word(string(code))
		number(d.regionOf[n])
		for _, value := range d.rows[n] {
			number(value)
		}
	}
	return sha256.Sum256(text)
}
