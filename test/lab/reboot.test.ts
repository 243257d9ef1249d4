/** A machine that is restarted by ailx: the run ends once its agent is back in a new boot, and says what does not run since. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:1", "--systemd");
  if (!here) return;
  const line = await here.joinLine("--uses", "1", "--level", "3");
  await here.on("web-1", line);
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const bootedAt = async (): Promise<number> => Number(await lab().on("web-1", "cut -d' ' -f22 /proc/1/stat"));
async function reboot(): Promise<string> {
  const asked = { on: "web-1", input: {}, approveUpTo: "high" };
  const task = (await (await lab().request("POST", "/api/tools/system.reboot", asked)).json()) as TaskView;
  return task.id;
}
const ended = async (id: string): Promise<TaskView> => {
  let task = await lab().task(id);
  await until(
    "the task to end",
    async () => {
      task = await lab().task(id);
      return !["planning", "needs_approval", "running"].includes(task.state);
    },
    120_000,
  );
  return task;
};

describe("system.reboot", () => {
  labTest(
    "ends well once the agent is back, with the time it was away",
    async () => {
      const before = await bootedAt();
      const task = await ended(await reboot());
      const [run] = task.runs;
      expect(run?.state).toBe("ok");
      expect(run?.line).toStartWith("restarted, back after ");
      expect(await bootedAt()).not.toBe(before);
    },
    180_000,
  );

  labTest(
    "has failed where a service does not run since",
    async () => {
      await lab().on(
        "web-1",
        "printf '[Service]\\nType=oneshot\\nExecStart=/bin/false\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/broken.service && systemctl enable broken",
      );
      const [run] = (await ended(await reboot())).runs;
      expect([run?.state, run?.line]).toEqual(["failed", "it restarted, but broken.service has failed since"]);
      await lab().on("web-1", "systemctl disable broken && systemctl reset-failed");
    },
    180_000,
  );

  labTest(
    "is waited for across a restart of the hub",
    async () => {
      const id = await reboot();
      await lab().restartHub();
      expect((await ended(id)).runs[0]?.state).toBe("ok");
    },
    180_000,
  );

  labTest(
    "is no lost run where the machine is away for longer than others may be",
    async () => {
      const before = await bootedAt();
      const id = await reboot();
      await until("the machine to go down", async () => (await bootedAt().catch(() => before)) !== before, 60_000);
      await lab().lab("cut", "web-1");
      // Others are given up half a minute after their machine is lost.
      await Bun.sleep(35_000);
      expect((await lab().task(id)).runs[0]?.state).toMatch(/^(running|dispatched)$/);
      await lab().lab("heal", "web-1");
      expect((await ended(id)).runs[0]?.state).toBe("ok");
    },
    180_000,
  );

  labTest(
    "has failed at once where the machine refuses to",
    async () => {
      await lab().on("web-1", "systemctl mask reboot.target");
      const [run] = (await ended(await reboot())).runs;
      expect([run?.state, run?.line]).toEqual(["failed", expect.stringContaining("may not restart")]);
      await lab().on("web-1", "systemctl unmask reboot.target");
    },
    180_000,
  );

  labTest(
    "is not begun where the agent would not come back",
    async () => {
      await lab().on("web-1", "systemctl disable ailx-agent");
      const before = await bootedAt();
      const [run] = (await ended(await reboot())).runs;
      expect([run?.state, run?.line]).toEqual(["failed", expect.stringContaining("is not started at boot")]);
      expect(await bootedAt()).toBe(before);
      await lab().on("web-1", "systemctl enable ailx-agent");
    },
    180_000,
  );
});
