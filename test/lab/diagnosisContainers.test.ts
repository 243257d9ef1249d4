/** Diagnosis of containers of a real engine: one that was stopped is named, and what is offered starts it. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("box-1", "--systemd", "--podman");
  if (!here) return;
  const joined = await here.tryOn("box-1", await here.joinLine("--level", "4"));
  if (joined.status !== 0) throw new Error(joined.err);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

describe("a diagnosis of containers", () => {
  for (const request of [
    "why is the shop-web container down?",
    "port 8080 does not answer on box-1",
    "what is wrong with box-1?",
  ])
    labTest(
      `“${request}” names the one that was stopped, and what it offers mends it`,
      async () => {
        await lab().lab("scenario", "container-down", "break", "box-1");
        try {
          await lab().ailx("ask", request);
          const task = await lab().lastTask();
          const found = task.summary?.findings?.find(
            ({ id, cause }) => id === "container-stopped" && cause.includes("shop-web"),
          );
          expect(found, JSON.stringify(task.summary)).toBeDefined();
          // What ailx itself did here before is evidence of another task.
          const own = found?.evidence.filter(({ text }) => !text.startsWith("ailx for ")) ?? [];
          expect(own.length).toBeGreaterThan(0);
          for (const { run } of own) expect(task.runs.map(({ id }) => id)).toContain(run);
          const say = found?.fixes[0]?.say ?? "";
          expect(say).toBe("start the shop-web container on box-1");
          const done = await lab().ailx("ask", say, "--approve", "high");
          expect(`${done.status}: ${done.out}${done.err}`).toStartWith("0: ");
          await Bun.sleep(1_000);
          await lab().lab("scenario", "container-down", "check", "box-1");
        } finally {
          await lab().lab("scenario", "container-down", "fix", "box-1");
        }
      },
      90_000,
    );
});
