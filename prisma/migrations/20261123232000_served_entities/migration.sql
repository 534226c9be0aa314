-- The entity row becomes what is served: its JSON text, the relations it states, and the catalog version it changed in.
-- The owner of a table with forced row security sees none of its rows, so force is lifted while they are rewritten.
ALTER TABLE entity NO FORCE ROW LEVEL SECURITY;
ALTER TABLE fragment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE relation NO FORCE ROW LEVEL SECURITY;

ALTER TABLE entity
  ADD COLUMN served text,
  ADD COLUMN relations text[] NOT NULL DEFAULT '{}',
  ADD COLUMN seq bigint NOT NULL DEFAULT 1;
UPDATE entity SET
  served = (body || jsonb_build_object('metadata', (body->'metadata') || jsonb_build_object('namespace', namespace, 'uid', uid, 'etag', etag)))::text,
  relations = coalesce((
    SELECT array_agg(r.type || ' ' || r.inverse || ' ' || r.target_ref ORDER BY r.type, r.target_ref)
    FROM relation r WHERE r.tenant_id = entity.tenant_id AND r.uid = entity.uid), '{}');
DROP INDEX entity_tenant_id_kind_title_idx;
ALTER TABLE entity ALTER COLUMN served SET NOT NULL, DROP COLUMN body, DROP COLUMN search_text;
DROP TABLE relation;
ALTER TABLE fragment ALTER COLUMN body TYPE text USING body::text;
DROP INDEX fragment_tenant_id_repository_id_idx;

CREATE INDEX entity_tenant_id_kind_idx ON entity (tenant_id, kind);
CREATE INDEX entity_tenant_id_seq_idx ON entity (tenant_id, seq);
CREATE INDEX fragment_tenant_id_repository_id_idx ON fragment (tenant_id, repository_id) WHERE repository_id IS NOT NULL;

-- Rows of two kilobytes stay in place and uncompressed: they are read far more often than written.
ALTER TABLE entity SET (toast_tuple_target = 8160);
ALTER TABLE fragment SET (toast_tuple_target = 8160);

ALTER TABLE entity FORCE ROW LEVEL SECURITY;
ALTER TABLE fragment FORCE ROW LEVEL SECURITY;

-- The number of the last change of a tenant's catalog. Readers ask it to know whether what they hold is current.
CREATE TABLE catalog_state (
  tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenant(id) ON DELETE CASCADE,
  version bigint NOT NULL
);
ALTER TABLE catalog_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalog_state FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON catalog_state USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE ON catalog_state TO portico_app;
ALTER TABLE catalog_state NO FORCE ROW LEVEL SECURITY;
INSERT INTO catalog_state (tenant_id, version) SELECT DISTINCT tenant_id, 1 FROM entity;
ALTER TABLE catalog_state FORCE ROW LEVEL SECURITY;
