-- The role of who wrote a version by a plain write; null where a workflow wrote it or only its labels were changed.
-- It stands beside the version, since the trail may be archived. Of versions of before only what doctors wrote is
-- filled in, which is all that is asked (R01), as far as the trail still tells.
ALTER TABLE resource ADD COLUMN written_by text;
ALTER TABLE resource_history ADD COLUMN written_by text;

CREATE TEMPORARY TABLE written_by_doctor ON COMMIT DROP AS
SELECT DISTINCT tenant, type, resource_id AS id, version FROM trail
 WHERE role = 'doctor' AND resource_id IS NOT NULL
   AND (action = 'create' AND status = 201 OR action IN ('update', 'patch') AND status < 300);

UPDATE resource r SET written_by = 'doctor' FROM written_by_doctor w
 WHERE r.tenant = w.tenant AND r.type = w.type AND r.id = w.id AND r.version = w.version;
UPDATE resource_history h SET written_by = 'doctor' FROM written_by_doctor w
 WHERE h.tenant = w.tenant AND h.type = w.type AND h.id = w.id AND h.version = w.version;
