-- Discovery: what has still to be read of a repository, and who may touch it. Rows are the work list, so a stopped run goes on from them.
ALTER TABLE repository ADD COLUMN node_id TEXT;
ALTER TABLE repository ADD COLUMN needs_read BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE repository ADD COLUMN access JSONB NOT NULL DEFAULT '{"teams":[]}';
CREATE INDEX repository_unread ON repository (tenant_id, source_id) WHERE needs_read;

-- What GitHub last said of the installation's limits, and whom it may read.
ALTER TABLE installation ADD COLUMN budget JSONB NOT NULL DEFAULT '{}';
ALTER TABLE installation ADD COLUMN repository_selection TEXT NOT NULL DEFAULT 'all';
