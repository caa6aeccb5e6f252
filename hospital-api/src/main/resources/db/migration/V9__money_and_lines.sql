-- Held bills and the order of a bill's legs.

-- Where a bill stood when it was held for a person, and the Task that asks one to look.
ALTER TABLE bill
    ADD COLUMN held_from text CHECK (held_from IN ('quoted', 'submitted', 'reverting', 'refunding')),
    ADD COLUMN held_task text,
    ADD CONSTRAINT bill_held_has_task CHECK (
        (status = 'held') = (held_task IS NOT NULL)
        AND (held_from IS NULL) = (held_task IS NULL)) NOT VALID;
CREATE UNIQUE INDEX bill_held ON bill (tenant, held_task) WHERE held_task IS NOT NULL;

-- On which leg the money of a channel moves first; without a row the insurer's.
CREATE TABLE payment_channel (
    tenant     text NOT NULL,
    channel    text NOT NULL,
    first_leg  text NOT NULL CHECK (first_leg IN ('insurer', 'cash')),
    PRIMARY KEY (tenant, channel)
);

-- A bill keeps the order with which it began, whatever is set later.
ALTER TABLE bill_leg ADD COLUMN step smallint CHECK (step IN (1, 2));
UPDATE bill_leg SET step = CASE leg WHEN 'insurer' THEN 1 ELSE 2 END;
ALTER TABLE bill_leg
    ALTER COLUMN step SET NOT NULL,
    ADD UNIQUE (tenant, bill, step);
