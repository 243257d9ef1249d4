/** The other tasks of a conversation, as far as they exist for who looks: before the task, and after it. */
import { and, inArray, or, sql, type SQL } from "drizzle-orm";
import type { TaskLine } from "../../api/task.ts";
import type { Viewer } from "../../domain/account.ts";
import type { Task } from "./rows.ts";
import type { Seen } from "./seen.ts";
import type { TaskStore } from "./store.ts";
import { task } from "./table.ts";
import { lineOf } from "./view.ts";

/** Of a long conversation the newest are shown. */
const turnsAtMost = 40;
/** Folded under one line of a list. */
const foldedAtMost = 10;

export type Conversation = { earlier: TaskLine[]; later: TaskLine[] };
type Parts = { store: Pick<TaskStore, "list">; seen: Pick<Seen, "only"> };

/** Oldest first. */
export function conversationOf({ store, seen }: Parts, of: Task, viewer: Viewer): Conversation {
  const thread = of.ask.thread ?? of.id;
  const lines = store
    .list({ limit: turnsAtMost, only: and(inThreads([thread]), seen.only(viewer, { ofMachine: true })) })
    .map(lineOf)
    .toReversed();
  return { earlier: lines.filter(({ id }) => id < of.id), later: lines.filter(({ id }) => id > of.id) };
}

/** For lists without repetition: only the newest task of each conversation. */
export const newestOfEach = (): SQL =>
  sql`not exists (select 1 from task as later where later.thread_id = coalesce(${task.threadId}, ${task.id}) and later.id > ${task.id})`;

/** What stands under each task of a list: the earlier ones of its conversation, the newest first. */
export function earlierOf(
  { store, seen }: Parts,
  lines: readonly TaskLine[],
  viewer: Viewer,
): Map<TaskLine["id"], TaskLine[]> {
  const threads = new Map(lines.flatMap(({ id, thread }) => (thread === undefined ? [] : [[thread, id] as const])));
  if (threads.size === 0) return new Map();
  const only = and(inThreads([...threads.keys()]), seen.only(viewer, { ofMachine: true }));
  const members = store.list({ limit: lines.length * foldedAtMost, only }).map(lineOf);
  const folded = Map.groupBy(members, ({ id, thread }) => threads.get(thread ?? id) ?? "");
  return new Map(
    [...folded].map(([newest, all]) => [newest, all.filter(({ id }) => id < newest).slice(0, foldedAtMost)]),
  );
}

const inThreads = (threads: readonly string[]): SQL | undefined =>
  or(inArray(task.id, [...threads]), inArray(task.threadId, [...threads]));
