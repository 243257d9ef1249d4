/** Reads what a program writes, no faster than it is taken: while `take` waits, the pipe fills, and the program waits too. */

export function follow(
  stream: ReadableStream<Uint8Array>,
  take: (bytes: Uint8Array) => Promise<void>,
): { done: Promise<void>; stop: () => void } {
  const reader = stream.getReader();
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const { done: ended, value } = await reader.read();
      if (ended || stopped) return;
      if (value.length > 0) await take(value);
    }
  })();
  return {
    done,
    stop: () => {
      stopped = true;
      reader.cancel().catch(() => {});
    },
  };
}
