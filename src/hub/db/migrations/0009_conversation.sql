-- A task may go on from an earlier one; all tasks of one conversation name its first.
ALTER TABLE task ADD COLUMN thread_id TEXT;
CREATE INDEX task_by_thread ON task (thread_id, id) WHERE thread_id IS NOT NULL;
-- What a planner did on its way: thinking, reads, answers, what it cost. A part that grows keeps its number.
CREATE TABLE turn (
  task_id TEXT NOT NULL REFERENCES task (id), seq INTEGER NOT NULL, revision INTEGER NOT NULL,
  part_json TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (task_id, seq)
) STRICT, WITHOUT ROWID;
