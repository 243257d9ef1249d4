/** A body that a follower writes until it ends, the reader goes, or the reader may no longer read. */

export type Following = { ended: Promise<void>; stop: () => void };

/** Where a follower writes to. It may write while there is room, and is told when there is room again. */
export type Sink = { push: (text: string) => void; hasRoom: () => boolean; room: () => Promise<void> };

export type Streamed = {
  begin: (sink: Sink) => Following;
  /** Asked every two seconds: a sign-in that has ended takes its streams along within 5 s. */
  stillMay: () => boolean;
  /** Said at once, because the answer's head goes out with its first bytes, and again while nothing happens. */
  ping?: string;
};

const checkEveryMs = 2_000;
const pingEveryMs = 15_000;
/** So much waits for a slow reader. */
const waitingBytes = 256 << 10;

export function streamOf({ begin, stillMay, ping }: Streamed): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let following: Following | undefined;
  let open = true;
  let room = Promise.withResolvers<void>();
  const timers: ReturnType<typeof setInterval>[] = [];
  const end = (): void => {
    open = false;
    timers.forEach(clearInterval);
    room.resolve();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const push = (line: string): void => {
      if (open) controller.enqueue(text.encode(line));
    };
    const hasRoom = (): boolean => !open || (controller.desiredSize ?? 0) > 0;
    if (ping !== undefined) {
      push(ping);
      timers.push(setInterval(() => hasRoom() && push(ping), pingEveryMs));
    }
    const begun = begin({ push, hasRoom, room: () => room.promise });
    following = begun;
    timers.push(setInterval(() => stillMay() || begun.stop(), checkEveryMs));
    void begun.ended.then(() => {
      if (!open) return;
      end();
      controller.close();
    });
  };
  return new ReadableStream<Uint8Array>(
    {
      start,
      pull: () => {
        room.resolve();
        room = Promise.withResolvers<void>();
      },
      cancel: () => {
        end();
        following?.stop();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: waitingBytes }),
  );
}
