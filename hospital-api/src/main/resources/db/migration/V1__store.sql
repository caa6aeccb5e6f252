-- The store: documents with all their versions, the search index, what happened since (outbox),
-- what was promised once (idempotency), who may see whom (care relations), who did what (trail).
-- Every table has the tenant first in its key.

CREATE TABLE tenant (
    tenant      text PRIMARY KEY CHECK (tenant ~ '^[a-z][a-z0-9-]{0,31}$'),
    name_zh     text NOT NULL,
    name_en     text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- One row of facts about this database; demo marks data that anybody may see and lose.
CREATE TABLE installation (
    only_one    boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    demo        boolean NOT NULL,
    index_key   bytea NOT NULL CHECK (length(index_key) = 16),
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- The current version of each resource. A create writes one row here and none in the history.
CREATE TABLE resource (
    tenant        text NOT NULL,
    type          text NOT NULL,
    id            text NOT NULL CHECK (id ~ '^[A-Za-z0-9.-]{1,64}$'),
    version       integer NOT NULL CHECK (version > 0),
    last_updated  timestamptz NOT NULL,
    deleted       boolean NOT NULL DEFAULT false,
    -- owned by this workflow: plain writes are refused
    workflow      text,
    -- in whose compartments it stands
    patients      text[] NOT NULL DEFAULT '{}',
    -- who besides the patient works on it: 'Practitioner/x', 'Organization/y'
    parties       text[] NOT NULL DEFAULT '{}',
    -- keyed 64-bit hashes of param|system|code, param|Type/id, ...: an AND of criteria is one bitmap
    terms         bigint[] NOT NULL DEFAULT '{}',
    -- the type's own date (search parameter date), for sorting one patient's rows without a join
    date_low      timestamptz,
    body          bytea NOT NULL,
    PRIMARY KEY (tenant, type, id)
);
ALTER TABLE resource ALTER COLUMN terms SET STATISTICS 1000;
CREATE INDEX resource_terms ON resource USING gin (terms) WITH (fastupdate = off);
CREATE INDEX resource_changed ON resource (tenant, type, last_updated, id);

CREATE TABLE resource_history (
    tenant        text NOT NULL,
    type          text NOT NULL,
    id            text NOT NULL,
    version       integer NOT NULL,
    last_updated  timestamptz NOT NULL,
    deleted       boolean NOT NULL,
    workflow      text,
    patients      text[] NOT NULL,
    parties       text[] NOT NULL,
    body          bytea NOT NULL,
    PRIMARY KEY (tenant, type, id, version)
);

-- Ranges and texts cannot be terms: rows with B-trees. param is the parameter's number in the
-- table search_parameter, which start-up fills from the compiled definitions.
CREATE TABLE search_parameter (
    number  smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type    text NOT NULL,
    code    text NOT NULL,
    UNIQUE (type, code)
);

CREATE TABLE search_date (
    tenant  text NOT NULL,
    param   smallint NOT NULL,
    id      text NOT NULL,
    low     timestamptz NOT NULL,
    high    timestamptz NOT NULL,
    CHECK (low < high)
);
CREATE INDEX search_date_low ON search_date (tenant, param, low, high, id);
CREATE INDEX search_date_id ON search_date (tenant, id, param);

CREATE TABLE search_amount (
    tenant  text NOT NULL,
    param   smallint NOT NULL,
    id      text NOT NULL,
    low     numeric NOT NULL,
    high    numeric NOT NULL,
    system  text,
    code    text,
    unit    text,
    CHECK (low <= high)
);
CREATE INDEX search_amount_low ON search_amount (tenant, param, low, high, id);
CREATE INDEX search_amount_id ON search_amount (tenant, id, param);

CREATE TABLE search_text (
    tenant  text NOT NULL,
    param   smallint NOT NULL,
    id      text NOT NULL,
    -- lower case, without diacritics, for starts-with and contains
    folded  text NOT NULL,
    exact   text NOT NULL
);
CREATE INDEX search_text_folded ON search_text (tenant, param, folded text_pattern_ops, id);
CREATE INDEX search_text_id ON search_text (tenant, id, param);

-- What happened, written with what made it happen; the dispatcher numbers and delivers it.
CREATE TABLE outbox (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant    text NOT NULL,
    kind      text NOT NULL,
    type      text NOT NULL,
    id        text NOT NULL,
    version   integer NOT NULL,
    patients  text[] NOT NULL,
    parties   text[] NOT NULL,
    payload   jsonb,
    at        timestamptz NOT NULL DEFAULT now()
);

-- What was promised under a key: the first answer is rebuilt from here, as long as its resource lives.
CREATE TABLE idempotency (
    tenant         text NOT NULL,
    caller         text NOT NULL,
    operation      text NOT NULL,
    key            text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash   bytea NOT NULL,
    status         integer,
    type           text,
    resource_id    text,
    version        integer,
    body           bytea,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, caller, operation, key)
);

-- Who may see a patient, since an act of the patient, an operator or the accepting side made it so.
CREATE TABLE care_relation (
    tenant      text NOT NULL,
    actor       text NOT NULL,
    patient     text NOT NULL,
    kind        text NOT NULL,
    -- what made it: 'Encounter/x', 'RelatedPerson/y'
    source      text NOT NULL,
    term        bigint NOT NULL,
    valid_from  timestamptz NOT NULL,
    valid_until timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (tenant, actor, patient, kind, source)
);
CREATE INDEX care_relation_patient ON care_relation (tenant, patient);

-- The trail: one row per request, append-only.
CREATE TABLE trail (
    tenant      text NOT NULL,
    seq         bigint GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    request_id  text NOT NULL,
    actor       text NOT NULL,
    role        text NOT NULL,
    relation    text,
    rule        text NOT NULL,
    purpose     text,
    action      text NOT NULL,
    type        text,
    resource_id text,
    version     integer,
    patients    text[] NOT NULL DEFAULT '{}',
    status      smallint NOT NULL,
    refusal     text,
    query       text,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX trail_patient ON trail USING gin (patients);

CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE ON trail
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();

-- Keys of the demo's own token issuer, shared by all nodes.
CREATE TABLE issuer_key (
    key_id       text PRIMARY KEY,
    private_key  bytea NOT NULL,
    public_key   bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- Who can sign in at the demo issuer, or is known by an outside one.
CREATE TABLE account (
    name          text PRIMARY KEY,
    secret_hash   text NOT NULL,
    role          text NOT NULL,
    actor         text NOT NULL,
    tenants       text[] NOT NULL
);

-- A timed job runs on one node at a time.
CREATE TABLE job_lease (
    job          text PRIMARY KEY,
    holder       text NOT NULL,
    held_until   timestamptz NOT NULL
);
