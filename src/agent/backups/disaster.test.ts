/** Agents that are killed and disks that are full, for real: nothing is left half done. */
import { afterAll, describe, expect } from "bun:test";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { silentLog } from "../../lib/log.ts";
import { run as write } from "../../tools/file/write.run.ts";
import { Backups } from "./backups.ts";
import type { Moment } from "./testing/killed.ts";

const root = mkdtempSync(join(tmpdir(), "ailx-disaster-"));
const mounted: string[] = [];
afterAll(() => {
  for (const dir of mounted) Bun.spawnSync(["umount", dir]);
  rmSync(root, { recursive: true, force: true });
});
const isRoot = process.platform === "linux" && process.getuid?.() === 0;
const asRoot = testWhere(isRoot, "root on Linux");

/** A folder on a disk of so many KiB; undefined where none can be mounted. */
function smallDisk(name: string, kib: number): string | undefined {
  const dir = join(root, name);
  mkdirSync(dir);
  if (Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${kib}k`, "tmpfs", dir]).exitCode !== 0) return undefined;
  mounted.push(dir);
  return dir;
}
const mountable = isRoot && smallDisk("probe", 64) !== undefined;
const withDisks = testWhere(mountable, "root that may mount");

describe("an agent that is killed by kill -9", () => {
  const moments: Moment[] = ["after the copy", "after the file is in place"];
  for (const moment of moments)
    asRoot(`${moment} leaves a file that is whole, and the next one leaves it as it was`, async () => {
      const at = mkdtempSync(join(root, "killed-"));
      const path = join(at, "app.conf");
      writeFileSync(path, "old\n");
      chmodSync(path, 0o640);
      chownSync(path, 33, 33);
      const dir = join(at, "kept");
      const child = Bun.spawn([process.execPath, join(import.meta.dir, "testing/killed.ts"), dir, path, moment]);
      await child.exited;
      expect(child.signalCode).toBe("SIGKILL");
      expect(readFileSync(path, "utf8")).toBe(moment === "after the copy" ? "old\n" : "new\n");
      await new Backups({ dir, nowMs: Date.now, log: silentLog }).recover();
      const { mode, uid, gid } = statSync(path);
      expect([readFileSync(path, "utf8"), mode & 0o777, uid, gid]).toEqual(["old\n", 0o640, 33, 33]);
      expect(readdirSync(at).toSorted()).toEqual(["app.conf", "kept"]);
    });
});

describe("a disk that is full", () => {
  const tried = async (dir: string, path: string): Promise<unknown> => {
    const backup = new Backups({ dir, nowMs: Date.now, log: silentLog }).portFor({ task: "t", step: "s", callId: "c" });
    return await write({ path, content: "n".repeat(60_000) }, { ...scripted([], { backup }) }).then(
      () => "done",
      (error: unknown) => (error as { code: string }).code,
    );
  };

  withDisks("so that no copy can be kept, lets nothing be changed", async () => {
    const full = smallDisk("copies", 32) ?? "";
    const path = join(root, "big");
    writeFileSync(path, "o".repeat(100_000));
    expect(await tried(join(full, "kept"), path)).toBe("backup_failed");
    expect(statSync(path).size).toBe(100_000);
    expect(readdirSync(join(full, "kept"))).toEqual([]);
  });

  withDisks("so that the file cannot be written, leaves the old one and nothing beside it", async () => {
    const full = smallDisk("files", 64) ?? "";
    const path = join(full, "app.conf");
    writeFileSync(path, "old\n");
    writeFileSync(join(full, "filler"), "x".repeat(40_000));
    expect(await tried(join(root, "kept"), path)).toBe("tool_failed");
    expect([readFileSync(path, "utf8"), readdirSync(full).toSorted()]).toEqual(["old\n", ["app.conf", "filler"]]);
  });
});
