import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import { toolNamed } from "../index.ts";
import { refusal } from "../file/testing/real.ts";
import { preview, run } from "./kill.run.ts";
import { namesOf } from "./naming.ts";

const tool = toolNamed("process.kill");
const onLinux = testWhere(process.platform === "linux", "Linux");
const ctx = (): ToolContext => ({ ...scripted(), sleep: (ms) => Bun.sleep(Math.min(ms, 300)) });

/** Nobody else's process has such a name, another run of this test included. */
const own = (name: string): string => `${name}-${process.pid}`;
const started: Bun.Subprocess[] = [];
const dirs: string[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill("SIGKILL");
    await child.exited;
  }
  dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true }));
});
/** A program of a name that nothing else on this machine has. */
function program(name: string, script: string): Bun.Subprocess {
  const dir = mkdtempSync(join(tmpdir(), "ailx-kill-"));
  dirs.push(dir);
  writeFileSync(join(dir, name), script);
  const child = Bun.spawn(["sh", join(dir, name)], { stdout: "pipe", stderr: "ignore" });
  started.push(child);
  return child;
}
const sleeper = (name = own("ailx-sleeper")) => program(name, "while :; do sleep 0.05; done");

describe("process.kill", () => {
  onLinux("ends a process by its number, and it is gone", async () => {
    const { pid } = sleeper();
    const output = await run({ pid }, ctx());
    expect(tool.output().safeParse(output).success).toBe(true);
    expect([output.killed.map((each) => each.pid), output.left, output.respawned]).toEqual([[pid], [], []]);
    expect(tool.judge({ pid }, output).kind).toBe("ok");
    expect(tool.line(output)).toStartWith("ended sh ");
  });

  onLinux("ends it by name, and shows before which are meant", async () => {
    const { pid } = sleeper(own("ailx-by-name"));
    const { notes } = await preview({ name: own("ailx-by-name") }, ctx());
    expect(notes.map(forHtml)[1]).toStartWith(`${pid} of `);
    expect((await run({ name: own("ailx-by-name") }, ctx())).killed).toHaveLength(1);
    expect((await refusal(run({ name: own("ailx-by-name") }, ctx()))).code).toBe("not_found");
  });

  onLinux("takes two of a name that do not belong together only where all are meant", async () => {
    sleeper(own("ailx-twice"));
    sleeper(own("ailx-twice"));
    await Bun.sleep(50);
    expect(await refusal(run({ name: own("ailx-twice") }, ctx()))).toMatchObject({
      code: "conflict",
      hint: expect.stringContaining("all"),
    });
    expect((await run({ name: own("ailx-twice"), all: true }, ctx())).killed).toHaveLength(2);
  });

  onLinux("says what is left of one that does not listen, and KILL ends it", async () => {
    const child = program(own("ailx-deaf"), "trap '' TERM; echo ready; while :; do sleep 0.05; done");
    const { value } = await (child.stdout as ReadableStream<Uint8Array>).getReader().read();
    expect(new TextDecoder().decode(value)).toBe("ready\n");
    const output = await run({ pid: child.pid }, { ...ctx(), sleep: () => Bun.sleep(5) });
    expect(output.left.map(({ pid }) => pid)).toEqual([child.pid]);
    const verdict = tool.judge({}, output);
    expect(verdict.kind === "failed" && verdict.reason).toContain("signal KILL");
    expect((await run({ pid: child.pid, signal: "KILL" }, ctx())).left).toEqual([]);
  });

  onLinux("notices that something starts it again", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ailx-kill-"));
    dirs.push(dir);
    writeFileSync(join(dir, own("ailx-again")), "sleep 20; :");
    program(own("ailx-keeper"), `while :; do sh ${join(dir, own("ailx-again"))}; done`);
    await Bun.sleep(100);
    const output = await run({ name: own("ailx-again") }, ctx());
    expect(output.respawned).toHaveLength(1);
    const verdict = tool.judge({}, output);
    expect(verdict.kind === "failed" && verdict.reason).toContain("it was started again");
    await run({ name: own("ailx-keeper") }, ctx());
    await run({ name: own("ailx-again") }, ctx());
  });

  onLinux("leaves another process alone that has got the number since", async () => {
    const { pid } = sleeper();
    expect((await refusal(run({ pid, startedAtMs: 1_000 }, ctx()))).code).toBe("changed_since");
    expect((await refusal(run({ pid, name: "nginx" }, ctx()))).code).toBe("changed_since");
    expect((await run({ pid, startedAtMs: Date.now() }, ctx())).killed).toHaveLength(1);
  });

  onLinux("never ends the agent, what it runs under, or the first process", async () => {
    expect(await refusal(run({ pid: process.pid }, ctx()))).toMatchObject({ code: "refused_by_policy" });
    expect(await refusal(run({ pid: process.ppid }, ctx()))).toMatchObject({ code: "refused_by_policy" });
    expect(tool.input().safeParse({ pid: 1 }).success).toBe(false);
  });

  onLinux("asks for the name where a number turns out to be something that others hang on", async () => {
    const { pid } = sleeper("dockerd");
    expect(await refusal(run({ pid }, ctx()))).toMatchObject({
      code: "refused_by_policy",
      detail: expect.stringContaining("rated higher"),
    });
    expect((await run({ pid, name: "dockerd" }, ctx())).killed).toHaveLength(1);
  });

  test("is the graver the more hangs on it", () => {
    const risk = (input: object) => [tool.risk(input as never).risk, tool.level(input as never)];
    expect(risk({ pid: 812 })).toEqual(["medium", 3]);
    expect(risk({ name: "report-gen" })).toEqual(["medium", 3]);
    expect(risk({ name: "report-gen", all: true })).toEqual(["high", 3]);
    expect(risk({ pid: 812, signal: "KILL" })).toEqual(["high", 3]);
    expect(risk({ name: "mysqld" })).toEqual(["high", 3]);
    expect(risk({ name: "sshd" })).toEqual(["critical", 3]);
    expect(risk({ name: "systemd" })).toEqual(["critical", 4]);
  });

  test("takes a number or a name, and nothing else", () => {
    for (const input of [
      {},
      { pid: 0 },
      { pid: -1 },
      { pid: 1.5 },
      { name: "" },
      { name: "a b" },
      { name: "/bin/x" },
      { name: "x", startedAtMs: 5 },
      { pid: 5, signal: "HUP" },
    ])
      expect(tool.input().safeParse(input).success, JSON.stringify(input)).toBe(false);
  });

  test("knows a program by its own name, in full, and a script by its file", () => {
    expect(namesOf({ name: "systemd-journal", command: "/lib/systemd/systemd-journald" })).toContain(
      "systemd-journald",
    );
    expect(namesOf({ name: "nginx", command: "nginx: worker process" })).toEqual(["nginx"]);
    expect(namesOf({ name: "python3", command: "python3 -u /srv/app/report.py --all" })).toEqual([
      "python3",
      "report.py",
    ]);
  });
});
