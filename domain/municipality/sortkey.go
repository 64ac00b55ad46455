package municipality

import (
	"bytes"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators holds *collator: one cannot serve two goroutines at a time.
var collators = sync.Pool{New: func() any {
	return &collator{Collator: collate.New(language.Danish)}
}}

type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

// SortKey returns bytes that order names as Danes do: æ, ø, å last, "Aa" as
// "Å", lower case before upper where nothing else differs. Databases disagree
// about Danish, so the key is stored and compared as bytes. Keys of another
// version of golang.org/x/text may differ: recompute them all when it changes.
func SortKey(name string) []byte {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	defer c.buffer.Reset()
	return slices.Clone(c.KeyFromString(&c.buffer, name))
}

// Compare orders two names by their [SortKey]: -1, 0 or +1.
func Compare(a, b string) int { return bytes.Compare(keyOf(a), keyOf(b)) }

// keyOf is the key of a name; those of the municipalities, which every list is ordered by, are kept.
func keyOf(name string) []byte {
	if key, kept := municipalityKeys()[name]; kept {
		return key
	}
	return SortKey(name)
}

var municipalityKeys = sync.OnceValue(func() map[string][]byte {
	keys := map[string][]byte{}
	for _, m := range All() {
		keys[m.Name] = SortKey(m.Name)
	}
	return keys
})
