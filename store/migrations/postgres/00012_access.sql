-- +goose Up

-- Who has looked at the counts of a municipality's own citizens. Rows are added and, when they are as old as the
-- settings say, removed; nothing changes them. It stands outside the journal: a look changes nothing. municipality is
-- '' for every municipality, from_month and to_month are '' for an open end; at and as_of are microseconds, as_of 0
-- for the present.
CREATE TABLE accesses (
    number       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           BIGINT NOT NULL,
    actor        TEXT COLLATE "C" NOT NULL,
    on_behalf_of TEXT COLLATE "C" NOT NULL,
    municipality TEXT COLLATE "C" NOT NULL,
    what         TEXT COLLATE "C" NOT NULL,
    from_month   TEXT COLLATE "C" NOT NULL,
    to_month     TEXT COLLATE "C" NOT NULL,
    as_of        BIGINT NOT NULL
);

CREATE INDEX accesses_at ON accesses (at);
CREATE INDEX accesses_municipality ON accesses (municipality, number);
CREATE INDEX accesses_actor ON accesses (actor, number);
