import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../lib/log.ts";
import { outputStore } from "./outputs.ts";

const dirs: string[] = [];
const fresh = (): string => dirs[dirs.push(mkdtempSync(join(tmpdir(), "ailx-out-"))) - 1] ?? "";
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

const id = "01a1fbef-c49b-7479-b464-cd3f6847b4d1";
const frame = (seq: number, text: string, stream: "stdout" | "stderr" = "stdout") => ({
  channel: 1,
  seq,
  stream,
  bytes: new TextEncoder().encode(text),
});
const text = (store: ReturnType<typeof outputStore>): string =>
  store
    .read(id)
    .map(({ stream, bytes }) => `${stream[3]}:${new TextDecoder().decode(bytes)}`)
    .join("|");

describe("the output of a run", () => {
  test("keeps both streams apart and in the order of writing", () => {
    const store = outputStore({ dir: fresh(), log: silentLog });
    store.add(id, frame(0, "a"));
    store.add(id, frame(1, "bb", "stderr"));
    store.add(id, frame(2, "c"));
    expect(text(store)).toBe("o:a|e:bb|o:c");
    expect(store.finish(id)).toMatchObject({ frames: 3, stdoutBytes: 2, stderrBytes: 2, broken: false });
  });

  test("takes a frame that comes again only once", () => {
    const store = outputStore({ dir: fresh(), log: silentLog });
    for (const seq of [0, 1, 0, 1, 2]) store.add(id, frame(seq, String(seq)));
    expect(text(store)).toBe("o:0|o:1|o:2");
  });

  test("goes on after a kill where whole frames end, whatever was cut off", () => {
    const dir = fresh();
    const before = outputStore({ dir, log: silentLog });
    before.add(id, frame(0, "whole"));
    appendFileSync(join(dir, id.slice(-2), `${id}.out`), Buffer.from([0, 0, 0, 0, 9, 65, 66]));
    const after = outputStore({ dir, log: silentLog });
    expect(after.frames(id)).toBe(1);
    after.add(id, frame(1, "again"));
    expect(text(after)).toBe("o:whole|o:again");
  });

  test("is told to those who watch, also when they came first", () => {
    const store = outputStore({ dir: fresh(), log: silentLog });
    const seen: number[] = [];
    const stop = store.watch(id, ({ seq }) => seen.push(seq));
    store.add(id, frame(0, "a"));
    stop();
    store.add(id, frame(1, "b"));
    expect(seen).toEqual([0]);
  });

  test("beyond the run's cap, or of nothing, is not kept, and that is told", () => {
    const store = outputStore({ dir: fresh(), log: silentLog });
    store.add(id, frame(0, "abc"), 5);
    store.add(id, frame(1, "defg"), 5);
    store.add(id, frame(2, ""), 5);
    expect(text(store)).toBe("o:abc");
    expect(store.finish(id)).toMatchObject({ frames: 1, stdoutBytes: 3, broken: true });
  });

  test("that cannot be written is told as broken, and stops nobody", () => {
    const store = outputStore({ dir: "/proc/none", log: silentLog });
    store.add(id, frame(0, "a"));
    expect(store.finish(id)).toBeUndefined();
  });
});
