/** kill -9 of the hub at the moment a state of a task or run is told: what was told is stored, and the task goes on from there. */
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskEvent, TaskView } from "../../src/api/task.ts";
import { lab, until, type Lab } from "../support/program.ts";

let here: Lab | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});

const command = (file: string): string => `echo begun-$AILX_CALL >> ${file}; sleep 0.3; echo ended >> ${file}`;
const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
const begun = (file: string): number => lines(file).filter((line) => line.startsWith("begun")).length;

/** Asks for a command on `on`, and kills the hub at the first event that a test waits for. Answers the task's id. */
async function killedAt(machines: Lab, body: object, wanted: (event: TaskEvent) => boolean): Promise<string> {
  const answer = await fetch("http://localhost/api/exec", {
    unix: machines.socket,
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/x-ndjson" },
    // As root: what it writes lies in a folder of the test's own.
    body: JSON.stringify({ root: true, ...body }),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let id = "";
  while (reader) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) throw new Error(`it ended before that was told: ${text}`);
    text += value;
    const complete = text.split("\n").slice(0, -1);
    const events = complete.map((line) => JSON.parse(line) as TaskEvent);
    id ||=
      events.flatMap((event) =>
        event.kind === "task" ? [event.id] : event.kind === "end" ? [event.task.id] : [],
      )[0] ?? "";
    if (!events.some(wanted)) continue;
    await machines.hub.kill();
    await reader.cancel().catch(() => {});
    return id;
  }
  throw new Error("no answer");
}

const run = (state: string, machine?: string) => (event: TaskEvent) =>
  event.kind === "run" && event.state === state && (machine === undefined || event.machine === machine);
const task = (state: string) => (event: TaskEvent) => event.kind === "task" && event.state === state;
const back = async (machines: Lab): Promise<void> => {
  await machines.startHub();
  await until("all to be back", async () => (await machines.machines()).every(({ state }) => state === "online"));
};
const pick = (told: TaskView): (readonly [string, string])[] =>
  told.runs.map(({ machineName, state }) => [machineName, state]);

describe("kill -9 of the hub once it has told that", () => {
  test.each([
    ["a task runs", task("running")],
    ["a run is dispatched", run("dispatched")],
    ["a run is running", run("running")],
    ["a run is ok", run("ok")],
    ["a task has succeeded", task("succeeded")],
  ] as const)("%s brings it to its end, once", async (_what, wanted) => {
    here = await lab(["a"]);
    const file = join(here.dir, "marks");
    const id = await killedAt(here, { on: "a", command: command(file), approveUpTo: "high" }, wanted);
    await back(here);
    const told = await here.ended(id);
    expect([told.state, ...pick(told)]).toEqual(["succeeded", ["a", "ok"]]);
    expect([begun(file), lines(file).at(-1)]).toEqual([1, "ended"]);
  });

  test("a run failed keeps its reason", async () => {
    here = await lab(["a"]);
    const id = await killedAt(here, { on: "a", command: "exit 7", approveUpTo: "high" }, run("failed"));
    await back(here);
    const told = await here.ended(id);
    expect([told.state, told.runs[0]?.line]).toEqual(["failed", "exit status 7"]);
  });

  test("a run could not be reached does not try it again", async () => {
    here = await lab(["a", "b"]);
    await here.agent("b").kill();
    const { machines } = here;
    await until("b to be away", async () =>
      (await machines()).some(({ name, state }) => name === "b" && state === "offline"),
    );
    const file = join(here.dir, "marks");
    const id = await killedAt(here, { on: "all", command: command(file), approveUpTo: "high" }, run("unreachable"));
    await here.startHub();
    const told = await here.ended(id);
    expect(pick(told)).toEqual([
      ["a", "ok"],
      ["b", "unreachable"],
    ]);
    expect(begun(file)).toBe(1);
  });

  test("it was cancelled ends what runs, at the latest when its machine is back", async () => {
    here = await lab(["a"]);
    const file = join(here.dir, "marks");
    const slow = `echo begun >> ${file}; sleep 60; echo ended >> ${file}`;
    const { id } = await here.exec("a", slow);
    await until("it to begin", async () => begun(file) === 1);
    const cancelled = here.request(`/api/tasks/${id}/cancellation`, {}).catch(() => {});
    const { socket } = here;
    await until("it to be told", async () =>
      fetch(`http://localhost/api/tasks/${id}`, { unix: socket }).then(
        async (answer) => ((await answer.json()) as TaskView).state === "cancelled",
      ),
    );
    await here.hub.kill();
    await cancelled;
    await back(here);
    const told = await here.ended(id);
    expect([told.state, told.runs[0]?.state]).toEqual(["cancelled", "cancelled"]);
    expect(lines(file)).not.toContain("ended");
  });

  test("one machine of a rolling change is done goes on with the next, each once", async () => {
    here = await lab(["a", "b", "c"]);
    const file = join(here.dir, "marks");
    const body = { on: "all", command: command(file), approveUpTo: "high", rollout: { batch: 1 } };
    const id = await killedAt(here, body, run("ok", "a"));
    await back(here);
    const told = await here.ended(id);
    expect(told.state).toBe("succeeded");
    expect([begun(file), new Set(lines(file)).size]).toEqual([3, 4]);
  });

  test("it is paused keeps it paused, and goes on when somebody says so", async () => {
    here = await lab(["a", "b"]);
    const file = join(here.dir, "marks");
    const { id } = await here.request<{ id: string }>("/api/exec", {
      on: "all",
      command: command(file),
      root: true,
      approveUpTo: "high",
      rollout: { batch: 1 },
    });
    await here.request(`/api/tasks/${id}/pause`, {});
    await here.hub.kill();
    await back(here);
    await until("what ran to end", async () => lines(file).includes("ended"));
    expect((await here.task(id)).state).toBe("paused");
    expect(begun(file)).toBe(1);
    await here.request(`/api/tasks/${id}/resumption`, {});
    const told = await here.ended(id);
    expect([told.state, begun(file), new Set(lines(file)).size]).toEqual(["succeeded", 2, 3]);
  });

  test("it waits for approval, and again once that was given, runs it once", async () => {
    here = await lab(["a"]);
    const file = join(here.dir, "marks");
    const id = await killedAt(here, { on: "a", command: command(file), confirm: "always" }, task("needs_approval"));
    await back(here);
    const asked = await here.task(id);
    expect(asked.state).toBe("needs_approval");
    const given = here.request(`/api/tasks/${id}/approval`, { digest: asked.plan?.digest }).catch(() => {});
    const { socket } = here;
    await until("it to be told", async () =>
      fetch(`http://localhost/api/tasks/${id}`, { unix: socket }).then(
        async (answer) => ((await answer.json()) as TaskView).state === "running",
      ),
    );
    await here.hub.kill();
    await given;
    await back(here);
    const told = await here.ended(id);
    expect([told.state, begun(file)]).toEqual(["succeeded", 1]);
    expect(await here.request(`/api/tasks/${id}/approval`, { digest: asked.plan?.digest }).catch(String)).toContain(
      "wrong_state",
    );
  });
});
