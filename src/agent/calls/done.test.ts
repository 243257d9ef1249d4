import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Done } from "./done.ts";

const dirs: string[] = [];
const dir = (): string => dirs[dirs.push(mkdtempSync(join(tmpdir(), "ailx-done-"))) - 1] ?? "";
afterEach(() => dirs.splice(0).forEach((each) => rmSync(each, { recursive: true, force: true })));

const nowMs = 86_400_000 * 20_000;
const entry = (id: string) => ({ id, atMs: nowMs, settled: true });

describe("calls that are done", () => {
  test("are found wherever their line lies in a file of many pieces", () => {
    const done = new Done(dir());
    const ids = Array.from({ length: 20_000 }, (_, n) => `call-${n}-${"x".repeat(n % 97)}`);
    done.add(ids.map(entry), nowMs);
    for (let n = 0; n < ids.length; n += 997) expect(done.has(ids[n] ?? "", nowMs)).toBe(true);
    expect([done.has("call-1", nowMs), done.has("call-20000-", nowMs)]).toEqual([false, false]);
  });

  test("are found past a line that a kill cut off", () => {
    const at = dir();
    writeFileSync(join(at, "done-20000.jsonl"), '{"id":"cut","at":"19');
    const done = new Done(at);
    done.add([entry("a")], nowMs);
    expect(done.has("a", nowMs)).toBe(true);
  });

  test("are found where an agent kept them while its disk was full, and are nothing where there is no directory", () => {
    const [disk, memory] = [dir(), dir()];
    new Done(memory).add([entry("a")], nowMs);
    expect(new Done(disk, [disk, memory, join(disk, "none")]).has("a", nowMs)).toBe(true);
    expect(new Done(join(disk, "none")).has("a", nowMs)).toBe(false);
  });

  test("are not looked for where an id is only just made", () => {
    const at = dir();
    const done = new Done(at);
    const time = (nowMs - 1_000).toString(16).padStart(12, "0");
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000001`;
    done.add([entry(id)], nowMs);
    expect([done.has(id, nowMs), done.has(id, nowMs + 120_000)]).toEqual([false, true]);
  });
});
