-- Sets pushed by machines: what changed waits here until a worker has read it.
CREATE TABLE push_run (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  source_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'receiving',
  dry_run boolean NOT NULL DEFAULT false,
  received integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  removed integer NOT NULL DEFAULT 0,
  rejected_total integer NOT NULL DEFAULT 0,
  rejected jsonb NOT NULL DEFAULT '[]',
  unseen text NOT NULL DEFAULT '',
  error text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3),
  CONSTRAINT push_run_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX push_run_tenant_id_source_id_created_at_idx ON push_run (tenant_id, source_id, created_at);
-- One replacement of a set at a time: two at once would each compare with what the other is changing.
CREATE UNIQUE INDEX push_run_active ON push_run (tenant_id, source_id) WHERE status IN ('receiving', 'queued', 'running');

CREATE TABLE push_chunk (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  number integer NOT NULL,
  rows integer[],
  lines bytea NOT NULL,
  CONSTRAINT push_chunk_pkey PRIMARY KEY (tenant_id, run_id, number)
);
-- Read once, soon, and deleted: compressing it costs more than it saves.
ALTER TABLE push_chunk ALTER COLUMN lines SET STORAGE EXTERNAL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['push_run', 'push_chunk'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES tenant(id) ON DELETE CASCADE', t, t || '_tenant_fkey');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portico_app', t);
  END LOOP;
END $$;
ALTER TABLE push_run ADD CONSTRAINT push_run_source_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE push_chunk ADD CONSTRAINT push_chunk_run_fkey FOREIGN KEY (tenant_id, run_id) REFERENCES push_run(tenant_id, id) ON DELETE CASCADE;
