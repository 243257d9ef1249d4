/** The commands of the audit trail on files: what they print and the exit status they leave. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditGenesis, auditHash } from "../domain/audit.ts";
import { recordHash } from "../domain/runRecord.ts";
import { cli } from "./testing/double.ts";

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));
function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), "ailx-audit-cli-"));
  dirs.push(dir);
  return dir;
}

/** An export of a trail of three. */
function exported(change = (line: string) => line): { home: string; file: string } {
  const home = temporary();
  let prevHash = auditGenesis;
  const lines = [1, 2, 3].map((seq) => {
    const content = {
      seq,
      atMs: seq * 1_000,
      actorId: "p1",
      actorName: "anna\u202e",
      origin: "10.0.0.7",
      action: "task.created",
      data: { request: "uptime" },
      prevHash,
    };
    const { atMs, ...rest } = content;
    prevHash = auditHash(content);
    return JSON.stringify({ kind: "entry", ...rest, at: new Date(atMs).toISOString(), hash: prevHash });
  });
  const file = join(home, "trail.jsonl");
  writeFileSync(file, lines.map((line) => `${change(line)}\n`).join(""));
  return { home, file };
}

describe("ailx audit verify --file", () => {
  test("ends with 0 where nothing was changed, and says what it could not look at", async () => {
    const { home, file } = exported();
    const { status, out } = await cli(["audit", "verify", "--file", file], { home });
    expect([status, out]).toEqual([0, expect.stringContaining("3 entries, whole")]);
    expect(out).toContain("The hub's key was not at hand");
  });
  test("ends with 1 and names the entry where one was", async () => {
    const { home, file } = exported((line) => line.replace('"seq":2,"actorId":"p1"', '"seq":2,"actorId":"p2"'));
    const { status, out } = await cli(["audit", "verify", "--file", file], { home });
    expect([status, out]).toEqual([1, expect.stringContaining("entry 2  changed: its content was altered")]);
    const asJson = await cli(["audit", "verify", "--file", file, "--json"], { home });
    expect(JSON.parse(asJson.out)).toMatchObject({ ok: false, faults: [{ kind: "changed", seq: 2 }] });
  });
  test("says of a file that is none, and of options that go with one, what is wrong", async () => {
    const home = temporary();
    writeFileSync(join(home, "notes.txt"), "no export\n");
    const none = await cli(["audit", "verify", "--file", join(home, "notes.txt")], { home });
    expect([none.status, none.err]).toEqual([1, expect.stringContaining("Line 1 of")]);
    expect((await cli(["audit", "verify", "--file", join(home, "nothing")], { home })).status).toBe(1);
    expect((await cli(["audit", "verify", "--copies", "x"], { home })).status).toBe(2);
  });
});

describe("ailx agent record", () => {
  const line = (seq: number, prevHash: string, command: string) => {
    const data = { actor: "anna", tool: "shell.run", input: { command } };
    const content = { seq, atMs: seq, what: "call" as const, call: "01a1fbef-0001", data, prevHash };
    return { ...content, hash: recordHash(content) };
  };
  const first = line(1, "", "uptime \u001b[31m");
  test.each([
    ["whole", [first, line(2, first.hash, "id")], 0, "2 lines, whole"],
    ["with an altered line", [{ ...first, atMs: 9 }], 1, "line 1: it was altered"],
    ["without a line", [first, line(3, "x", "id")], 1, "line 3: line 2 is missing"],
  ])("%s", async (_what, lines, status, said) => {
    const state = temporary();
    writeFileSync(join(state, "record.jsonl"), lines.map((each) => `${JSON.stringify(each)}\n`).join(""));
    const seen = await cli(["agent", "record", "--state", state], { home: state });
    expect([seen.status, seen.out]).toEqual([status, expect.stringContaining(said)]);
    expect(seen.out).not.toContain("\u001b");
  });
});
