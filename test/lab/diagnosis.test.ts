/** Diagnosis without a model: hosts are broken as the lab knows to, asked about in words, and mended by what is offered. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { FindingView } from "../../src/api/finding.ts";
import type { TaskView } from "../../src/api/task.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web-1", "--systemd");
  if (!here) return;
  const joined = await here.tryOn("web-1", await here.joinLine("--tag", "web", "--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

async function diagnosed(
  request: string,
): Promise<{ headline: string; findings: readonly FindingView[]; task: TaskView }> {
  await lab().ailx("ask", request);
  const task = await lab().lastTask();
  if (!task.summary) throw new Error(`${request}: ${task.state} ${JSON.stringify(task).slice(0, 400)}`);
  return { headline: task.summary.headline, findings: task.summary.findings ?? [], task };
}

/** What a person would report, the rule that must find it, the fix among those offered, and what it must say. */
const scenarios: readonly { name: string; ask: readonly string[]; finds: string; fix: RegExp }[] = [
  {
    name: "service-stopped",
    ask: ["why is demo-api down on web-1?"],
    finds: "unit-stopped",
    fix: /^start demo-api and enable it on web-1$/,
  },
];

describe("a diagnosis", () => {
  for (const { name, ask, finds, fix } of scenarios)
    for (const request of ask)
      labTest(
        `of ${name}: “${request}” names the cause, and what it offers mends it`,
        async () => {
          await lab().lab("scenario", name, "break", "web-1");
          try {
            const { findings, headline, task } = await diagnosed(request);
            console.log(
              name,
              "|",
              headline,
              "|",
              JSON.stringify(findings.map(({ id, fixes }) => [id, fixes.map(({ say }) => say)])),
            );
            const found = findings.find(({ id }) => id === finds);
            expect(found, headline).toBeDefined();
            expect(found?.evidence.length).toBeGreaterThan(0);
            for (const { run } of found?.evidence ?? []) expect(task.runs.map(({ id }) => id)).toContain(run);
            const say = found?.fixes.map(({ say: one }) => one).find((one) => fix.test(one));
            expect(say, JSON.stringify(found?.fixes)).toBeDefined();
            const done = await lab().ailx("ask", say ?? "", "--approve", "high");
            expect(`${done.status}: ${done.out}${done.err}`).toStartWith("0: ");
            await lab().lab("scenario", name, "check", "web-1");
          } finally {
            await lab().lab("scenario", name, "fix", "web-1");
          }
        },
        90_000,
      );
});
