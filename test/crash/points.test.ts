/**
 * kill -9 of hub or agent before, during and after a run, at fixed points. Each command writes a line where it ran, so
 * that a change that ran twice shows; each task has to end, and what nobody knows has to say `unknown`.
 */
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lab, until, type Lab } from "../support/program.ts";

let here: Lab | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});

async function machines(...names: string[]): Promise<Lab> {
  here = await lab(names);
  return here;
}

/** A command that leaves a line when it begins and one when it has ended. */
const marks = (file: string, seconds = 0): string =>
  `echo begun >> ${file}; sleep ${seconds}; echo ended >> ${file}; echo done`;
const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
const begun = (file: string): number => lines(file).filter((line) => line === "begun").length;

describe("kill -9 of the hub", () => {
  test("1: while a task waits for approval keeps it waiting, and the approval counts", async () => {
    const { request, hub, startHub, dir, task, ended } = await machines("a");
    const file = join(dir, "one");
    const asked = await request<{ id: string; state: string; plan: { digest: string } }>("/api/exec", {
      on: "a",
      command: marks(file),
      root: true,
      confirm: "always",
    });
    expect(asked.state).toBe("needs_approval");
    await hub.kill();
    await startHub();
    expect((await task(asked.id)).state).toBe("needs_approval");
    await until("a to be back", async () => (await here?.machines())?.every(({ state }) => state === "online"));
    await request(`/api/tasks/${asked.id}/approval`, { digest: asked.plan.digest });
    expect((await ended(asked.id)).state).toBe("succeeded");
    expect(begun(file)).toBe(1);
  });

  test("2: right after it was sent loses nothing and doubles nothing", async () => {
    const { exec, hub, startHub, dir, ended } = await machines("a");
    const file = join(dir, "two");
    const { id } = await exec("a", marks(file, 1));
    await hub.kill();
    await startHub();
    const task = await ended(id);
    expect(task.state).toBe("succeeded");
    expect(lines(file)).toEqual(["begun", "ended"]);
  });

  test("3: while it runs, and back before it ends, brings the result and all output", async () => {
    const { exec, hub, startHub, dir, ended, request } = await machines("a");
    const file = join(dir, "three");
    const { id } = await exec("a", `seq 1 500; ${marks(file, 2)}; seq 501 1000`);
    await until("it to begin", async () => begun(file) === 1);
    await hub.kill();
    await startHub();
    const task = await ended(id);
    expect(task.state).toBe("succeeded");
    const output = await fetch(`http://localhost/api/runs/${task.runs[0]?.id}/output?stream=stdout`, {
      unix: here?.socket ?? "",
    }).then((answer) => answer.text());
    expect(output.trim().split("\n")).toHaveLength(1_001);
    expect(lines(file)).toEqual(["begun", "ended"]);
    void request;
  });

  test("4: and back only after it has ended brings the result all the same", async () => {
    const { exec, hub, startHub, dir, ended } = await machines("a");
    const file = join(dir, "four");
    const { id } = await exec("a", marks(file, 0.5));
    await until("it to begin", async () => begun(file) === 1);
    await hub.kill();
    await until("it to end", async () => lines(file).length === 2);
    await startHub();
    expect((await ended(id)).state).toBe("succeeded");
    expect(begun(file)).toBe(1);
  });

  test("5: after the result was stored changes nothing of it", async () => {
    const { exec, hub, startHub, dir, task } = await machines("a");
    const file = join(dir, "five");
    const before = await exec("a", marks(file), 10_000);
    await hub.kill();
    await startHub();
    expect(await task(before.id)).toEqual(before);
    expect(begun(file)).toBe(1);
  });
});

describe("kill -9 of an agent", () => {
  test("6: before a run names the machine as not reached", async () => {
    const { exec, agent, ended, machines: list } = await machines("a", "b");
    await agent("a").kill();
    await until("a to be offline", async () =>
      (await list()).some(({ name, state }) => name === "a" && state === "offline"),
    );
    const task = await ended((await exec("all", "echo x")).id);
    expect(task.state).toBe("partly_failed");
    expect(task.runs.map(({ machineName, state }) => [machineName, state])).toEqual([
      ["a", "unreachable"],
      ["b", "ok"],
    ]);
  });

  test("7: during a change, and back, says that nobody knows how far it came", async () => {
    const { exec, agent, startAgent, dir, ended } = await machines("a");
    const file = join(dir, "seven");
    const { id } = await exec("a", marks(file, 3));
    await until("it to begin", async () => begun(file) === 1);
    await agent("a").kill();
    await startAgent("a");
    const task = await ended(id);
    expect(task.runs[0]).toMatchObject({ state: "unknown", error: { code: "agent_restarted" } });
    expect(begun(file)).toBe(1);
  });

  test("8: during a read lets it be read again", async () => {
    const { request, agent, startAgent, ended } = await machines("a");
    const asked = await request<{ id: string }>("/api/tools/metrics.now", { on: "a", input: {} });
    await agent("a").kill();
    await startAgent("a");
    const task = await ended(asked.id);
    expect(["succeeded", "failed"]).toContain(task.state);
    expect(task.runs[0]?.state === "unknown").toBe(false);
  });

  test("9: after the result was stored keeps it, and a restart runs nothing again", async () => {
    const { exec, agent, startAgent, dir, task } = await machines("a");
    const file = join(dir, "nine");
    const before = await exec("a", marks(file), 10_000);
    await agent("a").kill();
    await startAgent("a");
    expect((await task(before.id)).state).toBe("succeeded");
    expect(begun(file)).toBe(1);
  });
});

describe("kill -9 of both", () => {
  test("10: while a change runs leaves it begun once, ended or not known", async () => {
    const { exec, hub, agent, startHub, startAgent, dir, ended } = await machines("a");
    const file = join(dir, "ten");
    const { id } = await exec("a", marks(file, 1));
    await until("it to begin", async () => begun(file) === 1);
    await hub.kill();
    await agent("a").kill();
    await startHub();
    await startAgent("a");
    const task = await ended(id);
    expect(task.runs[0]?.state).toBe("unknown");
    expect(begun(file)).toBe(1);
  });
});
