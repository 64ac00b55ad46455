-- +goose Up

-- What colleagues say to each other about answers. Dates are '' and moments 0 for none.
ALTER TABLE journey_answers ADD COLUMN due_on TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE journey_answers ADD COLUMN proposed_by TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE journey_comments (
    journey      TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    item         TEXT COLLATE "C" NOT NULL,
    field        TEXT COLLATE "C" NOT NULL,
    text         TEXT COLLATE "C" NOT NULL,
    written_by   TEXT COLLATE "C" NOT NULL,
    role         TEXT COLLATE "C" NOT NULL,
    written_at   BIGINT           NOT NULL,
    private      BIGINT           NOT NULL,
    withdrawn_at BIGINT           NOT NULL,
    erased       BIGINT           NOT NULL,
    PRIMARY KEY (journey, number)
);

CREATE TABLE journey_evidence (
    journey     TEXT COLLATE "C" NOT NULL,
    number      BIGINT           NOT NULL,
    item        TEXT COLLATE "C" NOT NULL,
    field       TEXT COLLATE "C" NOT NULL,
    label       TEXT COLLATE "C" NOT NULL,
    address     TEXT COLLATE "C" NOT NULL,
    file_number TEXT COLLATE "C" NOT NULL,
    attached_by TEXT COLLATE "C" NOT NULL,
    attached_at BIGINT           NOT NULL,
    erased      BIGINT           NOT NULL,
    PRIMARY KEY (journey, number)
);

-- Requests for help. A guest's link stands here as its hash, '' for a colleague with sign-in.
CREATE TABLE journey_requests (
    journey      TEXT COLLATE "C" NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    ordinal      BIGINT           NOT NULL,
    item         TEXT COLLATE "C" NOT NULL,
    question     TEXT COLLATE "C" NOT NULL,
    section      TEXT COLLATE "C" NOT NULL,
    person       TEXT COLLATE "C" NOT NULL,
    email        TEXT COLLATE "C" NOT NULL,
    link_hash    TEXT COLLATE "C" NOT NULL,
    note         TEXT COLLATE "C" NOT NULL,
    due_on       TEXT COLLATE "C" NOT NULL,
    made_by      TEXT COLLATE "C" NOT NULL,
    made_at      BIGINT           NOT NULL,
    opened_at    BIGINT           NOT NULL,
    reminded_at  BIGINT           NOT NULL,
    answered_at  BIGINT           NOT NULL,
    withdrawn_at BIGINT           NOT NULL,
    erased       BIGINT           NOT NULL,
    PRIMARY KEY (journey, id)
);

CREATE INDEX journey_requests_link ON journey_requests (link_hash) WHERE link_hash <> '';

CREATE TABLE journey_proposals (
    journey    TEXT COLLATE "C" NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    ordinal    BIGINT           NOT NULL,
    item       TEXT COLLATE "C" NOT NULL,
    field      TEXT COLLATE "C" NOT NULL,
    request    TEXT COLLATE "C" NOT NULL,
    source     TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    revision   BIGINT           NOT NULL,
    written_by TEXT COLLATE "C" NOT NULL,
    written_at BIGINT           NOT NULL,
    sent_at    BIGINT           NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    decided_at BIGINT           NOT NULL,
    word       TEXT COLLATE "C" NOT NULL,
    erased     BIGINT           NOT NULL,
    PRIMARY KEY (journey, id)
);
