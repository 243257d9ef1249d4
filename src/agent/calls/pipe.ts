/** Reads what a program writes, no faster than it is taken: while `take` waits, the pipe fills, and the program waits too. */

/**
 * Each read of a pipe leaves a buffer behind, which the runtime collects late: a gigabyte left 58 MiB, 0.1 GB 35. Collected
 * whenever so much has been read, a gigabyte and 0.1 GB leave 20 and 5 MiB; each 2 MiB it is 14 and 8, each 4 MiB 27 and 9, each
 * 8 MiB 30 and 16. A collection takes 1 ms in an agent that has just started and 6 with all tools and patterns in it. One of young
 * objects alone, or one that is only asked for, left as much as none.
 */
const collectEveryBytes = 3 << 20;
let readBytes = 0;

export function follow(
  stream: ReadableStream<Uint8Array>,
  take: (bytes: Uint8Array) => Promise<void>,
): { done: Promise<void>; stop: () => void } {
  const reader = stream.getReader();
  let stopped = false;
  let cancelled: Promise<void> | undefined;
  const cancel = (): Promise<void> => (cancelled ??= reader.cancel().catch(() => {}));
  const done = (async () => {
    while (!stopped) {
      const { done: ended, value } = await reader.read();
      if (ended || stopped) return;
      if (value.length > 0) await take(value);
      collect(value.length);
    }
  })().finally(() => void cancel());
  return {
    done,
    stop: () => {
      stopped = true;
      void cancel();
    },
  };
}

function collect(bytes: number): void {
  readBytes += bytes;
  if (readBytes < collectEveryBytes) return;
  readBytes = 0;
  Bun.gc(true);
}
