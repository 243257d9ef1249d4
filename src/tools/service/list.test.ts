import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { toolNamed } from "../index.ts";
import { run } from "./list.run.ts";

/** `systemctl show --all '*.service'` of Debian 12 with demo-api in a crash loop, and nginx made to have failed. */
const stdout = readFileSync(join(import.meta.dir, "recorded/all-services.txt"), "utf8").replace(
  /(Id=nginx\.service\n.*\n.*\n)ActiveState=active\nSubState=running/,
  "$1ActiveState=failed\nSubState=failed",
);
const machine = () => scripted([[/^systemctl show .* --all -- \*\.service$/, { stdout }]]);

describe("service.list", () => {
  test("has all loaded services, failed ones first", async () => {
    const { services, failed, total } = await run({}, machine());
    expect(services.slice(0, 2).map(({ service, state }) => `${service} ${state}`)).toEqual([
      "nginx failed",
      "demo-api activating",
    ]);
    expect({ failed, total }).toEqual({ failed: 2, total: 44 });
    expect(services.map(({ service }) => service)).not.toContain("auditd");
  });

  test("can be only the failed or the active ones", async () => {
    expect((await run({ state: "failed" }, machine())).services.map(({ service }) => service)).toEqual([
      "nginx",
      "demo-api", // crashes and is started again, so systemd calls it “activating”
    ]);
    const active = (await run({ state: "active" }, machine())).services;
    expect(active.length).toBeGreaterThan(5);
    expect(active.every((unit) => unit.active)).toBe(true);
  });

  test("counts what runs for a moment between two crashes as failed, and nothing that has recovered", async () => {
    const at = (nowMs: number) => {
      const up = stdout.replace(
        "ActiveState=activating\nSubState=auto-restart",
        "ActiveState=active\nSubState=running",
      );
      return scripted([[/./, { stdout: up }]], { nowMs });
    };
    const crashed = Date.parse("2026-11-21T02:01:24Z");
    const failing = await run({ state: "failed" }, at(crashed + 1_000));
    expect(failing.services.map(({ service }) => service)).toContain("demo-api");
    expect(toolNamed("service.list").table?.(failing).rows.flat()).toContain("active (running), 10 restarts");
    expect((await run({}, at(crashed + 120_000))).failed).toBe(1);
  });

  test("says in one line how many failed", async () => {
    expect(toolNamed("service.list").line(await run({}, machine()))).toBe("2 of 44 services failed");
  });
});
