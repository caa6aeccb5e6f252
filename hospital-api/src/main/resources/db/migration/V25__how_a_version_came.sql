-- The number of the version that a PUT made of what was not there, or was deleted: it was answered 201. The number
-- of another version says nothing: nodes of releases that do not know the column leave it as it was.
ALTER TABLE resource ADD COLUMN put_anew integer;
ALTER TABLE resource_history ADD COLUMN put_anew integer;
