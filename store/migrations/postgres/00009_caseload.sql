-- +goose Up

-- What those who carry many journeys need to know of each. The first four counts are of a checklist's
-- questions by standing. workshop_* are '' until there is something to say; the *_at are microseconds, 0 for
-- not yet.
CREATE TABLE journey_cases (
    journey       TEXT COLLATE "C"    PRIMARY KEY,
    not_begun     BIGINT NOT NULL,
    clarifying    BIGINT NOT NULL,
    for_workshop  BIGINT NOT NULL,
    clear         BIGINT NOT NULL,
    workshop      TEXT COLLATE "C"    NOT NULL,
    workshop_on   TEXT COLLATE "C"    NOT NULL,
    workshop_at   TEXT COLLATE "C"    NOT NULL,
    workshop_held TEXT COLLATE "C"    NOT NULL,
    ready_at      BIGINT NOT NULL,
    signed_at     BIGINT NOT NULL
);

-- What a journey waits for now, the most pressing first. roles are separated by commas.
CREATE TABLE journey_waits (
    journey  TEXT COLLATE "C"    NOT NULL,
    item     TEXT COLLATE "C"    NOT NULL,
    ordinal  BIGINT NOT NULL,
    roles    TEXT COLLATE "C"    NOT NULL,
    assignee TEXT COLLATE "C"    NOT NULL,
    due_on   TEXT COLLATE "C"    NOT NULL,
    from_on  TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (journey, item)
);

-- When each person last left something in a journey.
CREATE TABLE journey_traces (
    journey TEXT COLLATE "C"    NOT NULL,
    person  TEXT COLLATE "C"    NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (journey, person)
);

-- Work notes about municipalities, which the municipalities do not see. text is '' where it was erased.
CREATE TABLE work_notes (
    municipality TEXT COLLATE "C"    NOT NULL,
    note         BIGINT NOT NULL,
    text         TEXT COLLATE "C"    NOT NULL,
    written_by   TEXT COLLATE "C"    NOT NULL,
    written_at   BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    erased       BIGINT NOT NULL,
    PRIMARY KEY (municipality, note)
);

-- What a person has chosen to see again. query is that of the address. A built-in view, which has neither name
-- nor query, has a row only where the person begins with it.
CREATE TABLE saved_views (
    person   TEXT COLLATE "C"    NOT NULL,
    view     TEXT COLLATE "C"    NOT NULL,
    ordinal  BIGINT NOT NULL,
    name     TEXT COLLATE "C"    NOT NULL,
    query    TEXT COLLATE "C"    NOT NULL,
    standard BIGINT NOT NULL,
    PRIMARY KEY (person, view)
);
