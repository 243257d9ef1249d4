-- The endpoint of models: what people set, its key sealed, and what was found out of it.
CREATE TABLE model_endpoint (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings_json TEXT NOT NULL, sealed_key TEXT, probed_json TEXT,
  changed_at_ms INTEGER NOT NULL, changed_by TEXT NOT NULL
) STRICT;

-- What each answer of a model took. A cost is only there where prices were known.
CREATE TABLE model_usage (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, month TEXT NOT NULL, task_id TEXT, model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
  estimated INTEGER NOT NULL, cost_micro_usd INTEGER
) STRICT;
CREATE INDEX model_usage_by_month ON model_usage (month, model, input_tokens, output_tokens, cost_micro_usd);
CREATE INDEX model_usage_by_task ON model_usage (task_id) WHERE task_id IS NOT NULL;
