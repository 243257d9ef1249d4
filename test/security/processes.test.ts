/** Real programs on a real agent: endless output, children that will not go, and what a child inherits. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningAgent } from "../../src/agent/main.ts";
import { makeCgroup } from "../../src/agent/calls/cgroup.ts";
import type { TaskView } from "../../src/api/task.ts";
import { limits } from "../../src/protocol/limits.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { agentHere, stillRuns } from "../support/peer.ts";
import { until } from "../support/program.ts";
import { testWhere } from "../support/skip.ts";

let hub: HubHere;
/** Anybody may write here: a command that needs no root does not have it. */
let open: string;
let agent: RunningAgent;
beforeAll(async () => {
  hub = await hubHere();
  open = mkdtempSync(join(tmpdir(), "ailx-open-"));
  chmodSync(open, 0o777);
  agent = await agentHere(hub, "web-1");
});
afterAll(async () => {
  await agent.close();
  await hub.close();
  rmSync(open, { recursive: true, force: true });
});

const exec = (command: string, more: object = {}): Promise<TaskView> =>
  hub.ask<TaskView>("/api/exec", { on: "web-1", command, approveUpTo: "high", ...more });
const alive = (pid: string): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
const lines = (file: string): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
const outputOf = async (task: TaskView): Promise<string> =>
  (await hub.call(`/api/runs/${task.runs[0]?.id}/output`, { headers: hub.boss })).text();

describe("a cancelled command", () => {
  test("ends with its whole tree, and the run says cancelled", async () => {
    const file = join(open, "pids");
    const task = await exec(
      `trap '' TERM; echo $$ >> ${file}
       (trap '' TERM; echo $BASHPID >> ${file}; while :; do sleep 1; done) &
       setsid bash -c 'trap "" TERM; echo $$ >> ${file}; while :; do sleep 1; done' &
       (setsid nohup bash -c 'echo $$ >> ${file}; sleep 300; true' >/dev/null 2>&1 &)
       wait`,
    );
    await until("all four to run", async () => lines(file).length === 4);
    await hub.ask(`/api/tasks/${task.id}/cancellation`, {});
    await until("the run to end", async () => (await hub.task(task.id)).runs[0]?.state === "cancelled");
    expect(lines(file).filter(alive)).toEqual([]);
  }, 20_000);

  test("that reached its time limit ends the same way", async () => {
    const file = join(open, "late");
    const task = await exec(`setsid bash -c 'echo $$ >> ${file}; sleep 300; true' & wait`, { timeoutMs: 500 });
    await hub.ended(task.id);
    expect((await hub.task(task.id)).runs[0]?.state).toBe("failed");
    expect(lines(file).filter(alive)).toEqual([]);
  });
});

const trial = makeCgroup({ processes: 50 });
const withPids = testWhere(trial !== undefined && !trial.unlimited.includes("processes"), "a pids controller");
trial?.remove();

describe("a command that starts process after process", () => {
  withPids(
    "stops at its limit, and the machine goes on",
    async () => {
      // 300 at the most, whatever the limit does.
      const task = await exec("for i in $(seq 300); do sleep 30 & done 2>/dev/null; wait", {
        processes: 50,
        timeoutMs: 2_000,
      });
      expect(await stillRuns(hub, "web-1")).toBe("succeeded");
      await hub.ended(task.id);
      const run = (await hub.task(task.id)).runs[0];
      expect(run?.warnings?.map(({ code }) => code)).toEqual(["process_limit"]);
      expect(run?.survivors ?? []).toEqual([]);
    },
    20_000,
  );
});

describe("a command that leaves something running", () => {
  test("has it named in its run, with the command as the machine says it", async () => {
    const task = await exec("setsid nohup sleep 300 >/dev/null 2>&1 & sleep 0.2", { waitMs: 5_000 });
    await hub.ended(task.id);
    const left = (await hub.task(task.id)).runs[0]?.survivors ?? [];
    expect(left).toMatchObject([{ command: "sleep 300", why: "left running by the command" }]);
    for (const { pid } of left) process.kill(pid, "SIGKILL");
  });
});

describe("endless output", () => {
  test("is capped at what was asked, and the hub answers at once all the while", async () => {
    const task = await exec("yes 'all work and no play'", { timeoutMs: 2_500, outputBytes: 1 << 20 });
    const waits: number[] = [];
    while ((await hub.task(task.id)).endedAt === undefined) {
      const startedMs = performance.now();
      expect((await hub.call("/", { headers: hub.boss })).status).toBe(200);
      waits.push(performance.now() - startedMs);
      await Bun.sleep(50);
    }
    const run = (await hub.task(task.id)).runs[0];
    expect(run).toMatchObject({ truncated: true, state: "failed" });
    expect(run?.stdoutBytes).toBeGreaterThan(2 << 20);
    // Its beginning, the mark of what is missing, and its end.
    const most = (1 << 20) + limits.outputEndBytes + 1_000;
    expect((await outputOf(await hub.task(task.id))).length).toBeLessThanOrEqual(most);
    expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0).toBeLessThan(3_000);
    expect(await stillRuns(hub, "web-1")).toBe("succeeded");
  }, 20_000);

  test("without a line's end, or of escape sequences, comes as bytes that no browser runs", async () => {
    const task = await exec(
      String.raw`printf '\033]52;c;ZXZpbA==\007\033[2J<script>alert(1)</script>\000\377'; head -c 3000000 /dev/zero`,
    );
    await hub.ended(task.id);
    const answer = await hub.call(`/api/runs/${(await hub.task(task.id)).runs[0]?.id}/output`, { headers: hub.boss });
    expect(answer.headers.get("content-type")).toStartWith("text/plain");
    expect(answer.headers.get("content-disposition")).toStartWith("attachment");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    for (const path of [`/tasks/${task.id}`, "/", "/tasks"]) {
      const page = await (await hub.call(path, { headers: { cookie: hub.boss.cookie } })).text();
      // oxlint-disable-next-line no-control-regex
      expect(page).not.toMatch(/\u001b|<script>alert/);
    }
    const view = JSON.stringify((await hub.task(task.id)).summary ?? {});
    expect(view).not.toMatch(/\\u001b|\\u0007/);
  });
});

describe("a child", () => {
  test("inherits nothing of the agent but what is meant for it", async () => {
    process.env["AILX_TEST_SECRET"] = "seen";
    const task = await exec("env | sort; ls -l /proc/self/fd | wc -l", { waitMs: 5_000 });
    delete process.env["AILX_TEST_SECRET"];
    const said = await outputOf(task);
    expect(said).not.toContain("AILX_TEST_SECRET");
    expect(said).not.toMatch(/^(LD_|BUN_|NODE_|BASH_ENV|ADMIN_)/m);
    expect(said).toMatch(/^AILX_USER=ann$/m);
    expect(said).toMatch(/^PATH=\/usr\/local\/sbin:/m);
    // stdin, stdout, stderr, the directory that `ls` reads, and the heading line.
    expect(Number(said.trim().split("\n").at(-1))).toBeLessThanOrEqual(5);
  });

  test("is not told by an input where to look for the program, or that it should be another user", async () => {
    for (const input of [
      { command: "id", cwd: "/root" },
      { command: "id", env: { LD_PRELOAD: "/tmp/x.so" } },
      { command: "id", user: "root" },
      { command: "id", timeoutMs: 1 },
    ]) {
      const answer = await hub.post("/api/tools/shell.run", { on: "web-1", input }, hub.boss);
      expect(answer.status).toBe(400);
    }
  });
});
