-- +goose Up

-- Follow-up. Everything here follows from the events. Months are '2026-03', days '2026-03-02', both '' for none; *_at
-- are microseconds, 0 for not yet.

-- Proposals to talk with a municipality. case_number is 0 outside a case; reason says why one was set aside.
CREATE TABLE support_proposals (
    municipality TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    subject      TEXT COLLATE "C" NOT NULL,
    month        TEXT COLLATE "C" NOT NULL,
    reasons      TEXT COLLATE "C" NOT NULL,
    figures      TEXT COLLATE "C" NOT NULL,
    made_at      BIGINT           NOT NULL,
    state        TEXT COLLATE "C" NOT NULL,
    case_number  BIGINT           NOT NULL,
    reason       TEXT COLLATE "C" NOT NULL,
    settled_by   TEXT COLLATE "C" NOT NULL,
    settled_at   BIGINT           NOT NULL,
    PRIMARY KEY (municipality, number)
);

-- Cases of support as they are listed. subjects and help are separated by commas.
CREATE TABLE support_cases (
    municipality TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    subjects     TEXT COLLATE "C" NOT NULL,
    owner        TEXT COLLATE "C" NOT NULL,
    opened_at    BIGINT           NOT NULL,
    next_step    TEXT COLLATE "C" NOT NULL,
    guess        TEXT COLLATE "C" NOT NULL,
    help         TEXT COLLATE "C" NOT NULL,
    agreed_on    TEXT COLLATE "C" NOT NULL,
    review_on    TEXT COLLATE "C" NOT NULL,
    outcome      TEXT COLLATE "C" NOT NULL,
    closed_at    BIGINT           NOT NULL,
    merged_into  BIGINT           NOT NULL,
    on_track     TEXT COLLATE "C" NOT NULL,
    contacts     BIGINT           NOT NULL,
    PRIMARY KEY (municipality, number)
);

-- When there was contact with a municipality.
CREATE TABLE support_contacts (
    municipality TEXT COLLATE "C" NOT NULL,
    number       BIGINT           NOT NULL,
    case_number  BIGINT           NOT NULL,
    on_day       TEXT COLLATE "C" NOT NULL,
    way          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (municipality, number)
);
