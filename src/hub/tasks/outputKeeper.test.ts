import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { openDb } from "../db/open.ts";
import { startWriter } from "../../workers.ts";
import { makeOutputKeeper } from "./outputKeeper.ts";
import { pack } from "./outputPack.ts";
import { outputRow } from "./outputRow.ts";
import { outputStore } from "./outputs.ts";
import { taskStore } from "./store.ts";

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const dayMs = 86_400_000;

async function kept({ keptDays = 30, keptBytes = 1e9 } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-keep-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  let nowMs = 1_000 * dayMs;
  const clock = () => nowMs;
  const db = await openDb({ dir, clock, startWriter });
  ends.push(() => db.close());
  const store = taskStore(db);
  const out = join(dir, "output");
  const outputs = outputStore({ dir: out, log: silentLog });
  const keeper = makeOutputKeeper({
    ports: { db, store, outputs, clock, log: silentLog },
    dir: out,
    keep: { outputKeptDays: keptDays, outputKeptBytes: keptBytes },
  });
  /** A run that wrote this and ended now. */
  const ended = async (text: string): Promise<string> => {
    const [task, run, attemptId] = [newId(), newId(), newId()];
    for (const [seq, part] of (text.match(/[^]{1,60000}/g) ?? []).entries()) {
      outputs.add({ attemptId, frame: { channel: 1, seq, stream: "stdout", bytes: Buffer.from(part) } });
      await outputs.flush(attemptId);
    }
    const held = await outputs.finish(attemptId);
    const row = outputRow({ attemptId, held, result: undefined, atMs: nowMs });
    const blank = { taskId: task, revision: 1, machineName: "", line: "" };
    await db.commit({
      do: [
        store.insertTask({
          id: task,
          kind: "exec",
          request: "",
          askJson: "{}",
          state: "succeeded",
          actorId: "",
          actorName: "",
          revision: 1,
          machines: 1,
          createdAtMs: nowMs,
        }),
        store.insertRun({ ...blank, id: run, stepId: "s1", stepIndex: 0, machineId: newId(), state: "ok" }),
        store.insertAttempt({ id: attemptId, runId: run, number: 1, inputJson: "{}", state: "ended" }),
        ...(row ? [store.insertOutput(row)] : []),
      ],
    });
    return attemptId;
  };
  const text = async (attemptId: string): Promise<string> => {
    const cursor = outputs.cursor({ attemptId });
    let all = "";
    for (let got = await cursor.read(); got.length > 0; got = await cursor.read())
      for (const { bytes } of got) all += Buffer.from(bytes).toString();
    await cursor.close();
    return all;
  };
  return { store, outputs, keeper, ended, text, pass: (ms: number) => (nowMs += ms) };
}

const lines = "a line that comes often\n".repeat(20_000);

describe("output of runs that have ended", () => {
  test("is compressed after a moment, and reads the same", async () => {
    const { store, outputs, keeper, ended, text, pass } = await kept();
    const [large, small] = [await ended(lines), await ended("hi\n")];
    expect(await keeper.packAll()).toBe(0);
    pass(11_000);
    expect(await keeper.packAll()).toBe(1);
    expect([store.output(large)?.stored, store.output(small)?.stored]).toEqual(["packed", "raw"]);
    expect(store.output(large)?.diskBytes).toBeLessThan(lines.length / 50);
    expect(existsSync(outputs.rawOf(large))).toBe(false);
    expect(await text(large)).toBe(lines);
  });

  test("is whole whenever the hub is killed while it compresses", async () => {
    const { store, outputs, keeper, ended, text, pass } = await kept();
    const id = await ended(lines);
    const [raw, packed] = [outputs.rawOf(id), outputs.packedOf(id)];
    // Killed while the new file was written, and then once it had its name but not yet its row.
    writeFileSync(`${packed}.new`, "half");
    expect(await text(id)).toBe(lines);
    await pack({ raw, packed });
    expect(await text(id)).toBe(lines);
    pass(11_000);
    const before = readFileSync(raw);
    expect(await keeper.packAll()).toBe(1);
    // Killed once the row was there and the raw file not gone yet.
    writeFileSync(raw, before);
    writeFileSync(`${packed}.new`, "half");
    expect(await text(id)).toBe(lines);
    await keeper.tidy();
    expect([existsSync(raw), existsSync(`${packed}.new`)]).toEqual([false, false]);
    expect(store.output(id)?.stored).toBe("packed");
    expect(await text(id)).toBe(lines);
  });

  test("is read on by who reads it while it is compressed", async () => {
    const { outputs, keeper, ended, pass } = await kept();
    const id = await ended(lines);
    const cursor = outputs.cursor({ attemptId: id });
    let all = "";
    const take = async (): Promise<boolean> => {
      const got = await cursor.read();
      for (const { bytes } of got) all += Buffer.from(bytes).toString();
      return got.length > 0;
    };
    await take();
    pass(11_000);
    await keeper.packAll();
    while (await take());
    expect(all).toBe(lines);
  });

  test("goes when it is too old", async () => {
    const { store, outputs, keeper, ended, pass } = await kept({ keptDays: 7 });
    const old = await ended("old\n");
    pass(6 * dayMs);
    const young = await ended("young\n");
    pass(2 * dayMs);
    expect(await keeper.removeOld()).toBe(1);
    expect([store.output(old)?.stored, store.output(young)?.stored]).toEqual(["removed", "raw"]);
    expect(existsSync(outputs.rawOf(old))).toBe(false);
  });

  test("goes from the oldest on when it is too much", async () => {
    const { store, keeper, ended, pass } = await kept({ keptBytes: 30_000 });
    const ids = [];
    for (let run = 0; run < 5; run++) {
      ids.push(await ended("x".repeat(10_000)));
      pass(1_000);
    }
    await keeper.removeOld();
    expect(ids.map((id) => store.output(id)?.stored)).toEqual(["removed", "removed", "removed", "raw", "raw"]);
    expect(store.outputDiskBytes()).toBeLessThan(30_000);
  });
});
