import { afterEach, describe, expect } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import type { Scripted } from "../../../test/support/scripted-context.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run as edit } from "./edit.run.ts";
import type { ConfigRestoreInput } from "./restore.ts";
import { run } from "./restore.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("config.restore");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

const unit = "Id=nginx.service\nLoadState=loaded\nActiveState=active\nSubState=running\nMainPID=7\nInvocationID=a\n";
const shown: Scripted = [/^systemctl show/, { stdout: unit }];
const good: Scripted = [/^nginx -t$/, {}];
const bad: Scripted = [/^nginx -t$/, { exitCode: 1, stderr: "nginx: [emerg] oops in /etc/nginx/nginx.conf:3\n" }];
const reload: Scripted = [/^systemctl reload/, {}];

/** An edited file, and what takes that back. */
async function edited(): Promise<ConfigRestoreInput> {
  const path = files.write("app", "old\n", 0o640);
  const input = { path, of: "nginx" as const, edits: [{ find: "old", replace: "new" }], reload: true };
  const output = await files.call((ctx) => edit(input, ctx), [shown, good, shown, reload, shown]);
  const back = toolNamed("config.edit").wayBack?.(input, output);
  return (back?.kind === "tool" ? back.input : {}) as ConfigRestoreInput;
}

describe("config.restore", () => {
  onLinux("puts it back, has it checked, and reloads as the edit did", async () => {
    const back = await edited();
    expect(back).toMatchObject({ of: "nginx", reload: true });
    const output = await files.call((ctx) => run(back, ctx), [shown, good, shown, reload, shown]);
    expect([files.read("app"), files.mode("app"), tool.judge({}, output).kind]).toEqual(["old\n", 0o640, "ok"]);
    expect(tool.wayBack?.(back, output)).toMatchObject({
      tool: "config.restore",
      input: { of: "nginx", reload: true },
    });
  });

  onLinux("leaves what is there where the old one is no longer right", async () => {
    const back = await edited();
    expect(await refusal(files.call((ctx) => run(back, ctx), [shown, bad]))).toMatchObject({
      code: "config_invalid",
      detail: expect.stringContaining("Nothing was put back"),
    });
    expect(files.read("app")).toBe("new\n");
  });
});
