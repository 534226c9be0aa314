-- The product's database roles. Run as the owner before migrating:
--   SET portico.app_password = '…';  \i infra/postgres/roles.sql
--
-- owner           whoever runs this: migrations only, never the product
-- portico_app     the product: under row security, owns nothing, no DDL (but BullMQ's own schema)
-- portico_system  what portico_app becomes before a tenant is known; sees the few tables of sign-in, webhooks and queue
-- portico_dump    backups: reads past row security, cannot log in until it is given a password
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portico_app') THEN
    CREATE ROLE portico_app NOLOGIN NOINHERIT;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portico_system') THEN
    CREATE ROLE portico_system NOLOGIN;
  END IF;
  IF current_setting('portico.app_password', true) <> '' THEN
    EXECUTE format('ALTER ROLE portico_app LOGIN NOINHERIT PASSWORD %L', current_setting('portico.app_password'));
  END IF;
  GRANT portico_system TO portico_app;

  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portico_dump') THEN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      CREATE ROLE portico_dump NOLOGIN BYPASSRLS IN ROLE pg_read_all_data;
    ELSE
      RAISE NOTICE 'portico_dump was not created: only a superuser may grant BYPASSRLS. Backups need another such role.';
    END IF;
  END IF;
END $$;
