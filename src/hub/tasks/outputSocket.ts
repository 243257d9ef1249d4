/**
 * The output of one run for a browser: the program's own bytes in raw frames, read from what is stored as fast as the
 * browser takes it; nothing of it is read on the way.
 */
import type { ServerWebSocket } from "bun";
import { encodeOutput } from "../../protocol/codec.ts";
import { runEnded } from "../../domain/task.ts";
import type { Cursor } from "./outputCursor.ts";
import { noBytes } from "./outputFormat.ts";
import type { Ports } from "./ports.ts";
import { pumpAll } from "./pump.ts";

export type OutputSocket = {
  kind: "output";
  runId: string;
  /** The first byte wanted. */
  from: number;
  /** Only so much of the end is wanted; 0: all. */
  tail?: number;
  stillMay: () => boolean;
  stop?: () => void;
  drained?: () => void;
};

const checkEveryMs = 2_000;
/** So much waits in the socket of a browser that reads slowly. */
const waitingBytes = 512 << 10;

export function makeOutputSocket(ports: Pick<Ports, "store" | "outputs" | "db" | "log">) {
  const { store, outputs, db, log } = ports;

  function open(socket: ServerWebSocket<OutputSocket>): void {
    const { runId, from, tail = 0 } = socket.data;
    let cursor: Cursor | undefined;
    let unwatch: (() => void) | undefined;
    let over = false;
    let busy = false;
    let again = false;
    // Only an event of the run can tell that it has ended: it is not looked up for each piece of output.
    let maybeEnded = true;
    let ended = false;
    let seq = 0;
    // What is sent is put together here, again and again: the socket has its own copy of what it could not send at once.
    let room = new Uint8Array(0);
    let emptied = Promise.withResolvers<void>();
    socket.data.drained = () => {
      emptied.resolve();
      emptied = Promise.withResolvers<void>();
    };

    const begin = (): void => {
      if (cursor) return;
      const attempt = store.attempts(store.run(runId)?.id ?? ("" as never)).at(-1);
      if (!attempt) return;
      const row = store.output(attempt.id);
      const live = outputs.liveBytes(attempt.id);
      const there = live ? live.stdout + live.stderr : row ? row.stdoutBytes + row.stderrBytes - row.leftOutBytes : 0;
      const first = tail > 0 ? Math.max(from, there - tail) : from;
      if (first > from) socket.send(JSON.stringify({ kind: "skipped", to: first }));
      if (row?.stored === "removed") socket.send(JSON.stringify({ kind: "removed" }));
      cursor = outputs.cursor({ attemptId: attempt.id, from: first });
      unwatch = outputs.watch(attempt.id, go);
    };
    const give = ({ stream, bytes, leftOut }: { stream: "stdout" | "stderr"; bytes: Uint8Array; leftOut?: number }) => {
      const head = encodeOutput({
        channel: 0,
        seq: seq++,
        stream,
        bytes: noBytes,
        ...(leftOut === undefined ? {} : { leftOut }),
      });
      const size = head.length + bytes.length;
      if (room.length < size) room = new Uint8Array(size);
      room.set(head);
      room.set(bytes, head.length);
      // 0 says that this frame is lost: the browser connects again and says how much it has.
      if (socket.send(room.subarray(0, size)) === 0) socket.close(1013, "too slow");
    };
    const through = async (): Promise<void> => {
      do {
        again = false;
        begin();
        // Asked before reading: a run that has ended by then writes nothing that is not found.
        const run = maybeEnded ? store.run(runId) : undefined;
        maybeEnded = false;
        ended ||= run !== undefined && runEnded(run.state) && run.state !== "unknown";
        if (cursor)
          await pumpAll({
            cursor,
            give,
            hasRoom: () => socket.getBufferedAmount() < waitingBytes,
            room: () => emptied.promise,
            over: () => over,
          });
        if (!ended || over || again) continue;
        socket.send(JSON.stringify({ kind: "end" }));
        socket.close(1000, "end");
      } while (again && !over);
      busy = false;
    };
    function go(): void {
      again = true;
      if (busy || over) return;
      busy = true;
      through().catch((error: unknown) => {
        busy = false;
        if (over) return;
        log.error("output.not_read", { runId, error: String(error) });
        socket.close(1011, "not read");
      });
    }
    const unsubscribe = db.onEvents((events) => {
      if (!events.some((event) => event.kind === "run" && event.data["id"] === runId)) return;
      maybeEnded = true;
      go();
    });
    const timer = setInterval(() => {
      if (!socket.data.stillMay()) socket.close(4401, "signed out");
    }, checkEveryMs);
    socket.data.stop = () => {
      over = true;
      clearInterval(timer);
      unsubscribe();
      unwatch?.();
      emptied.resolve();
      void cursor?.close().catch(() => {});
    };
    go();
  }

  return {
    open,
    message: (socket: ServerWebSocket<OutputSocket>): void => socket.close(1003, "nothing is read here"),
    drain: (socket: ServerWebSocket<OutputSocket>): void => socket.data.drained?.(),
    close: (socket: ServerWebSocket<OutputSocket>): void => socket.data.stop?.(),
  };
}
