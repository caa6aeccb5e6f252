-- Held bills, the order of a bill's legs, locks of pharmacies by line, a doctor's visits of a day.

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

-- A line is held by one pharmacy or by none, with the sealed secret of that pharmacy's lock; the
-- prescription names all pharmacies that hold a line of it.
ALTER TABLE prescription_line
    ADD COLUMN holder text,
    ADD COLUMN secret_sealed bytea,
    ADD CONSTRAINT line_lock_has_secret CHECK ((holder IS NULL) = (secret_sealed IS NULL));
UPDATE prescription_line l SET holder = p.holder, secret_sealed = p.secret_sealed
  FROM prescription p
 WHERE p.tenant = l.tenant AND p.id = l.prescription AND p.holder IS NOT NULL;

ALTER TABLE prescription ADD COLUMN holders text[] NOT NULL DEFAULT '{}';
UPDATE prescription SET holders = ARRAY[holder] WHERE holder IS NOT NULL;
ALTER TABLE prescription
    DROP COLUMN holder,
    DROP COLUMN secret_sealed,
    ADD CONSTRAINT prescription_held CHECK (
        status <> 'in-progress' OR cardinality(holders) > 0),
    ADD CONSTRAINT prescription_not_yet_held CHECK (
        status NOT IN ('requested', 'received') OR cardinality(holders) = 0);

-- When a doctor took a visit: how many a day one takes is bounded.
ALTER TABLE visit ADD COLUMN accepted_at timestamptz;
CREATE INDEX visit_accepted ON visit (tenant, doctor, accepted_at) WHERE accepted_at IS NOT NULL;
