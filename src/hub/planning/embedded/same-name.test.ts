/** A machine and what runs on it under one name, as it is usual at home. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../domain/machine.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";

const jellyfin = machineOf({ name: "jellyfin", kind: "lxc", services: ["jellyfin", "ssh"] });
const mysql = machineOf({ name: "mysql", services: ["mysql", "ssh"] });
const made = machineOf({ name: "pve1", kind: "node", tags: ["proxmox"], services: ["pveproxy"] });
const node = (isRunning: boolean): Machine => ({
  ...made,
  facts: { ...made.facts, guests: [{ vmid: 100, name: "jellyfin", kind: "lxc", isRunning }] },
});
const home = [jellyfin, mysql, machineOf({ name: "grafana", services: ["grafana-server"] }), node(true)];

async function told(text: string, fleet: readonly Machine[] = home) {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
  if (outcome.kind === "clarify") return outcome.options.map(({ value }) => value);
  if (outcome.kind !== "plan") return JSON.stringify(outcome);
  return outcome.plan.steps.map(({ tool, input, machineIds, condition }) => {
    const on = machineIds.map((id) => id.replace("id-", "")).join();
    const { service } = input;
    const what =
      typeof input["command"] === "string" ? input["command"] : `${tool} ${typeof service === "string" ? service : ""}`;
    return `${what.trim()} @${on}${condition ? " if" : ""}`;
  });
}

describe("a machine that is called as its service", () => {
  test.each([
    ["restart jellyfin", "service.restart jellyfin @jellyfin"],
    ["please restart jellyfin", "service.restart jellyfin @jellyfin"],
    ["jellyfin is down, restart it", "service.restart jellyfin @jellyfin"],
    ["jellyfin isn't responding, please restart it", "service.restart jellyfin @jellyfin"],
    ["restart the jellyfin service", "service.restart jellyfin @jellyfin"],
    ["restart jellyfin on jellyfin", "service.restart jellyfin @jellyfin"],
    ["restart grafana", "service.restart grafana-server @grafana"],
    ["start jellyfin", "service.start jellyfin @jellyfin"],
    ["reload mysql", "service.reload mysql @mysql"],
    ["stop mysql", "service.stop mysql @mysql"],
    ["show mysql logs", "service.logs mysql @mysql"],
    ["show me the logs of mysql", "service.logs mysql @mysql"],
    ["is jellyfin running?", "service.status jellyfin @jellyfin"],
    ["status of jellyfin", "service.status jellyfin @jellyfin"],
  ])("is its service for a service's verbs: %s", async (text, step) => {
    expect(await told(text)).toEqual([step]);
  });

  test.each([
    ["reboot jellyfin", "system.reboot @jellyfin"],
    ["jellyfin needs a reboot", "system.reboot @jellyfin"],
    ["restart the jellyfin machine", "system.reboot @jellyfin"],
    ["restart the jellyfin container", "system.reboot @jellyfin"],
    ["shut down jellyfin", "pct shutdown 100 @pve1"],
    ["update jellyfin", "package.update @jellyfin"],
  ])("is the machine for a machine's: %s", async (text, step) => {
    expect(await told(text)).toEqual([step]);
  });

  test("is asked about where stopping the one or the other is meant", async () => {
    expect(await told("stop jellyfin")).toEqual(["stop the jellyfin service on jellyfin", "shut down jellyfin"]);
    expect(await told("stop the jellyfin service on jellyfin")).toEqual(["service.stop jellyfin @jellyfin"]);
  });

  test("is asked about where the service is on another machine", async () => {
    const elsewhere = [
      machineOf({ name: "mysql", services: ["ssh"] }),
      machineOf({ name: "db-1", services: ["mysql"] }),
    ];
    expect(await told("restart mysql", elsewhere)).toEqual(["restart the mysql service on db-1", "reboot mysql"]);
  });

  test("is the guest where that is what is off", async () => {
    const off = [{ ...jellyfin, state: "offline" as const }, mysql, node(false)];
    expect(await told("start jellyfin", off)).toEqual(["pct start 100 @pve1"]);
  });

  test("says how it was read, and how the machine is", async () => {
    const read = async (text: string) => {
      const outcome = await embeddedPlanner({ text, fleet: home, nowMs: 0 });
      return outcome.kind === "plan" ? outcome.plan.assumptions.join() : "";
    };
    expect(await read("restart jellyfin")).toContain(
      "“jellyfin” is read as the service; for the whole machine, say reboot",
    );
    expect(await read("is jellyfin running?")).toContain("the machine jellyfin is online");
  });
});
