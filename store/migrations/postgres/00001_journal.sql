-- +goose Up

-- The history. Rows are added and never changed. previous is empty for a stream's first event.
-- Text compares by its bytes, as in SQLite.
CREATE TABLE events (
    position     BIGINT PRIMARY KEY,
    stream_kind  TEXT COLLATE "C" NOT NULL,
    stream_id    TEXT COLLATE "C" NOT NULL,
    number       BIGINT NOT NULL CHECK (number >= 1),
    at           BIGINT NOT NULL,
    actor        TEXT COLLATE "C" NOT NULL,
    on_behalf_of TEXT COLLATE "C" NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    kind_version BIGINT NOT NULL,
    subject      TEXT COLLATE "C" NOT NULL,
    digest       BYTEA NOT NULL,
    previous     BYTEA NOT NULL,
    hash         BYTEA NOT NULL,
    CONSTRAINT events_stream UNIQUE (stream_kind, stream_id, number)
);

-- What the events say. An erased content has no row.
CREATE TABLE payloads (
    position BIGINT PRIMARY KEY REFERENCES events (position),
    salt     BYTEA NOT NULL,
    data     BYTEA NOT NULL
);

-- The end of each stream.
CREATE TABLE heads (
    stream_kind TEXT COLLATE "C" NOT NULL,
    stream_id   TEXT COLLATE "C" NOT NULL,
    number      BIGINT NOT NULL,
    hash        BYTEA  NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (stream_kind, stream_id)
);

-- The end of the order that runs through all streams: one row, which every writer locks first.
CREATE TABLE ledger (
    one      BIGINT PRIMARY KEY CHECK (one = 1),
    position BIGINT NOT NULL,
    hash     BYTEA  NOT NULL
);

INSERT INTO ledger (one, position, hash) VALUES (1, 0, '');

-- What each client key has done.
CREATE TABLE client_keys (
    actor   TEXT COLLATE "C" NOT NULL,
    key     TEXT COLLATE "C" NOT NULL,
    content BYTEA  NOT NULL,
    result  BYTEA  NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);
