ALTER TABLE person ADD COLUMN full_name TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN email TEXT NOT NULL DEFAULT '';
-- The machines that this person sees and acts on, as a target expression; NULL: all.
ALTER TABLE person ADD COLUMN scope TEXT;
ALTER TABLE person ADD COLUMN totp_sealed TEXT;
ALTER TABLE person ADD COLUMN totp_step INTEGER;
ALTER TABLE sign_in ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN scope TEXT;
ALTER TABLE api_key ADD COLUMN last_used_at_ms INTEGER;
CREATE INDEX api_key_by_maker ON api_key (created_by);

CREATE TABLE recovery_code (
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, code_hash TEXT NOT NULL, PRIMARY KEY (person_id, code_hash)
) STRICT, WITHOUT ROWID;

-- 1: a machine that joins by this token waits for a person to let it in.
ALTER TABLE join_token ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;
