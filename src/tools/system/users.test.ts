import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { toolNamed } from "../index.ts";
import { failedTable, lastTable, signedInTable } from "./users.ts";
import { run } from "./users.run.ts";
import { parseRecords } from "./utmp.ts";

const tool = toolNamed("system.users");
const now = Date.parse("2026-11-21T10:00:00Z");
const hour = 3_600;
const second = now / 1_000;

/** As `login(1)` and sshd write them. */
function record({
  type,
  pid = 1,
  line = "pts/0",
  user = "",
  from = "",
  at,
}: {
  type: number;
  pid?: number;
  line?: string;
  user?: string;
  from?: string;
  at: number;
}) {
  const bytes = Buffer.alloc(process.arch === "arm64" ? 400 : 384);
  bytes.writeInt16LE(type, 0);
  bytes.writeInt32LE(pid, 4);
  bytes.write(line, 8, 32);
  bytes.write(user, 44, 32);
  bytes.write(from, 76, 256);
  if (process.arch === "arm64") bytes.writeBigInt64LE(BigInt(at), 344);
  else bytes.writeInt32LE(at, 340);
  return bytes;
}

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));
function machine(files: Record<string, Uint8Array | string>): string {
  const root = mkdtempSync(join(tmpdir(), "ailx-users-"));
  roots.push(root);
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}
const ask = (root: string) => run({}, scripted([], { nowMs: now }), root);

describe("system.users", () => {
  test("shows who is signed in, and nobody whose program has ended", async () => {
    const alive = record({ type: 7, pid: process.pid, user: "ann", from: "10.0.0.9", at: second - hour });
    const dead = record({ type: 7, pid: 4_194_303, line: "pts/1", user: "bob", at: second });
    const output = await ask(machine({ "run/utmp": Buffer.concat([alive, dead]) }));
    expect(signedInTable(output).rows).toEqual([["ann", "10.0.0.9", "2026-11-21 09:00:00"]]);
    expect(output.failed).toBeUndefined();
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.line(output)).toBe("signed in: ann");
  });

  test("knows from when to when somebody was there, by the line's next record or the machine's next boot", async () => {
    const wtmp = Buffer.concat([
      record({ type: 7, user: "ann", from: "10.0.0.9", at: second - 5 * hour }),
      record({ type: 8, at: second - 4 * hour }),
      record({ type: 7, user: "bob", at: second - 3 * hour }),
      record({ type: 2, line: "~", user: "reboot", at: second - 2 * hour }),
      record({ type: 7, user: "cy", at: second - hour }),
    ]);
    const output = await ask(machine({ "var/log/wtmp": wtmp }));
    expect(lastTable(output).rows).toEqual([
      ["cy", "the console", "2026-11-21 09:00:00", ""],
      ["bob", "the console", "2026-11-21 07:00:00", "2026-11-21 08:00:00"],
      ["ann", "10.0.0.9", "2026-11-21 05:00:00", "2026-11-21 06:00:00"],
    ]);
    expect(tool.line(output)).toBe("nobody is signed in, last cy at 2026-11-21 09:00:00");
  });

  test("counts failed sign-ins of seven days by where they came from", async () => {
    const tried = (from: string, at: number) => record({ type: 6, user: "root", from, at });
    const btmp = Buffer.concat([
      tried("10.6.6.6", second - 8 * 24 * hour),
      tried("10.6.6.6", second - hour),
      tried("10.7.7.7", second - hour),
      tried("10.6.6.6", second),
    ]);
    const output = await ask(machine({ "run/utmp": "", "var/log/btmp": btmp }));
    expect(failedTable(output).rows).toEqual([
      ["10.6.6.6", "2"],
      ["10.7.7.7", "1"],
    ]);
    expect(tool.line(output)).toBe("nobody is signed in; 3 failed sign-ins in 7 days, most from 10.6.6.6");
  });

  test("takes the sessions of systemd-logind where there is no utmp", async () => {
    const root = machine({
      "run/systemd/sessions/1": `USER=ann\nCLASS=user\nSTATE=active\nREMOTE_HOST=10.0.0.9\nREALTIME=${now * 1_000}\n`,
      "run/systemd/sessions/2": "USER=gdm\nCLASS=greeter\nSTATE=online\n",
      "run/systemd/sessions/1.ref": "",
    });
    expect(signedInTable(await ask(root)).rows).toEqual([["ann", "10.0.0.9", "2026-11-21 10:00:00"]]);
  });

  test("says so where a machine notes nothing of the kind", async () => {
    const answer = await ask(machine({})).catch((error: unknown) => error);
    expect(answer).toMatchObject({ code: "not_supported" });
  });

  test("reads no more of a record that was cut off, and no times beyond the calendar", () => {
    const wide = Buffer.alloc(400);
    wide.writeBigInt64LE(9_000_000_000_000n, 344);
    expect(parseRecords(wide, "arm64")[0]?.atMs).toBe(253_402_300_799_999);
    expect(parseRecords(Buffer.alloc(500), "x64")).toHaveLength(1);
  });
});
