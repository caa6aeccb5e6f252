-- The history of a type, and of all types, newest first. Each index has a condition that the read of one resource or
-- of one version cannot fulfil, so that no plan of such a read ever prefers it (see V8).

CREATE INDEX resource_history_changed ON resource_history (tenant, type, last_updated, id, version)
    WHERE last_updated > '-infinity';

-- What is deleted has no terms any more: found by its instant, and by the patients in whose record it stood.
CREATE INDEX resource_deleted ON resource (tenant, type, last_updated, id) WHERE deleted;
CREATE INDEX resource_deleted_of ON resource USING gin (patients) WHERE deleted;
