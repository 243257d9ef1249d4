/** Guests that wait for each other, whether or not their agents answer. */
import { describe, expect, test } from "bun:test";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";

const made = machineOf({ name: "pve1", kind: "node", tags: ["proxmox"], services: ["pveproxy"] });
const guests = [
  { vmid: 131, name: "primary-server", kind: "vm" as const, isRunning: true },
  { vmid: 130, name: "backup-server", kind: "vm" as const, isRunning: false },
];
const fleet = [
  machineOf({ name: "primary-server", services: ["ssh", "postgresql"] }),
  machineOf({ name: "backup-server", services: ["ssh"], state: "offline" }),
  machineOf({ name: "nas", services: ["smbd"] }),
  { ...made, facts: { ...made.facts, guests } },
];
const steps = async (text: string) => {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  return outcome.plan.steps.map(
    ({ tool, input, machineIds, condition }) =>
      `${typeof input["command"] === "string" ? input["command"] : tool} @${machineIds.map((id) => id.replace("id-", "")).join()}${condition ? " if" : ""}`,
  );
};
const runs = "qm status 131 | grep -q running @pve1";
const stopped = "qm status 131 | grep -q stopped @pve1";
const start = "qm start 130 @pve1 if";

describe("a guest that is started only where another one runs", () => {
  test.each([
    ["Start backup-server only if primary-server is running", runs],
    ["start backup-server only if primary-server runs", runs],
    ["start backup-server unless primary-server is running", runs],
    ["start backup only if primary runs", runs],
    ["start vm 130 only if vm 131 is running", runs],
    ["start backup-server if primary-server is off", stopped],
    ["if primary-server is not running, start backup-server", stopped],
    ["start backup-server if nas is reachable", "network.ping @pve1"],
    ["start backup-server only if postgresql is running on primary-server", "service.status @primary-server"],
  ])("is started on its node behind a look: %s", async (text, look) => {
    expect(await steps(text)).toEqual([look, start]);
  });
});
