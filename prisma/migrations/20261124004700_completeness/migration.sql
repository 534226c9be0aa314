-- How complete the catalog was on a day: of the whole tenant (team '*') and of each owning team.
CREATE TABLE completeness_sample (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  day date NOT NULL,
  team text NOT NULL,
  live int NOT NULL,
  owned int NOT NULL,
  PRIMARY KEY (tenant_id, day, team)
);
ALTER TABLE completeness_sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE completeness_sample FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON completeness_sample USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON completeness_sample TO portico_app;
