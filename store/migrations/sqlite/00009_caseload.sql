-- +goose Up

-- What those who carry many journeys need to know of each. The first four counts are of a checklist's
-- questions by standing. workshop_* are '' until there is something to say; the *_at are microseconds, 0 for
-- not yet.
CREATE TABLE journey_cases (
    journey       TEXT    PRIMARY KEY,
    not_begun     INTEGER NOT NULL,
    clarifying    INTEGER NOT NULL,
    for_workshop  INTEGER NOT NULL,
    clear         INTEGER NOT NULL,
    workshop      TEXT    NOT NULL,
    workshop_on   TEXT    NOT NULL,
    workshop_at   TEXT    NOT NULL,
    workshop_held TEXT    NOT NULL,
    ready_at      INTEGER NOT NULL,
    signed_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a journey waits for now, the most pressing first. roles are separated by commas.
CREATE TABLE journey_waits (
    journey  TEXT    NOT NULL,
    item     TEXT    NOT NULL,
    ordinal  INTEGER NOT NULL,
    roles    TEXT    NOT NULL,
    assignee TEXT    NOT NULL,
    due_on   TEXT    NOT NULL,
    from_on  TEXT    NOT NULL,
    PRIMARY KEY (journey, item)
) STRICT, WITHOUT ROWID;

-- When each person last left something in a journey.
CREATE TABLE journey_traces (
    journey TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (journey, person)
) STRICT, WITHOUT ROWID;

-- Work notes about municipalities, which the municipalities do not see. text is '' where it was erased.
CREATE TABLE work_notes (
    municipality TEXT    NOT NULL,
    note         INTEGER NOT NULL,
    text         TEXT    NOT NULL,
    written_by   TEXT    NOT NULL,
    written_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    erased       INTEGER NOT NULL,
    PRIMARY KEY (municipality, note)
) STRICT, WITHOUT ROWID;

-- What a person has chosen to see again. query is that of the address. A built-in view, which has neither name
-- nor query, has a row only where the person begins with it.
CREATE TABLE saved_views (
    person   TEXT    NOT NULL,
    view     TEXT    NOT NULL,
    ordinal  INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    query    TEXT    NOT NULL,
    standard INTEGER NOT NULL,
    PRIMARY KEY (person, view)
) STRICT, WITHOUT ROWID;
