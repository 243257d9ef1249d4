import { afterEach, describe, expect } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./validate.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("config.validate");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const toml = (text: string) => files.call((ctx) => run({ path: files.write("a.toml", text) }, ctx));

describe("config.validate", () => {
  onLinux("finds file and line of an error", async () => {
    const output = await toml("a = 1\nb = = 2\n");
    expect([output.valid, output.fault?.line, tool.line(output)]).toEqual([
      false,
      2,
      expect.stringContaining(`line 2 of ${files.path("a.toml")}`),
    ]);
  });

  onLinux("shows the line and what stands above it", async () => {
    const output = await toml("a = 1\nb = = 2\nc = 3\n");
    expect(output.fault?.near?.map(({ line, text }) => [line, forHtml(text)])).toEqual([
      [1, "a = 1"],
      [2, "b = = 2"],
    ]);
  });

  onLinux("says what found none", async () => {
    const output = await toml("a = 1\n");
    expect([output.valid, tool.line(output)]).toEqual([true, "it is read as TOML finds no error"]);
  });

  onLinux("asks the program that reads it", async () => {
    const path = files.write("x", "");
    const said = { exitCode: 255, stderr: "/etc/ssh/sshd_config: line 9: Bad configuration option: Prot\n" };
    const output = await files.call((ctx) => run({ path, of: "sshd" }, ctx), [[/^\/usr\/sbin\/sshd -t$/, said]]);
    expect([output.fault?.line, output.fault && forHtml(output.fault.message)]).toEqual([
      9,
      "Bad configuration option: Prot",
    ]);
  });

  onLinux("tells what the system's own check of units says", async () => {
    const path = files.write("app.service", "");
    const stderr = `${path}:3: Unknown key name 'Exec' in section 'Service', ignoring.\n`;
    const output = await files.call(
      (ctx) => run({ path, of: "systemd" }, ctx),
      [[/^systemd-analyze verify/, { exitCode: 1, stderr }]],
    );
    expect(output.fault?.line).toBe(3);
  });

  onLinux("refuses what is not there and what nothing can check", async () => {
    const asked = (path: string) => refusal(files.call((ctx) => run({ path }, ctx)));
    expect((await asked(files.path("none.json"))).code).toBe("no_such_file");
    expect((await asked("/etc/motd")).code).toBe("not_supported");
  });
});
