-- Who answered a wish to have a prescription back that its lines are handed over already; the wish
-- stands for what others give back.
ALTER TABLE prescription
    ADD COLUMN handed_over text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT prescription_answered CHECK (
        revocation IS NOT NULL OR cardinality(handed_over) = 0);
