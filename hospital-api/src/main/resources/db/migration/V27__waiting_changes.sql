-- What waits for one subscription alone, whose criteria cannot be read yet: an index is being made for a parameter that
-- they name. Whoever else subscribed to the type has been told.
CREATE TABLE subscription_waiting (
    tenant        text NOT NULL,
    subscription  text NOT NULL,
    seq           bigint NOT NULL,
    type          text NOT NULL,
    id            text NOT NULL,
    version       integer NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (tenant, subscription, seq)
);
