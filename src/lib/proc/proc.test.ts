import { describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busyRatio, parseBootTime, parseCpu, parseLoad } from "./cpu.ts";
import { procFile } from "./file.ts";
import { parseMemory } from "./memory.ts";
import { dataMounts, parseMounts, spaceOf } from "./mounts.ts";
import { parseTraffic } from "./network.ts";
import { parseStat, parseUsers, readCommand, readPageBytes, readStat, readUserId } from "./processes.ts";
import { parseSockets, readListening, readOwners } from "./sockets.ts";

const statfs = () => ({ bsize: 4_096, frsize: 1_024, blocks: 1_000, bfree: 400, bavail: 200 });

const header = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const row = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;
const address = (hex: string) => parseSockets(header + row(`${hex}:0050`, "0:0000", "0A", 1), "tcp")[0]?.address;

describe("CPU time", () => {
  test("counts waiting for a disk as idle and leaves guests out", () => {
    const stat = "cpu  100 5 50 1000 40 2 3 7 9 0\ncpu0 …\nbtime 1795222000\n";
    expect(parseCpu(stat)).toEqual({ busy: 167, total: 1_207 });
    expect(parseBootTime(stat)).toBe(1_795_222_000_000);
  });

  test("between two readings is a share of the time between", () => {
    expect(busyRatio({ busy: 100, total: 1_000 }, { busy: 130, total: 1_100 })).toBeCloseTo(0.3);
  });

  test("is unknown where no time has passed", () => {
    expect(busyRatio({ busy: 1, total: 10 }, { busy: 1, total: 10 })).toBeUndefined();
  });

  test("that runs backwards on a migrated guest is none", () => {
    expect(busyRatio({ busy: 130, total: 1_000 }, { busy: 100, total: 1_100 })).toBe(0);
  });

  test("of a text that is no reading is unknown", () => {
    expect(parseCpu("")).toBeUndefined();
  });

  test("load has three figures", () => {
    expect(parseLoad("0.52 1.04 12.30 2/345 6789\n")).toEqual({ load1: 0.52, load5: 1.04, load15: 12.3 });
  });
});

describe("memory", () => {
  const meminfo =
    "MemTotal:       2048 kB\nMemFree:         512 kB\nMemAvailable:   1024 kB\nBuffers:          64 kB\nCached:          256 kB\nSwapCached:        0 kB\nSwapTotal:      1000 kB\nSwapFree:        750 kB\nSReclaimable:     32 kB\n";

  test("in use is what cannot be given to others", () => {
    expect(parseMemory(meminfo)).toMatchObject({ totalBytes: 2_097_152, usedBytes: 1_048_576, swapUsedBytes: 256_000 });
  });

  test("of an old kernel counts free and cached as available", () => {
    expect(parseMemory(meminfo.replace(/MemAvailable.*\n/, "")).availableBytes).toBe((512 + 64 + 256 + 32) * 1_024);
  });
});

describe("mounts", () => {
  const mounts = [
    "proc /proc proc rw 0 0",
    "/dev/sda1 / ext4 rw,relatime 0 0",
    "tmpfs /run tmpfs rw 0 0",
    "tmpfs /tmp tmpfs rw 0 0",
    "/dev/sdb1 /srv/my\\040data xfs rw 0 0",
    "/dev/sdb1 /var/www xfs rw 0 0",
    "/dev/loop3 /opt/cd iso9660 ro 0 0",
    "/dev/sdc1 /mnt/old ext4 ro 0 0",
    "nas:/export /mnt/nas nfs4 rw 0 0",
    "overlay /var/lib/docker/overlay2/x/merged overlay rw 0 0",
    "/dev/sda1 /etc/hosts ext4 rw 0 0",
  ].join("\n");

  test("worth looking at are local, writable, and each device once", () => {
    expect(dataMounts(mounts).local.map(({ mount }) => mount)).toEqual(["/", "/tmp", "/srv/my data"]);
  });

  test("of other machines are named apart", () => {
    expect(dataMounts(mounts).remote).toEqual([{ device: "nas:/export", mount: "/mnt/nas", fileSystem: "nfs4" }]);
  });

  test("that hide another on the same place count alone", () => {
    const { local } = dataMounts("/dev/sda1 /data ext4 rw 0 0\n/dev/sdb1 /data xfs rw 0 0\n");
    expect(local.map(({ device }) => device)).toEqual(["/dev/sdb1"]);
  });

  test("are used as df says: of what people can use", () => {
    expect(spaceOf({ device: "d", mount: "/", fileSystem: "ext4" }, statfs)).toMatchObject({
      totalBytes: 1_024_000,
      usedBytes: 614_400,
      freeBytes: 204_800,
      usedRatio: 0.75,
    });
  });

  test("that went away are left out", () => {
    expect(spaceOf({ device: "d", mount: "/no/such/place", fileSystem: "ext4" })).toBeUndefined();
  });

  test.if(process.platform === "linux")("of this machine agree with df", () => {
    const space = spaceOf({ device: "", mount: "/", fileSystem: "" });
    const df =
      Bun.spawnSync(["df", "-B1", "--output=size,used,avail", "/"]).stdout.toString().trim().split("\n")[1] ?? "";
    const [size = 0, used = 0] = df.trim().split(/\s+/).map(Number);
    expect(space?.totalBytes).toBe(size);
    expect(Math.abs((space?.usedBytes ?? 0) - used)).toBeLessThan(size / 100);
  });

  test.if(existsSync("/proc/mounts"))("of this machine have the root among them", () => {
    expect(parseMounts(readFileSync("/proc/mounts", "utf8")).map(({ mount }) => mount)).toContain("/");
  });
});

