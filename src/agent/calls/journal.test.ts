import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, readdirSync, readFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallResult } from "../../protocol/call.ts";
import { Journal } from "./journal.ts";

const dirs: string[] = [];
const dir = (): string => dirs[dirs.push(mkdtempSync(join(tmpdir(), "ailx-journal-"))) - 1] ?? "";
afterEach(() => dirs.splice(0).forEach((each) => rmSync(each, { recursive: true, force: true })));

const open = (at: string, nowMs = 1_000) => new Journal({ dirs: [at], nowMs: () => nowMs });
/** A UUIDv7 of that moment. */
const idAt = (ms: number): string => {
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000001`;
};
const result: CallResult = {
  outcome: "ok",
  output: { exitCode: 0 },
  startedAtMs: 1,
  endedAtMs: 2,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames: 0,
};

describe("the journal", () => {
  test("knows after a kill what was begun and not ended", () => {
    const at = dir();
    const before = open(at);
    before.accepted({ id: "a", atMs: 1_000 });
    before.accepted({ id: "b", atMs: 1_000 });
    before.ended("b", 1_001, result);
    const after = open(at);
    expect(after.interrupted().map(({ id }) => id)).toEqual(["a"]);
    expect(after.unsettled()).toMatchObject([{ id: "b", result: { outcome: "ok" } }]);
  });

  test("says who asked for it and in which task, also once it is written anew", () => {
    const at = dir();
    open(at).accepted({ id: "a", atMs: 1_000, actor: "ann", task: "t1" });
    open(at);
    expect(open(at).find("a")).toMatchObject({ actor: "ann", task: "t1" });
  });

  test("keeps the fact of a settled call, so that a repeat is known", () => {
    const at = dir();
    const before = open(at);
    before.accepted({ id: "a", atMs: 1_000 });
    before.ended("a", 1_001, result);
    before.settled("a", 1_002);
    expect(open(at).find("a")).toMatchObject({ settled: true, result: { outcome: "ok" } });
    expect(open(at).unsettled()).toEqual([]);
  });

  test("forgets nothing that the hub has not heard of, whatever this machine's clock says", () => {
    const at = dir();
    const before = open(at);
    before.accepted({ id: "a", atMs: 1_000 });
    before.accepted({ id: "b", atMs: 1_000 });
    before.ended("b", 1_001, result);
    const after = open(at, 1_000 + 3_650 * 86_400_000);
    expect(after.interrupted().map(({ id }) => id)).toEqual(["a"]);
    expect(after.unsettled().map(({ id }) => id)).toEqual(["b"]);
  });

  test("puts away what the hub has, and still knows on disk that it was done", () => {
    const at = dir();
    const before = open(at);
    const old = idAt(1_000);
    before.accepted({ id: old, atMs: 1_000, actor: "ann", task: "t" });
    before.ended(old, 1_001, result);
    before.settled(old, 1_002);
    before.accepted({ id: "open", atMs: 1_003 });
    expect(before.find(old)?.result).not.toHaveProperty("output");

    const later = 1_000 + 3_600_000;
    const after = open(at, later);
    expect([after.find(old), after.find("open")?.id]).toEqual([undefined, "open"]);
    expect([after.wasDone(old, later), after.wasDone(idAt(2_000), later)]).toEqual([true, false]);
    expect(readFileSync(join(at, "done-0.jsonl"), "utf8").trim()).toBe(
      `{"id":"${old}","at":"1970-01-01T00:00:01.000Z","actor":"ann","task":"t","outcome":"ok"}`,
    );
  });

  test("forgets after seven days what was done", () => {
    const at = dir();
    const day = 86_400_000;
    for (const atDay of [0, 1, 9]) {
      const id = idAt(atDay * day + 1_000);
      const journal = open(at, atDay * day + 1_000);
      journal.accepted({ id, atMs: atDay * day + 1_000 });
      journal.ended(id, atDay * day + 1_001, result);
      journal.settled(id, atDay * day + 1_002);
      open(at, atDay * day + 3_600_000);
    }
    expect(readdirSync(at).filter((name) => name.startsWith("done-"))).toEqual(["done-9.jsonl"]);
  });

  test("reads past a line that a kill cut off", () => {
    const at = dir();
    open(at).accepted({ id: "a", atMs: 1_000 });
    appendFileSync(join(at, "calls.jsonl"), '{"id":"b","atMs":1,"sta');
    const after = open(at);
    after.accepted({ id: "c", atMs: 1_000 });
    expect(
      open(at)
        .interrupted()
        .map(({ id }) => id),
    ).toEqual(["a", "c"]);
  });

  test("does not grow for ever while the agent runs", () => {
    const at = dir();
    const journal = new Journal({ dirs: [at], nowMs: () => 1_000, grown: 20_000 });
    const large = { ...result, output: { text: "x".repeat(5_000) } };
    for (let n = 0; n < 50; n++) {
      journal.accepted({ id: `call-${n}`, atMs: 1_000 });
      journal.ended(`call-${n}`, 1_000, large);
      journal.settled(`call-${n}`, 1_000);
    }
    journal.accepted({ id: "last", atMs: 1_000 });
    expect(statSync(join(at, "calls.jsonl")).size).toBeLessThan(60_000);
    const after = open(at);
    expect([after.find("call-0")?.settled, after.interrupted().map(({ id }) => id)]).toEqual([true, ["last"]]);
  });

  test("takes no call whose line did not fit onto the disk whole", async () => {
    const at = dir();
    // A file may grow to 4 KiB; a line that meets the limit is written in part, as on a disk that fills. The last is short.
    const script = `
      import { Journal } from ${JSON.stringify(join(import.meta.dir, "journal.ts"))};
      const journal = new Journal({ dirs: [${JSON.stringify(at)}], nowMs: () => 1_000 });
      const taken = [];
      for (let n = 0; n < 60; n++) {
        try {
          journal.accepted({ id: "call-" + n, atMs: 1_000, actor: "x".repeat(n === 59 ? 1 : 100) });
          taken.push("call-" + n);
        } catch {}
      }
      console.log(JSON.stringify(taken));`;
    const limited = 'trap "" XFSZ; ulimit -f 4; exec "$0" -e "$1"';
    const child = Bun.spawn(["bash", "-c", limited, process.execPath, script], { stderr: "inherit" });
    const taken: unknown = JSON.parse(await new Response(child.stdout).text());
    const after = open(at);
    expect(after.interrupted().map(({ id }) => id)).toEqual(taken as string[]);
    expect(taken).toContain("call-59");
    expect(taken).toHaveLength(26);
  });

  test("loses nothing where there is no room to write it anew", async () => {
    const at = dir();
    const before = open(at);
    // Written anew, each has a line more.
    for (let n = 0; n < 40; n++) before.ended(`call-${n}`, 1_000, result);
    const script = `
      import { Journal } from ${JSON.stringify(join(import.meta.dir, "journal.ts"))};
      new Journal({ dirs: [${JSON.stringify(at)}], nowMs: () => 1_000 });`;
    const limited = 'trap "" XFSZ; ulimit -f 8; exec "$0" -e "$1"';
    await Bun.spawn(["bash", "-c", limited, process.execPath, script], { stderr: "inherit" }).exited;
    expect(open(at).unsettled()).toHaveLength(40);
  });

  test("holds on to what is settled, also where the disk refuses to note it", () => {
    const journal = new Journal({ dirs: [dir()], nowMs: () => 1_000 });
    journal.accepted({ id: "a", atMs: 1_000 });
    journal.ended("a", 1_001, result);
    journal.close();
    journal.settled("a", 1_002);
    expect(journal.unsettled()).toEqual([]);
  });

  test("uses the second place where the first cannot be written", () => {
    const at = dir();
    writeFileSync(join(at, "file"), "");
    const journal = new Journal({ dirs: [join(at, "file", "below"), join(at, "second")], nowMs: () => 1_000 });
    expect(journal.path).toBe(join(at, "second", "calls.jsonl"));
  });

  test("says storage_failed where no place can be written", () => {
    const at = dir();
    writeFileSync(join(at, "file"), "");
    expect(() => open(join(at, "file", "below"))).toThrow(/journal cannot be written/);
  });
});
