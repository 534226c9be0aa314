-- History in one order: every revision carries the version of the catalog it belongs to, and the moment of that version.
-- now() is when a transaction began, which is not the order in which transactions took the catalog's lock.
ALTER TABLE catalog_state ADD COLUMN at timestamptz(3) NOT NULL DEFAULT clock_timestamp();
ALTER TABLE entity_revision ADD COLUMN seq bigint NOT NULL DEFAULT 0;

-- The owner of a table with forced row security sees none of its rows, so force is lifted while they are numbered.
ALTER TABLE entity_revision NO FORCE ROW LEVEL SECURITY;
UPDATE entity_revision r SET seq = n.seq FROM (
  SELECT tenant_id, uid, version,
    dense_rank() OVER (PARTITION BY tenant_id ORDER BY at) - (SELECT count(DISTINCT o.at) FROM entity_revision o WHERE o.tenant_id = i.tenant_id) AS seq
  FROM entity_revision i) n
WHERE r.tenant_id = n.tenant_id AND r.uid = n.uid AND r.version = n.version;
ALTER TABLE entity_revision FORCE ROW LEVEL SECURITY;
ALTER TABLE entity_revision ALTER COLUMN seq DROP DEFAULT;

-- Changes of a period, newest first; and whose name a ref was.
CREATE INDEX entity_revision_tenant_id_seq_idx ON entity_revision (tenant_id, seq);
CREATE INDEX entity_revision_tenant_id_ref_idx ON entity_revision (tenant_id, ref);
