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

-- A foreign key is checked row by row, and rows of these tables come by the thousand: it was a sixth of what a push costs here.
-- Instead a merge holds the rows of its tenant and its source for as long as it writes (lockCatalog, applyFragments), and what
-- the keys cascaded is deleted by these triggers, once everything that held the row has committed.
ALTER TABLE entity DROP CONSTRAINT entity_tenant_fkey;
ALTER TABLE entity_revision DROP CONSTRAINT entity_revision_tenant_fkey;
ALTER TABLE fragment DROP CONSTRAINT IF EXISTS fragment_tenant_fkey;
ALTER TABLE fragment DROP CONSTRAINT fragment_source_fkey;

-- With their owner's rights, as a cascade: whoever may delete the row may not necessarily delete history. They act on the rows of
-- the deleted tenant or source only, and leave the session's tenant as it was.
CREATE FUNCTION delete_catalog_of_tenant() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE before text := current_setting('app.tenant_id', true);
BEGIN
  PERFORM set_config('app.tenant_id', OLD.id::text, true);
  DELETE FROM fragment WHERE tenant_id = OLD.id;
  DELETE FROM entity_revision WHERE tenant_id = OLD.id;
  DELETE FROM entity WHERE tenant_id = OLD.id;
  PERFORM set_config('app.tenant_id', coalesce(before, ''), true);
  RETURN NULL;
END $$;
CREATE TRIGGER tenant_deleted AFTER DELETE ON tenant FOR EACH ROW EXECUTE FUNCTION delete_catalog_of_tenant();

CREATE FUNCTION delete_fragments_of_source() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE before text := current_setting('app.tenant_id', true);
BEGIN
  PERFORM set_config('app.tenant_id', OLD.tenant_id::text, true);
  DELETE FROM fragment WHERE tenant_id = OLD.tenant_id AND source_id = OLD.id;
  PERFORM set_config('app.tenant_id', coalesce(before, ''), true);
  RETURN NULL;
END $$;
CREATE TRIGGER source_deleted AFTER DELETE ON source FOR EACH ROW EXECUTE FUNCTION delete_fragments_of_source();
