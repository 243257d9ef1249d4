import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { run } from "./tree.run.ts";
import { treeTable } from "./tree.ts";

const tool = toolNamed("process.tree");
const onLinux = testWhere(process.platform === "linux", "Linux");

describe("process.tree", () => {
  onLinux("has this process under its parent, and its child under it", async () => {
    const child = Bun.spawn(["sleep", "20"]);
    try {
      const output = await run({ pid: process.pid }, scripted());
      expect(tool.output().safeParse(output).success).toBe(true);
      const [self] = output.processes;
      expect([self?.pid, self?.ppid, self?.depth]).toEqual([process.pid, process.ppid, 0]);
      const below = output.processes.find(({ pid }) => pid === child.pid);
      expect([below?.ppid, below?.depth, below && forHtml(below.name)]).toEqual([process.pid, 1, "sleep 20"]);
      expect(treeTable(output).rows.find(([pid]) => pid === String(child.pid))?.[5]).toEndWith("└ sleep 20");
    } finally {
      child.kill();
      await child.exited;
    }
  });

  onLinux("shows a whole machine, each process once", async () => {
    const { processes } = await run({}, scripted());
    const pids = processes.map(({ pid }) => pid);
    expect(new Set(pids).size).toBe(pids.length);
    expect(pids).toContain(process.pid);
    expect(processes[0]?.depth).toBe(0);
  });

  onLinux("counts what has ended and was not waited for", async () => {
    // The shell starts a child, becomes a program that never waits, and so keeps the child as a zombie.
    const parent = Bun.spawn(["sh", "-c", "true & exec sleep 20"]);
    await Bun.sleep(100);
    try {
      const output = await run({ pid: parent.pid }, scripted());
      expect(output.zombies).toBe(1);
      expect(tool.line(output)).toBe("2 processes from sleep, 1 zombie");
    } finally {
      parent.kill();
      await parent.exited;
    }
  });

  onLinux("still fits into one message where a program has a name that is longer escaped than it looks", async () => {
    const odd = Array.from({ length: 40 }, () => Bun.spawn(["sh", "-c", `sleep 20; : ${"\u0001".repeat(400)}`]));
    try {
      const output = await run({ pid: process.pid }, scripted());
      expect(JSON.stringify(output).length).toBeLessThan(768 << 10);
      expect(output.processes.length).toBeGreaterThan(20);
    } finally {
      for (const each of odd) each.kill();
      await Promise.all(odd.map((each) => each.exited));
    }
  });

  test("says that there is no such process", async () => {
    const answer = await run({ pid: 4_194_304 }, scripted()).catch((error: unknown) => error);
    expect(answer).toMatchObject({ code: "not_found" });
  });
});
