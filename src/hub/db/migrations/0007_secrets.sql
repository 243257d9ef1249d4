-- Secrets that steps need. A value is sealed by the key in keys/secrets.key and never read but for a call that needs it.
CREATE TABLE secret (
  name TEXT NOT NULL, version INTEGER NOT NULL, sealed TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL, made_by TEXT NOT NULL, used_at_ms INTEGER,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;
