/** People, their sign-ins, and API keys. Secrets are stored as hashes only. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const person = sqliteTable(
  "person",
  {
    id: text("id").primaryKey(),
    username: text("username").notNull(),
    fullName: text("full_name").notNull().default(""),
    email: text("email").notNull().default(""),
    /** argon2id, in its usual text form. */
    passwordHash: text("password_hash").notNull(),
    role: text("role").notNull(),
    /** A target expression of names and tags; null: the whole fleet. */
    scope: text("scope"),
    /** 1 while the person may sign in. */
    active: integer("active").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    lastLoginAtMs: integer("last_login_at_ms"),
    /** The secret of the second factor, sealed with a key beside the database; null: there is none. */
    totpSealed: text("totp_sealed"),
    /** The newest time step of which a code was taken: no code is good twice. */
    totpStep: integer("totp_step"),
  },
  (t) => [uniqueIndex("person_username").on(t.username)],
);

export const recoveryCode = sqliteTable(
  "recovery_code",
  { personId: text("person_id").notNull(), codeHash: text("code_hash").notNull() },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
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
    /** What the browser or program called itself. */
    userAgent: text("user_agent").notNull().default(""),
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
    /** Narrows what its maker may reach; null: not narrower. */
    scope: text("scope"),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms"),
    revokedAtMs: integer("revoked_at_ms"),
    lastUsedAtMs: integer("last_used_at_ms"),
  },
  (t) => [uniqueIndex("api_key_hash").on(t.secretHash), index("api_key_by_maker").on(t.createdBy)],
);
