import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { silentLog } from "../../lib/log.ts";
import { ProtocolError } from "../../protocol/codec.ts";
import { limits } from "../../protocol/limits.ts";
import type { Chunk } from "./outputFormat.ts";
import { pack } from "./outputPack.ts";
import { outputStore, type OutputStore } from "./outputs.ts";

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

const id = "01a1fbef-c49b-7479-b464-cd3f6847b4d1";
function fresh({ dir = mkdtempSync(join(tmpdir(), "ailx-out-")), ...more }: { dir?: string; holdMs?: number } = {}) {
  dirs.push(dir);
  const store = outputStore({ dir, log: silentLog, retryMs: 10, ...more });
  const acks: number[] = [];
  const add = (seq: number, said: string | Uint8Array, stream: Chunk["stream"] = "stdout", keepBytes = Infinity) =>
    store.add({
      attemptId: id,
      frame: { channel: 1, seq, stream, bytes: typeof said === "string" ? Buffer.from(said) : said },
      keepBytes,
      ack: (frames) => acks.push(frames),
    });
  const gap = (seq: number, leftOut: number) =>
    store.add({ attemptId: id, frame: { channel: 1, seq, stream: "stdout", bytes: new Uint8Array(0), leftOut } });
  return { dir, store, acks, add, gap };
}

const words = ({ stream, bytes, leftOut }: Chunk): string =>
  `${stream[3]}:${leftOut === undefined ? Buffer.from(bytes).toString() : `<${leftOut}>`}`;
async function text(store: OutputStore, of: { from?: number; stream?: Chunk["stream"] } = {}): Promise<string> {
  const cursor = store.cursor({ attemptId: id, ...of });
  const all: Chunk[] = [];
  for (let got = await cursor.read(); got.length > 0; got = await cursor.read())
    all.push(...got.map((chunk) => ({ ...chunk, bytes: Buffer.from(chunk.bytes) })));
  await cursor.close();
  return all.map(words).join("|");
}

describe("the output of a run", () => {
  test("keeps both streams apart and in the order of writing, in memory and on the disk", async () => {
    const { store, add } = fresh();
    add(0, "a");
    add(1, "bb", "stderr");
    add(2, "c");
    expect(await text(store)).toBe("o:a|e:bb|o:c");
    await store.flush(id);
    expect(await text(store)).toBe("o:a|e:bb|o:c");
    expect(await store.finish(id)).toMatchObject({ frames: 3, stdoutBytes: 2, stderrBytes: 2, broken: false });
    expect(await text(store)).toBe("o:a|e:bb|o:c");
  });

  test("takes a frame that comes again only once", async () => {
    const { store, add } = fresh();
    for (const seq of [0, 1, 0, 1, 2]) add(seq, String(seq));
    expect(await text(store)).toBe("o:012");
  });

  test("goes on after a kill where whole frames end, whatever was cut off", async () => {
    const { dir, store, add } = fresh();
    add(0, "whole");
    await store.flush(id);
    appendFileSync(store.rawOf(id), Buffer.from([0, 0, 0, 0, 9, 65, 66]));
    const after = fresh({ dir });
    expect(after.store.frames(id)).toBe(1);
    after.add(1, "again");
    await after.store.finish(id);
    expect(await text(after.store)).toBe("o:wholeagain");
  });

  test("is told to those who watch, also when they came first", () => {
    const { store, add } = fresh();
    let told = 0;
    const stop = store.watch(id, () => told++);
    add(0, "a");
    stop();
    add(1, "b");
    expect(told).toBe(1);
  });

  test("is read from any byte on, and one stream of it alone", async () => {
    const { store, add } = fresh();
    add(0, "abc");
    add(1, "XYZ", "stderr");
    add(2, "def");
    expect(await text(store, { from: 4 })).toBe("e:YZ|o:def");
    expect(await text(store, { from: 4, stream: "stdout" })).toBe("o:ef");
    await store.finish(id);
    expect(await text(store, { from: 4 })).toBe("e:YZ|o:def");
  });

  test("beyond the run's cap, or of nothing, is not kept, and its place is marked", async () => {
    const { store, add } = fresh();
    add(0, "abc", "stdout", 5);
    add(1, "defg", "stdout", 5);
    add(2, "", "stdout", 5);
    add(3, "h", "stdout", 5);
    expect(await store.finish(id)).toMatchObject({ frames: 4, stdoutBytes: 4, leftOutBytes: 4, broken: true });
    expect(await text(store)).toBe("o:abc|o:<4>|o:<0>|o:h");
  });

  test("marks what the agent left out, and frames that never came", async () => {
    const { dir, store, add, gap } = fresh();
    add(0, "a");
    gap(1, 1_000);
    add(2, "b");
    add(5, "c");
    expect(await store.finish(id)).toMatchObject({ frames: 6, leftOutBytes: 1_000, broken: true });
    expect(await text(store)).toBe("o:a|o:<1000>|o:b|o:<0>|o:c");
    expect(fresh({ dir }).store.frames(id)).toBe(6);
  });
});

