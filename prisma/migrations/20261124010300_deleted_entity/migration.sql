-- The last state of entities an admin deleted: the catalog as of a moment before is computed backwards from it.
CREATE TABLE deleted_entity (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  uid uuid NOT NULL,
  ref text NOT NULL,
  title text NOT NULL,
  type text,
  owner_ref text,
  served text NOT NULL,
  relations text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL,
  orphaned_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, uid)
);
ALTER TABLE deleted_entity ENABLE ROW LEVEL SECURITY;
ALTER TABLE deleted_entity FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON deleted_entity USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT ON deleted_entity TO portico_app;
