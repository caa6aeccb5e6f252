-- Subscriptions that are told on a socket, which whoever subscribed opens with a token that is good once.
ALTER TABLE subscription ADD COLUMN channel text NOT NULL DEFAULT 'rest-hook'
    CHECK (channel IN ('rest-hook', 'websocket'));

CREATE TABLE subscription_binding (
    tenant        text NOT NULL,
    -- SHA-256 of the token
    token         bytea NOT NULL,
    subscription  text NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- when the access token ends by which it was asked for, and with it the socket
    until         timestamptz NOT NULL,
    PRIMARY KEY (tenant, token)
);
CREATE UNIQUE INDEX subscription_binding_token ON subscription_binding (token);
