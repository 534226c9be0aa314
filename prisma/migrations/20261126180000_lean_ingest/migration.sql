-- What the planner believes of a tenant. From a list of the tenants it has seen it takes a new one for empty, and reads all of
-- its rows for each key it is asked for; without statistics it takes every tenant for a 200th of the table.
ALTER TABLE entity ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE fragment ALTER COLUMN tenant_id SET STATISTICS 0;
ALTER TABLE entity_revision ALTER COLUMN tenant_id SET STATISTICS 0;
