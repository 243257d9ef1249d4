/** How the audit and live pages hear of what becomes of a schedule. */
import type { Actor } from "../../domain/account.ts";
import { taskId } from "../../domain/task.ts";
import type { AuditEntry, EventEntry } from "../db/database.ts";
import type { Schedule } from "./store.ts";

export type Who = { actor: Pick<Actor, "id" | "name">; origin: string };

/** Where nobody pressed anything: in the name of who made it. */
export const asMaker = ({ madeById, madeByName }: Schedule): Who => ({
  actor: { id: madeById, name: madeByName },
  origin: "hub",
});

export const event = ({ id }: Pick<Schedule, "id">): EventEntry => ({ kind: "schedule", data: { id } });

export const entry = (
  { id, request, taskId: made }: Schedule,
  who: Who,
  what: string,
  data: Record<string, string>,
): AuditEntry => ({
  actor: { id: who.actor.id, name: who.actor.name },
  origin: who.origin,
  action: `schedule.${what}`,
  taskId: taskId(data["task"] ?? made),
  data: { schedule: id, request, ...data },
});

export const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
