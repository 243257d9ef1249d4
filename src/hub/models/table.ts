/** The endpoint of models that people set, and what each answer took. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const modelEndpoint = sqliteTable("model_endpoint", {
  /** There is one. */
  id: integer("id").primaryKey(),
  settingsJson: text("settings_json").notNull(),
  sealedKey: text("sealed_key"),
  probedJson: text("probed_json"),
  changedAtMs: integer("changed_at_ms").notNull(),
  changedBy: text("changed_by").notNull(),
});

export const modelUsage = sqliteTable("model_usage", {
  id: integer("id").primaryKey(),
  atMs: integer("at_ms").notNull(),
  /** `2026-11`, by UTC. */
  month: text("month").notNull(),
  taskId: text("task_id"),
  model: text("model").notNull(),
  inputTokens: integer("input_tokens").notNull(),
  cachedTokens: integer("cached_tokens").notNull(),
  outputTokens: integer("output_tokens").notNull(),
  estimated: integer("estimated").notNull(),
  costMicroUsd: integer("cost_micro_usd"),
});
