CREATE TABLE task (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, request TEXT NOT NULL, ask_json TEXT NOT NULL, state TEXT NOT NULL,
  actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, revision INTEGER NOT NULL, outcome_json TEXT, headline TEXT, risk TEXT,
  machines INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, ended_at_ms INTEGER
) STRICT;
-- Ids are UUIDv7, so their order is that of time. Only what is open is ever looked for by its state.
CREATE INDEX task_open ON task (state) WHERE state IN ('planning', 'needs_answer', 'needs_approval', 'running', 'paused');

CREATE TABLE plan (
  task_id TEXT NOT NULL REFERENCES task (id), revision INTEGER NOT NULL, digest TEXT NOT NULL, plan_json TEXT NOT NULL,
  assessment_json TEXT NOT NULL, created_at_ms INTEGER NOT NULL, PRIMARY KEY (task_id, revision)
) STRICT;

CREATE TABLE approval (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task (id), revision INTEGER NOT NULL, digest TEXT NOT NULL,
  state TEXT NOT NULL, actor_id TEXT, actor_name TEXT, channel TEXT, reason TEXT, asked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL, decided_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_by_task ON approval (task_id);

CREATE TABLE run (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task (id), revision INTEGER NOT NULL, step_id TEXT NOT NULL,
  step_index INTEGER NOT NULL, machine_id TEXT NOT NULL, machine_name TEXT NOT NULL, state TEXT NOT NULL, line TEXT NOT NULL,
  error_json TEXT, output_json TEXT, verdict_json TEXT, stall_json TEXT, started_at_ms INTEGER, ended_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX run_once ON run (task_id, revision, step_id, machine_id);
CREATE INDEX run_by_machine ON run (machine_id, id);
CREATE INDEX run_open ON run (state) WHERE state IN ('dispatched', 'running', 'verifying', 'unknown');

CREATE TABLE attempt (
  id TEXT PRIMARY KEY, run_id TEXT NOT NULL REFERENCES run (id), number INTEGER NOT NULL, input_json TEXT NOT NULL,
  state TEXT NOT NULL, result_json TEXT, sent_at_ms INTEGER, ended_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX attempt_once ON attempt (run_id, number);

CREATE TABLE output (
  attempt_id TEXT PRIMARY KEY REFERENCES attempt (id), file TEXT NOT NULL, frames INTEGER NOT NULL, stdout_bytes INTEGER NOT NULL,
  stderr_bytes INTEGER NOT NULL, truncated INTEGER NOT NULL, left_out_bytes INTEGER NOT NULL DEFAULT 0,
  stored TEXT NOT NULL DEFAULT 'raw', disk_bytes INTEGER NOT NULL DEFAULT 0, ended_at_ms INTEGER NOT NULL DEFAULT 0,
  digest TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX output_by_age ON output (ended_at_ms) WHERE stored <> 'removed';

CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, task_id TEXT, machine_id TEXT, data_json TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_task ON event (task_id, seq);

CREATE TABLE machine (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, aliases_json TEXT NOT NULL, tags_json TEXT NOT NULL, public_key TEXT NOT NULL,
  instance_id TEXT NOT NULL, machine_id_hash TEXT NOT NULL, boot_id TEXT NOT NULL, agent_version TEXT NOT NULL,
  own_max_level INTEGER NOT NULL, hub_max_level INTEGER NOT NULL, standing TEXT, standing_reason TEXT, facts_json TEXT NOT NULL,
  token_id TEXT, joined_at_ms INTEGER NOT NULL, last_seen_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX machine_name ON machine (name);
CREATE UNIQUE INDEX machine_key ON machine (public_key);

CREATE TABLE join_token (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, secret_hash TEXT NOT NULL, tags_json TEXT NOT NULL, max_level INTEGER NOT NULL,
  uses INTEGER NOT NULL, used INTEGER NOT NULL, created_by TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL, revoked_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX join_token_hash ON join_token (secret_hash);
CREATE INDEX join_token_by_time ON join_token (created_at_ms);

CREATE TABLE person (
  id TEXT PRIMARY KEY, username TEXT NOT NULL, password_hash TEXT NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL, last_login_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX person_username ON person (username);

CREATE TABLE sign_in (
  secret_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person (id), kind TEXT NOT NULL, address TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, seen_at_ms INTEGER NOT NULL, expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_by_person ON sign_in (person_id);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, prefix TEXT NOT NULL, secret_hash TEXT NOT NULL, role TEXT NOT NULL,
  created_by TEXT NOT NULL, created_at_ms INTEGER NOT NULL, expires_at_ms INTEGER, revoked_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX api_key_hash ON api_key (secret_hash);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, origin TEXT NOT NULL,
  action TEXT NOT NULL, task_id TEXT, machine_id TEXT, data_json TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_task ON audit (task_id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
