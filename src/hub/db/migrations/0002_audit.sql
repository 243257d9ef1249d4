CREATE TABLE audit_checkpoint (
  number INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, at_ms INTEGER NOT NULL, signature TEXT NOT NULL,
  PRIMARY KEY (number, signature)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;

-- What machines told of the checkpoints they hold, kept so that a machine that is away speaks too.
CREATE TABLE audit_held (
  machine_id TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, number INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  signature TEXT NOT NULL, told_at_ms INTEGER NOT NULL, PRIMARY KEY (machine_id, seq, hash)
) STRICT, WITHOUT ROWID;

-- The newest that a machine told of its own record of what it ran.
CREATE TABLE audit_record (
  machine_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL, told_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_by_machine ON audit (machine_id, seq) WHERE machine_id IS NOT NULL;
CREATE INDEX audit_by_actor ON audit (actor_id, seq);
CREATE INDEX audit_by_action ON audit (action, seq);
CREATE INDEX audit_by_time ON audit (at_ms);
