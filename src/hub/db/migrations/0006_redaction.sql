-- What was masked in the output of an attempt: each different value once, numbered, sealed to the hub's key.
CREATE TABLE masked (
  run_id TEXT NOT NULL REFERENCES run (id), attempt_id TEXT NOT NULL, n INTEGER NOT NULL,
  kind TEXT NOT NULL, hash TEXT NOT NULL, count INTEGER NOT NULL,
  -- Removed 7 days later; the row stays.
  sealed TEXT,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (run_id, attempt_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX masked_by_age ON masked (at_ms) WHERE sealed IS NOT NULL;
