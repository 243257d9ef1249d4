/** The migrations in their order, embedded as text. They only go forward and are never edited after a release. */
import start from "./migrations/0001_start.sql" with { type: "text" };
import audit from "./migrations/0002_audit.sql" with { type: "text" };
import people from "./migrations/0003_people.sql" with { type: "text" };
import policy from "./migrations/0004_policy.sql" with { type: "text" };
import undo from "./migrations/0005_undo.sql" with { type: "text" };
import redaction from "./migrations/0006_redaction.sql" with { type: "text" };
import secrets from "./migrations/0007_secrets.sql" with { type: "text" };
import permitMachines from "./migrations/0008_permit_machines.sql" with { type: "text" };
import conversation from "./migrations/0009_conversation.sql" with { type: "text" };
import memory from "./migrations/0010_memory.sql" with { type: "text" };
import models from "./migrations/0011_models.sql" with { type: "text" };
import web from "./migrations/0012_web.sql" with { type: "text" };
import missed from "./migrations/0014_missed.sql" with { type: "text" };
import schedules from "./migrations/0013_schedules.sql" with { type: "text" };

/** Position + 1 is the database's `user_version` after it ran. */
export const migrations: readonly string[] = [
  start,
  audit,
  people,
  policy,
  undo,
  redaction,
  secrets,
  permitMachines,
  conversation,
  memory,
  models,
  web,
  schedules,
  missed,
];
