-- Of a composite that a tenant has added: the canonical URL of each part's parameter, and the part's expression, in turn.
-- A composite has no values in the index, so it is in force from generation 0 on.
ALTER TABLE tenant_parameter ADD COLUMN parts text[] NOT NULL DEFAULT '{}' CHECK (cardinality(parts) % 2 = 0);
