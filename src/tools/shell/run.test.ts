import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { toolNamed } from "../index.ts";
import { run } from "./run.run.ts";

const shell = toolNamed("shell.run");
const ended = { exitCode: 0, signal: null, timedOut: false, durationMs: 5 };

describe("shell.run", () => {
  test("hands the line to bash as one word, without start-up files", async () => {
    const argv: string[][] = [];
    const ctx = scripted();
    const spawn: typeof ctx.spawn = async (given) => {
      argv.push([...given]);
      return { exitCode: 3, signal: null, stdout: "", stderr: "", timedOut: false };
    };
    const output = await run({ command: "echo a; exit 3 # $(x)" }, { ...ctx, spawn });
    expect(argv).toEqual([["bash", "--noprofile", "--norc", "-c", "echo a; exit 3 # $(x)"]]);
    expect(output).toMatchObject({ exitCode: 3, signal: null, timedOut: false });
  });

  test("says so where there is no bash", async () => {
    const error = await run({ command: "true; true" }, scripted([[/^bash/, new Error("ENOENT")]])).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "spawn_failed", hint: "Install bash on this machine." });
  });

  test("is ok by exit status 0 and nothing else", () => {
    expect(shell.judge({ command: "x" }, ended).kind).toBe("ok");
    expect(shell.judge({ command: "x" }, { ...ended, exitCode: 1 })).toMatchObject({
      kind: "failed",
      reason: "exit status 1",
    });
    expect(shell.judge({ command: "x" }, { ...ended, exitCode: null, signal: "SIGKILL" })).toMatchObject({
      reason: "signal SIGKILL",
    });
    expect(shell.judge({ command: "x" }, { ...ended, timedOut: true })).toMatchObject({
      reason: "the time limit ended it",
    });
  });

  test("that asks takes no for an answer, and nothing else", () => {
    const asked = { command: "grep -q x /etc/hosts", asks: true };
    expect(shell.judge(asked, { ...ended, exitCode: 1 })).toMatchObject({
      kind: "ok",
      evidence: [{ check: "exit status is 0 or 1", ok: true, found: "exit status 1" }],
    });
    expect(shell.judge(asked, { ...ended, exitCode: 2 })).toMatchObject({ kind: "failed", reason: "exit status 2" });
    expect(shell.judge(asked, { ...ended, exitCode: 1, timedOut: true }).kind).toBe("failed");
    expect(shell.risk(asked)).toEqual(shell.risk({ command: asked.command }));
  });

  test("refuses hidden characters, empty and endless lines", () => {
    const bad = ["", "ls\u202e", "ls\u0000", "ls\r", "a\u200bb", "x".repeat(65_537)];
    for (const command of bad) expect(shell.input().safeParse({ command }).success).toBe(false);
    expect(shell.input().safeParse({ command: "for i in 1 2; do\n\techo $i\ndone" }).success).toBe(true);
  });

  test("is high with a terminal where nothing holds it, for nobody judges what is typed; as root it may be anything", () => {
    const on = (command: string, more = {}) => {
      const input = { command, terminal: true, ...more };
      return [shell.risk(input).risk, shell.level(input)];
    };
    for (const command of ["virsh", "systemctl status nginx | less", "SYSTEMD_PAGER=less systemctl status nginx"])
      expect(on(command)).toEqual(["high", 1]);
    expect(on("screen")).toEqual(["high", 2]);
    expect(on("fdisk -l")).toEqual(["high", 4]);
    expect(on("uptime", { root: true })).toEqual(["high", 4]);
    expect(on("apt-get upgrade")).toEqual(["high", 4]);
    expect(on("less /etc/services")).toEqual(["low", 1]);
    expect(shell.risk({ command: "less /etc/services", terminal: true }).confine).toBe("local");
    expect(shell.preview({ command: "virsh", terminal: true }).title).toBe("Run a command on a terminal");
  });

  test("is low and says what it is to be held to where it only reads", () => {
    expect(shell.risk({ command: "uptime" })).toEqual({
      risk: "low",
      reasons: ["only reads"],
      found: [],
      confine: "local",
    });
    expect(shell.level({ command: "uptime" })).toBe(1);
    expect(shell.risk({ command: "some-program --flag" })).toMatchObject({
      risk: "medium",
      reasons: ["is a program that is not known"],
      found: [{ span: { from: 0, to: 12 }, rule: "command.unknown" }],
    });
    expect(shell.risk({ command: "rm -rf /usr" }).risk).toBe("critical");
    expect(shell.level({ command: "systemctl restart nginx" })).toBe(3);
  });

  test("needs level 3 as root, and is judged as behind sudo", () => {
    expect(shell.level({ command: "ss -tlnp", root: true })).toBe(3);
    expect(shell.risk({ command: "ss -tlnp", root: true })).toMatchObject({ risk: "low", reasons: ["only reads"] });
    expect(shell.risk({ command: "ss -tlnp", root: true }).confine).toBeUndefined();
    expect(shell.risk({ command: "some-program", root: true }).risk).toBe("high");
    expect(shell.risk({ command: "some-program" }).risk).toBe("medium");
    expect(shell.preview({ command: "id", root: true }).title).toBe("Run a command as root");
  });
});
