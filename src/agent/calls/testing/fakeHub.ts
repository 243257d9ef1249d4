/** The hub's end of the wire, played by hand: takes frames, tells what they say, and acknowledges when it is told to. */
import { decodeOutput, type OutputFrame } from "../../../protocol/codec.ts";
import { Output } from "../output.ts";
import { Sender } from "../sender.ts";
import { Spool } from "../spool.ts";

export const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** `ackEvery` bytes of payload it says what it has; 0: never. `queued` is what the socket holds back. */
export function fakeHub({ ackEvery = 0, acks = true }: { ackEvery?: number; acks?: boolean } = {}) {
  const sender = new Sender();
  const frames: OutputFrame[] = [];
  const hub = {
    sender,
    frames,
    queued: 0,
    results: [] as string[],
    output: undefined as Output | undefined,
    unacked: 0,
    /** The most that was ever on the way. */
    most: 0,
    connect: (output: Output, from = 0, channel = 7): void => {
      hub.unacked = 0;
      hub.output = output;
      sender.attach({ control: () => {}, binary: hub.take, queued: () => hub.queued, acks });
      output.attach({ channel, frames: from, acks });
    },
    disconnect: (output: Output, save = false): void => {
      sender.detach();
      output.detach();
      if (save) output.save({ forNow: false });
    },
    take: (message: Uint8Array): void => {
      const frame = decodeOutput(message.slice());
      frames.push(frame);
      hub.unacked += frame.bytes.length;
      hub.most = Math.max(hub.most, hub.unacked);
      if (ackEvery > 0 && hub.unacked >= ackEvery) queueMicrotask(hub.ack);
    },
    ack: (): void => {
      hub.unacked = 0;
      hub.output?.acked((frames.at(-1)?.seq ?? -1) + 1);
    },
    /** As the hub would store it: each frame once, in order, with what was left out named. */
    stored: (): string => {
      const once = new Map(frames.map((frame) => [frame.seq, frame]));
      return [...once.values()]
        .toSorted((a, b) => a.seq - b.seq)
        .map(({ leftOut, stream, bytes }) =>
          leftOut === undefined ? Buffer.from(bytes).toString("latin1") : `[${stream} ${leftOut}]`,
        )
        .join("");
    },
    numbers: (): number[] => frames.map(({ seq }) => seq),
  };
  return hub;
}

export function outputTo(
  { sender }: { sender: Sender },
  options: { id?: string; capBytes?: number; endBytes?: number; spool?: Spool; restored?: boolean } = {},
): Output {
  return new Output({
    id: "call-1",
    capBytes: 1 << 30,
    spool: new Spool({ nowMs: Date.now }),
    offer: (output) => sender.offer(output),
    ...options,
  });
}
