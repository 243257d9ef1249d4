import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { debianFacts, type Scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./hostname.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("setting.hostname");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

/** A machine whose name is what was set last. */
function machine(name: string) {
  let now = name;
  const hosts = files.write("hosts", `127.0.0.1 localhost\n127.0.1.1\t${name}.lan ${name} # own\n10.0.0.9 ${name}\n`);
  const place = { now: () => now, file: files.write("hostname", `${name}\n`), hosts, cloud: files.path("cloud.cfg") };
  return { place, becomes: (other: string) => (now = other) };
}

describe("setting.hostname", () => {
  test("is medium, and takes what Linux takes as a name", () => {
    const takes = (name: string): boolean => tool.input().safeParse({ name }).success;
    expect(tool.risk({ name: "web-9" }).risk).toBe("medium");
    expect(["web-9", "a", "db.example.com", "X1"].map(takes)).toEqual([true, true, true, true]);
    for (const wrong of ["", "-x", "x-", "a b", "a_b", "a..b", "x".repeat(65), "a\nb", "$(id)"])
      expect(takes(wrong), wrong).toBe(false);
  });

  onLinux("sets the name, corrects the machine's own line of hosts, and is taken back by the old name", async () => {
    const { place, becomes } = machine("old");
    const script = (name: string): Scripted[] => [[new RegExp(`^hostname ${name}$`), {}]];
    const set = (name: string) =>
      files.call(
        (ctx) => run({ name }, { ...ctx, spawn: async (argv) => (becomes(name), ctx.spawn(argv)) }, place),
        script(name),
        {
          facts: () => ({ ...debianFacts, init: "openrc" }),
        },
      );
    const done = await set("web-9");
    expect([tool.judge({ name: "web-9" }, done).kind, tool.line(done)]).toEqual(["ok", "old → web-9"]);
    expect(files.read("hosts")).toBe("127.0.0.1 localhost\n127.0.1.1\told.lan web-9 # own\n10.0.0.9 old\n");
    expect(files.read("hostname")).toBe("web-9\n");
    expect(tool.wayBack?.({ name: "web-9" }, done)).toMatchObject({ tool: "setting.hostname", input: { name: "old" } });
    await set("old");
    expect([files.read("hosts"), files.read("hostname")]).toEqual([
      "127.0.0.1 localhost\n127.0.1.1\told.lan old # own\n10.0.0.9 old\n",
      "old\n",
    ]);
  });

  onLinux("leaves the file to systemd's own program, and says where the next boot would not know it", async () => {
    const { place, becomes } = machine("old");
    writeFileSync(place.cloud, "preserve_hostname: false\n");
    const done = await files.call(
      (ctx) => run({ name: "new" }, { ...ctx, spawn: async (argv) => (becomes("new"), ctx.spawn(argv)) }, place),
      [[/^hostnamectl set-hostname new$/, {}]],
    );
    const verdict = tool.judge({ name: "new" }, done);
    expect([verdict.kind, forHtml(done["note"])]).toEqual(["failed", expect.stringContaining("cloud-init")]);
    expect(verdict).toMatchObject({ reason: expect.stringContaining("after the next boot") });
  });

  onLinux("has everything as before where the program fails", async () => {
    const { place } = machine("old");
    const before = files.read("hosts");
    const failed = files.call(
      (ctx) => run({ name: "new" }, ctx, place),
      [[/^hostnamectl/, { exitCode: 1, stderr: "no bus" }]],
    );
    expect(await refusal(failed)).toMatchObject({ code: "tool_failed", detail: expect.stringContaining("no bus") });
    expect([files.read("hosts"), files.read("hostname")]).toEqual([before, "old\n"]);
  });

  onLinux("shows the lines before", async () => {
    const { place } = machine("old");
    const shown = await files.call((ctx) => preview({ name: "new" }, ctx, place));
    expect(shown.files.map(({ kind }) => kind)).toEqual(["changed", "changed"]);
    expect(shown.notes.map(forHtml)).toEqual(["It is called old now"]);
  });
});
