-- By which addresses of this server the index was made: documents that name one of them, or the present one, are
-- indexed anew when the address has changed. None where it is not known, as in a database of before.
ALTER TABLE installation ADD COLUMN index_roots text[];
