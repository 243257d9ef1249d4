-- What takes a run back, known once it ended; and whether that was done. A run that changed nothing has no row.
CREATE TABLE way_back (
  run_id TEXT PRIMARY KEY REFERENCES run (id), task_id TEXT NOT NULL, way_json TEXT NOT NULL, until_ms INTEGER,
  -- The run that it took back itself, where it was an undo.
  undoes TEXT,
  -- The run that took it back; null again where that was taken back in turn.
  undone_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX way_back_by_task ON way_back (task_id);
