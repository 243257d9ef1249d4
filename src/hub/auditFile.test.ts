/** Ten thousand entries, and everything that somebody with the files, with the hub's key, or with a backup can do to them. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Database } from "bun:sqlite";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkFile } from "./auditFile.ts";
import { auditTrail, hashAnew, hub, signAnew, tampered, work, type Trail } from "./audit/testing/trail.ts";

const entries = 10_000;
let trail: Trail;
const copies: string[] = [];

beforeAll(async () => {
  trail = await auditTrail();
  for (let from = 1; from <= entries; from += 250) {
    await trail.write(work(from, 250));
    if ((from + 249) % 1_000 === 0) await trail.keeper.checkpoint();
  }
  await trail.stop();
}, 60_000);
afterAll(async () => {
  for (const dir of copies) rmSync(dir, { recursive: true, force: true });
  await trail.close();
});

/** What verification says of a copy after an edit. `fileToo`: the checkpoints beside the database are edited as well. */
async function after(edit: (file: Database) => void, { withCopies = false } = {}) {
  const { dir, path } = tampered(trail.dir, edit);
  copies.push(dir);
  const machine = join(dir, "web-1.jsonl");
  if (withCopies) writeFileSync(machine, trail.told.map((each) => `${JSON.stringify(each)}\n`).join(""));
  return await checkFile({ path, copies: withCopies ? [machine] : [] });
}
const named = async (edit: (file: Database) => void) =>
  (await after(edit)).faults.map(({ kind, seq, toSeq }) => [kind, seq, ...(toSeq ? [toSeq] : [])]);

describe("a trail of 10,000 entries", () => {
  test("is whole, by chain and checkpoints", async () => {
    const report = await checkFile({ path: trail.path });
    expect(report).toMatchObject({
      ok: true,
      entries,
      checkpoints: { fitting: 10, throughSeq: entries },
      hub: hub.fingerprint,
    });
  });

  test.each([1, 4_321, 10_000])("names entry %d where it was changed", async (seq) => {
    for (const set of ["actor_name = 'nobody'", "at_ms = at_ms + 1", `data_json = replace(data_json, 'app', 'App')`])
      expect(await named((file) => file.run(`UPDATE audit SET ${set} WHERE seq = ${seq}`))).toEqual([["changed", seq]]);
  });

  test("names what was removed", async () => {
    expect(await named((file) => file.run("DELETE FROM audit WHERE seq = 4321"))).toEqual([["removed", 4_321]]);
    const hidden = await named((file) => {
      file.run("DELETE FROM audit WHERE seq = 4321");
      file.run("UPDATE audit SET seq = seq - 1 WHERE seq > 4321");
    });
    expect(hidden[0]).toEqual(["removed", 4_321]);
  });

  test("names what was put in", async () => {
    const found = await named((file) => {
      file.run("UPDATE audit SET seq = -seq WHERE seq > 4321");
      file.run("UPDATE audit SET seq = 1 - seq WHERE seq < 0");
      file.run(
        "INSERT INTO audit SELECT 4322, at_ms, actor_id, actor_name, origin, 'approval.given', task_id, machine_id, data_json, hash, hash FROM audit WHERE seq = 4321",
      );
    });
    expect(found[0]).toEqual(["inserted", 4_322]);
  });

  test("names what changed places", async () => {
    const found = await named((file) => {
      file.run("UPDATE audit SET seq = -1 WHERE seq = 4321");
      file.run("UPDATE audit SET seq = 4321 WHERE seq = 8765");
      file.run("UPDATE audit SET seq = 8765 WHERE seq = -1");
    });
    expect(found).toEqual([
      ["moved", 4_321],
      ["moved", 8_765],
    ]);
  });

  test("tells that its end was cut off, and from where on", async () => {
    expect(await named((file) => file.run("DELETE FROM audit WHERE seq > 9990"))).toEqual([
      ["truncated", 9_991, 10_000],
    ]);
    // Checkpoints cut off as well: the file beside the database has them.
    const both = await named((file) => {
      file.run("DELETE FROM audit WHERE seq > 9990");
      file.run("DELETE FROM audit_checkpoint WHERE seq > 9990");
    });
    expect(both).toEqual([["truncated", 9_991, 10_000]]);
  });
});

