import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "bun:test";
import { scripted, type Scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { bootMark, preview, resume, run } from "./reboot.run.ts";

const tool = toolNamed("system.reboot");
const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));
function machine({ boot = "b-1", cgroup = "0::/system.slice/ailx-agent.service", first = 12 } = {}): string {
  const root = mkdtempSync(join(tmpdir(), "ailx-boot-"));
  roots.push(root);
  put(root, "proc/sys/kernel/random/boot_id", `${boot}\n`);
  put(root, "proc/self/cgroup", `${cgroup}\n`);
  put(root, "proc/1/stat", `1 (systemd) S 0 1 1 0 -1 4194560 2573 14380 0 0 7 1 9 4 20 0 1 0 ${first} 2014003 1`);
  return root;
}
function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const enabled: Scripted = [/^systemctl show .* ailx-agent\.service$/, { stdout: "UnitFileState=enabled\n" }];
const failed = (...units: string[]): Scripted => [
  /^systemctl list-units --state=failed/,
  { stdout: units.map((unit) => `${unit} loaded failed failed x\n`).join("") },
];
const order = (answer: object = {}): Scripted => [/^systemctl reboot --no-ask-password$/, answer];
const running: Scripted = [/^systemctl is-system-running --wait$/, { exitCode: 1, stdout: "degraded\n" }];

describe("system.reboot", () => {
  test("notes what it is about to do before it gives the order, and says so where nothing comes of it", async () => {
    const ctx = scripted([enabled, failed("a.service"), order()], { nowMs: 1_000 });
    expect(await refusal(run({}, ctx, machine()))).toMatchObject({ code: "timed_out" });
    expect(ctx.notes).toEqual([{ before: "b-1:12", askedAtMs: 1_000, failedBefore: ["a.service"] }]);
    expect(ctx.left()).toBe(0);
  });

  test("is over once the agent is back in a new boot: how long it was away, and what failed", async () => {
    const ctx = scripted([running, failed("a.service", "b.service")], { nowMs: 61_000 });
    const note = { before: "b-1:12", askedAtMs: 1_000, failedBefore: ["a.service"] };
    const output = await resume(note, ctx, machine({ boot: "b-2" }));
    expect(tool.output().safeParse(output).success).toBe(true);
    expect([output.bootIdBefore, output.bootIdAfter, output.downMs]).toEqual(["b-1:12", "b-2:12", 60_000]);
    const verdict = tool.judge({}, output);
    expect(verdict.kind === "failed" && verdict.reason).toBe("it restarted, but b.service has failed since");
    const well = { ...output, failedUnits: [untrusted("a.service")] };
    expect([tool.judge({}, well).kind, tool.line(well)]).toEqual([
      "ok",
      "restarted, back after 1 min; failed as before: a.service",
    ]);
  });

  test("is not over where only the agent was restarted, and has failed ten minutes after the order", async () => {
    const ctx = scripted([], { nowMs: 500_000 });
    const note = { before: "b-1:12", askedAtMs: 1_000, failedBefore: [] };
    expect((await refusal(resume(note, ctx, machine()))).code).toBe("timed_out");
    expect(ctx.nowMs()).toBe(601_000);
  });

  test("tells a container's start by its first process, since it has its host's boot id", () => {
    expect(bootMark(machine({ first: 12 }))).not.toBe(bootMark(machine({ first: 900 })));
  });

  test("is not begun where the agent would not come back, or nothing could restart the machine", async () => {
    const disabled: Scripted = [/^systemctl show/, { stdout: "UnitFileState=disabled\n" }];
    const off = scripted([disabled]);
    expect(await refusal(run({}, off, machine()))).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("Nothing was done"),
    });
    expect((await refusal(run({}, scripted(), machine({ cgroup: "0::/user.slice/session-1.scope" })))).code).toBe(
      "conflict",
    );
    expect((await refusal(run({}, scripted([], { facts: { init: "none" } }), machine()))).code).toBe("not_supported");
    expect(off.notes).toEqual([]);
  });

  test("is not begun while packages are being changed", async () => {
    const root = machine();
    put(root, "proc/77/stat", `77 (dpkg) S 1 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 900 1 1`);
    put(root, "proc/77/cmdline", "/usr/bin/dpkg\0--configure\0-a\0");
    const ctx = scripted([enabled]);
    const refused = { code: "conflict", detail: expect.stringContaining("Packages are being changed") };
    expect(await refusal(run({}, ctx, root))).toMatchObject(refused);
    expect(ctx.notes).toEqual([]);
  });

  test("restarts a machine with OpenRC where the agent is in one of its runlevels", async () => {
    const root = machine();
    const openrc = { facts: { init: "openrc" } };
    expect((await refusal(run({}, scripted([], openrc), root))).code).toBe("conflict");
    put(root, "etc/runlevels/default/ailx-agent", "");
    const ctx = scripted([[/^reboot$/, {}]], openrc);
    expect((await refusal(run({}, ctx, root))).code).toBe("timed_out");
    expect(ctx.left()).toBe(0);
  });

  test("has failed at once where the order is refused", async () => {
    const ctx = scripted([enabled, failed(), order({ exitCode: 1, stderr: "Call to Reboot failed: Access denied\n" })]);
    expect((await refusal(run({}, ctx, machine()))).code).toBe("permission_denied");
  });

  test("says before whether a restart is due, and what has failed already", async () => {
    const root = machine();
    put(root, "run/reboot-required", "");
    put(root, "run/reboot-required.pkgs", "linux-base\n");
    const { notes, problems } = await preview({}, scripted([enabled, failed("a.service")]), root);
    expect([notes.map(forHtml), problems]).toEqual([
      ["A restart is due: updated since: linux-base", "Failed already: a.service"],
      [],
    ]);
    const off: Scripted = [/^systemctl show/, { stdout: "UnitFileState=disabled\n" }];
    expect((await preview({}, scripted([off, failed()]), root)).problems).toHaveLength(1);
  });
});
