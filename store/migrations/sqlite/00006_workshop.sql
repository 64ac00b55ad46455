-- +goose Up

-- The rooms of workshops. agenda, decisions, parked, minutes, objections and checks are JSON, '' for none.
-- next_due is the day on which time calls for something, '' while it does not.
CREATE TABLE journey_workshops (
    journey     TEXT    NOT NULL,
    item        TEXT    NOT NULL,
    ordinal     INTEGER NOT NULL,
    agenda      TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    prepared_by TEXT    NOT NULL,
    prepared_at INTEGER NOT NULL,
    decisions   TEXT    NOT NULL,
    parked      TEXT    NOT NULL,
    minutes     TEXT    NOT NULL,
    objections  TEXT    NOT NULL,
    checks      TEXT    NOT NULL,
    next_due    TEXT    NOT NULL,
    PRIMARY KEY (journey, item)
) STRICT;

CREATE INDEX journey_workshops_next_due ON journey_workshops (next_due);

-- Agreements of workshops, withdrawn ones too. texts and answers are JSON, answers '' for none; due_on and
-- done follow from them.
CREATE TABLE journey_agreements (
    journey        TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    ordinal        INTEGER NOT NULL,
    item           TEXT    NOT NULL,
    point_item     TEXT    NOT NULL,
    point_question TEXT    NOT NULL,
    made_by        TEXT    NOT NULL,
    made_at        INTEGER NOT NULL,
    texts          TEXT    NOT NULL,
    withdrawn      INTEGER NOT NULL,
    reason         TEXT    NOT NULL,
    answers        TEXT    NOT NULL,
    due_on         TEXT    NOT NULL,
    done           INTEGER NOT NULL,
    PRIMARY KEY (journey, id)
) STRICT;
