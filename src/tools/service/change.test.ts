import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { scripted, type Scripted } from "../../../test/support/scripted-context.ts";
import { untrusted } from "../../domain/untrusted.ts";
import {
  changeLine,
  judgeRestarted,
  judgeRunning,
  judgeStopped,
  restartChecks,
  runningChecks,
  stoppedChecks,
  type ChangeOutput,
} from "./change.ts";
import { ToolError } from "../define.ts";
import { changeUnit } from "./changing.ts";
import { parseUnit, stateOf } from "./systemd.ts";
import type { UnitState } from "./unit.ts";

/** Recorded on Debian 12, systemd 252. */
const recorded = (name: string): string => readFileSync(join(import.meta.dir, "recorded", name), "utf8");
const state = (name: string, more: Partial<UnitState> = {}): UnitState => ({
  ...stateOf(parseUnit(recorded(name))),
  ...more,
});
const show = (unit: string, file: string): Scripted => [
  new RegExp(`^systemctl show .* -- ${unit}\\.service$`),
  { stdout: recorded(file) },
];

const before = state("nginx-active.txt");
const restarted = state("nginx-restarted.txt");
const stopped = state("nginx-stopped.txt");
const failed = state("nginx-failed.txt");
const changed = (more: Partial<ChangeOutput>): ChangeOutput => ({
  service: "nginx",
  before,
  after: restarted,
  settled: restarted,
  exitCode: 0,
  said: untrusted(""),
  journal: [],
  ...more,
});
const checksOf = (verdict: ReturnType<typeof judgeRunning>) =>
  verdict.kind === "unchecked" ? [] : verdict.evidence.map(({ check }) => check);

describe("a restart", () => {
  test("tests nginx's configuration, restarts, and looks twice", async () => {
    const ctx = scripted([
      show("nginx", "nginx-active.txt"),
      [/^nginx -t$/, {}],
      [/^systemctl restart --no-ask-password -- nginx\.service$/, {}],
      show("nginx", "nginx-restarted.txt"),
      show("nginx", "nginx-restarted.txt"),
    ]);
    const output = await changeUnit("restart", "nginx", ctx);
    expect(ctx.left()).toBe(0);
    expect(ctx.sleptMs).toEqual([2_000]);
    expect(judgeRestarted(output).kind).toBe("ok");
    expect(changeLine(output)).toMatch(/^active \(running\), pid \d+, was pid \d+$/);
  });

  test("touches nothing when the configuration has an error, and says where", async () => {
    const ctx = scripted([
      show("nginx", "nginx-active.txt"),
      [/^nginx -t$/, { exitCode: 1, stderr: recorded("nginx-test-broken.txt") }],
    ]);
    const error = await changeUnit("restart", "nginx", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "config_invalid",
      detail:
        'nginx found an error in line 5 of /etc/nginx/sites-enabled/app: invalid number of arguments in "root" directive',
    });
    expect(ctx.ran.some((line) => line.includes("restart"))).toBe(false);
  });

  test("that is refused says how the service goes on, which may be that it stays down", async () => {
    const broken: Scripted = [/^nginx -t$/, { exitCode: 1, stderr: recorded("nginx-test-broken.txt") }];
    const hintOf = async (was: string) => {
      const error: unknown = await changeUnit("restart", "nginx", scripted([show("nginx", was), broken])).catch(
        (thrown: unknown) => thrown,
      );
      return error instanceof ToolError ? error.hint : error;
    };
    expect(await hintOf("nginx-active.txt")).toStartWith("Nothing was changed: nginx runs on as before.");
    expect(await hintOf("nginx-failed.txt")).toStartWith("Nothing was changed: nginx is failed");
  });

  test("is not tried where the configuration cannot be tested", async () => {
    const ctx = scripted([show("nginx", "nginx-active.txt"), [/^nginx -t$/, new Error("ENOENT")]]);
    const error = await changeUnit("restart", "nginx", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "spawn_failed" });
    expect(ctx.ran).toHaveLength(2);
  });

  test("whose test needs rights that the agent lacks blames no configuration", async () => {
    const stderr =
      '2026/11/21 02:33:36 [emerg] 7#7: open() "/var/log/nginx/access.log" failed (13: Permission denied)\n';
    const ctx = scripted([show("nginx", "nginx-active.txt"), [/^nginx -t$/, { exitCode: 1, stderr }]]);
    const error = await changeUnit("restart", "nginx", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "permission_denied" });
  });

  test("of sshd goes on when only its run directory is missing", async () => {
    const ctx = scripted([
      show("ssh", "ssh.txt"),
      [/^\/usr\/sbin\/sshd -t$/, { exitCode: 255, stderr: "Missing privilege separation directory: /run/sshd" }],
      [/^systemctl restart/, {}],
      show("ssh", "ssh.txt"),
      show("ssh", "ssh.txt"),
    ]);
    await changeUnit("restart", "ssh", ctx);
    expect(ctx.left()).toBe(0);
  });

  test("of an unknown service changes nothing", async () => {
    const ctx = scripted([show("nope", "not-found.txt")]);
    const error = await changeUnit("restart", "nope", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "no_such_unit", detail: "This machine has no service named nope." });
  });

  test("that systemd refuses to an ordinary user says so", async () => {
    const ctx = scripted([
      show("nginx", "nginx-active.txt"),
      [/^nginx -t$/, {}],
      [/^systemctl restart/, { exitCode: 4, stderr: "Failed to restart nginx.service: Access denied\n" }],
    ]);
    const error = await changeUnit("restart", "nginx", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "permission_denied" });
  });

  test("that left the service down brings the end of its log", async () => {
    const ctx = scripted([
      show("nginx", "nginx-active.txt"),
      [/^nginx -t$/, {}],
      [/^systemctl restart/, { exitCode: 1, stderr: "Job for nginx.service failed" }],
      show("nginx", "nginx-failed.txt"),
      show("nginx", "nginx-failed.txt"),
      [/^journalctl -u nginx\.service -o json .*-n 10$/, { stdout: recorded("nginx-journal.jsonl") }],
    ]);
    const verdict = judgeRestarted(await changeUnit("restart", "nginx", ctx));
    expect(verdict).toMatchObject({
      kind: "failed",
      reason: expect.stringMatching(/^nginx did not start: it is failed, exit-code; its log says: .*\[emerg\] /),
    });
    expect(JSON.stringify(verdict)).toContain("test failed");
  });

  test("under another name than a riskier unit's is refused", async () => {
    const ctx = scripted([[/^systemctl show .* -- web\.service$/, { stdout: recorded("ssh.txt") }]]);
    const error = await changeUnit("stop", "web", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "refused_by_policy",
      detail: "web is another name of ssh, which is rated higher.",
    });
  });

  test("of a masked service says that it is masked", async () => {
    const ctx = scripted([[/./, { stdout: "Id=cron.service\nLoadState=masked\nActiveState=inactive\n" }]]);
    const error = await changeUnit("start", "cron", ctx).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "wrong_state" });
  });

  test("without systemd is not supported", async () => {
    const stderr = "System has not been booted with systemd as init system (PID 1). Can't operate.";
    const error = await changeUnit("restart", "nginx", scripted([[/./, { exitCode: 1, stderr }]])).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "not_supported" });
  });
});

