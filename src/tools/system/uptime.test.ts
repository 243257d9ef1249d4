import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { restartReasons } from "./restart-needed.ts";
import { run } from "./uptime.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));
function machine(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "ailx-up-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
const kernels = (...versions: string[]): Record<string, string> =>
  Object.fromEntries(
    versions.flatMap((version) => [
      [`lib/modules/${version}/modules.dep`, ""],
      [`boot/vmlinuz-${version}`, ""],
    ]),
  );

describe("system.uptime", () => {
  onLinux("is what /proc says of this machine", async () => {
    const output = await run({}, scripted([], { nowMs: Date.now() }));
    const tool = toolNamed("system.uptime");
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output.uptimeMs).toBeGreaterThan(1_000);
    expect(output.bootedAtMs + output.uptimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(tool.line(output)).toMatch(/^up \d/);
  });
});

describe("a restart", () => {
  const contained = false;
  test("is due where the package manager says so, and for which packages", () => {
    const root = machine({
      "var/run/reboot-required": "",
      "var/run/reboot-required.pkgs": "libc6\nlinux-base\nlibc6\n",
    });
    expect(restartReasons({ kernel: "6.1.0-37-amd64", contained, root })).toEqual(["updated since: libc6, linux-base"]);
  });

  test("is due where a newer kernel of the same kind is installed than the one that runs", () => {
    const root = machine(kernels("6.1.0-9-amd64", "6.1.0-37-amd64", "6.1.0-40-cloud-amd64"));
    expect(restartReasons({ kernel: "6.1.0-9-amd64", contained, root })).toEqual([
      "kernel 6.1.0-37-amd64 is installed and 6.1.0-9-amd64 runs",
    ]);
    expect(restartReasons({ kernel: "6.1.0-37-amd64", contained, root })).toEqual([]);
    expect(restartReasons({ kernel: "6.1.0-9-amd64", contained: true, root })).toEqual([]);
  });

  test("is due where the kernel that runs has lost its modules", () => {
    const root = machine({ "lib/modules/6.12.1-arch1-1/vmlinuz": "" });
    expect(restartReasons({ kernel: "6.11.9-arch1-1", contained, root })).toHaveLength(1);
  });

  test("is not due on a machine without any of that", () => {
    expect(restartReasons({ kernel: "6.1.0-9-amd64", contained, root: machine({}) })).toEqual([]);
  });
});
