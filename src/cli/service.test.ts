import { describe, expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agentsWords, arrivalIn } from "./agent-start.ts";
import { openrcScript, systemdUnit } from "./service.ts";

describe("the agent's service", () => {
  test.skipIf(Bun.which("systemd-analyze") === null)("is a unit that systemd takes without a word", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ailx-unit-"));
    const path = join(dir, "ailx-agent.service");
    writeFileSync(path, systemdUnit("/bin/true"));
    const child = Bun.spawn(["systemd-analyze", "verify", "--man=no", path], { stdout: "pipe", stderr: "pipe" });
    const said = (await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])).join("");
    expect(said.split("\n").filter((line) => line.includes("ailx-agent"))).toEqual([]);
    expect(await child.exited).toBe(0);
  });

  test("comes back whatever ends it, and needs little memory", () => {
    const unit = systemdUnit("/usr/local/bin/ailx");
    for (const line of [
      "ExecStart=/usr/local/bin/ailx agent",
      "Restart=always",
      "StartLimitIntervalSec=0",
      "RestartPreventExitStatus=3",
      "Environment=BUN_JSC_useJIT=0",
    ])
      expect(unit.split("\n")).toContain(line);
  });

  test("may give each command a cgroup of its own, and is not ended with one that ran out of memory", () => {
    const unit = systemdUnit("/usr/local/bin/ailx").split("\n");
    for (const line of ["Delegate=yes", "TasksMax=60%", "OOMPolicy=continue", "OOMScoreAdjust=-500"])
      expect(unit).toContain(line);
  });

  test("is a script that a shell can read under OpenRC", async () => {
    const child = Bun.spawn(["sh", "-n", "-c", openrcScript("/usr/local/bin/ailx")], {
      stdout: "pipe",
      stderr: "pipe",
    });
    expect([await child.exited, await new Response(child.stderr).text()]).toEqual([0, ""]);
  });
});

describe("an agent that does not connect", () => {
  test("is quoted once, without the words of the init system", () => {
    const once =
      "Started ailx-agent.service - ailx agent.\nailx: This is not a whole join token.\n  Copy it again.\nailx-agent.service: Main process exited, code=exited, status=1/FAILURE\n";
    expect(agentsWords(once + once)).toBe("  ailx: This is not a whole join token.\n    Copy it again.\n");
  });
});

describe("the agent's own log", () => {
  const line = (event: object, time: number) => JSON.stringify({ time: new Date(time).toISOString(), ...event });
  const up = { event: "link.up", machine: "web-1" };
  const revoked = { event: "link.ended", code: "machine_revoked", detail: "This machine was revoked." };

  test("says that it is up, or that its key is dead", () => {
    expect(arrivalIn(`Started ailx-agent.service.\n${line(up, 2_000)}`, 1_000)).toEqual({
      kind: "up",
      machine: "web-1",
    });
    const waits = { event: "join.waiting", fingerprint: "abc" };
    expect(arrivalIn(line(waits, 2_000), 1_000)).toEqual({ kind: "waiting", fingerprint: "abc" });
    expect(arrivalIn(`${line(waits, 2_000)}\n${line(up, 3_000)}`, 1_000)).toMatchObject({ kind: "up" });
    expect(arrivalIn(line(revoked, 2_000), 1_000)).toEqual({ kind: "refused", why: "This machine was revoked." });
  });

  test("says nothing of this start with what is older, or with a lost connection", () => {
    expect(arrivalIn(`${line(up, 500)}\n${line(revoked, 999)}`, 1_000)).toBeUndefined();
    expect(arrivalIn(line({ event: "link.ended", code: "hub_unreachable" }, 2_000), 1_000)).toBeUndefined();
  });
});
