-- When a job last failed at a row. It takes the rows that never failed first and then those that failed longest ago,
-- so that no number of rows that fail for ever starves the others.
ALTER TABLE bill ADD COLUMN failed_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE service_stop ADD COLUMN failed_at timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE prescription ADD COLUMN failed_at timestamptz NOT NULL DEFAULT '-infinity';
