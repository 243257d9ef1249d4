import { describe, expect, test } from "bun:test";
import { inManner } from "./manner.ts";
import { plan, step } from "./testing/plans.ts";

describe("the manner of a plan", () => {
  const looking = step({ access: "read", tool: "service.status", rollout: { mode: "parallel" } });

  test("makes its changes more careful and leaves its reads alone", () => {
    const { steps } = inManner(plan(looking, step({ rollout: { mode: "parallel" } })), { rollout: { canary: 1 } });
    expect(steps.map(({ rollout }) => rollout)).toEqual([
      { mode: "parallel" },
      { mode: "rolling", canary: 1, batch: 3, stopAfterFailures: 1 },
    ]);
  });

  test("stops a command that only looks for no failure", () => {
    const uptime = step({ tool: "shell.run", input: { command: "uptime" }, rollout: { mode: "parallel" } });
    expect(inManner(plan(uptime), { rollout: { batch: 2 } }).steps[0]?.rollout).toEqual({
      mode: "rolling",
      batch: 2,
      stopAfterFailures: 3,
    });
  });

  test("gives every step the person's own limits", () => {
    expect(inManner(plan(looking), { outputBytes: 5, processes: 2 }).steps[0]?.limits).toEqual({
      timeoutMs: 1_000,
      outputBytes: 5,
      processes: 2,
    });
  });
});
