-- Who asked that a resource be erased, why, and who else confirmed it. Rows are never deleted.
CREATE TABLE expunge_request (
    tenant        text NOT NULL,
    id            text NOT NULL,
    type          text NOT NULL,
    resource_id   text NOT NULL,
    -- as it was then; what has changed since must be asked for anew
    version       integer NOT NULL,
    reason        text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
    asked_by      text NOT NULL,
    asked_at      timestamptz NOT NULL DEFAULT now(),
    confirmed_by  text CHECK (confirmed_by <> asked_by),
    confirmed_at  timestamptz,
    versions      integer,
    PRIMARY KEY (tenant, id),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
