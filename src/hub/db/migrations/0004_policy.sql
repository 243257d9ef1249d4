CREATE TABLE policy_rule (
  id TEXT PRIMARY KEY, rule_json TEXT NOT NULL, place INTEGER NOT NULL, changed_by TEXT NOT NULL, changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Scope: `hub`, or the id of a machine.
CREATE TABLE read_only (
  scope TEXT PRIMARY KEY, reason TEXT NOT NULL, by_name TEXT NOT NULL, since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE permit (
  id TEXT PRIMARY KEY, tool TEXT NOT NULL, input_json TEXT NOT NULL, machines TEXT NOT NULL, person_id TEXT, person_name TEXT,
  risk TEXT NOT NULL, until_ms INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, created_by TEXT NOT NULL, task_id TEXT,
  used INTEGER NOT NULL DEFAULT 0, last_used_at_ms INTEGER, revoked_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX permit_open ON permit (until_ms) WHERE revoked_at_ms IS NULL;

-- How many people an approval needs, how many gave it, who asked for it, and why so many.
ALTER TABLE approval ADD COLUMN needed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE approval ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
ALTER TABLE approval ADD COLUMN asker_id TEXT;
ALTER TABLE approval ADD COLUMN rule TEXT;
ALTER TABLE approval ADD COLUMN rule_where TEXT;
CREATE TABLE approval_part (
  approval_id TEXT NOT NULL REFERENCES approval (id), actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, channel TEXT NOT NULL,
  reason TEXT, at_ms INTEGER NOT NULL, PRIMARY KEY (approval_id, actor_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE machine ADD COLUMN policy_json TEXT;
