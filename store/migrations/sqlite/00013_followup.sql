-- +goose Up

-- Follow-up. Everything here follows from the events. Months are '2026-03', days '2026-03-02', both '' for none; *_at
-- are microseconds, 0 for not yet.

-- Proposals to talk with a municipality. case_number is 0 outside a case; reason says why one was set aside.
CREATE TABLE support_proposals (
    municipality TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    subject      TEXT    NOT NULL,
    month        TEXT    NOT NULL,
    reasons      TEXT    NOT NULL,
    figures      TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    case_number  INTEGER NOT NULL,
    reason       TEXT    NOT NULL,
    settled_by   TEXT    NOT NULL,
    settled_at   INTEGER NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;

-- Cases of support as they are listed. subjects and help are separated by commas.
CREATE TABLE support_cases (
    municipality TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    subjects     TEXT    NOT NULL,
    owner        TEXT    NOT NULL,
    opened_at    INTEGER NOT NULL,
    next_step    TEXT    NOT NULL,
    guess        TEXT    NOT NULL,
    help         TEXT    NOT NULL,
    agreed_on    TEXT    NOT NULL,
    review_on    TEXT    NOT NULL,
    outcome      TEXT    NOT NULL,
    closed_at    INTEGER NOT NULL,
    merged_into  INTEGER NOT NULL,
    on_track     TEXT    NOT NULL,
    contacts     INTEGER NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;

-- When there was contact with a municipality.
CREATE TABLE support_contacts (
    municipality TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    case_number  INTEGER NOT NULL,
    on_day       TEXT    NOT NULL,
    way          TEXT    NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;
