-- What people have confirmed that ailx may remember: names for machines, preferences, facts.
CREATE TABLE memory (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, alias_key TEXT UNIQUE,
  machines_json TEXT NOT NULL, by_name TEXT NOT NULL, task_id TEXT, at_ms INTEGER NOT NULL, used_at_ms INTEGER
) STRICT;
