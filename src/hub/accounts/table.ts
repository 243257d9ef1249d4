/** People, their sign-ins, and API keys. Secrets are stored as hashes only. */
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const person = sqliteTable(
  "person",
  {
    id: text("id").primaryKey(),
    username: text("username").notNull(),
    /** argon2id, in its usual text form. */
    passwordHash: text("password_hash").notNull(),
    role: text("role").notNull(),
    /** 1 while the person may sign in. */
    active: integer("active").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    lastLoginAtMs: integer("last_login_at_ms"),
  },
  (t) => [uniqueIndex("person_username").on(t.username)],
);

export const signIn = sqliteTable(
  "sign_in",
  {
    /** SHA-256 of the cookie or bearer secret, hex. */
    secretHash: text("secret_hash").primaryKey(),
    personId: text("person_id").notNull(),
    /** cookie or bearer */
    kind: text("kind").notNull(),
    address: text("address").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    seenAtMs: integer("seen_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
  },
  (t) => [index("sign_in_by_person").on(t.personId)],
);

export const apiKey = sqliteTable(
  "api_key",
  {
    id: text("id").primaryKey(),
    label: text("label").notNull(),
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull(),
    role: text("role").notNull(),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms"),
    revokedAtMs: integer("revoked_at_ms"),
  },
  (t) => [uniqueIndex("api_key_hash").on(t.secretHash)],
);
