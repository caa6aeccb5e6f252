-- Bulk exports. A job writes down which versions belong to it, as keys: versions are kept for ever, so a file is the
-- same whenever, however often and by whichever node it is read.
CREATE TABLE export (
    tenant      text NOT NULL,
    id          text NOT NULL,
    -- who asked, in which capacity: nobody else is told of it
    actor       text NOT NULL,
    role        text NOT NULL,
    -- the address that was asked
    request     text NOT NULL,
    -- versions made later do not belong to it
    as_of       timestamptz NOT NULL,
    -- only what changed after it
    since       timestamptz,
    types       text[] NOT NULL,
    -- 'Type?parameters': of a type that is named, only what one of them finds
    filters     text[] NOT NULL,
    -- only what stands in a patient's compartment
    of_patients boolean NOT NULL,
    -- only of these patients; null: of all
    members     text[],
    -- how far the work is: the place in types, and the last id of it that was looked at
    type_at     integer NOT NULL DEFAULT 0,
    after_id    text NOT NULL DEFAULT '',
    files       integer NOT NULL DEFAULT 0,
    resources   bigint NOT NULL DEFAULT 0,
    attempts    integer NOT NULL DEFAULT 0,
    problem     text,
    begun_at    timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    expires_at  timestamptz,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX export_waiting ON export (begun_at) WHERE ended_at IS NULL;

CREATE TABLE export_file (
    tenant    text NOT NULL,
    export    text NOT NULL,
    number    integer NOT NULL CHECK (number > 0),
    type      text NOT NULL,
    ids       text[] NOT NULL,
    versions  integer[] NOT NULL CHECK (cardinality(versions) = cardinality(ids)),
    -- in whose records it looks, for the trail
    patients  text[] NOT NULL,
    PRIMARY KEY (tenant, export, number),
    FOREIGN KEY (tenant, export) REFERENCES export ON DELETE CASCADE
);
