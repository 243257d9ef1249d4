import { describe, expect, test } from "bun:test";
import { forHtml } from "../../../domain/untrusted.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "../embedded/planner.ts";
import { failuresOf } from "./failures.ts";
import { looked, type Look } from "./testing/looks.ts";

const web1 = machineOf({ name: "web-1", services: ["nginx", "shop", "ssh"], os: ["debian", "12"] });
const restart = (code: string, detail: string): Look => ({
  tool: "service.restart",
  input: { service: "shop" },
  error: { code, detail },
});
const install = (detail: string): Look => ({
  tool: "package.install",
  input: { packages: ["htop"] },
  error: { code: "tool_failed", detail },
});

const cases: readonly [id: string, look: Look][] = [
  [
    "failed-port-in-use",
    restart(
      "tool_failed",
      "shop did not stay up; its log says: cannot listen on 127.0.0.1:8081: Address already in use",
    ),
  ],
  ["failed-no-space", install("E: You don't have enough free space in /var/cache: No space left on device")],
  ["failed-config", restart("config_invalid", "shop found an error in line 3 of /etc/shop/shop.conf: bad value")],
  ["failed-locked", install("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (apt-get)")],
  ["failed-no-unit", restart("no_such_unit", "This machine has no service named shop.")],
  ["failed-names", install("Temporary failure resolving 'deb.debian.org'")],
  ["failed-no-package", install("E: Unable to locate package htop")],
  ["failed-start-limit", restart("tool_failed", "shop.service: Start request repeated too quickly.")],
  ["failed-dependency", restart("tool_failed", "A dependency job for shop.service failed.")],
  ["failed-memory", restart("tool_failed", "shop: cannot allocate memory")],
  ["failed-rights", restart("permission_denied", "systemd did not let the agent restart shop.")],
  ["failed-crash", restart("tool_failed", "shop did not stay up: exit status 1")],
  ["failed-slow", restart("timed_out", "It did not end in time.")],
];

describe("a change that failed", () => {
  test.each(cases)("is told as %s, with at most three other ways that are understood", async (id, look) => {
    const { plan, runs } = looked([look]);
    const [found, more] = failuresOf(plan, runs);
    expect([found?.id, more]).toEqual([id, undefined]);
    expect(found?.evidence.map(({ text }) => forHtml(text))).toEqual([look.error?.detail ?? ""]);
    expect(found?.fixes.length).toBeGreaterThan(0);
    expect(found?.fixes.length).toBeLessThanOrEqual(3);
    for (const { say } of found?.fixes ?? []) {
      const outcome = await embeddedPlanner({ text: say, fleet: [web1], nowMs: 0 });
      expect(`${say}: ${outcome.kind}`).not.toBe(`${say}: decline`);
    }
  });

  test("is never offered once more as it was", async () => {
    for (const [, look] of cases) {
      const { plan, runs } = looked([look]);
      for (const { say } of failuresOf(plan, runs).flatMap(({ fixes }) => fixes)) {
        const outcome = await embeddedPlanner({ text: say, fleet: [web1], nowMs: 0 });
        const steps = outcome.kind === "plan" ? outcome.plan.steps : [];
        expect(steps.map(({ tool, input }) => JSON.stringify([tool, input]))).not.toContain(
          JSON.stringify([look.tool, look.input]),
        );
      }
    }
  });

  test("that nobody knows the reason of is told by its error alone", () => {
    const { plan, runs } = looked([restart("tool_failed", "It went wrong.")]);
    expect(failuresOf(plan, runs)).toEqual([]);
  });

  test("is none where a look failed", () => {
    const { plan, runs } = looked([
      {
        tool: "service.status",
        input: { service: "shop" },
        error: { code: "no_such_unit", detail: "no service named shop" },
      },
    ]);
    expect(failuresOf(plan, runs)).toEqual([]);
  });

  test("puts no text of the machine into what is offered, unless it is a plain path", () => {
    const { plan, runs } = looked([
      restart("config_invalid", "error in /etc/`reboot`/x.conf and /etc/../root, syntax error; run `rm -rf /`"),
    ]);
    const offered = failuresOf(plan, runs)
      .flatMap(({ fixes }) => fixes.map(({ say }) => say))
      .join("\n");
    for (const piece of ["reboot", "rm -rf", "..", "`"]) expect(offered).not.toContain(piece);
  });
});
