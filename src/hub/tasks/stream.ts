/** A body that a follower writes until it ends, the reader goes, or the reader may no longer read. */

export type Following = { ended: Promise<void>; stop: () => void };

export type Streamed = {
  begin: (push: (text: string) => void) => Following;
  /** Asked every two seconds: a sign-in that has ended takes its streams along within 5 s. */
  stillMay: () => boolean;
  /** Said at once, because the answer's head goes out with its first bytes, and again while nothing happens. */
  ping?: string;
};

const checkEveryMs = 2_000;
const pingEveryMs = 15_000;

export function streamOf({ begin, stillMay, ping }: Streamed): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  let following: Following | undefined;
  let open = true;
  const timers: ReturnType<typeof setInterval>[] = [];
  const end = (): void => {
    open = false;
    timers.forEach(clearInterval);
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const push = (line: string): void => {
        if (open) controller.enqueue(text.encode(line));
      };
      if (ping !== undefined) {
        push(ping);
        timers.push(setInterval(() => push(ping), pingEveryMs));
      }
      const begun = begin(push);
      following = begun;
      timers.push(setInterval(() => stillMay() || begun.stop(), checkEveryMs));
      void begun.ended.then(() => {
        if (!open) return;
        end();
        controller.close();
      });
    },
    cancel: () => {
      end();
      following?.stop();
    },
  });
}
