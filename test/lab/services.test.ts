/** The main job on three hosts with systemd: join by the pasted line, restart one after the other, stop at what is broken. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { RunView, TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

const hosts = ["web-1", "web-2", "web-3"] as const;
const fault = { file: "/etc/nginx/sites-enabled/app", line: 5 };
const breakNginx = "sed -i '0,/root \\/srv\\/www;/s//root \\/srv\\/www/' /etc/nginx/sites-available/app";
const repairNginx = "sed -i 's|root /srv/www$|root /srv/www;|' /etc/nginx/sites-available/app";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:3", "--systemd");
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const mainPid = async (host: string): Promise<number> =>
  Number(await lab().on(host, "systemctl show nginx --property MainPID --value"));
const mainPids = async (): Promise<number[]> => await Promise.all(hosts.map(mainPid));
const served = async (host: string): Promise<string> =>
  await lab().on(host, "curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1/");
const allServed = async (): Promise<string[]> => await Promise.all(hosts.map(served));
const runOn = (task: TaskView, host: string, step = "s1"): RunView | undefined =>
  task.runs.find(({ machineName, stepId }) => machineName === host && stepId === step);

describe("the line that is pasted", () => {
  labTest("joins three hosts, each with its tags, facts and own ceiling", async () => {
    const line = await lab().joinLine("--uses", "3", "--tag", "web", "--level", "3");
    expect(line).toMatch(/^curl -fsSLk --pinnedpubkey \S+ https:\/\/10\.77\.0\.1:2459\/install\.sh \| sudo sh -s -- /);
    for (const host of hosts)
      expect((await lab().tryOn(host, line)).out).toContain(`connected as ${host}. It permits level 3`);
    const machines = await lab().machines("tag:web");
    expect(machines.map(({ name, state, tags, maxLevel }) => ({ name, state, tags, maxLevel }))).toEqual(
      hosts.map((name) => ({ name, state: "online", tags: ["web"], maxLevel: 3 })),
    );
    for (const { facts } of machines)
      expect(facts).toMatchObject({
        osId: "debian",
        osVersion: "12",
        init: "systemd",
        services: expect.arrayContaining(["nginx"]),
      });
  });

  labTest("leaves a service that comes back after a reboot, as the same machine", async () => {
    const before = await lab().machines("web-1");
    await lab().lab("reboot", "web-1");
    await until("web-1 to be back", async () => {
      const [now] = await lab().machines("web-1");
      return now?.state === "online" && now.facts.bootedAtMs !== before[0]?.facts.bootedAtMs;
    });
    expect((await lab().machines("web-1"))[0]?.id).toBe(before[0]?.id ?? "");
    expect(await lab().on("web-1", "systemctl is-active ailx-agent; systemctl is-enabled ailx-agent")).toBe(
      "active\nenabled",
    );
    expect(await lab().machines()).toHaveLength(3);
  });
});

describe("“restart nginx on all web servers”", () => {
  labTest(
    "shows its plan and waits, then does one after the other and checks each",
    async () => {
      const before = await mainPids();
      const asked = await lab().ailx("ask", "restart nginx on all web servers");
      expect(asked.status).toBe(3);
      expect(asked.out).toContain("systemctl restart nginx.service");
      expect(await mainPids()).toEqual(before);

      const waiting = await lab().lastTask();
      expect(waiting.state).toBe("needs_approval");
      const done = await lab().ailx("approve", waiting.shortId, "--yes");
      expect(done.status).toBe(0);
      expect(done.out).toContain("done and verified on web-1, web-2 and web-3");

      const { runs, state } = await lab().task(waiting.id);
      expect(state).toBe("succeeded");
      const inOrder = runs.toSorted((a, b) => Date.parse(a.startedAt ?? "") - Date.parse(b.startedAt ?? ""));
      for (const [index, run] of inOrder.slice(1).entries())
        expect(Date.parse(run.startedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(inOrder[index]?.endedAt ?? ""));
      for (const { evidence } of runs) expect(evidence.map(({ ok }) => ok)).not.toContain(false);
      for (const [index, pid] of (await mainPids()).entries()) {
        expect(pid).toBeGreaterThan(0);
        expect(pid).not.toBe(before[index] ?? 0);
      }
    },
    60_000,
  );

  labTest(
    "with a broken configuration names machine, file and line, and nothing goes down",
    async () => {
      const before = await mainPids();
      await lab().on("web-2", breakNginx);
      try {
        const { status, out } = await lab().ailx("ask", "restart nginx on all web servers", "--approve", "high");
        expect(status).toBe(1);
        expect(out).toContain(`web-2: nginx found an error in line ${fault.line} of ${fault.file}`);
        expect(out).toContain("Not touched: web-3");

        const task = await lab().lastTask();
        expect(task.state).toBe("partly_failed");
        expect(runOn(task, "web-1")).toMatchObject({
          state: "ok",
          evidence: expect.arrayContaining([expect.objectContaining({ check: "it is a new run", ok: true })]),
        });
        expect(runOn(task, "web-2")).toMatchObject({ state: "failed", error: { code: "config_invalid" } });
        expect(runOn(task, "web-3")?.state).toBe("skipped");

        const [first, second, third] = await mainPids();
        expect(first).not.toBe(before[0] ?? 0);
        expect([second, third]).toEqual(before.slice(1));
        expect(await allServed()).toEqual(["200", "200", "200"]);
      } finally {
        await lab().on("web-2", repairNginx);
      }
    },
    60_000,
  );

  labTest("on the broken one alone has failed, and nginx still serves", async () => {
    const before = await mainPid("web-3");
    await lab().on("web-3", breakNginx);
    try {
      const { status, out } = await lab().ailx("ask", "restart nginx on web-3", "--approve", "medium");
      expect([status, (await lab().lastTask()).state]).toEqual([1, "failed"]);
      expect(out).toContain(`line ${fault.line} of ${fault.file}`);
      expect([await mainPid("web-3"), await served("web-3")]).toEqual([before, "200"]);
    } finally {
      await lab().on("web-3", repairNginx);
    }
  });
});

describe("“restart demo-api on web-2”", () => {
  labTest("of a service that crashes has failed, with what its log says", async () => {
    await lab().lab("scenario", "service-crash-loop", "break", "web-2");
    try {
      const { status, out } = await lab().ailx("ask", "restart demo-api on web-2", "--approve", "high");
      expect([status, out]).toEqual([1, expect.stringMatching(/did not stay up: .*its log says: .*line 7/)]);
      expect((await lab().ailx("ask", "which services failed on all machines")).out).toMatch(/^web-2 +demo-api/m);
    } finally {
      await lab().lab("scenario", "service-crash-loop", "fix", "web-2");
    }
  });
});

describe("a request with a condition", () => {
  labTest(
    "starts nginx where it is down, and touches it nowhere else",
    async () => {
      await lab().on("web-3", "systemctl stop nginx");
      const before = await mainPids();
      const { status, out } = await lab().ailx(
        "ask",
        "check whether nginx is running on all web servers and start it where it is down",
        "--approve",
        "high",
      );
      expect(status).toBe(0);
      expect(out).toContain("done and verified on web-3");
      const task = await lab().lastTask();
      const change = task.plan?.steps.find(({ access }) => access === "change")?.id;
      expect(hosts.map((host) => runOn(task, host, change)?.state)).toEqual(["skipped", "skipped", "ok"]);
      expect((await mainPids()).slice(0, 2)).toEqual(before.slice(0, 2));
      expect(await allServed()).toEqual(["200", "200", "200"]);
    },
    60_000,
  );
});

describe("a question", () => {
  labTest("“is nginx up on web-2?” is answered at once, yes and no", async () => {
    const up = await lab().ailx("ask", "is nginx up on web-2?");
    expect([up.status, up.out]).toEqual([
      0,
      expect.stringContaining(`active (running), pid ${await mainPid("web-2")}`),
    ]);
    await lab().on("web-2", "systemctl stop nginx");
    try {
      expect((await lab().ailx("ask", "is nginx up on web-2?")).out).toContain("inactive (dead)");
    } finally {
      await lab().on("web-2", "systemctl start nginx");
    }
  });

  labTest("“what is eating the CPU on web-1” names the process that does", async () => {
    await lab().lab("scenario", "runaway-cpu", "break", "web-1");
    try {
      const { status, out } = await lab().ailx("ask", "what is eating the CPU on web-1");
      expect(status).toBe(0);
      expect(out).toMatch(/^succeeded +web-1: .*report-gen/m);
      const rows = (await lab().lastTask()).summary?.table?.rows ?? [];
      expect(rows[0]?.at(-1)).toBe("report-gen --month");
    } finally {
      await lab().lab("scenario", "runaway-cpu", "fix", "web-1");
    }
  });

  labTest("“show disk usage on all machines” gives a table in under two seconds", async () => {
    const { status, out, ms } = await lab().ailx("ask", "show disk usage on all machines");
    expect(status).toBe(0);
    for (const host of hosts) expect(out).toMatch(new RegExp(`^${host} +/ +\\d.*%$`, "m"));
    expect(ms).toBeLessThan(2_000);
  });

  labTest("for a log or a file is answered with its lines", async () => {
    const log = await lab().ailx("ask", "show the last 5 lines of the nginx log on web-2");
    expect([log.status, log.out]).toEqual([0, expect.stringContaining("Started nginx.service")]);
    const file = await lab().ailx("ask", "show /etc/hostname on web-2");
    expect([file.status, file.out]).toEqual([0, expect.stringMatching(/^web-2 +web-2$/m)]);
  });
});
