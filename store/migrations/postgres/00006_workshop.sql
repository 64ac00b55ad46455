-- +goose Up

-- The rooms of workshops. agenda, decisions, parked, minutes, objections and checks are JSON, '' for none.
-- next_due is the day on which time calls for something, '' while it does not.
CREATE TABLE journey_workshops (
    journey     TEXT COLLATE "C" NOT NULL,
    item        TEXT COLLATE "C" NOT NULL,
    ordinal     BIGINT NOT NULL,
    agenda      TEXT COLLATE "C" NOT NULL,
    revision    BIGINT NOT NULL,
    prepared_by TEXT COLLATE "C" NOT NULL,
    prepared_at BIGINT NOT NULL,
    decisions   TEXT COLLATE "C" NOT NULL,
    parked      TEXT COLLATE "C" NOT NULL,
    minutes     TEXT COLLATE "C" NOT NULL,
    objections  TEXT COLLATE "C" NOT NULL,
    checks      TEXT COLLATE "C" NOT NULL,
    next_due    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (journey, item)
);

CREATE INDEX journey_workshops_next_due ON journey_workshops (next_due);

-- Agreements of workshops, withdrawn ones too. texts and answers are JSON, answers '' for none; due_on and
-- done follow from them.
CREATE TABLE journey_agreements (
    journey        TEXT COLLATE "C" NOT NULL,
    id             TEXT COLLATE "C" NOT NULL,
    ordinal        BIGINT NOT NULL,
    item           TEXT COLLATE "C" NOT NULL,
    point_item     TEXT COLLATE "C" NOT NULL,
    point_question TEXT COLLATE "C" NOT NULL,
    made_by        TEXT COLLATE "C" NOT NULL,
    made_at        BIGINT NOT NULL,
    texts          TEXT COLLATE "C" NOT NULL,
    withdrawn      BIGINT NOT NULL,
    reason         TEXT COLLATE "C" NOT NULL,
    answers        TEXT COLLATE "C" NOT NULL,
    due_on         TEXT COLLATE "C" NOT NULL,
    done           BIGINT NOT NULL,
    PRIMARY KEY (journey, id)
);
