/** A program on a terminal of its own: what it asks can be answered, and it writes no faster than is taken. */
import type { Reading } from "./reading.ts";

const size = { cols: 120, rows: 40 };
/** termios(3): ^S and ^Q stop and start what is written. */
const ixon = process.platform === "darwin" ? 0x200 : 0x400;
/** Each line feed becomes two characters on a terminal; output is kept as it was written. */
const opost = 0x1;
/** What is typed is shown. */
const echo = 0x8;
/** The kernel shows it a moment after it was typed; longer than that on a busy machine. */
const hiddenMs = 100;
/** Put back at once, the flags let ^Q through to the program as input: 60 of 60 times; after 5 ms, 0 of 60. */
const settleMs = 5;
/** So much may wait to be taken before the program has to. */
const aheadBytes = 64 << 10;

export type OnTerminal = { child: Bun.Subprocess; reading: Reading; type: Type };
/** `hidden`: it is not shown, also where the program forgot to say so. */
export type Type = (text: string, hidden?: boolean) => void;

/** The options are inline: a Terminal object would give the child no controlling terminal, and Ctrl-C would do nothing. */
export function spawnOnTerminal(
  argv: readonly string[],
  { take, ...options }: { cwd: string; env: Record<string, string>; take: (bytes: Uint8Array) => Promise<void> },
): OnTerminal {
  const closed = Promise.withResolvers<void>();
  let flow: Flow | undefined;
  let waitingBytes = 0;
  let taken = Promise.resolve();
  let stopped = false;
  const child = Bun.spawn([...argv], {
    ...options,
    terminal: {
      ...size,
      name: "dumb",
      data: (terminal, bytes) => {
        if (stopped) return;
        flow ??= new Flow(terminal);
        const mine = bytes.slice();
        waitingBytes += mine.length;
        if (waitingBytes > aheadBytes) flow.stop();
        taken = taken.then(async () => {
          if (!stopped) await take(mine);
          waitingBytes -= mine.length;
          if (waitingBytes === 0) flow?.go();
        });
      },
      exit: () => closed.resolve(),
    },
  });
  const { terminal } = child;
  if (!terminal) throw new Error("The program was started without its terminal.");
  terminal.outputFlags &= ~opost;
  return {
    child,
    type: (text, hidden = false) => {
      if (terminal.closed) return;
      if (hidden) hide(terminal);
      terminal.write(text);
      flow?.again();
    },
    reading: {
      done: closed.promise.then(() => taken),
      isTaking: () => waitingBytes > 0,
      stop: () => {
        stopped = true;
        if (!terminal.closed) terminal.close();
      },
    },
  };
}

/** Until what is typed next was taken; what the program sets meanwhile stays. */
function hide(terminal: Bun.Terminal): void {
  const before = terminal.localFlags;
  const without = before & ~echo;
  if (before === without) return;
  terminal.localFlags = without;
  setTimeout(() => {
    if (!terminal.closed && terminal.localFlags === without) terminal.localFlags = before;
  }, hiddenMs);
}

/** The runtime cannot pause a terminal, so its line discipline does: the one place to change once it can. */
class Flow {
  #flags: number | undefined;
  constructor(readonly terminal: Bun.Terminal) {}

  stop(): void {
    if (this.#flags !== undefined || this.terminal.closed) return;
    this.#flags = this.terminal.inputFlags;
    this.terminal.inputFlags = this.#flags | ixon;
    this.terminal.write("\u0013");
  }

  /** Whatever is typed starts it again; it is stopped still. */
  again(): void {
    if (this.#flags !== undefined && !this.terminal.closed) this.terminal.write("\u0013");
  }

  go(): void {
    const flags = this.#flags;
    if (flags === undefined || this.terminal.closed) return;
    this.#flags = undefined;
    this.terminal.write("\u0011");
    setTimeout(() => {
      if (this.#flags === undefined && !this.terminal.closed) this.terminal.inputFlags = flags;
    }, settleMs);
  }
}
