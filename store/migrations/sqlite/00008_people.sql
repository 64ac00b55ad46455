-- +goose Up

-- How a person is reached, whether they have left (0 for no), and when they are away ('' for not).
ALTER TABLE people ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN ended_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN away_from TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN away_to TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN deputy TEXT NOT NULL DEFAULT '';

CREATE INDEX people_deputy ON people (deputy, away_to);
CREATE INDEX assignments_municipality ON assignments (municipality);

-- Who is whose consultant stands in assignments; here, since when and by which handover.
CREATE TABLE consultancies (
    municipality TEXT    PRIMARY KEY,
    consultant   TEXT    NOT NULL,
    since        INTEGER NOT NULL,
    handover     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- municipalities is a JSON list. on_date is the day from which the receiver has them.
CREATE TABLE handovers (
    id             TEXT    PRIMARY KEY,
    giver          TEXT    NOT NULL,
    receiver       TEXT    NOT NULL,
    municipalities TEXT    NOT NULL,
    on_date        TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    note_erased    INTEGER NOT NULL,
    state          TEXT    NOT NULL,
    planned_by     TEXT    NOT NULL,
    planned_at     INTEGER NOT NULL,
    ended_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX handovers_state ON handovers (state, on_date);
CREATE INDEX handovers_receiver ON handovers (receiver);

-- Messages. notice names a text of the catalogue, args are JSON; subject and text are what a person wrote. The
-- about_ columns say what a message is about, '' for nothing. withdrawn_at is 0 while it stands.
CREATE TABLE messages (
    id           TEXT    PRIMARY KEY,
    sender       TEXT    NOT NULL,
    behalf       TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    notice       TEXT    NOT NULL,
    args         TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    about_kind   TEXT    NOT NULL,
    about_id     TEXT    NOT NULL,
    about_item   TEXT    NOT NULL,
    about_field  TEXT    NOT NULL,
    withdrawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_sender ON messages (sender, at);

-- Whom a message is for: a person, or a role in a municipality ('' for anywhere).
CREATE TABLE message_audiences (
    message      TEXT    NOT NULL,
    ordinal      INTEGER NOT NULL,
    person       TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    municipality TEXT    NOT NULL,
    line         TEXT    NOT NULL,
    PRIMARY KEY (message, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_audiences_person ON message_audiences (person, message);
CREATE INDEX message_audiences_role ON message_audiences (role, municipality, message);

-- Who has read a message, in order.
CREATE TABLE message_reads (
    message TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (message, person)
) STRICT, WITHOUT ROWID;
