-- An export of what changed since an instant names what was deleted since then too, in files of their own.
ALTER TABLE export_file ADD COLUMN deleted boolean NOT NULL DEFAULT false;