describe("network traffic", () => {
  test("is the sum of all interfaces but loopback", () => {
    const text =
      "Inter-|   Receive\n face |bytes\n    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0\n  eth0:1000 1 0 0 0 0 0 0 200 1 0 0 0 0 0 0\n  wg0: 30 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0\n";
    expect(parseTraffic(text)).toEqual({ receivedBytes: 1_030, sentBytes: 204 });
  });
});

describe("listening sockets", () => {
  test("are those in the listening state", () => {
    const text =
      header + row("0100007F:1F90", "00000000:0000", "0A", 7) + row("0100007F:1F90", "0100007F:D431", "01", 8);
    expect(parseSockets(text, "tcp")).toEqual([{ protocol: "tcp", address: "127.0.0.1", port: 8_080, inode: 7 }]);
  });

  test("of IPv6 are written short", () => {
    expect(address("00000000000000000000000000000000")).toBe("::");
    expect(address("00000000000000000000000001000000")).toBe("::1");
    expect(address("B80D0120000000000000000001000000")).toBe("2001:db8::1");
    expect(address("0000000000000000FFFF00000100007F")).toBe("127.0.0.1");
  });

  test("of UDP are bound and not connected", () => {
    const text =
      header + row("00000000:0035", "00000000:0000", "07", 3) + row("00000000:0036", "0101A8C0:0035", "01", 4);
    expect(parseSockets(text, "udp").map(({ port }) => port)).toEqual([53]);
  });

  test.if(process.platform === "linux")("of this process are found with their owner", () => {
    const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const found = readListening().find(({ port }) => port === server.port);
    expect(found).toMatchObject({ protocol: "tcp", address: "127.0.0.1" });
    expect(readOwners(new Set([found?.inode ?? 0])).get(found?.inode ?? 0)).toBe(process.pid);
    void server.stop(true);
  });
});

describe("a process", () => {
  test("may have brackets and spaces in its name", () => {
    const stat = parseStat("42 (a ) (b) S 1 42 42 0 -1 4194560 1 0 0 0 11 22 0 0 20 0 3 0 5000 1000 77 184 0\n");
    expect(stat).toEqual({
      pid: 42,
      name: "a ) (b",
      state: "S",
      parent: 1,
      cpuTicks: 33,
      threads: 3,
      startedTicks: 5_000,
      residentPages: 77,
    });
  });

  test("that has ended is undefined", () => {
    expect(readStat(2 ** 30)).toBeUndefined();
    expect(readCommand(2 ** 30)).toBe("");
    expect(readUserId(2 ** 30)).toBeUndefined();
  });

  test.if(process.platform === "linux")("that is this one reads as itself", () => {
    expect(readStat(process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid });
    expect(readCommand(process.pid)).toContain("bun");
    expect(readUserId(process.pid)).toBe(process.getuid?.());
    expect([4_096, 16_384, 65_536]).toContain(readPageBytes());
  });

  test("belongs to a user by name", () => {
    expect(parseUsers("root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/:\n").get(33)).toBe("www-data");
  });
});

describe("a /proc file held open", () => {
  test("is read anew each time, also past one buffer", () => {
    const path = join(mkdtempSync(join(tmpdir(), "proc-")), "file");
    writeFileSync(path, "one");
    const read = procFile(path);
    expect(read()).toBe("one");
    writeFileSync(path, "x".repeat(200_000));
    expect(read()).toHaveLength(200_000);
  });

  test("that is not there is undefined", () => {
    expect(procFile("/no/such/file")()).toBeUndefined();
  });
});