describe("the verdict on a restart", () => {
  test("is ok with the evidence that was announced", () => {
    expect(checksOf(judgeRestarted(changed({})))).toEqual(restartChecks);
  });

  test("fails when it is the same run as before", () => {
    const verdict = judgeRestarted(changed({ after: before, settled: before }));
    expect(verdict).toMatchObject({ kind: "failed", reason: expect.stringContaining("nginx was not restarted") });
  });

  test("of a service that was down needs no other run to compare", () => {
    expect(judgeRestarted(changed({ before: stopped })).kind).toBe("ok");
  });

  test("fails when it did not stay up", () => {
    const settled = state("crash-loop.txt", { service: "nginx" });
    expect(judgeRestarted(changed({ settled }))).toMatchObject({
      kind: "failed",
      reason: "nginx did not stay up: it is activating (auto-restart), exit-code",
    });
  });

  test("fails when it crashed and came back within two seconds", () => {
    const settled = { ...restarted, invocation: "another", mainPid: 4_711, restarts: 1 };
    expect(judgeRestarted(changed({ settled }))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("restarts by itself"),
    });
  });

  test("fails when the time limit ended systemctl", () => {
    expect(judgeRestarted(changed({ exitCode: null }))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("took too long"),
    });
  });
});

describe("the verdict on a start", () => {
  test("is ok with the evidence that was announced", () => {
    expect(checksOf(judgeRunning(changed({ before: stopped })))).toEqual(runningChecks);
  });

  test("of a unit that runs once is ok when it ended well", () => {
    const once = state("oneshot.txt");
    const output = changed({ before: once, after: once, settled: once });
    expect(judgeRunning(output).kind).toBe("ok");
    expect(changeLine(output)).toBe("ran and ended, success");
  });

  test("of a unit that runs once fails when it ended badly", () => {
    const once = state("oneshot.txt", { state: "failed", result: "exit-code" });
    expect(judgeRunning(changed({ before: once, after: once, settled: once }))).toMatchObject({ kind: "failed" });
  });

  test("quotes what the program said last, not what systemd made of it", () => {
    const line = (text: string) => ({ atMs: 0, priority: 6, text: untrusted(text) });
    const journal = [line("FATAL: no database"), line("web.service: Main process exited, status=1/FAILURE")];
    expect(judgeRunning(changed({ after: failed, settled: failed, journal }))).toMatchObject({
      reason: expect.stringMatching(/; its log says: FATAL: no database$/),
    });
    const silent = journal.slice(1);
    expect(judgeRunning(changed({ after: failed, settled: failed, journal: silent }))).toMatchObject({
      reason: expect.not.stringContaining("its log"),
    });
  });

  test("says that it was running already", () => {
    expect(changeLine(changed({ after: before, settled: before }))).toMatch(/^was already active/);
  });
});

describe("the verdict on a stop", () => {
  test("is ok with the evidence that was announced", () => {
    const verdict = judgeStopped(changed({ after: stopped, settled: stopped }));
    expect(verdict.kind).toBe("ok");
    expect(checksOf(verdict)).toEqual(stoppedChecks);
  });

  test("takes a program ended by the signal for stopped", () => {
    const ended = { ...failed, result: "signal" };
    expect(judgeStopped(changed({ after: ended, settled: ended })).kind).toBe("ok");
  });

  test("fails when something started it again", () => {
    expect(judgeStopped(changed({ after: stopped, settled: restarted }))).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("started again by something else"),
    });
  });

  test("fails when it is still there", () => {
    expect(judgeStopped(changed({ after: before, settled: before }))).toMatchObject({ kind: "failed" });
  });
});
