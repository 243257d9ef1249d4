import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { run } from "./status.run.ts";
import { stateText } from "./unit.ts";

/** Recorded on Debian 12, systemd 252. */
const recorded = (name: string): string => readFileSync(join(import.meta.dir, "recorded", name), "utf8");

describe("service.status", () => {
  test("reads systemd's properties", async () => {
    const unit = await run(
      { service: "nginx" },
      scripted([[/ -- nginx\.service$/, { stdout: recorded("nginx-active.txt") }]]),
    );
    expect(unit).toMatchObject({
      service: "nginx",
      active: true,
      state: "active",
      subState: "running",
      enabled: true,
      restarts: 0,
    });
    expect(new Date(unit.sinceMs ?? 0).toISOString()).toStartWith("2026-11-21T0");
    expect(forHtml(unit.description)).toBe("A high performance web server and a reverse proxy server");
    expect(stateText(unit)).toMatch(/^active \(running\), pid \d+$/);
  });

  test("of a crash loop says so", async () => {
    const unit = await run({ service: "demo-api" }, scripted([[/./, { stdout: recorded("crash-loop.txt") }]]));
    expect(unit).toMatchObject({
      active: false,
      state: "activating",
      subState: "auto-restart",
      restarts: 3,
      mainPid: null,
      result: "exit-code",
    });
  });

  test("of a failed unit is failed", async () => {
    const unit = await run({ service: "nginx" }, scripted([[/./, { stdout: recorded("nginx-failed.txt") }]]));
    expect(stateText(unit)).toBe("failed");
  });

  test("of a unit that is not there is an error", async () => {
    const error = await run({ service: "nope" }, scripted([[/./, { stdout: recorded("not-found.txt") }]])).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "no_such_unit" });
  });

  test("on a machine without systemctl is not supported", async () => {
    const error = await run(
      { service: "x" },
      scripted([[/./, new Error("ENOENT")]], { facts: { init: "openrc" } }),
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "not_supported", hint: expect.stringContaining("openrc") });
  });
});
