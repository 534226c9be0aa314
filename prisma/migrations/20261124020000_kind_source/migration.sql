-- The one repository whose files may define a tenant's kinds, by the choice of an admin.
CREATE TABLE kind_source (
  tenant_id uuid PRIMARY KEY REFERENCES tenant(id) ON DELETE CASCADE,
  repository_id uuid NOT NULL,
  -- no slash at either end; files directly in it count
  folder text NOT NULL,
  chosen_at timestamptz(3) NOT NULL DEFAULT now(),
  chosen_by text NOT NULL,
  FOREIGN KEY (tenant_id, repository_id) REFERENCES repository (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE kind_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE kind_source FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON kind_source USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON kind_source TO portico_app;

-- The file of that repository that is in charge of a kind; without one the form is.
ALTER TABLE tenant_kind ADD COLUMN file text;
