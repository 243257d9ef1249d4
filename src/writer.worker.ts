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
  for (const answer of writer.commitAll(batch)) say(answer);
  clearTimeout(idle);
  idle = setTimeout(() => writer?.idle(), idleAfterMs);
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
