import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";
import { diskTable, type DiskOutput } from "./disk.ts";
import { run } from "./disk.run.ts";

const disk = (mount: string, usedRatio: number) => ({
  mount,
  device: "/dev/sda1",
  fileSystem: "ext4",
  totalBytes: 100 * 2 ** 30,
  usedBytes: usedRatio * 100 * 2 ** 30,
  freeBytes: (1 - usedRatio) * 100 * 2 ** 30,
  usedRatio,
});
const output: DiskOutput = {
  disks: [{ ...disk("/", 0.25), inodesUsedRatio: 0.991 }, disk("/srv", 0.912)],
  fullestRatio: 0.912,
  notLookedAt: [],
};

describe("system.disk", () => {
  test("shows what df -h shows, and how many of its places for files are used", () => {
    expect(diskTable(output)).toEqual({
      columns: ["Mount", "Size", "Used", "Free", "Use", "Inodes"],
      rows: [
        ["/", "100.0G", "25.0G", "75.0G", "25%", "100%"],
        ["/srv", "100.0G", "91.2G", "8.8G", "92%", ""],
      ],
    });
  });

  test("names the fullest in its line", () => {
    expect(toolNamed("system.disk").line(output)).toBe("/srv 92%");
  });

  test("shows characters of a mount's name that hide", () => {
    expect(diskTable({ ...output, disks: [disk("/a\u202eb", 0)] }).rows[0]?.[0]).toBe("/a\\u{202e}b");
  });

  test.if(process.platform === "linux")("of this machine has the root, with numbers as df prints them", async () => {
    const found = await run({});
    expect(toolNamed("system.disk").output().safeParse(found).success).toBe(true);
    const root = found.disks.find(({ mount }) => mount === "/");
    const df = Bun.spawnSync(["df", "--output=pcent", "/"]).stdout.toString();
    const percent = Number(/(\d+)%/.exec(df)?.[1]);
    expect(Math.abs(Math.ceil((root?.usedRatio ?? 0) * 100) - percent)).toBeLessThanOrEqual(1);
    expect(found.fullestRatio).toBe(Math.max(...found.disks.map(({ usedRatio }) => usedRatio)));
  });

  test.if(process.platform === "linux")("looks only at the file system that holds a path", async () => {
    const { disks } = await run({ path: "/etc/hosts" });
    expect(disks).toHaveLength(1);
    expect("/etc/hosts".startsWith(disks[0]?.mount ?? "?")).toBe(true);
  });
});
