import { describe, expect, test } from "bun:test";
import { limits } from "../../protocol/limits.ts";
import { Spool } from "./spool.ts";
import { fakeHub, outputTo, text } from "./testing/fakeHub.ts";

/** Bytes that tell their place, so that nothing can be swapped, lost or doubled unseen. */
function numbered(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * 31 + (at >> 8) * 7 + (at >> 16)) & 255;
  return bytes;
}

const read = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** As a pipe brings it, waiting wherever there is no room. */
async function pour(output: ReturnType<typeof outputTo>, bytes: Uint8Array, chunk = 100_000): Promise<void> {
  for (let at = 0; at < bytes.length; at += chunk) await output.add("stdout", bytes.subarray(at, at + chunk));
}

describe("the output of a call", () => {
  test("arrives in order, with both streams apart, before its end is told", () => {
    const hub = fakeHub();
    const output = outputTo(hub);
    hub.connect(output);
    for (const [stream, words] of [
      ["stdout", "a"],
      ["stdout", "b"],
      ["stderr", "c"],
      ["stdout", "d"],
    ] as const)
      void output.add(stream, text(words));
    output.end();
    output.afterAll(() => hub.results.push(hub.stored()));
    expect(hub.frames.map(({ stream, bytes }) => `${stream} ${read(bytes)}`)).toEqual([
      "stdout ab",
      "stderr c",
      "stdout d",
    ]);
    expect(hub.results).toEqual(["abcd"]);
    expect(output.frames).toBe(3);
  });

  test("never has more on the way than the window, to the byte, and goes on with each acknowledgement", async () => {
    const hub = fakeHub();
    const output = outputTo(hub, { spool: new Spool({ nowMs: Date.now, memoryBytes: 64 << 20 }) });
    hub.connect(output);
    const all = numbered(3_000_001);
    void output.add("stdout", all);
    output.end();
    expect(hub.unacked).toBe(limits.windowBytes);
    for (let rounds = 0; hub.unacked > 0 && rounds < 100; rounds++) hub.ack();
    expect(hub.most).toBe(limits.windowBytes);
    expect(hub.stored()).toBe(read(all));
  });

  test("of an end is not told while the hub has not room for what comes before it", () => {
    const hub = fakeHub();
    const output = outputTo(hub);
    hub.connect(output);
    void output.add("stdout", numbered(limits.windowBytes + 1));
    output.end();
    output.afterAll(() => hub.results.push("end"));
    expect(hub.results).toEqual([]);
    hub.ack();
    expect(hub.results).toEqual(["end"]);
  });

  test("waits while the socket is full, so that other frames pass", async () => {
    const hub = fakeHub();
    const output = outputTo(hub);
    hub.connect(output);
    hub.queued = limits.socketQueueBytes;
    void output.add("stdout", numbered(200_000));
    expect(hub.frames).toEqual([]);
    hub.queued = 0;
    output.end();
    const told = Promise.withResolvers<void>();
    output.afterAll(told.resolve);
    await told.promise;
    expect(hub.stored()).toBe(read(numbered(200_000)));
  });

  test("makes the program wait for a stalled hub that has nowhere to put more, and lets it go on", async () => {
    const hub = fakeHub();
    const spool = new Spool({ nowMs: Date.now, memoryBytes: 2 << 20 });
    const output = outputTo(hub, { spool });
    hub.connect(output);
    let poured = false;
    const pouring = pour(output, numbered(8 << 20)).then(() => (poured = true));
    await Bun.sleep(400);
    expect(poured).toBe(false);
    expect(spool.inMemory).toBeLessThan((2 << 20) + 300_000);
    expect(output.heldInMemory).toBe(true);
    const acking = setInterval(hub.ack, 1);
    await pouring;
    output.end();
    const told = Promise.withResolvers<void>();
    output.afterAll(told.resolve);
    await told.promise;
    clearInterval(acking);
    expect(hub.stored()).toBe(read(numbered(8 << 20)));
    expect(hub.most).toBeLessThanOrEqual(limits.windowBytes);
  });

  test("has no more in memory for a fast hub than what is on the way", async () => {
    const hub = fakeHub({ ackEvery: limits.ackEveryBytes });
    const spool = new Spool({ nowMs: Date.now });
    const output = outputTo(hub, { spool });
    hub.connect(output);
    let most = 0;
    const piece = numbered(64 << 10);
    for (let count = 0; count < 1_000; count++) {
      await output.add("stdout", piece);
      hub.frames.splice(0, hub.frames.length - 1);
      most = Math.max(most, spool.inMemory);
    }
    expect(most).toBeLessThanOrEqual(limits.windowBytes + limits.socketQueueBytes + (128 << 10));
    expect(output.heldInMemory).toBe(false);
  });

  for (const from of [0, 1, 5, 20, 31, 32, 1_000])
    test(`goes on for a hub that has ${from} of 32 frames`, () => {
      const hub = fakeHub();
      const output = outputTo(hub, { spool: new Spool({ nowMs: Date.now, memoryBytes: 64 << 20 }) });
      void output.add("stdout", numbered(32 * limits.chunkBytes));
      output.end();
      hub.connect(output, from);
      for (let rounds = 0; rounds < 10; rounds++) hub.ack();
      expect(hub.numbers()).toEqual(Array.from({ length: Math.max(0, 32 - from) }, (_, at) => at + from));
    });

  test("is sent again on a new connection from where the hub's copy ends, on the channel of that connection", () => {
    const hub = fakeHub();
    const output = outputTo(hub);
    hub.connect(output);
    for (const words of ["a", "b", "c"]) {
      void output.add("stdout", text(words));
      void output.add("stderr", text(words));
    }
    hub.disconnect(output);
    void output.add("stdout", text("d"));
    output.end();
    hub.connect(output, 2, 9);
    expect(hub.stored()).toBe("aabbccd");
    expect(hub.frames.filter(({ channel }) => channel === 9).map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6]);
  });

  test("goes to an older hub, that acknowledges nothing, without a window", () => {
    const hub = fakeHub({ acks: false });
    const output = outputTo(hub);
    hub.connect(output);
    void output.add("stdout", numbered(5 << 20));
    output.end();
    expect(hub.stored().length).toBe(5 << 20);
  });

  test("joins what is written in many small pieces while it cannot be sent", () => {
    const hub = fakeHub();
    const output = outputTo(hub);
    for (let count = 0; count < 50_000; count++) void output.add("stdout", text("x"));
    output.end();
    hub.connect(output);
    expect(hub.frames.length).toBe(1);
    expect(hub.stored().length).toBe(50_000);
  });

  test("of several calls is sent in turns", async () => {
    const hub = fakeHub();
    hub.queued = limits.socketQueueBytes;
    const told = [1, 2].map((channel) => {
      const output = outputTo(hub, { id: `call-${channel}` });
      void output.add("stdout", numbered(4 * limits.chunkBytes));
      output.end();
      hub.connect(output, 0, channel);
      const all = Promise.withResolvers<void>();
      output.afterAll(all.resolve);
      return all.promise;
    });
    hub.queued = 0;
    await Promise.all(told);
    expect(hub.frames.map(({ channel }) => channel)).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
  });
});

