-- What a change is, and which changes a subscription is told of: that a resource was written, or an event of a
-- workflow ('visit.opened'). What nodes of releases before leave behind is of writes.
ALTER TABLE subscription ADD COLUMN kind text NOT NULL DEFAULT 'written';
ALTER TABLE subscription_change ADD COLUMN kind text NOT NULL DEFAULT 'written';
ALTER TABLE subscription_waiting ADD COLUMN kind text NOT NULL DEFAULT 'written';
