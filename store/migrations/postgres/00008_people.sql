-- +goose Up

-- How a person is reached, whether they have left (0 for no), and when they are away ('' for not).
ALTER TABLE people ADD COLUMN phone TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN email TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN ended_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN away_from TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN away_to TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN deputy TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX people_deputy ON people (deputy, away_to);
CREATE INDEX assignments_municipality ON assignments (municipality);

-- Who is whose consultant stands in assignments; here, since when and by which handover.
CREATE TABLE consultancies (
    municipality TEXT COLLATE "C"    PRIMARY KEY,
    consultant   TEXT COLLATE "C"    NOT NULL,
    since        BIGINT NOT NULL,
    handover     TEXT COLLATE "C"    NOT NULL
);

-- municipalities is a JSON list. on_date is the day from which the receiver has them.
CREATE TABLE handovers (
    id             TEXT COLLATE "C"    PRIMARY KEY,
    giver          TEXT COLLATE "C"    NOT NULL,
    receiver       TEXT COLLATE "C"    NOT NULL,
    municipalities TEXT COLLATE "C"    NOT NULL,
    on_date        TEXT COLLATE "C"    NOT NULL,
    note           TEXT COLLATE "C"    NOT NULL,
    note_erased    BIGINT NOT NULL,
    state          TEXT COLLATE "C"    NOT NULL,
    planned_by     TEXT COLLATE "C"    NOT NULL,
    planned_at     BIGINT NOT NULL,
    ended_at       BIGINT NOT NULL
);

CREATE INDEX handovers_state ON handovers (state, on_date);
CREATE INDEX handovers_receiver ON handovers (receiver);

-- Messages. notice names a text of the catalogue, args are JSON; subject and text are what a person wrote. The
-- about_ columns say what a message is about, '' for nothing. withdrawn_at is 0 while it stands.
CREATE TABLE messages (
    id           TEXT COLLATE "C"    PRIMARY KEY,
    sender       TEXT COLLATE "C"    NOT NULL,
    behalf       TEXT COLLATE "C"    NOT NULL,
    at           BIGINT NOT NULL,
    notice       TEXT COLLATE "C"    NOT NULL,
    args         TEXT COLLATE "C"    NOT NULL,
    subject      TEXT COLLATE "C"    NOT NULL,
    text         TEXT COLLATE "C"    NOT NULL,
    about_kind   TEXT COLLATE "C"    NOT NULL,
    about_id     TEXT COLLATE "C"    NOT NULL,
    about_item   TEXT COLLATE "C"    NOT NULL,
    about_field  TEXT COLLATE "C"    NOT NULL,
    withdrawn_at BIGINT NOT NULL
);

CREATE INDEX messages_sender ON messages (sender, at);

-- Whom a message is for: a person, or a role in a municipality ('' for anywhere).
CREATE TABLE message_audiences (
    message      TEXT COLLATE "C"    NOT NULL,
    ordinal      BIGINT NOT NULL,
    person       TEXT COLLATE "C"    NOT NULL,
    role         TEXT COLLATE "C"    NOT NULL,
    municipality TEXT COLLATE "C"    NOT NULL,
    line         TEXT COLLATE "C"    NOT NULL,
    PRIMARY KEY (message, ordinal)
);

CREATE INDEX message_audiences_person ON message_audiences (person, message);
CREATE INDEX message_audiences_role ON message_audiences (role, municipality, message);

-- Who has read a message, in order.
CREATE TABLE message_reads (
    message TEXT COLLATE "C"    NOT NULL,
    person  TEXT COLLATE "C"    NOT NULL,
    ordinal BIGINT NOT NULL,
    PRIMARY KEY (message, person)
);
