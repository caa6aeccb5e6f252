-- Search parameters that a tenant has added while the service runs, one row for each type of its base. Its number
-- keeps its values apart from those of all others, also from those of an earlier one of the same code.
CREATE TABLE tenant_parameter (
    tenant       text NOT NULL,
    number       smallint NOT NULL CHECK (number >= 20000),
    type         text NOT NULL,
    code         text NOT NULL,
    kind         text NOT NULL,
    url          text NOT NULL,
    expression   text NOT NULL,
    targets      text[] NOT NULL,
    -- the SearchParameter that says so
    resource_id  text NOT NULL,
    -- from this generation on it is written, and from the other on no longer
    since        integer NOT NULL,
    until        integer CHECK (until > since),
    ended_at     timestamptz,
    PRIMARY KEY (tenant, number),
    CHECK ((until IS NULL) = (ended_at IS NULL))
);
-- Of two that are created at once with one code, one comes into force.
CREATE UNIQUE INDEX tenant_parameter_one_of_a_code ON tenant_parameter (tenant, type, code) WHERE until IS NULL;
CREATE INDEX tenant_parameter_resource ON tenant_parameter (tenant, resource_id);

-- How often the parameters of a type have changed, and how far its resources are indexed by them. A write that was
-- indexed by fewer changes than are counted here is refused by the statement itself and tried again.
CREATE TABLE parameter_generation (
    tenant      text NOT NULL,
    type        text NOT NULL,
    generation  integer NOT NULL CHECK (generation > 0),
    -- all resources are found by the parameters of this generation
    settled     integer NOT NULL DEFAULT 0 CHECK (settled <= generation),
    -- since when nothing begins any more that knows only an earlier one; null until the job has seen it
    noticed_at  timestamptz,
    -- up to here the job has come
    after_id    text NOT NULL DEFAULT '',
    wanted      bigint NOT NULL DEFAULT 0,
    done        bigint NOT NULL DEFAULT 0,
    failed      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, type)
);
