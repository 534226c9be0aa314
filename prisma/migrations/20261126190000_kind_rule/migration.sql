-- Which repositories may declare a kind. A kind without a rule may be declared by all; a rule without repositories by none.
CREATE TABLE kind_rule (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  -- lower case
  kind text NOT NULL,
  PRIMARY KEY (tenant_id, kind)
);
-- By id: a repository that takes another one's name does not take its rights.
CREATE TABLE kind_rule_repository (
  tenant_id uuid NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
  kind text NOT NULL,
  repository_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, kind, repository_id),
  FOREIGN KEY (tenant_id, kind) REFERENCES kind_rule (tenant_id, kind) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, repository_id) REFERENCES repository (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX kind_rule_repository_tenant_id_repository_id_idx ON kind_rule_repository (tenant_id, repository_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['kind_rule', 'kind_rule_repository'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portico_app', t);
  END LOOP;
END $$;
