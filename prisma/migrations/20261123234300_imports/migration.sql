-- Sources that are imports and processors: definition, uploads, runs, and what undoing a run needs.
CREATE TABLE import_source (
  tenant_id UUID NOT NULL,
  source_id UUID NOT NULL,
  definition JSONB NOT NULL,
  template TEXT,
  enabled BOOLEAN NOT NULL DEFAULT true,
  next_run_at TIMESTAMPTZ(3),
  prune_at TIMESTAMPTZ(3),
  version INTEGER NOT NULL DEFAULT 1,
  updated_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT import_source_pkey PRIMARY KEY (tenant_id, source_id)
);

CREATE TABLE import_upload (
  tenant_id UUID NOT NULL,
  id UUID NOT NULL DEFAULT gen_random_uuid(),
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  content BYTEA NOT NULL,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT import_upload_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX import_upload_tenant_id_created_at_idx ON import_upload (tenant_id, created_at);

CREATE TABLE import_run (
  tenant_id UUID NOT NULL,
  id UUID NOT NULL DEFAULT gen_random_uuid(),
  source_id UUID NOT NULL,
  trigger TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'queued',
  stage TEXT NOT NULL DEFAULT 'read',
  definition JSONB NOT NULL,
  upload_id UUID,
  undo_of UUID,
  undone_at TIMESTAMPTZ(3),
  confirmed BOOLEAN NOT NULL DEFAULT false,
  records INTEGER NOT NULL DEFAULT 0,
  applied INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  held_reason TEXT,
  problem JSONB,
  wait_until TIMESTAMPTZ(3),
  started_by TEXT NOT NULL,
  started_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at TIMESTAMPTZ(3),
  CONSTRAINT import_run_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX import_run_tenant_id_source_id_started_at_idx ON import_run (tenant_id, source_id, started_at);

CREATE TABLE import_page (
  tenant_id UUID NOT NULL,
  run_id UUID NOT NULL,
  number INTEGER NOT NULL,
  read TEXT NOT NULL,
  entities TEXT NOT NULL,
  records INTEGER NOT NULL,
  next JSONB,
  CONSTRAINT import_page_pkey PRIMARY KEY (tenant_id, run_id, number)
);

CREATE TABLE import_rejection (
  tenant_id UUID NOT NULL,
  run_id UUID NOT NULL,
  number INTEGER NOT NULL,
  read TEXT,
  row INTEGER NOT NULL,
  path TEXT,
  reason TEXT NOT NULL,
  fix TEXT,
  ref TEXT,
  record TEXT,
  CONSTRAINT import_rejection_pkey PRIMARY KEY (tenant_id, run_id, number)
);

CREATE TABLE import_undo (
  tenant_id UUID NOT NULL,
  run_id UUID NOT NULL,
  ref TEXT NOT NULL,
  before TEXT,
  hash TEXT,
  CONSTRAINT import_undo_pkey PRIMARY KEY (tenant_id, run_id, ref)
);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['import_source', 'import_upload', 'import_run', 'import_page', 'import_rejection', 'import_undo'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES tenant(id) ON DELETE CASCADE', t, t || '_tenant_fkey');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portico_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['import_page', 'import_rejection', 'import_undo'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id, run_id) REFERENCES import_run(tenant_id, id) ON DELETE CASCADE', t, t || '_run_fkey');
  END LOOP;
  FOREACH t IN ARRAY ARRAY['import_source', 'import_run'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE', t, t || '_source_fkey');
  END LOOP;
END $$;

-- The clock asks which sources are due, of all tenants; it learns ids and times, nothing else.
CREATE POLICY system_access ON import_source FOR SELECT TO portico_system USING (true);
GRANT SELECT (tenant_id, source_id, enabled, next_run_at, prune_at) ON import_source TO portico_system;
CREATE INDEX import_source_due ON import_source (next_run_at) WHERE enabled AND next_run_at IS NOT NULL;
CREATE INDEX import_source_prune ON import_source (prune_at) WHERE prune_at IS NOT NULL;
