import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import { checkpointFile, readCheckpoints } from "./checkpointFile.ts";
import { auditTrail, tampered, work, type Trail } from "./testing/trail.ts";

const open: Trail[] = [];
const dirs: string[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});
async function trail(from?: string): Promise<Trail> {
  const made = await auditTrail(from === undefined ? {} : { from });
  open.push(made);
  return made;
}
/** A copy of a hub that has stopped, as a backup holds it. */
function backupOf({ dir }: Trail): string {
  const copy = mkdtempSync(join(tmpdir(), "ailx-audit-backup-"));
  dirs.push(copy);
  cpSync(dir, copy, { recursive: true });
  return copy;
}
const actions = ({ store }: Trail): string[] => store.list().map(({ action }) => action);
const of = ({ told }: Trail): Checkpoint[] => told;

describe("a checkpoint", () => {
  test("is signed at a clean stop, stored, written beside the database and told", async () => {
    const it = await trail();
    await it.write(work(1, 3));
    await it.stop();
    expect(of(it).map(({ number, seq }) => [number, seq])).toEqual([[1, 3]]);
    expect(readCheckpoints(checkpointFile(it.dir))).toEqual(of(it));
  });
  test("is not made twice of the same trail", async () => {
    const it = await trail();
    await it.write(work(1, 3));
    await Promise.all([it.keeper.checkpoint(), it.keeper.checkpoint(), it.keeper.verify()]);
    expect(of(it)).toHaveLength(1);
  });
  test("goes on with its number after a restart, and mends a file that a kill left behind", async () => {
    const it = await trail();
    await it.write(work(1, 3));
    await it.stop();
    const copy = backupOf(it);
    const line = readFileSync(checkpointFile(copy), "utf8");
    writeFileSync(checkpointFile(copy), line.slice(0, 20));
    const again = await trail(copy);
    await again.write(work(4, 3));
    const { report } = await again.keeper.verify();
    expect(report).toMatchObject({ ok: true, checkpoints: { fitting: 2 } });
    expect(readCheckpoints(checkpointFile(again.dir)).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("looking over the whole trail", () => {
  test("ends when the hub stops, and the last checkpoint is signed all the same", async () => {
    const it = await trail();
    await it.write(work(1, 3_000));
    const looking = it.keeper.verify().catch((error: unknown) => error);
    await it.stop();
    expect(await looking).toMatchObject({ code: "hub_stopping" });
    expect(of(it).at(-1)).toMatchObject({ seq: 3_000 });
  });
});

describe("what a machine holds", () => {
  test("and fits is nothing to tell of", async () => {
    const it = await trail();
    await it.write(work(1, 3));
    await it.keeper.checkpoint();
    await it.keeper.heard("m1", of(it));
    expect(actions(it)).not.toContain("audit.copy_differs");
  });

  test("and no longer fits is an alarm that names the machine, once", async () => {
    const before = await trail();
    await before.write(work(1, 30));
    await before.keeper.checkpoint();
    await before.stop();
    const { dir } = tampered(before.dir, (file) => file.run("DELETE FROM audit WHERE seq > 20"));
    dirs.push(dir);
    const it = await trail(dir);
    await it.keeper.heard("m1", of(before));
    await it.keeper.heard("m1", of(before));
    const { report } = await it.keeper.verify();
    expect(actions(it).filter((action) => action === "audit.copy_differs")).toHaveLength(1);
    expect(it.store.list({ action: "audit.copy_differs" })[0]).toMatchObject({
      machineId: "m1",
      data: { machine: "machine m1", seq: 30 },
    });
    expect(report.faults.some(({ machine }) => machine === "machine m1")).toBe(true);
    expect(actions(it)).toContain("audit.fault_found");
  });

  test("but this hub never signed accuses nobody", async () => {
    const it = await trail();
    await it.write(work(1, 3));
    await it.keeper.checkpoint();
    const forged = of(it).map((each) => ({ ...each, hash: "0".repeat(64) }));
    await it.keeper.heard("m1", forged);
    expect((await it.keeper.verify()).report.ok).toBe(true);
    expect(actions(it)).not.toContain("audit.copy_differs");
  });
});

describe("a machine that stays connected", () => {
  test("speaks for what it was given meanwhile", async () => {
    const it = await trail();
    for (let n = 0; n < 40; n++) {
      await it.write(work(n, 1));
      await it.keeper.checkpoint();
      const [newest] = of(it).slice(-1);
      if (newest) await it.keeper.heard("m1", [newest], { oneMore: true });
    }
    const { report } = await it.keeper.verify();
    expect(report).toMatchObject({ ok: true, machines: { asked: 1, throughSeq: 40 } });
    expect(report.machines.fitting).toBeLessThanOrEqual(34);
  });
});

describe("a hub put back from a backup", () => {
  async function restored() {
    const before = await trail();
    await before.write(work(1, 30));
    await before.keeper.checkpoint();
    const backup = mkdtempSync(join(tmpdir(), "ailx-audit-backup-"));
    dirs.push(backup);
    const later = before.dir;
    await before.stop();
    cpSync(later, backup, { recursive: true });
    const after = await trail(backup);
    await after.write(work(31, 30));
    await after.keeper.checkpoint();
    const it = await trail(backup);
    await it.write(work(100, 40));
    await it.keeper.heard("m1", [...of(before), ...of(after)]);
    return it;
  }

  test("says so, as one of two possibilities", async () => {
    const { report } = await (await restored()).keeper.verify();
    expect(report.ok).toBe(false);
    expect(report.faults[0]?.why).toContain("an older backup was put back since, or");
  });

  test("is in order again once an admin said why, and the reason stays with every verification", async () => {
    const it = await restored();
    const by = { actor: { id: "p1", name: "anna" }, origin: "hub.sock" };
    const { report } = await it.keeper.explain(by, "disk broke, backup of Monday");
    expect(report).toMatchObject({
      ok: true,
      explained: [expect.stringContaining("anna: disk broke, backup of Monday")],
    });
    expect(it.keeper.explain(by, "again")).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a machine's own record", () => {
  const head = (seq: number, hash = "a".repeat(64)) => ({ seq, hash });
  test.each([
    ["that grew is nothing to tell of", head(9), undefined],
    ["that is shorter was put back from a backup, or cut off", head(3), "shorter"],
    ["that is another one was put back and went on, or rewritten", head(5, "b".repeat(64)), "not the one"],
  ])("%s", async (_what, now, why) => {
    const it = await trail();
    await it.keeper.heard("m1", [], { record: head(5) });
    await it.db.commit({ do: [it.store.setRecord({ machineId: "m1", ...head(5), toldAtMs: 1 })] });
    await it.keeper.heard("m1", [], { record: now });
    const told = it.store.list({ action: "machine.record_differs" });
    expect(told.map(({ data }) => data["why"])).toEqual(why === undefined ? [] : [expect.stringContaining(why)]);
  });
});
