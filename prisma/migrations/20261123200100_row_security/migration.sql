-- Roles. infra/postgres/roles.sql gives them passwords; here they only have to exist.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_app') THEN
    CREATE ROLE portico_app NOLOGIN NOINHERIT;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'portico_system') THEN
    CREATE ROLE portico_system NOLOGIN;
  END IF;
END $$;
GRANT portico_system TO portico_app;
GRANT USAGE ON SCHEMA public TO portico_app, portico_system;

-- BullMQ's Postgres backend makes a sequence per queue at run time, so it gets a schema of its own.
CREATE SCHEMA IF NOT EXISTS bullmq;
GRANT USAGE, CREATE ON SCHEMA bullmq TO portico_app;

-- The tenant of this transaction. After SET LOCAL ends the setting reads '', hence nullif.
CREATE FUNCTION current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

-- Every table with a tenant_id: row security forced, one policy, tenant deleted with its rows.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'member', 'sso_connection', 'api_token', 'audit_event', 'tenant_key', 'secret', 'entitlement', 'stripe_customer',
    'installation', 'install_attempt', 'source', 'ingest_run', 'repository', 'file_problem', 'fragment', 'entity',
    'relation', 'entity_revision', 'entity_document', 'plugin_install', 'plugin_usage', 'outbox', 'session'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (tenant_id) REFERENCES tenant(id) ON DELETE CASCADE', t, t || '_tenant_fkey');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO portico_app', t);
  END LOOP;
END $$;
-- What has happened is not edited.
REVOKE UPDATE, DELETE ON audit_event, entity_revision FROM portico_app;
REVOKE DELETE ON tenant_key FROM portico_app;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenant USING (id = (SELECT current_tenant())) WITH CHECK (id = (SELECT current_tenant()));
GRANT SELECT, UPDATE ON tenant TO portico_app;

-- A person is visible to the tenants they are a member of.
ALTER TABLE portal_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_user FORCE ROW LEVEL SECURITY;
CREATE POLICY member_visible ON portal_user FOR SELECT
  USING (EXISTS (SELECT 1 FROM member m WHERE m.user_id = portal_user.id AND m.tenant_id = (SELECT current_tenant())));
GRANT SELECT ON portal_user TO portico_app;

ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
ALTER TABLE sign_in_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_token FORCE ROW LEVEL SECURITY;
ALTER TABLE webhook_inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_inbox FORCE ROW LEVEL SECURITY;

-- What may be read and written before a tenant is known: sign-in, webhooks, the queue.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'tenant', 'portal_user', 'account', 'sign_in_token', 'session', 'member', 'sso_connection', 'api_token',
    'entitlement', 'stripe_customer', 'installation', 'install_attempt', 'webhook_inbox', 'outbox'
  ] LOOP
    EXECUTE format('CREATE POLICY system_access ON %I TO portico_system USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_user, account, sign_in_token, session, webhook_inbox, outbox TO portico_system;
GRANT SELECT, INSERT, UPDATE ON tenant, member TO portico_system;
GRANT SELECT, UPDATE ON api_token, installation, install_attempt, stripe_customer TO portico_system;
GRANT SELECT ON sso_connection TO portico_system;
GRANT SELECT, INSERT ON entitlement TO portico_system;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portico_app, portico_system;

-- Links between tenant rows carry the tenant, so a row cannot point into another tenant.
ALTER TABLE session ADD CONSTRAINT session_user_fkey FOREIGN KEY (user_id) REFERENCES portal_user(id) ON DELETE CASCADE;
ALTER TABLE account ADD CONSTRAINT account_user_fkey FOREIGN KEY (user_id) REFERENCES portal_user(id) ON DELETE CASCADE;
ALTER TABLE member ADD CONSTRAINT member_user_fkey FOREIGN KEY (user_id) REFERENCES portal_user(id) ON DELETE CASCADE;
ALTER TABLE session ADD CONSTRAINT session_connection_fkey FOREIGN KEY (tenant_id, connection_id) REFERENCES sso_connection(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE ingest_run ADD CONSTRAINT ingest_run_source_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE repository ADD CONSTRAINT repository_source_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE file_problem ADD CONSTRAINT file_problem_repository_fkey FOREIGN KEY (tenant_id, repository_id) REFERENCES repository(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE fragment ADD CONSTRAINT fragment_source_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES source(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE fragment ADD CONSTRAINT fragment_repository_fkey FOREIGN KEY (tenant_id, repository_id) REFERENCES repository(tenant_id, id) ON DELETE SET NULL (repository_id);
ALTER TABLE entity_document ADD CONSTRAINT entity_document_repository_fkey FOREIGN KEY (tenant_id, repository_id) REFERENCES repository(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE relation ADD CONSTRAINT relation_entity_fkey FOREIGN KEY (tenant_id, uid) REFERENCES entity(tenant_id, uid) ON DELETE CASCADE;

-- One pending job for one thing: a second request for the same work while the first waits adds nothing.
CREATE UNIQUE INDEX outbox_dedupe ON outbox (tenant_id, job, dedupe_key) WHERE status = 'pending' AND dedupe_key IS NOT NULL;
