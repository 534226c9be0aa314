-- What keeps an entity from being as new as its file says: JSON text of Backstage's status.items, while there is something.
ALTER TABLE entity ADD COLUMN status text;
