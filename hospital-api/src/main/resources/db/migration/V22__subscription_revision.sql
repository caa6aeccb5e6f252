-- A change that cannot be held against the criteria is left for later, and keeps no other from its turn.
ALTER TABLE subscription_change
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN problem text,
    ADD COLUMN retry_at timestamptz NOT NULL DEFAULT '-infinity';

-- Counts what was wished: whoever still delivers by an earlier wish learns that it is not wanted any more.
ALTER TABLE subscription ADD COLUMN revision integer NOT NULL DEFAULT 1;

-- Of a deleted subscription nothing is kept of what its document said.
UPDATE subscription s SET status = 'off', endpoint = '', headers = '{}', criteria = '{}'
 WHERE NOT EXISTS (SELECT 1 FROM resource r
                    WHERE r.tenant = s.tenant AND r.type = 'Subscription' AND r.id = s.id AND NOT r.deleted);
