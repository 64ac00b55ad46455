-- +goose Up

-- What the leader wrote on the steering group's decision sheet, by part.
CREATE TABLE sheet_texts (
    journey    TEXT COLLATE "C" NOT NULL,
    part       TEXT COLLATE "C" NOT NULL,
    ordinal    BIGINT NOT NULL,
    text       TEXT COLLATE "C" NOT NULL,
    revision   BIGINT NOT NULL,
    written_by TEXT COLLATE "C" NOT NULL,
    written_at BIGINT NOT NULL,
    erased     BIGINT NOT NULL,
    PRIMARY KEY (journey, part)
);

-- The administrations' links and answers. hash is that of the link's token, '' for a withdrawn one.
CREATE TABLE invitations (
    journey        TEXT COLLATE "C" NOT NULL,
    id             TEXT COLLATE "C" NOT NULL,
    ordinal        BIGINT NOT NULL,
    administration TEXT COLLATE "C" NOT NULL,
    hash           TEXT COLLATE "C" NOT NULL,
    until          TEXT COLLATE "C" NOT NULL,
    invited_at     BIGINT NOT NULL,
    invited_by     TEXT COLLATE "C" NOT NULL,
    stance         TEXT COLLATE "C" NOT NULL,
    digest         TEXT COLLATE "C" NOT NULL,
    answered_at    BIGINT NOT NULL,
    title          TEXT COLLATE "C" NOT NULL,
    note           TEXT COLLATE "C" NOT NULL,
    erased         BIGINT NOT NULL,
    PRIMARY KEY (journey, id)
);

CREATE INDEX invitations_hash ON invitations (hash);
