-- Names that two sources claim, what an admin decided about them, names entities had before, and how long orphans are kept.
CREATE TABLE ref_conflict (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  ref text NOT NULL,
  since timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, ref)
);
CREATE TABLE ref_decision (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  ref text NOT NULL,
  source_id uuid NOT NULL,
  source_key text NOT NULL,
  reason text NOT NULL,
  decided_by jsonb NOT NULL,
  decided_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, ref),
  FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE
);
CREATE TABLE entity_alias (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  ref text NOT NULL,
  uid uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, ref)
);
CREATE INDEX entity_alias_tenant_id_uid_idx ON entity_alias (tenant_id, uid);
CREATE TABLE orphan_policy (
  tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenant(id) ON DELETE CASCADE,
  keep_days int NOT NULL
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ref_conflict', 'ref_decision', 'entity_alias', 'orphan_policy'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portico_app', t);
  END LOOP;
END $$;

ALTER TABLE entity ADD COLUMN archived_at timestamptz(3);
CREATE INDEX entity_tenant_id_orphaned_at_idx ON entity (tenant_id, orphaned_at) WHERE orphaned_at IS NOT NULL;
CREATE INDEX repository_tenant_id_missing_since_idx ON repository (tenant_id, missing_since) WHERE missing_since IS NOT NULL;
