-- +goose Up

-- Everything here follows from the events and can be written anew from them.

-- Journeys. done, total, due_on and stale are sums (the earliest date) over the stages; due_on is '' where
-- nothing is due. name_key orders by the municipality's name.
CREATE TABLE journeys (
    id              TEXT COLLATE "C" PRIMARY KEY,
    municipality    TEXT COLLATE "C" NOT NULL,
    name_key        BYTEA            NOT NULL,
    definition      TEXT COLLATE "C" NOT NULL,
    version         BIGINT           NOT NULL,
    definition_hash TEXT COLLATE "C" NOT NULL,
    started_on      TEXT COLLATE "C" NOT NULL,
    run             TEXT COLLATE "C" NOT NULL,
    ended_on        TEXT COLLATE "C" NOT NULL,
    selected        BIGINT           NOT NULL,
    anchors         TEXT COLLATE "C" NOT NULL,
    changed_at      BIGINT           NOT NULL,
    number          BIGINT           NOT NULL,
    done            BIGINT           NOT NULL,
    total           BIGINT           NOT NULL,
    due_on          TEXT COLLATE "C" NOT NULL,
    stale           BIGINT           NOT NULL
);

CREATE INDEX journeys_municipality ON journeys (municipality, started_on);

CREATE TABLE journey_stages (
    journey   TEXT COLLATE "C" NOT NULL,
    stage     TEXT COLLATE "C" NOT NULL,
    ordinal   BIGINT           NOT NULL,
    state     TEXT COLLATE "C" NOT NULL,
    since     BIGINT           NOT NULL,
    ended_at  BIGINT           NOT NULL,
    closed_by TEXT COLLATE "C" NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    done      BIGINT           NOT NULL,
    total     BIGINT           NOT NULL,
    due_on    TEXT COLLATE "C" NOT NULL,
    stale     BIGINT           NOT NULL,
    PRIMARY KEY (journey, stage)
);

CREATE INDEX journey_stages_state ON journey_stages (stage, state);

-- Instances of plan items. stale_because is NULL where an item is not stale. The last four columns are
-- JSON, '' for none.
CREATE TABLE journey_items (
    journey        TEXT COLLATE "C"  NOT NULL,
    item           TEXT COLLATE "C"  NOT NULL,
    ordinal        BIGINT            NOT NULL,
    number         BIGINT            NOT NULL,
    state          TEXT COLLATE "C"  NOT NULL,
    resume         TEXT COLLATE "C"  NOT NULL,
    assignee       TEXT COLLATE "C"  NOT NULL,
    due_rule       TEXT COLLATE "C"  NOT NULL,
    due_anchor     TEXT COLLATE "C"  NOT NULL,
    due_computed   TEXT COLLATE "C"  NOT NULL,
    due_overridden TEXT COLLATE "C"  NOT NULL,
    due_reason     TEXT COLLATE "C"  NOT NULL,
    stale_because  TEXT COLLATE "C",
    stale_reason   TEXT COLLATE "C"  NOT NULL,
    stale_since    BIGINT            NOT NULL,
    started_at     BIGINT            NOT NULL,
    ended_at       BIGINT            NOT NULL,
    ended_by       TEXT COLLATE "C"  NOT NULL,
    reason         TEXT COLLATE "C"  NOT NULL,
    exception      TEXT COLLATE "C"  NOT NULL,
    sections       TEXT COLLATE "C"  NOT NULL,
    meeting        TEXT COLLATE "C"  NOT NULL,
    documents      TEXT COLLATE "C"  NOT NULL,
    signature      TEXT COLLATE "C"  NOT NULL,
    PRIMARY KEY (journey, item)
);

CREATE TABLE journey_answers (
    journey          TEXT COLLATE "C" NOT NULL,
    item             TEXT COLLATE "C" NOT NULL,
    field            TEXT COLLATE "C" NOT NULL,
    ordinal          BIGINT           NOT NULL,
    text             TEXT COLLATE "C" NOT NULL,
    revision         BIGINT           NOT NULL,
    written_by       TEXT COLLATE "C" NOT NULL,
    written_at       BIGINT           NOT NULL,
    question_version BIGINT           NOT NULL,
    question_hash    TEXT COLLATE "C" NOT NULL,
    erased           BIGINT           NOT NULL,
    standing         TEXT COLLATE "C" NOT NULL,
    standing_by      TEXT COLLATE "C" NOT NULL,
    standing_at      BIGINT           NOT NULL,
    split            BIGINT           NOT NULL,
    owner            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (journey, item, field)
);

-- The published versions of definitions.
CREATE TABLE definitions (
    key     TEXT COLLATE "C" NOT NULL,
    version BIGINT           NOT NULL,
    hash    TEXT COLLATE "C" NOT NULL,
    text    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, version)
);

CREATE TABLE people (
    id       TEXT COLLATE "C" PRIMARY KEY,
    name     TEXT COLLATE "C" NOT NULL,
    name_key BYTEA            NOT NULL,
    role     TEXT COLLATE "C" NOT NULL
);

CREATE TABLE assignments (
    person       TEXT COLLATE "C" NOT NULL,
    ordinal      BIGINT           NOT NULL,
    municipality TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, ordinal)
);

-- Who is signed in. No projection: it has no history. A token stands here as its hash.
CREATE TABLE sessions (
    token_hash BYTEA  PRIMARY KEY,
    data       BYTEA  NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_expires_at ON sessions (expires_at);
