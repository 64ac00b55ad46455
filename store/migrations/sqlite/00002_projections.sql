-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Journeys. done, total, due_on and stale are sums (the earliest date) over the stages; due_on is '' where
-- nothing is due. name_key orders by the municipality's name.
CREATE TABLE journeys (
    id              TEXT    PRIMARY KEY,
    municipality    TEXT    NOT NULL,
    name_key        BLOB    NOT NULL,
    definition      TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    definition_hash TEXT    NOT NULL,
    started_on      TEXT    NOT NULL,
    run             TEXT    NOT NULL,
    ended_on        TEXT    NOT NULL,
    selected        INTEGER NOT NULL,
    anchors         TEXT    NOT NULL,
    changed_at      INTEGER NOT NULL,
    number          INTEGER NOT NULL,
    done            INTEGER NOT NULL,
    total           INTEGER NOT NULL,
    due_on          TEXT    NOT NULL,
    stale           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX journeys_municipality ON journeys (municipality, started_on);

CREATE TABLE journey_stages (
    journey   TEXT    NOT NULL,
    stage     TEXT    NOT NULL,
    ordinal   INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    ended_at  INTEGER NOT NULL,
    closed_by TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    done      INTEGER NOT NULL,
    total     INTEGER NOT NULL,
    due_on    TEXT    NOT NULL,
    stale     INTEGER NOT NULL,
    PRIMARY KEY (journey, stage)
) STRICT, WITHOUT ROWID;

CREATE INDEX journey_stages_state ON journey_stages (stage, state);

-- Instances of plan items. stale_because is NULL where an item is not stale. The last four columns are
-- JSON, '' for none.
CREATE TABLE journey_items (
    journey        TEXT    NOT NULL,
    item           TEXT    NOT NULL,
    ordinal        INTEGER NOT NULL,
    number         INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    resume         TEXT    NOT NULL,
    assignee       TEXT    NOT NULL,
    due_rule       TEXT    NOT NULL,
    due_anchor     TEXT    NOT NULL,
    due_computed   TEXT    NOT NULL,
    due_overridden TEXT    NOT NULL,
    due_reason     TEXT    NOT NULL,
    stale_because  TEXT,
    stale_reason   TEXT    NOT NULL,
    stale_since    INTEGER NOT NULL,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER NOT NULL,
    ended_by       TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    exception      TEXT    NOT NULL,
    sections       TEXT    NOT NULL,
    meeting        TEXT    NOT NULL,
    documents      TEXT    NOT NULL,
    signature      TEXT    NOT NULL,
    PRIMARY KEY (journey, item)
) STRICT;

CREATE TABLE journey_answers (
    journey          TEXT    NOT NULL,
    item             TEXT    NOT NULL,
    field            TEXT    NOT NULL,
    ordinal          INTEGER NOT NULL,
    text             TEXT    NOT NULL,
    revision         INTEGER NOT NULL,
    written_by       TEXT    NOT NULL,
    written_at       INTEGER NOT NULL,
    question_version INTEGER NOT NULL,
    question_hash    TEXT    NOT NULL,
    erased           INTEGER NOT NULL,
    standing         TEXT    NOT NULL,
    standing_by      TEXT    NOT NULL,
    standing_at      INTEGER NOT NULL,
    split            INTEGER NOT NULL,
    owner            TEXT    NOT NULL,
    PRIMARY KEY (journey, item, field)
) STRICT;

-- The published versions of definitions.
CREATE TABLE definitions (
    key     TEXT    NOT NULL,
    version INTEGER NOT NULL,
    hash    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    PRIMARY KEY (key, version)
) STRICT;

CREATE TABLE people (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key BLOB NOT NULL,
    role     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
    person       TEXT    NOT NULL,
    ordinal      INTEGER NOT NULL,
    municipality TEXT    NOT NULL,
    PRIMARY KEY (person, ordinal)
) STRICT, WITHOUT ROWID;

-- Who is signed in. No projection: it has no history. A token stands here as its hash.
CREATE TABLE sessions (
    token_hash BLOB    PRIMARY KEY,
    data       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_expires_at ON sessions (expires_at);
