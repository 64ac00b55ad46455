package journal

// Waiting counts the commands that no transaction has taken up.
func (d *Door) Waiting() int { return len(d.queue) }

// Relink makes an event look as if it had been written as it stands: what a forger would do.
func Relink(r *Recorded, previous []byte) {
	r.Previous = previous
	r.Digest = digest(r.Salt, r.Data)
	r.Hash = link(*r)
}

// Chain is the ledger's end after the events.
func Chain(events []Recorded) Ledger {
	var l Ledger
	for _, r := range events {
		l = l.advance(r)
	}
	return l
}
