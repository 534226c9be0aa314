-- Whether a registered file may be missing: required when it is not said, as Backstage has it.
ALTER TABLE location ADD COLUMN presence text CHECK (presence IN ('required', 'optional'));
