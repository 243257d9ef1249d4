import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkRecord } from "../domain/runRecord.ts";
import { silentLog } from "../lib/log.ts";
import { readRecord, RunRecord } from "./runRecord.ts";

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

function recordIn(stateDir = mkdtempSync(join(tmpdir(), "ailx-record-")), bytes?: number) {
  dirs.push(stateDir);
  const record = new RunRecord({ stateDir, nowMs: () => 1_000, log: silentLog, ...(bytes ? { bytes } : {}) });
  const run = (id: string): void => {
    record.program(id, ["systemctl", "restart", "nginx"]);
    record.ended(id, { exitCode: 0, signal: null });
  };
  return { record, run, stateDir, path: join(stateDir, "record.jsonl") };
}

describe("a machine's record of what it ran", () => {
  test("holds argv and exit status, is chained and its owner's alone", () => {
    const { run, stateDir, path, record } = recordIn();
    run("c1");
    const lines = readRecord(stateDir);
    expect(lines.map(({ what, data }) => [what, data["argv"] ?? data["exitCode"]])).toEqual([
      ["program", ["systemctl", "restart", "nginx"]],
      ["ended", 0],
    ]);
    expect(checkRecord(lines)).toEqual({ ok: true, lines: 2, head: record.head ?? { seq: 0, hash: "" } });
    expect(statSync(path).mode & 0o077).toBe(0);
  });
  test("goes on after a restart and a torn line", () => {
    const { run, stateDir, path } = recordIn();
    run("c1");
    appendFileSync(path, '{"seq":3,"at');
    const again = recordIn(stateDir);
    again.run("c2");
    expect(checkRecord(readRecord(stateDir))).toMatchObject({ ok: true, lines: 4 });
  });
  test("shows a line that was altered or removed", () => {
    const { run, stateDir, path } = recordIn();
    for (const id of ["c1", "c2", "c3"]) run(id);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"restart"', '"stop"'));
    expect(checkRecord(readRecord(stateDir))).toMatchObject({ ok: false, seq: 1 });
    writeFileSync(path, text.split("\n").toSpliced(2, 1).join("\n"));
    expect(checkRecord(readRecord(stateDir))).toMatchObject({ ok: false, seq: 4, why: "line 3 is missing" });
  });
  test("takes bounded room, and its chain goes on", () => {
    const { run, stateDir, path } = recordIn(undefined, 4_000);
    for (let n = 0; n < 60; n++) run(`c${n}`);
    expect(statSync(path).size + statSync(`${path}.1`).size).toBeLessThan(9_000);
    const verdict = checkRecord(readRecord(stateDir));
    expect(verdict).toMatchObject({ ok: true, head: { seq: 120 } });
  });
});
