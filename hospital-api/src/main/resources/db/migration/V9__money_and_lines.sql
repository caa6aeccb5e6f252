-- Held bills.

-- Where a bill stood when it was held for a person, and the Task that asks one to look.
ALTER TABLE bill
    ADD COLUMN held_from text CHECK (held_from IN ('quoted', 'submitted', 'reverting', 'refunding')),
    ADD COLUMN held_task text,
    ADD CONSTRAINT bill_held_has_task CHECK (
        (status = 'held') = (held_task IS NOT NULL)
        AND (held_from IS NULL) = (held_task IS NULL)) NOT VALID;
CREATE UNIQUE INDEX bill_held ON bill (tenant, held_task) WHERE held_task IS NOT NULL;
