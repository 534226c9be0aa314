-- Files of connected repositories that a person or program asked to be read beside those found by themselves.
CREATE TABLE location (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  type text NOT NULL,
  target text NOT NULL,
  -- location:default/generated-<sha1>, of the target it was first registered with
  entity_ref text NOT NULL,
  repository_id uuid NOT NULL,
  -- in the repository; may hold * and **
  path text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, repository_id) REFERENCES repository (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX location_tenant_id_type_target_key ON location (tenant_id, type, target);
CREATE INDEX location_tenant_id_repository_id_idx ON location (tenant_id, repository_id);

ALTER TABLE location ENABLE ROW LEVEL SECURITY;
ALTER TABLE location FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON location USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON location TO portico_app;
