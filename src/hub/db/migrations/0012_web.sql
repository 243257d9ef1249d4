-- Where the hub itself may send requests: what an admin has set. Without a row: nowhere.
CREATE TABLE web_access (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings_json TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL, changed_by TEXT NOT NULL
) STRICT;
