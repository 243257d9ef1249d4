/** Takes output out of a cursor and gives it to a reader, at the reader's own pace and one piece after the other. */
import type { Cursor } from "./outputCursor.ts";
import type { Chunk } from "./outputFormat.ts";

export type Pump = {
  cursor: Cursor;
  give: (chunk: Chunk) => void;
  hasRoom: () => boolean;
  /** Resolves when there may be room again, and when it is over. */
  room: () => Promise<void>;
  over: () => boolean;
  /** Gives one portion only, so that others have their turn. */
  once?: boolean;
};

/** Gives what there is until nothing more is there. Without a wait where all of it is in memory and there is room. */
export function pumpAll(pump: Pump): void | Promise<void> {
  const { cursor, give, hasRoom, over } = pump;
  while (!over()) {
    if (!hasRoom()) return pump.room().then(() => pumpAll(pump));
    const found = cursor.read();
    if (found instanceof Promise)
      return found.then((chunks) => {
        if (over() || chunks.length === 0) return undefined;
        chunks.forEach(give);
        return pump.once ? undefined : pumpAll(pump);
      });
    if (found.length === 0) return;
    found.forEach(give);
    if (pump.once) return;
  }
}
