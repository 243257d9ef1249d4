/** Staying until somebody asks to stop, then ending what runs; whoever asks twice does not have to wait. */
import type { Io } from "./io.ts";

/** More than the work of closing takes; an end that hangs is no end. */
const closeMs = 10_000;

/** Resolves when what runs is closed. `also` ends it as well, e.g. because the parent is gone. */
export async function untilStopped(
  io: Pick<Io, "onStop">,
  close: () => Promise<void>,
  also?: Promise<unknown>,
): Promise<void> {
  let asked = 0;
  const signal = Promise.withResolvers<void>();
  const release = io.onStop(() => {
    if (++asked > 1) process.exit(130);
    signal.resolve();
  });
  await Promise.race(also ? [signal.promise, also] : [signal.promise]);
  const limit = setTimeout(() => process.exit(1), closeMs);
  await close();
  clearTimeout(limit);
  release();
}
