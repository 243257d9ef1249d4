import { afterEach, describe, expect } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { realFiles } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./show.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("config.show");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

describe("config.show", () => {
  onLinux("shows the text, what reads it, and that it is right", async () => {
    const path = files.write("a.json", '{"a": 1}\n');
    const output = await files.call((ctx) => run({ path }, ctx));
    expect([forHtml(output.text), output.of, tool.line(output)]).toEqual([
      '{"a": 1}\n',
      "json",
      `${path}, 9B; no error`,
    ]);
  });

  onLinux("shows what is wrong with it too", async () => {
    const output = await files.call((ctx) => run({ path: files.write("a.json", '{"a": }\n') }, ctx));
    expect(output.fault?.line).toBe(1);
  });

  onLinux("shows only lines that count, and files that nothing can check", async () => {
    const path = files.write("a.conf", "# comment\n\nkey = 1\n; other\n  key2 = 2\n");
    const output = await files.call((ctx) => run({ path, active: true }, ctx));
    expect([forHtml(output.text), output.exact]).toEqual(["key = 1\n  key2 = 2\n", undefined]);
  });
});
