import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { makeConfiner } from "../confine/confiner.ts";
import { run } from "../confine/testing/run.ts";
import { becomes, endAhead, readyAhead, stopAhead, takeAhead, type Ahead } from "./ahead.ts";

const confiner = await makeConfiner({ hide: [], runDir: "/run/ailx-test" });
const hold = confiner.confined("local", { readsAll: false });
const ahead = hold?.ahead;
const testAhead = testWhere(ahead !== undefined, "Linux with seccomp, and Landlock or read-only mounts");

afterEach(stopAhead);

async function waits(): Promise<Ahead> {
  await readyAhead(ahead?.helper ?? []);
  const taken = takeAhead();
  if (!taken) throw new Error("none waits");
  return taken;
}

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await Bun.sleep(10);
}

describe("a helper that is started ahead", () => {
  testAhead("waits after the first held command, and is the process of the next", async () => {
    const first = await run(["true"], hold);
    await readyAhead(ahead?.helper ?? []);
    const { pid, stdout } = await run(["sh", "-c", "echo $$; ls /proc/self/fd | wc -l"], hold);
    // Its own three, and the folder that `ls` reads: nothing of how it was told.
    expect(stdout).toBe(`${pid}\n4\n`);
    expect(pid).not.toBe(first.pid);
  });

  testAhead("is another for each command", async () => {
    const [first, second] = [await waits(), await waits()];
    expect(first.child.pid).not.toBe(second.child.pid);
    [first, second].forEach(endAhead);
  });

  testAhead("takes no job that its pipe does not hold at once", async () => {
    const one = await waits();
    const confining = ahead?.confining({ doors: [] });
    if (!confining) throw new Error("there is no way to hold it");
    expect(becomes(one, { confining, argv: ["echo", "x".repeat(70_000)], env: {}, cwd: "/" })).toBe(false);
    expect(becomes(one, { confining, argv: ["true"], env: {}, cwd: "/no/such/folder" })).toBe(false);
    endAhead(one);
    const { stdout } = await run(["echo", "x".repeat(70_000)], hold);
    expect(stdout.length).toBe(70_001);
  });

  testAhead("that was ended meanwhile is not used", async () => {
    await readyAhead(ahead?.helper ?? []);
    const one = await waits();
    process.kill(one.child.pid, "SIGKILL");
    await one.child.exited;
    expect(becomes(one, { confining: {} as never, argv: ["true"], env: {}, cwd: "/" })).toBe(false);
    endAhead(one);
    expect((await run(["echo", "ran"], hold)).stdout).toBe("ran\n");
  });

  testAhead("ends with its agent, also where that is killed", async () => {
    const script = `
      import { readyAhead, takeAhead } from ${JSON.stringify(join(import.meta.dir, "ahead.ts"))};
      await readyAhead(${JSON.stringify(ahead?.helper.map((word) => word.replace(`/proc/${process.pid}/exe`, process.execPath)))});
      console.log(takeAhead().child.pid);
      await Bun.sleep(60_000);
    `;
    const agent = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe", stdin: "ignore" });
    const { value } = await agent.stdout.getReader().read();
    const pid = Number(Buffer.from(value ?? []).toString());
    expect(isAlive(pid)).toBe(true);
    agent.kill("SIGKILL");
    await gone(pid);
  });
});

test("where none was started, none is taken", () => {
  expect(takeAhead()).toBeUndefined();
});