describe("somebody without the hub's key", () => {
  const edits: [string, (file: Database) => void][] = [
    ["changed", (file) => file.run("UPDATE audit SET action = 'nothing' WHERE seq = 4321")],
    [
      "removed",
      (file) => {
        file.run("DELETE FROM audit WHERE seq = 4321");
        file.run("UPDATE audit SET seq = seq - 1 WHERE seq > 4321");
      },
    ],
    [
      "reordered",
      (file) => {
        file.run("UPDATE audit SET seq = -1 WHERE seq = 4321");
        file.run("UPDATE audit SET seq = 4321 WHERE seq = 4322");
        file.run("UPDATE audit SET seq = 4322 WHERE seq = -1");
      },
    ],
  ];
  test.each(edits)("who %s an entry and made every hash anew is found by the checkpoints", async (_what, edit) => {
    const report = await after((file) => {
      edit(file);
      hashAnew(file);
    });
    expect(report.ok).toBe(false);
    expect(report.faults.every(({ by }) => by === "checkpoint")).toBe(true);
    expect(report.faults[0]).toMatchObject({ kind: "rewritten", seq: 4_001, toSeq: 5_000 });
  });

  test("who removed the checkpoints too leaves them missing", async () => {
    const { dir, path } = tampered(trail.dir, (file) => {
      file.run("UPDATE audit SET action = 'nothing' WHERE seq = 4321");
      hashAnew(file);
      file.run("DELETE FROM audit_checkpoint WHERE number <> 4");
    });
    copies.push(dir);
    rmSync(join(dir, "audit-checkpoints.jsonl"));
    expect((await checkFile({ path })).faults.map(({ kind }) => kind)).toContain("checkpoint");
  });
});

describe("somebody with the hub's key", () => {
  async function forged(edit: (file: Database) => void, withCopies: boolean) {
    const { dir, path } = tampered(trail.dir, (file) => {
      edit(file);
      hashAnew(file);
      const signed = signAnew(file);
      forgedFile = signed.map((each) => `${JSON.stringify(each)}\n`).join("");
    });
    copies.push(dir);
    writeFileSync(join(dir, "audit-checkpoints.jsonl"), forgedFile);
    const machine = join(dir, "web-1", "audit-checkpoints.jsonl");
    await Bun.write(machine, trail.told.map((each) => `${JSON.stringify(each)}\n`).join(""));
    return await checkFile({ path, copies: withCopies ? [machine] : [] });
  }
  let forgedFile = "";

  test("who made everything anew is found by what machines hold, and the machine is named", async () => {
    const report = await forged((file) => file.run("UPDATE audit SET action = 'nothing' WHERE seq = 4321"), true);
    expect(report.faults).toEqual([
      expect.objectContaining({ kind: "rewritten", seq: 4_001, toSeq: 5_000, by: "machine", machine: "web-1" }),
    ]);
  });
  test("who cut off the end is found by what machines hold", async () => {
    const report = await forged((file) => file.run("DELETE FROM audit WHERE seq > 9500"), true);
    expect(report.faults).toEqual([
      expect.objectContaining({ kind: "truncated", seq: 9_501, toSeq: 10_000, machine: "web-1" }),
    ]);
  });
  // Said in docs/security.md; a promise that does not hold is worse than none.
  test("and with every machine's copy is not found", async () => {
    const report = await forged((file) => file.run("UPDATE audit SET action = 'nothing' WHERE seq = 4321"), false);
    expect(report).toMatchObject({ ok: true, notes: [expect.stringContaining("No machine's copies")] });
  });
});
