-- What is delivered on /live: one numbered row per recipient, allotted by the dispatcher after the
-- commit of what happened, so that a number once seen is never followed by a lower one.
CREATE TABLE live_event (
    tenant     text NOT NULL,
    -- 'Patient/x', 'Practitioner/y', 'Organization/z'
    recipient  text NOT NULL,
    number     bigint NOT NULL CHECK (number > 0),
    kind       text NOT NULL,
    type       text NOT NULL,
    id         text NOT NULL,
    version    integer NOT NULL,
    patients   text[] NOT NULL,
    -- the event names the recipient; otherwise a care relation led to them
    named      boolean NOT NULL,
    payload    jsonb NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (tenant, recipient, number)
);
CREATE INDEX live_event_at ON live_event (at);

-- The last number of each recipient; locked in the order of its key.
CREATE TABLE live_counter (
    tenant     text NOT NULL,
    recipient  text NOT NULL,
    last       bigint NOT NULL,
    PRIMARY KEY (tenant, recipient)
);

-- A row that cannot be delivered is tried again later and stays visible with its reason.
ALTER TABLE outbox ADD COLUMN attempts integer NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN retry_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE outbox ADD COLUMN problem text;
