-- What a run said of an entity that another source gives: it counts as rejected, and an undo takes it back all the same.
ALTER TABLE import_undo ADD COLUMN waits boolean NOT NULL DEFAULT false;
