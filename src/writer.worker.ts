/** The writer's thread. It lies beside main.ts because a compiled program finds its workers nowhere else. */
import type { FromWriter, ToWriter } from "./hub/db/messages.ts";
import { Writer } from "./hub/db/writer.ts";

declare const self: Worker;

let writer: Writer | undefined;
let waiting: Extract<ToWriter, { kind: "commit" }>[] = [];

const idleAfterMs = 500;
let idle: ReturnType<typeof setTimeout> | undefined;

const say = (message: FromWriter): void => self.postMessage(JSON.stringify(message));

// What arrives in one turn of the loop is committed together.
function drain(): void {
  const batch = waiting;
  waiting = [];
  if (batch.length === 0 || !writer) return;
  const answers = writer.commitAll(batch);
  answers.forEach(say);
  const last = batch.at(-1)?.id ?? 0;
  const stored = answers.some(({ kind }) => kind === "committed");
  if (stored && batch.some(({ sync }) => sync === "now")) synced(last);
  else syncSoon(last);
  clearTimeout(idle);
  idle = setTimeout(() => writer?.idle(), idleAfterMs);
}

/** Commits that do not wait for the disk wait for each other this long, so that they share one sync. */
const syncAfterMs = 20;
let unsynced = 0;
let syncing: ReturnType<typeof setTimeout> | undefined;

function syncSoon(id: number): void {
  unsynced = id;
  syncing ??= setTimeout(() => {
    syncing = undefined;
    try {
      writer?.sync();
      synced(unsynced);
    } catch {
      // The disk refuses: who waits for it goes on waiting, and it is tried again.
      syncSoon(unsynced);
    }
  }, syncAfterMs);
}

function synced(id: number): void {
  clearTimeout(syncing);
  syncing = undefined;
  say({ kind: "synced", id });
}

self.onmessage = (event: MessageEvent<string>) => {
  const data = JSON.parse(event.data) as ToWriter;
  switch (data.kind) {
    case "open":
      try {
        writer = new Writer(data.path);
        say({ kind: "opened" });
      } catch (cause) {
        say({ kind: "openFailed", detail: cause instanceof Error ? cause.message : String(cause) });
      }
      break;
    case "commit":
      if (waiting.push(data) === 1) setImmediate(drain);
      break;
    case "later":
      drain();
      writer?.later(data.do);
      break;
    case "close":
      drain();
      writer?.close();
      writer = undefined;
      say({ kind: "closed" });
      break;
  }
};
