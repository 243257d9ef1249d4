-- Plans that are carried out at a time, once or again and again; and what became of each time that was due.
CREATE TABLE schedule (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task (id), request TEXT NOT NULL,
  when_json TEXT NOT NULL, plan_json TEXT NOT NULL, digest TEXT NOT NULL, risk TEXT NOT NULL, changes INTEGER NOT NULL,
  -- active, paused, done, removed
  state TEXT NOT NULL, why TEXT NOT NULL, next_ms INTEGER,
  made_by_id TEXT NOT NULL, made_by_name TEXT NOT NULL, ask_json TEXT NOT NULL, made_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX schedule_due ON schedule (next_ms) WHERE state = 'active';
CREATE TABLE schedule_run (
  schedule_id TEXT NOT NULL REFERENCES schedule (id), due_ms INTEGER NOT NULL,
  -- fired, by_hand, missed, skipped
  outcome TEXT NOT NULL, why TEXT NOT NULL, task_id TEXT, at_ms INTEGER NOT NULL,
  PRIMARY KEY (schedule_id, due_ms)
) STRICT, WITHOUT ROWID;
