/**
 * kill -9 of hub or agent at every message between them: right before it is passed on, right after, and with the message
 * lost. The command leaves a line when it begins and one when it has ended, so that a change done twice shows.
 */
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskView } from "../../src/api/task.ts";
import { lab, until, type Lab } from "../support/program.ts";
import { tap, type Moment, type Passing } from "../support/tap.ts";

type Victim = "hub" | "agent" | "both";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const frames: Passing[] = [
  { kind: "call", from: "hub" },
  { kind: "accepted", from: "agent" },
  { kind: "started", from: "agent" },
  { kind: "output", from: "agent" },
  { kind: "ack", from: "hub" },
  { kind: "result", from: "agent" },
  { kind: "settled", from: "hub" },
  // Of a connection that is made while the command runs.
  { kind: "challenge", from: "hub" },
  { kind: "hello", from: "agent" },
  { kind: "welcome", from: "hub" },
];
const greetings = new Set(["challenge", "hello", "welcome"]);
const moments: Moment[] = ["before", "after", "instead"];
const victims: Victim[] = ["hub", "agent", "both"];
const cases = frames.flatMap((frame) =>
  moments.flatMap((moment) => victims.map((victim) => [victim, moment, frame.from, frame.kind] as const)),
);

async function here() {
  const machines = await lab([]);
  ends.push(machines.end);
  const wire = tap(machines.url);
  ends.push(wire.stop);
  await machines.startAgent("a", [], wire.url);
  return { machines, wire };
}

/** So many lines that the hub acknowledges in between, and what is written to the file tells how far it came. */
const lines = 60_000;
const command = (file: string): string => `echo begun >> ${file}; seq 1 ${lines}; sleep 0.3; echo ended >> ${file}`;
const times = (file: string, word: string): number =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line === word).length
    : 0;

async function outputOf({ socket }: Lab, task: TaskView): Promise<string> {
  const answer = await fetch(`http://localhost/api/runs/${task.runs[0]?.id}/output?stream=stdout`, { unix: socket });
  return answer.text();
}
const whole = `${Array.from({ length: lines }, (_, n) => n + 1).join("\n")}\n`;

describe("kill -9", () => {
  test.each(cases)(
    "of %s, %s the %s says %s, loses no result and doubles nothing",
    async (victim, moment, from, kind) => {
      const { machines, wire } = await here();
      const file = join(machines.dir, "marks");
      const hit = wire.at({ from, kind }, moment, async () => {
        if (victim !== "agent") await machines.hub.kill();
        if (victim !== "hub") await machines.agent("a").kill();
      });
      // Its answer may be lost with the hub; the task is not.
      void machines.exec("a", command(file)).catch(() => {});
      if (greetings.has(kind)) {
        await until("the command to begin", async () => times(file, "begun") === 1);
        wire.drop();
      }
      await hit;
      if (victim !== "agent") await machines.startHub();
      if (victim !== "hub") await machines.startAgent("a", [], wire.url);
      const { items } = await machines.request<{ items: { id: string }[] }>("/api/tasks");
      expect(items).toHaveLength(1);
      const task = await machines.ended(items[0]?.id ?? "");
      const [run] = task.runs;
      const [begun, ended] = [times(file, "begun"), times(file, "ended")];
      const told = `${run?.state} (${run?.line}), begun ${begun}, ended ${ended}`;
      expect(begun, told).toBeLessThanOrEqual(1);
      // What the agent had finished is known whoever was killed; what only the hub's death touched is known too.
      if (victim === "hub" || kind === "result" || kind === "settled") expect(run?.state, told).toBe("ok");
      else expect(["ok", "failed", "unknown"], told).toContain(run?.state ?? "none");
      if (run?.state === "failed") expect(begun, told).toBe(0);
      if (run?.state !== "ok") return;
      expect([begun, ended], told).toEqual([1, 1]);
      expect(await outputOf(machines, task)).toBe(whole);
      expect(run.truncated).toBe(false);
      await until(
        "the agent to be free again",
        async () => (await machines.exec("a", "true", 5_000)).state === "succeeded",
      );
    },
  );
});
