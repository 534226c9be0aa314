-- What the planner believes of a tenant. From a list of the tenants it has seen it takes a new one for empty, and reads all of
-- its rows for each key it is asked for; without statistics it takes every tenant for a 200th of the table.
ALTER TABLE entity ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE fragment ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE entity_revision ALTER COLUMN tenant_id SET STATISTICS 0;

-- Lines of a push wait as text: as bytes the driver wrote and read them in hexadecimal. Pushes under way are sent again.
TRUNCATE push_chunk;
ALTER TABLE push_chunk DROP COLUMN rows, DROP COLUMN lines, ADD COLUMN lines text NOT NULL;
ALTER TABLE push_chunk ALTER COLUMN lines SET STORAGE EXTERNAL;
ALTER TABLE push_run ADD COLUMN chunks integer NOT NULL DEFAULT 0;

-- Refs and keys are compared by their bytes: cheaper than by the rules of a language, and entities of a kind stand together.
ALTER TABLE entity ALTER COLUMN ref TYPE text COLLATE "C";
ALTER TABLE fragment ALTER COLUMN source_key TYPE text COLLATE "C", ALTER COLUMN entity_ref TYPE text COLLATE "C";
ALTER TABLE entity_revision ALTER COLUMN ref TYPE text COLLATE "C";
ALTER TABLE deleted_entity ALTER COLUMN ref TYPE text COLLATE "C";
-- The index by ref serves the kind too, and owners are asked for in memory.
DROP INDEX entity_tenant_id_kind_idx;
DROP INDEX entity_tenant_id_owner_ref_idx;

-- Counts changes of documents, so that a search knows by one row whether its headings are current.
ALTER TABLE catalog_state ADD COLUMN documents bigint NOT NULL DEFAULT 0;
CREATE FUNCTION count_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog_state SET documents = documents + 1 WHERE tenant_id IN (SELECT DISTINCT tenant_id FROM changed);
  RETURN NULL;
END $$;
CREATE TRIGGER document_inserted AFTER INSERT ON entity_document REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_document_change();
CREATE TRIGGER document_updated AFTER UPDATE ON entity_document REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_document_change();
CREATE TRIGGER document_deleted AFTER DELETE ON entity_document REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_document_change();
