/** Machines and the tokens that let them join. */
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const machine = sqliteTable(
  "machine",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    aliasesJson: text("aliases_json").notNull(),
    tagsJson: text("tags_json").notNull(),
    /** Ed25519 public key, SPKI in base64. */
    publicKey: text("public_key").notNull(),
    instanceId: text("instance_id").notNull(),
    machineIdHash: text("machine_id_hash").notNull(),
    bootId: text("boot_id").notNull(),
    agentVersion: text("agent_version").notNull(),
    /** What the machine's own policy permits. */
    ownMaxLevel: integer("own_max_level").notNull(),
    /** What the hub grants at most. */
    hubMaxLevel: integer("hub_max_level").notNull(),
    /** null, `pending`, `quarantined` or `revoked`; online and offline are not stored. */
    standing: text("standing"),
    standingReason: text("standing_reason"),
    factsJson: text("facts_json").notNull(),
    /** The rules of its own policy, as its agent told them. */
    policyJson: text("policy_json"),
    tokenId: text("token_id"),
    joinedAtMs: integer("joined_at_ms").notNull(),
    lastSeenAtMs: integer("last_seen_at_ms").notNull(),
  },
  (t) => [uniqueIndex("machine_name").on(t.name), uniqueIndex("machine_key").on(t.publicKey)],
);

export const joinToken = sqliteTable(
  "join_token",
  {
    id: text("id").primaryKey(),
    label: text("label").notNull(),
    /** SHA-256 of the secret part, hex. */
    secretHash: text("secret_hash").notNull(),
    tagsJson: text("tags_json").notNull(),
    maxLevel: integer("max_level").notNull(),
    uses: integer("uses").notNull(),
    used: integer("used").notNull(),
    createdBy: text("created_by").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    revokedAtMs: integer("revoked_at_ms"),
    /** 1: a machine that joins by it waits for a person to let it in. */
    asks: integer("asks").notNull().default(0),
  },
  (t) => [uniqueIndex("join_token_hash").on(t.secretHash), index("join_token_by_time").on(t.createdAtMs)],
);
