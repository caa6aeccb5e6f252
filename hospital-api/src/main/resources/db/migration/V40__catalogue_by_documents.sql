-- Entries of the catalogue that a document tells: MedicationKnowledge, ChargeItemDefinition, CodeSystem. Null: put by
-- hand, or a demo's.
ALTER TABLE catalogue_entry ADD COLUMN source text;
CREATE INDEX catalogue_entry_source ON catalogue_entry (tenant, source) WHERE source IS NOT NULL;

-- What begins and ends on one day held for a part of it.
ALTER TABLE catalogue_entry DROP CONSTRAINT catalogue_entry_check;
ALTER TABLE catalogue_entry ADD CONSTRAINT catalogue_entry_period CHECK (effective_from <= effective_until);
