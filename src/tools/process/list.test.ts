import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { run } from "./list.run.ts";

const tool = toolNamed("process.list");

describe.if(process.platform === "linux")("process.list on this machine", () => {
  test("has this process among all", async () => {
    const output = await run({ sort: "memory", limit: 500 }, scripted());
    expect(tool.output().safeParse(output).success).toBe(true);
    const own = output.processes.find(({ pid }) => pid === process.pid);
    expect(own?.memoryBytes).toBeGreaterThan(10 << 20);
    expect(own?.parent).toBe(process.ppid);
    expect(Math.abs((own?.startedAtMs ?? 0) - (Date.now() - performance.now()))).toBeLessThan(60_000);
    expect(output.total).toBeGreaterThanOrEqual(output.processes.length);
  });

  test("sorts by memory and keeps to the limit", async () => {
    const { processes } = await run({ sort: "memory", limit: 3 }, scripted());
    const sizes = processes.map(({ memoryBytes }) => memoryBytes);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes.length).toBeLessThanOrEqual(3);
  });

  test("measures what is used now, not since the start", async () => {
    const busy = Bun.spawn(["sh", "-c", "while :; do :; done"]);
    try {
      const { processes } = await run({ sort: "cpu", match: "while :", limit: 5 }, scripted());
      const found = processes.find(({ pid }) => pid === busy.pid);
      // On a busy machine it gets only what is left.
      expect(found?.cpuRatio).toBeGreaterThan(0.01);
      expect(forHtml(found?.command ?? untrusted(""))).toContain("while :");
    } finally {
      busy.kill();
      await busy.exited;
    }
  });

  test("finds none for a text that is nowhere", async () => {
    const output = await run({ match: "no-such-process-\\d" }, scripted());
    expect(output).toMatchObject({ processes: [], matched: 0 });
    expect(tool.line(output)).toMatch(/^none of \d+ processes$/);
  });

  test("finds those that a disk or a share holds up, and no others", async () => {
    const { processes } = await run({ state: "waiting", limit: 500 }, scripted());
    expect(processes.every(({ pid }) => pid !== process.pid)).toBe(true);
    expect(tool.preview({ state: "waiting" }).title).toBe("Look for processes that a disk or a share holds up");
  });

  test("finds zombies", async () => {
    // The shell starts a child, becomes a program that never waits, and so keeps the child as a zombie.
    const parent = Bun.spawn(["sh", "-c", "true & exec sleep 5"]);
    await Bun.sleep(100);
    try {
      const { processes, zombies } = await run({ state: "zombie", limit: 500 }, scripted());
      expect(zombies).toBeGreaterThanOrEqual(1);
      expect(processes.every(({ state }) => state === "Z")).toBe(true);
      expect(processes.some((each) => each.parent === parent.pid)).toBe(true);
    } finally {
      parent.kill();
      await parent.exited;
    }
  });
});

describe("process.list", () => {
  test("refuses limits out of bounds and hidden characters", () => {
    for (const input of [
      { limit: 0 },
      { limit: 501 },
      { limit: 1.5 },
      { match: "" },
      { match: "a\u202e" },
      { state: "R" },
      { sort: "name" },
    ]) {
      expect(tool.input().safeParse(input).success).toBe(false);
    }
  });
});

describe("the line of process.list", () => {
  const process = {
    pid: 1,
    parent: 0,
    user: "root",
    state: "R",
    cpuRatio: 0.9,
    memoryBytes: 1 << 20,
    threads: 1,
    startedAtMs: 0,
  };
  const line = (name: string, command: string) =>
    tool.line({ processes: [{ ...process, name, command }], matched: 1, total: 1, zombies: 0 });

  test("names a program in full that the kernel has cut", () => {
    expect(line("report-gen --mo", "report-gen --month")).toStartWith("1 process; first report-gen, 90% CPU");
    expect(line("systemd-journal", "/lib/systemd/systemd-journald")).toContain("first systemd-journald,");
  });

  test("keeps the kernel's name where the command line says something else", () => {
    expect(line("nginx", "nginx: worker process")).toContain("first nginx,");
    expect(line("kworker/0:1-eve", "[kworker/0:1-events]")).toContain("first kworker/0:1-eve,");
  });
});
