-- Kinds a tenant declared, and fields it added to Backstage's.
CREATE TABLE tenant_kind (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  name text NOT NULL,
  definition json NOT NULL,
  version integer NOT NULL DEFAULT 1,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_by text NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
CREATE UNIQUE INDEX tenant_kind_tenant_id_lower_idx ON tenant_kind (tenant_id, lower(name));
ALTER TABLE tenant_kind ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_kind FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenant_kind USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_kind TO portico_app;
