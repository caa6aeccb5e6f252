-- By which version of the indexer a row is found. Rows of before have the first: they are indexed anew in the
-- background, while everybody works; the little index knows which are left, so that the work goes on after a stop.
ALTER TABLE resource ADD COLUMN index_version smallint NOT NULL DEFAULT 1;
CREATE INDEX resource_indexed_before ON resource (tenant, type, id) WHERE index_version < 2 AND NOT deleted;

-- How far that is, for those who watch.
CREATE TABLE reindexing (
    index_version  smallint PRIMARY KEY,
    wanted         bigint NOT NULL,
    done           bigint NOT NULL DEFAULT 0,
    -- could not be indexed anew; found as before
    failed         bigint NOT NULL DEFAULT 0,
    begun_at       timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz
);