describe("an agent that counts beyond what there is", () => {
  test("has as much written down as fits, and its run still ends", async () => {
    const { dir, store, add, gap } = fresh();
    for (let seq = 0; seq < 2_100; seq++) gap(seq, Number.MAX_SAFE_INTEGER);
    add(0xffff_ffff, "");
    const held = await store.finish(id);
    expect(held?.leftOutBytes).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    expect(fresh({ dir }).store.frames(id)).toBeGreaterThan(2_100);
  });
});

describe("flow control", () => {
  test("acknowledges many frames of few bytes too", async () => {
    const { store, add, acks } = fresh();
    for (let seq = 0; seq < 2_000; seq++) add(seq, "x", seq % 2 === 0 ? "stdout" : "stderr");
    await store.flush(id);
    expect(acks.at(-1)).toBe(2_000);
  });

  test("acknowledges what is written, at the latest every 256 KiB", async () => {
    const { store, add, acks } = fresh();
    for (let seq = 0; seq < 8; seq++) add(seq, new Uint8Array(limits.chunkBytes));
    await store.flush(id);
    expect(acks.at(-1)).toBe(8);
  });

  test("an agent that sends beyond its window breaks the protocol", () => {
    const { add } = fresh();
    const flood = (): void => {
      for (let seq = 0; seq < 40; seq++) add(seq, new Uint8Array(limits.chunkBytes));
    };
    expect(flood).toThrow(ProtocolError);
  });

  test("what is acknowledged is in the file", async () => {
    const { store, add, acks } = fresh();
    for (let seq = 0; seq < 4; seq++) add(seq, new Uint8Array(limits.chunkBytes).fill(65));
    await store.flush(id);
    expect(acks).toEqual([4]);
    expect(readFileSync(store.rawOf(id)).length).toBe(4 * (limits.chunkBytes + 5));
  });
});

describe("a disk that is full", () => {
  function full(holdMs: number) {
    const made = fresh({ holdMs });
    const path = made.store.rawOf(id);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync("/dev/full", path);
    return { ...made, path };
  }

  test("holds the program while it may come back, and loses nothing when it does", async () => {
    const { store, add, acks, path } = full(60_000);
    for (let seq = 0; seq < 5; seq++) add(seq, "x".repeat(limits.chunkBytes));
    await Bun.sleep(30);
    expect(acks).toEqual([]);
    rmSync(path);
    writeFileSync(path, "");
    expect(await store.finish(id)).toMatchObject({
      stdoutBytes: 5 * limits.chunkBytes,
      leftOutBytes: 0,
      broken: false,
    });
    expect(acks).toEqual([5]);
  });

  test("that stays full stops nobody for ever: what is missing is counted, marked and explained", async () => {
    const { store, add, acks } = full(0);
    const cursor = store.cursor({ attemptId: id });
    for (let seq = 0; seq < 5; seq++) add(seq, "x".repeat(limits.chunkBytes));
    expect((await cursor.read()).length).toBeGreaterThan(0);
    expect(await store.finish(id)).toMatchObject({
      frames: 5,
      stdoutBytes: 0,
      leftOutBytes: 5 * limits.chunkBytes,
      broken: true,
      warning: "The hub's disk did not take it (ENOSPC).",
    });
    expect(acks.at(-1)).toBe(5);
    await cursor.close();
  });

  test("a reader that saw what was given up goes on behind it", async () => {
    const { store, add, acks, path } = full(0);
    const cursor = store.cursor({ attemptId: id });
    add(0, "x".repeat(limits.chunkBytes));
    expect((await cursor.read()).map(({ bytes }) => bytes.length)).toEqual([limits.chunkBytes]);
    while (acks.length === 0) await Bun.sleep(5);
    rmSync(path);
    writeFileSync(path, "");
    add(1, "after");
    await store.finish(id);
    expect((await cursor.read()).map(words)).toEqual(["o:after"]);
    expect(await text(store)).toBe(`o:<${limits.chunkBytes}>|o:after`);
    await cursor.close();
  });
});

describe("packed output", () => {
  test("is the same, from any byte on, and smaller", async () => {
    const { store, add } = fresh();
    let seq = 0;
    for (let line = 0; line < 400; line++) {
      add(seq++, `line ${line} `.repeat(1_000), line % 3 === 0 ? "stderr" : "stdout");
      await store.flush(id);
    }
    await store.finish(id);
    const places = [{}, { from: 1 }, { from: 2_345_678 }, { from: 1_900_000, stream: "stdout" as const }];
    const before = await Promise.all(places.map((place) => text(store, place)));
    const size = await pack({ raw: store.rawOf(id), packed: store.packedOf(id) });
    expect(size).toBeLessThan(readFileSync(store.rawOf(id)).length / 10);
    rmSync(store.rawOf(id));
    const joined = (all: string[]) => all.map((each) => each.replaceAll(/\|?[oe]:/g, ""));
    expect(joined(await Promise.all(places.map((place) => text(store, place))))).toEqual(joined(before));
  });
});