describe("output beyond its cap", () => {
  const cut = (capBytes: number, endBytes: number, writes: ["stdout" | "stderr", string][]) => {
    const hub = fakeHub();
    const output = outputTo(hub, { capBytes, endBytes });
    hub.connect(output);
    for (const [stream, words] of writes) void output.add(stream, text(words));
    output.end();
    return { stored: hub.stored(), output };
  };

  test("keeps its beginning and its end, and names what is between them by stream", () => {
    const { stored, output } = cut(4, 3, [
      ["stdout", "abcdef"],
      ["stderr", "gh"],
      ["stdout", "ijkl"],
    ]);
    expect(stored).toBe("abcd[stdout 3][stderr 2]jkl");
    expect(output).toMatchObject({ truncated: true, bytes: { stdout: 10, stderr: 2 } });
  });

  test("is whole where its end holds all of it", () => {
    const { stored, output } = cut(4, 8, [["stdout", "abcdefghijkl"]]);
    expect({ stored, truncated: output.truncated }).toEqual({ stored: "abcdefghijkl", truncated: false });
  });

  test("never makes a program wait", async () => {
    const hub = fakeHub();
    const output = outputTo(hub, { capBytes: 1_000 });
    const piece = numbered(1 << 20);
    for (let count = 0; count < 200; count++) expect(output.add("stdout", piece)).toBeUndefined();
    output.end();
    hub.connect(output);
    const sizes = hub.frames.map(({ bytes, leftOut }) => leftOut ?? bytes.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(200 << 20);
  });

  test("is cut to the byte, however it was written", () => {
    let seed = 7;
    const random = (below: number): number => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8) % below;
    for (let round = 0; round < 500; round++) {
      const capBytes = random(40);
      const endBytes = random(20);
      const writes = Array.from({ length: random(12) }, (_, at): ["stdout" | "stderr", string] => [
        random(2) === 0 ? "stdout" : "stderr",
        String.fromCharCode(97 + at).repeat(random(30)),
      ]);
      const all = writes.flatMap(([stream, words]) => words.split("").map((letter) => ({ stream, letter })));
      const tailFrom = Math.max(capBytes, all.length - endBytes);
      const middle = all.slice(capBytes, tailFrom);
      const mark = (stream: string): string => {
        const count = middle.filter((item) => item.stream === stream).length;
        return count > 0 ? `[${stream} ${count}]` : "";
      };
      const letters = (items: typeof all): string => items.map(({ letter }) => letter).join("");
      const expected = letters(all.slice(0, capBytes)) + mark("stdout") + mark("stderr") + letters(all.slice(tailFrom));
      expect(cut(capBytes, endBytes, writes).stored).toBe(expected);
    }
  });
});
