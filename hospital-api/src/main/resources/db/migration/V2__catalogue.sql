-- The catalogue: medicines, diagnoses and price items of a tenant, as versions with the days on
-- which they hold. A version once used is not edited: a change is a new version.

CREATE TABLE catalogue_entry (
    tenant           text NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('medicine', 'diagnosis', 'item')),
    code             text NOT NULL,
    version          integer NOT NULL CHECK (version > 0),
    effective_from   date NOT NULL,
    -- the first day on which it holds no more
    effective_until  date NOT NULL DEFAULT 'infinity',
    -- texts by the column names of the content files
    data             jsonb NOT NULL,
    PRIMARY KEY (tenant, kind, code, version),
    CHECK (effective_from < effective_until)
);

-- Raised with every change of a tenant's entries, so that each node sees cheaply that it must reload.
CREATE TABLE catalogue_version (
    tenant   text PRIMARY KEY,
    version  bigint NOT NULL
);

CREATE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_version AS v (tenant, version)
    SELECT DISTINCT tenant, 1 FROM changed ORDER BY tenant
    ON CONFLICT (tenant) DO UPDATE SET version = v.version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_inserted AFTER INSERT ON catalogue_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_updated AFTER UPDATE ON catalogue_entry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();
CREATE TRIGGER catalogue_deleted AFTER DELETE ON catalogue_entry
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed();

-- Parts of a demo's content that are in this database; each is written in the part's transaction.
CREATE TABLE demo_part (
    tenant     text NOT NULL,
    part       text NOT NULL,
    loaded_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, part)
);
