-- What a Subscription document asks for, and how far it is. Written with the document.
CREATE TABLE subscription (
    tenant      text NOT NULL,
    id          text NOT NULL,
    -- who subscribed, in which capacity: their rights are asked at each delivery
    actor       text NOT NULL,
    role        text NOT NULL,
    -- the address under which they know this service
    base        text NOT NULL,
    type        text NOT NULL,
    -- 'Type?parameters' that must all be met
    criteria    text[] NOT NULL,
    -- of the backport of topics, or null: then it is one of R4 itself
    topic       text,
    content     text NOT NULL CHECK (content IN ('empty', 'id-only', 'full-resource')),
    endpoint    text NOT NULL,
    headers     text[] NOT NULL,
    -- seconds without a notification after which a heartbeat is sent, or null
    heartbeat   integer CHECK (heartbeat > 0),
    ends        timestamptz,
    status      text NOT NULL CHECK (status IN ('requested', 'active', 'error', 'off')),
    -- the last number that was allotted, and the last that was delivered
    last        bigint NOT NULL DEFAULT 0,
    delivered   bigint NOT NULL DEFAULT 0 CHECK (delivered <= last),
    attempts    integer NOT NULL DEFAULT 0,
    problem     text,
    retry_at    timestamptz NOT NULL DEFAULT '-infinity',
    sent_at     timestamptz NOT NULL DEFAULT now(),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX subscription_type ON subscription (tenant, type);

-- What was written of types that somebody subscribed to, until it is held against the criteria. The dispatcher of the
-- outbox puts it here when its transaction has committed.
CREATE TABLE subscription_change (
    seq      bigint PRIMARY KEY,
    tenant   text NOT NULL,
    type     text NOT NULL,
    id       text NOT NULL,
    version  integer NOT NULL,
    at       timestamptz NOT NULL
);

CREATE TABLE subscription_event (
    tenant        text NOT NULL,
    subscription  text NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    type          text NOT NULL,
    id            text NOT NULL,
    version       integer NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (tenant, subscription, number)
);
CREATE INDEX subscription_event_at ON subscription_event (at);
