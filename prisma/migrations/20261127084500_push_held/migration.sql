-- A row nobody can read may be any entity of its set: what the body does not name then stays, and the run says so.
ALTER TABLE push_run ADD COLUMN nameless integer NOT NULL DEFAULT 0,
  ADD COLUMN held integer NOT NULL DEFAULT 0,
  ADD COLUMN held_reason text;
