-- Quantities in base units of UCUM, so that they are found whatever unit they were measured in. Null where the unit
-- is none of UCUM or cannot be expressed so.
ALTER TABLE search_amount ADD COLUMN base text, ADD COLUMN base_low numeric, ADD COLUMN base_high numeric;
CREATE INDEX search_amount_base ON search_amount (tenant, param, base, base_low, base_high, id)
    WHERE base IS NOT NULL;

-- Rows of before are indexed anew. The least version that is left is told by one probe.
DROP INDEX resource_indexed_before;
CREATE INDEX resource_indexed_before ON resource (index_version, tenant, type, id)
    WHERE index_version < 3 AND NOT deleted;
