-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- The editions of a month's statements: what waits for its release (released_at is 0) and what has been released.
-- files and comments are JSON, as is changed: the municipalities whose own counts changed.
CREATE TABLE statement_editions (
    month       TEXT COLLATE "C" NOT NULL,
    number      BIGINT           NOT NULL,
    as_of       BIGINT           NOT NULL,
    reason      TEXT COLLATE "C" NOT NULL,
    changed     TEXT COLLATE "C" NOT NULL,
    frozen_by   TEXT COLLATE "C" NOT NULL,
    frozen_for  TEXT COLLATE "C" NOT NULL,
    frozen_at   BIGINT           NOT NULL,
    released_by TEXT COLLATE "C" NOT NULL,
    released_at BIGINT           NOT NULL,
    files       TEXT COLLATE "C" NOT NULL,
    comments    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (month, number)
);

-- What is to be said to a unit with a month's next release.
CREATE TABLE statement_comments (
    month      TEXT COLLATE "C" NOT NULL,
    unit       TEXT COLLATE "C" NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    revision   BIGINT           NOT NULL,
    written_by TEXT COLLATE "C" NOT NULL,
    written_at BIGINT           NOT NULL,
    erased     BIGINT           NOT NULL,
    PRIMARY KEY (month, unit)
);
