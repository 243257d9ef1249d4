/** What a cgroup holds, counts and refuses: on this machine's own hierarchies, and on descriptions of others'. */
import { describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { makeCgroup } from "./cgroup.ts";
import { probe } from "./cgroupProbe.ts";
import { launch, type Launch } from "./process.ts";
import type { Report } from "./program.ts";

async function reported(
  line: string,
  given: Partial<Launch> = {},
): Promise<Report & { exitCode: number | null; stdout: string }> {
  let report: Report | undefined;
  const { exitCode, stdout } = await launch({
    argv: ["bash", "--noprofile", "--norc", "-c", line],
    options: {},
    env: {},
    home: "/tmp",
    signal: new AbortController().signal,
    emit: () => {},
    waits: { stepMs: 300, childrenMs: 200, killMs: 500 },
    observer: { begun: () => {}, ended: (_, told) => (report = told) },
    ...given,
  });
  if (!report) throw new Error("nothing was reported");
  return { ...report, exitCode, stdout };
}

const trial = makeCgroup({ memoryBytes: 64 << 20, processes: 50 });
const has = {
  group: trial !== undefined,
  pids: trial?.unlimited.includes("processes") === false,
  memory: trial?.unlimited.includes("memory") === false,
};
trial?.remove();
const withGroup = testWhere(has.group, "a cgroup that may be made");
const withPids = testWhere(has.pids, "a pids controller");
const withMemory = testWhere(has.memory, "a memory controller");

describe("a program in a cgroup", () => {
  withGroup("is in it before it runs, and so is what it starts", async () => {
    const { stdout } = await reported("cat /proc/self/cgroup; (setsid cat /proc/self/cgroup); true");
    const inside = stdout.split("\n").filter((line) => /\/ailx-\d+\/\d+$/.test(line));
    expect(inside.length).toBeGreaterThanOrEqual(2);
  });

  withPids("that starts process after process stops at its limit, and says so", async () => {
    // 300 at the most, whatever the limit does.
    const line = "for i in $(seq 300); do sleep 20 & done 2>/dev/null; wait";
    const { warnings, usage, survivors } = await reported(line, {
      limits: { processes: 50 },
      options: { timeoutMs: 1_500 },
    });
    expect(warnings).toEqual([
      { code: "process_limit", detail: "It reached its limit of 50 processes, and could start no more." },
    ]);
    expect(usage.processes ?? 50).toBeLessThanOrEqual(50);
    expect(survivors).toEqual([]);
  });

  withPids("has a limit of processes also where nobody asked for one", async () => {
    const { stdout } = await reported(
      "cat /sys/fs/cgroup/{pids/,}$(sed -n 's/^[0-9]*:\\(pids\\)\\{0,1\\}:.//p' /proc/self/cgroup | head -1)/pids.max 2>/dev/null",
    );
    expect(stdout).toContain("4096");
  });

  withMemory("that takes more memory than it may is ended, and says so", async () => {
    const { warnings, exitCode } = await reported("head -c 200M /dev/zero | tail -c 200M | wc -c", {
      limits: { memoryBytes: 32 << 20 },
    });
    expect(warnings?.map(({ code }) => code)).toEqual(["memory_limit"]);
    expect(warnings?.[0]?.detail).toMatch(
      /^It reached its memory limit, and the kernel ended (a process|\d+ processes) of it\.$/,
    );
    expect(exitCode).not.toBeNull();
  });

  withGroup("is counted: time, what it read and wrote", async () => {
    const { usage, containedBy } = await reported("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");
    expect(containedBy).toMatch(/^cgroup[12]$/);
    expect(usage.cpuMs).toBeGreaterThan(0);
    expect([usage.readBytes, usage.writtenBytes].every((bytes) => bytes !== undefined && bytes >= 0)).toBe(true);
  });

  withGroup("leaves no group behind", async () => {
    const { stdout } = await reported("cat /proc/self/cgroup");
    const [, path = ""] = /^0::(\/.*)$/m.exec(stdout) ?? [];
    const left = Bun.spawnSync(["sh", "-c", `ls -d /sys/fs/cgroup/unified${path} /sys/fs/cgroup${path}`]);
    expect(path === "" ? "" : left.stdout.toString()).toBe("");
  });
});

describe("a program without a cgroup", () => {
  test("is held by its group, and counted as far as the kernel tells", async () => {
    const { usage, containedBy } = await reported("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done", {
      cgroup: undefined,
    });
    expect(containedBy).toBe("group");
    expect(usage.cpuMs).toBeGreaterThan(0);
  });

  test("is not said to need the memory that the agent needs", async () => {
    const small = await reported("true", { cgroup: undefined });
    expect(small.usage.memoryBytes).toBeUndefined();
  });
  test("has a memory limit for each process, and says that no more was possible", async () => {
    const { stdout, warnings } = await reported("ulimit -v; head -c 200M /dev/zero | tail -c 200M | wc -c", {
      cgroup: undefined,
      limits: { memoryBytes: 64 << 20, processes: 50 },
    });
    expect(stdout.split("\n")[0]).toBe(String(64 << 10));
    expect(warnings?.map(({ code }) => code)).toEqual(["limit_not_held", "limit_not_held"]);
  });
});

describe("any program", () => {
  for (const [kind, given] of [
    ["a cgroup", {}],
    ["no cgroup", { cgroup: undefined }],
  ] as const)
    testWhere(process.platform === "linux", "Linux")(
      `with ${kind} is ended before the agent where memory runs out`,
      async () => {
        const { stdout } = await reported("sleep 0.1; cat /proc/self/oom_score_adj", given);
        expect(stdout).toBe("500\n");
      },
    );
});

describe("what the kernel tells of its hierarchies", () => {
  test("is nothing where none is mounted, and where another's group is seen from outside", () => {
    expect(probe({ self: "0::/a\n", mounts: "" })).toEqual([]);
    const mounts = "41 31 0:38 / /nowhere/cgroup rw,relatime - cgroup2 cgroup2 rw\n";
    expect(probe({ self: "0::/../../a\n", mounts })).toEqual([]);
    expect(probe({ self: "0::/a\n", mounts })).toEqual([]);
  });
});
