-- How many workers ended while they had the job: one that takes its worker along each time is set aside.
ALTER TABLE outbox ADD COLUMN losses integer NOT NULL DEFAULT 0;
