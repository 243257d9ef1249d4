/** “What changed?” knows what ailx itself did on the machine, and a cause is shown with what ailx changed before it. */
import { afterEach, describe, expect, test } from "bun:test";
import type { TaskId } from "../../domain/task.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { CallResult } from "../../protocol/call.ts";
import { ago, looping, unit } from "../planning/diagnosis/testing/looks.ts";
import { lately } from "./lately.ts";
import { ann, startFleet } from "./testing/fleet.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const ended = { stdoutBytes: 0, stderrBytes: 0, truncated: false, frames: 0 };

async function house() {
  const hub = await startFleet(2);
  ends.push(hub.end);
  const answered = new Set<string>();
  /** All that a machine was sent and has not answered, a tool's output where it is known. */
  const answer = async (name: string, outputs: Record<string, JsonObject>): Promise<void> => {
    for (
      let left = hub.callsOf(name);
      left.length > 0;
      left = hub.callsOf(name).filter((each) => !answered.has(each.callId))
    )
      for (const { callId, tool } of left) {
        if (answered.has(callId)) continue;
        answered.add(callId);
        const output = outputs[tool];
        const at = { startedAtMs: hub.time.nowMs, endedAtMs: hub.time.nowMs };
        const result: CallResult = output
          ? { ...ended, ...at, outcome: "ok", output }
          : { ...ended, ...at, outcome: "failed", error: { code: "not_supported", detail: "not here" } };
        await hub.engine.incoming.result(hub.machines.get(name)?.id ?? ("" as never), callId, result);
        await Bun.sleep(0);
      }
  };
  const done = { exitCode: 0, signal: null, timedOut: false, durationMs: 1 };
  const ask = async (request: string, outputs: Record<string, JsonObject>): Promise<TaskId> => {
    const { id, done: planned } = hub.engine.create.ask(ann, { request });
    await planned;
    await answer("web-1", outputs);
    return id;
  };
  const exec = async (command: string, on: string): Promise<TaskId> => {
    const id = await hub.exec({ on }, command);
    await answer(on, { "shell.run": done });
    return id;
  };
  return { hub, ask, exec };
}

const uptime = (bootedAtMs: number): JsonObject => ({
  bootedAtMs,
  uptimeMs: 9e8,
  load: [0, 0, 0],
  cpus: 2,
  rebootRequired: false,
  why: [],
});

describe("what ailx did before", () => {
  test("is told where somebody asks what changed, of this machine alone, with a link to its run", async () => {
    const { hub, ask, exec } = await house();
    const here = await exec("touch /srv/here", "web-1");
    await exec("touch /srv/there", "web-2");
    const id = await ask("what changed on web-1 today?", { "system.uptime": uptime(hub.time.nowMs - 9e8) });
    const [found, more] = hub.view(id).summary?.findings ?? [];
    expect([found?.id, more]).toEqual(["changed-by-ailx", undefined]);
    expect(found?.evidence.map(({ run, text }) => [run, text.startsWith("ailx for ann: ")])).toEqual([
      [String(hub.store.runs(here, 1)[0]?.id), true],
    ]);
    expect(hub.view(id).summary?.headline).toStartWith(
      "web-1: ailx changed one thing in the last day, last: ailx for ann: ",
    );
  });

  test("is nothing where only looks were taken, or where it was days ago", async () => {
    const { hub, ask, exec } = await house();
    await exec("touch /srv/here", "web-1");
    hub.time.nowMs += 2 * 86_400_000;
    await ask("show memory on web-1", {});
    await exec("cat /etc/hosts", "web-1");
    const id = await ask("what changed on web-1 today?", { "system.uptime": uptime(hub.time.nowMs - 9e8) });
    expect(hub.view(id).summary?.findings).toBeUndefined();
    expect(hub.view(id).summary?.headline).toBe("Nothing changed on web-1 in the last day, as far as 1 look tells.");
  });

  test("stands with the cause of a fault that came after it", async () => {
    const { hub, ask, exec } = await house();
    hub.time.nowMs = ago(0);
    await exec("touch /srv/here", "web-1");
    const id = await ask("why is nginx down on web-1?", {
      "service.status": unit("nginx", looping("nginx")),
    });
    const texts = hub.view(id).summary?.findings?.[0]?.evidence.map(({ text }) => text) ?? [];
    expect(texts.some((text) => text.startsWith("ailx for ann: "))).toBe(true);
  });

  test("costs nothing where nothing is explained", async () => {
    const { hub, exec } = await house();
    const id = await exec("touch /srv/here", "web-1");
    const plan = hub.store.plan(id, 1)?.plan;
    if (!plan) throw new Error("no plan");
    expect(lately(hub, { taskId: id, plan, nowMs: hub.time.nowMs })).toEqual([]);
  });
});
