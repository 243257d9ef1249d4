/** The live output of one run for a browser: the program's own bytes in raw frames; nothing of it is read on the way. */
import type { ServerWebSocket } from "bun";
import { encodeOutput } from "../../protocol/codec.ts";
import { runEnded } from "../../domain/task.ts";
import type { Chunk } from "./outputs.ts";
import type { Ports } from "./ports.ts";

export type OutputSocket = { kind: "output"; runId: string; from: number; stillMay: () => boolean; stop?: () => void };

const checkEveryMs = 2_000;

export function makeOutputSocket(ports: Pick<Ports, "store" | "outputs" | "db">) {
  const { store, outputs, db } = ports;

  function open(socket: ServerWebSocket<OutputSocket>): void {
    const { runId, from } = socket.data;
    let sent = 0;
    let nextSeq = 0;
    let unwatch: (() => void) | undefined;

    const tell = (chunk: Chunk): void => {
      if (chunk.seq < nextSeq) return;
      nextSeq = chunk.seq + 1;
      const before = sent;
      sent += chunk.bytes.length;
      if (sent <= from) return;
      const bytes = before < from ? chunk.bytes.subarray(from - before) : chunk.bytes;
      // 0 says that the browser reads too slowly and this frame is lost: it connects again and says how much it has.
      if (socket.send(encodeOutput({ channel: 0, seq: chunk.seq, stream: chunk.stream, bytes })) === 0)
        socket.close(1013, "too slow");
    };
    const begin = (): void => {
      const attempt = store.attempts(store.run(runId)?.id ?? ("" as never)).at(-1);
      if (!attempt || unwatch) return;
      unwatch = outputs.watch(attempt.id, tell);
      for (const chunk of outputs.read(attempt.id)) tell(chunk);
    };
    const check = (): void => {
      begin();
      const run = store.run(runId);
      if (run && runEnded(run.state) && run.state !== "unknown") {
        socket.send(JSON.stringify({ kind: "end" }));
        socket.close(1000, "end");
      }
    };
    const unsubscribe = db.onEvents((events) => {
      if (events.some((event) => event.kind === "run" && event.data["id"] === runId)) check();
    });
    const timer = setInterval(() => {
      if (!socket.data.stillMay()) socket.close(4401, "signed out");
    }, checkEveryMs);
    socket.data.stop = () => {
      clearInterval(timer);
      unsubscribe();
      unwatch?.();
    };
    check();
  }

  return {
    open,
    message: (socket: ServerWebSocket<OutputSocket>): void => socket.close(1003, "nothing is read here"),
    close: (socket: ServerWebSocket<OutputSocket>): void => socket.data.stop?.(),
  };
}
