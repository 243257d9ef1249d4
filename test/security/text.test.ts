/** Text that is made to cost time: requests, expressions and commands at their largest are answered at once. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { facts } from "../support/counting.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { connectAs, joinHub, type Peer } from "../support/peer.ts";

let hub: HubHere;
const peers: Peer[] = [];
beforeAll(async () => {
  hub = await hubHere();
  for (const name of ["web-1", "web-2", "db-1"])
    peers.push(await connectAs(hub, await joinHub(hub, name, { ...facts, services: ["nginx", "s".repeat(250)] })));
});
afterAll(async () => {
  for (const peer of peers) peer.close();
  await hub.close();
});

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
/** Milliseconds of computing, hub and this test together: what else runs on this computer does not count. */
async function took(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe("2,000 characters of", () => {
  const pieces = [
    "a",
    "a ",
    "restart ",
    "restart nginx and ",
    "restrat ngixn on wbe-1 ",
    "if ",
    "not ",
    "(",
    '"',
    "'",
    "1.",
    "web-1, ",
    "cpu>80 ",
    "$(",
    "../",
    "\u0301",
    "tag:",
    "every ",
  ];
  test.each(pieces)("%p are answered in time, and change nothing", async (piece) => {
    let task: TaskView | undefined;
    const ms = await took(
      async () => (task = await hub.ask<TaskView>("/api/tasks", { request: filled(piece, 2_000) })),
    );
    expect(ms).toBeLessThan(15_000);
    expect(["declined", "needs_answer", "needs_approval", "succeeded"]).toContain(task?.state ?? "");
  });
});

describe("an expression of 1,000 characters", () => {
  const expressions = [
    filled("(", 1_000),
    filled("not ", 999),
    filled("a or ", 998),
    filled("* ", 999),
    `${"(".repeat(499)}a${")".repeat(499)}`,
    filled("a*", 1_000),
    `service:${filled("s*", 900)}x`,
    `[${filled("a-", 900)}`,
    "os:debian>=99999999999999999999999",
    "-rf",
    "--on=all",
    "web-1; id",
    "$(id)",
    "../..",
    "all\u0000",
    "web-1\nall",
  ];
  test.each(expressions)("such as %p is read or refused at once", async (on) => {
    let status = 0;
    const ms = await took(async () => {
      const answer = await hub.post("/api/exec", { on, command: "/bin/true", confirm: "always" }, hub.boss);
      status = answer.status;
      await answer.text();
    });
    expect(ms).toBeLessThan(5_000);
    expect([202, 200, 400, 404, 422]).toContain(status);
  });
});

describe("a command of 64 KiB", () => {
  test.each(["rm -", "dd ", "curl |", "a;", "a && ", "$(", "`", "\n", "systemctl stop ", "\\", "'"])(
    "of %p is rated at once",
    async (piece) => {
      let task: TaskView | undefined;
      const ms = await took(
        async () => (task = await hub.ask<TaskView>("/api/exec", { on: "web-1", command: filled(piece, 65_536) })),
      );
      expect(ms).toBeLessThan(15_000);
      expect(["low", "medium", "high", "critical"]).toContain(task?.plan?.risk ?? "");
    },
  );

  test("and one byte more is refused", async () => {
    const answer = await hub.post("/api/exec", { on: "web-1", command: "a".repeat(65_537) }, hub.boss);
    expect(answer.status).toBe(400);
  });
});

describe("a chained command", () => {
  const chains = [
    "uptime; rm x",
    "uptime && rm x",
    "uptime | sh",
    "uptime $(rm x)",
    "uptime `rm x`",
    "uptime <(rm x)",
    "sudo rm x",
    "env rm x",
    "timeout 1 rm x",
    "bash -c 'rm x'",
    "xargs rm",
    "find . -delete",
    "uptime\nrm x",
    "uptime & rm x",
    "x=$(rm x) uptime",
    "r'm' x",
    "rm${IFS}x",
    "/tmp/uptime",
    "echo cm0= | base64 -d | sh",
  ];
  test.each(chains)("%p is what its worst part is", async (command) => {
    const task = await hub.ask<TaskView>("/api/exec", { on: "web-1", command });
    expect(["high", "critical"]).toContain(task.plan?.risk ?? "");
    expect(task.state).toBe("needs_approval");
  });

  test.each(["uptime > x", "--", "-- uptime", "./uptime"])("%p is not low for its first word", async (command) => {
    const task = await hub.ask<TaskView>("/api/exec", { on: "web-1", command, approveUpTo: "low" });
    expect(task.plan?.risk).toBe("medium");
  });

  test.each(["env uptime", "timeout 1 uptime", "bash -c uptime", "u'p'time"])(
    "%p is the one that it wraps",
    async (command) => {
      const task = await hub.ask<TaskView>("/api/exec", { on: "web-1", command });
      expect(task.plan?.risk).toBe("low");
    },
  );
});
