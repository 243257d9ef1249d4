/** Diagnosis without a model: hosts are broken as the lab knows to, asked about in words, and mended by what is offered. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { FindingView } from "../../src/api/finding.ts";
import type { TaskView } from "../../src/api/task.ts";
import { labTest, labTimeoutMs, mended, startLab, type Lab } from "./lab.ts";

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

/**
 * How a fault is asked about, the rule that must find it, the fix among those offered that is taken, and what puts things
 * back afterwards. Each is also asked about as “what is wrong with …”, which names nothing.
 */
type Scenario = { name: string; ask: readonly string[]; finds: readonly string[]; fix: RegExp };
const scenarios: readonly Scenario[] = [
  {
    name: "service-stopped",
    ask: ["why is demo-api down on web-1?"],
    finds: ["unit-stopped"],
    fix: /^start demo-api and enable it on web-1$/,
  },
  {
    name: "service-crash-loop",
    ask: ["demo-api does not respond on web-1", "what is wrong with web-1?"],
    finds: ["config-refused"],
    fix: /^change the line “workers = two” to “workers = 2” in \/etc\/demo-api\/demo-api\.conf on web-1/,
  },
  {
    name: "port-conflict",
    ask: ["why does demo-api not start on web-1?", "what is wrong with web-1?"],
    finds: ["port-in-use"],
    fix: /^turn off the unit “legacy-metrics” on web-1 and restart demo-api on web-1$/,
  },
  {
    name: "wrong-permissions",
    ask: ["why is demo-api not starting on web-1?", "what is wrong with web-1?"],
    finds: ["permission-denied"],
    fix: /^run `chown -R demo:demo \/var\/lib\/demo-api` on web-1/,
  },
  {
    name: "hung-process",
    ask: ["demo-api does not answer on web-1", "what is wrong with web-1?"],
    finds: ["does-not-answer"],
    fix: /^restart demo-api on web-1$/,
  },
  {
    name: "nginx-config-broken",
    ask: ["why is nginx down on web-1?", "the web site is down on web-1", "what is wrong with web-1?"],
    finds: ["config-broken"],
    fix: /^change the line “root \/srv\/www” to “root \/srv\/www;” in \/etc\/nginx\/sites-/,
  },
  {
    name: "runaway-cpu",
    ask: ["why is web-1 slow?", "what is wrong with web-1?"],
    finds: ["busy-process"],
    fix: /^turn off the unit “report-gen” on web-1$/,
  },
  {
    name: "zombies",
    ask: ["why are there so many zombies on web-1?", "what is wrong with web-1?"],
    finds: ["zombie-parent"],
    fix: /^turn off the unit “job-runner” on web-1$/,
  },
  {
    name: "log-flood",
    ask: ["why does the log of demo-api grow so fast on web-1?", "what is wrong with web-1?"],
    finds: ["log-flood"],
    fix: /^change the line “log_level = trace” to “log_level = info” in /,
  },
  {
    name: "memory-leak",
    ask: ["why does the memory of demo-api grow on web-1?", "what is wrong with web-1?"],
    finds: ["no-limit"],
    fix: /^change the line “cache_limit_mb = 0” to “cache_limit_mb = \d+” in /,
  },
  {
    name: "cron-failing",
    ask: ["why is there no backup on web-1?", "what is wrong with web-1?"],
    finds: ["job-fails"],
    fix: /^run `mkdir -p \/mnt\/nas\/orders` as root on web-1$/,
  },
  {
    name: "cert-expired",
    ask: ["browsers warn of the certificate of web-1", "what is wrong with web-1?"],
    finds: ["certificate-expired"],
    fix: /^run `renew-cert` as root on web-1$/,
  },
  {
    name: "disk-nearly-full",
    ask: ["why is /srv/data full on web-1?", "what is wrong with web-1?"],
    finds: ["disk-full"],
    fix: /^delete \/srv\/data\/core\.1893 on web-1$/,
  },
  {
    name: "dns-broken",
    ask: ["why does name resolution fail on web-1?", "what is wrong with web-1?"],
    finds: ["dns-silent"],
    fix: /^change the line “nameserver /,
  },
];

describe("a diagnosis", () => {
  for (const { name, ask, finds, fix } of scenarios)
    for (const request of ask)
      labTest(
        `of ${name}: “${request}” names the cause, and what it offers mends it`,
        async () => {
          await lab().lab("scenario", name, "break", "web-1");
          // What is broken shows itself only once the old workers of a server are gone, or a service was tried again.
          await Bun.sleep(2_500);
          try {
            const { findings, headline, task } = await diagnosed(request);
            const found = findings.find(({ id }) => finds.includes(id));
            expect(found, headline).toBeDefined();
            expect(found?.evidence.length).toBeGreaterThan(0);
            // What ailx itself did here before is evidence of another task.
            const own = found?.evidence.filter(({ text }) => !text.startsWith("ailx for ")) ?? [];
            expect(own.length).toBeGreaterThan(0);
            for (const { run } of own) expect(task.runs.map(({ id }) => id)).toContain(run);
            const say = found?.fixes.map(({ say: one }) => one).find((one) => fix.test(one));
            expect(say, JSON.stringify(found?.fixes)).toBeDefined();
            const done = await lab().ailx("ask", say ?? "", "--approve", "high");
            expect(`${done.status}: ${done.out}${done.err}`).toStartWith("0: ");
            await mended(lab(), name);
          } finally {
            await lab().lab("scenario", name, "fix", "web-1");
          }
        },
        90_000,
      );
});
