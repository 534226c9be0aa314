-- A fragment is known by its source and the key there; an id of its own was one more index to write.
ALTER TABLE fragment DROP CONSTRAINT fragment_pkey, DROP COLUMN id;
ALTER TABLE fragment ADD CONSTRAINT fragment_pkey PRIMARY KEY (tenant_id, source_id, source_key);
DROP INDEX fragment_tenant_id_source_id_source_key_key;
-- It goes with its source, which goes with the tenant.
ALTER TABLE fragment DROP CONSTRAINT fragment_tenant_fkey;
