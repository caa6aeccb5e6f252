-- What a write of a document costs is for the most part its index.

-- Terms wait in a list of eight pages and are sorted in together: those that all documents share (status, category)
-- then cost one entry for many. The default of 4 MB is read by each search; eight pages are not noticed.
ALTER INDEX resource_terms SET (fastupdate = on, gin_pending_list_limit = 64);

-- Texts of codes, 'number of the parameter:text folded': asked for seldom, and of what other conditions leave. As
-- rows with two indexes they were a quarter of a write. Documents of before are indexed anew in the background.
ALTER TABLE resource ADD COLUMN token_texts text[] NOT NULL DEFAULT '{}';
