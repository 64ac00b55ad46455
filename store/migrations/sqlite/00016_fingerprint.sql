-- +goose Up

-- Which projections wrote the projected rows: their fingerprint, '' for one that nobody has noted. Every
-- writer reads this row anyway.
ALTER TABLE ledger ADD COLUMN projected_by TEXT NOT NULL DEFAULT '';
