/** A network that dies, heals, is slow and loses packets under a long command; and a hub that restarts under thirty agents. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let lab: Lab | undefined;
const names = Array.from({ length: 30 }, (_, n) => `web-${n + 1}`);

beforeAll(async () => {
  lab = await startLab("web:30");
  await lab?.spawnAgents(names, 4);
}, labTimeoutMs);
afterAll(() => lab?.end(), 60_000);

const here = (): Lab => {
  if (!lab) throw new Error("there is no lab");
  return lab;
};

/** 100,000 numbered lines over 60 s, a thousandth of them every 60 ms. */
const lines = 100_000;
const longLine = `i=0; while [ $i -lt ${lines} ]; do j=0; while [ $j -lt 100 ]; do i=$((i+1)); j=$((j+1)); echo "line $i"; done; sleep 0.06; done`;
const whole = Array.from({ length: lines }, (_, n) => `line ${n + 1}\n`).join("");

async function begun(on: string): Promise<TaskView> {
  const asked = { on, command: longLine, timeoutMs: 300_000, approveUpTo: "high" };
  const answer = await here().request("POST", "/api/exec", asked);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as TaskView;
}
const runOf = async ({ id }: TaskView) => (await here().task(id)).runs[0];
const ended = async (task: TaskView, ms: number): Promise<TaskView> => {
  await until("the command to end", async () => (await here().task(task.id)).endedAt !== undefined, ms);
  return here().task(task.id);
};
const outputOf = async (task: TaskView): Promise<string> =>
  await (await here().request("GET", `/api/runs/${task.runs[0]?.id}/output`)).text();

async function expectWhole(task: TaskView): Promise<void> {
  expect(task.state).toBe("succeeded");
  const output = await outputOf(task);
  // Compared as a whole: complete, in order, once. The lengths come first because they say more than 1 MB of text.
  expect(output.length).toBe(whole.length);
  expect(output === whole).toBe(true);
  expect(task.runs[0]).toMatchObject({ stdoutBytes: whole.length, truncated: false });
}

describe("a command of 60 s and 100,000 lines", () => {
  labTest(
    "keeps all of its output over a cut of 10 s, and over one of 60 s that outlasts every heartbeat",
    async () => {
      const [short, long] = [await begun("web-1"), await begun("web-2")];
      await Bun.sleep(15_000);
      await here().lab("cut", "web-1", "web-2");
      await Bun.sleep(10_000);
      await here().lab("heal", "web-1");
      await Bun.sleep(50_000);
      expect(await here().states("web-2")).toEqual(["web-2 offline"]);
      await here().lab("heal", "web-2");
      await expectWhole(await ended(short, 120_000));
      await expectWhole(await ended(long, 180_000));
    },
    300_000,
  );

  labTest(
    "keeps all of its output over a line of 300 ms that loses a packet in a hundred",
    async () => {
      await here().lab("slow", "web-3", "300ms", "--loss", "1%");
      const task = await begun("web-3");
      await expectWhole(await ended(task, 240_000));
      await here().lab("slow", "web-3", "off");
      expect((await runOf(task))?.state).toBe("ok");
    },
    300_000,
  );
});

describe("a hub that restarts", () => {
  labTest(
    "has its thirty agents back, each in a slot of its own",
    async () => {
      await here().restartHub();
      const startedAtMs = Date.now();
      await until(
        "all machines to be back",
        async () => (await here().states()).filter((state) => state.endsWith(" online")).length === names.length,
        60_000,
      );
      console.log(`thirty agents were back ${Date.now() - startedAtMs} ms after the hub answered`);
      const goodbyes = await Promise.all(
        names.map(async (name) => await here().on(name, "grep -h hub_stopping /var/log/lab-spawn.log | tail -1")),
      );
      const slots = goodbyes.map((line) => (JSON.parse(line) as { waitMs: number }).waitMs);
      expect(new Set(slots).size).toBeGreaterThan(25);
    },
    120_000,
  );
});
