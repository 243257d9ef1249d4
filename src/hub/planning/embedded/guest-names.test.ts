/** Guests by their own names, and groups of guests of which only the nodes tell. */
import { describe, expect, test } from "bun:test";
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";

type Told = { vmid: number; name: string; kind: "vm" | "lxc"; isRunning: boolean };
const guest = (vmid: number, name: string, kind: "vm" | "lxc" = "vm", isRunning = true): Told => ({
  vmid,
  name,
  kind,
  isRunning,
});
const node = (guests: Told[]): Machine => {
  const made = machineOf({
    name: "pve1",
    tags: ["proxmox"],
    kind: "node",
    os: ["debian", "12"],
    services: ["pveproxy"],
  });
  return { ...made, facts: { ...made.facts, guests } };
};
const db = (name: string) => machineOf({ name, tags: ["db", "prod"], services: ["postgresql", "ssh"] });
const oneDb = [db("db-1"), node([guest(100, "db-1"), guest(104, "database"), guest(105, "media")])];
const twoDbs = [db("db-1"), db("db-2"), node([guest(104, "database"), guest(105, "media")])];
const mixed = [
  db("db-1"),
  machineOf({ name: "web-1", tags: ["web"], kind: "lxc", services: ["nginx"] }),
  machineOf({ name: "app-9", tags: ["prod"], services: ["docker"] }),
  node([
    guest(100, "db-1"),
    guest(101, "web-1", "lxc"),
    guest(104, "media"),
    guest(105, "prod-api"),
    guest(106, "old", "vm", false),
  ]),
];

const ask = (text: string, fleet: readonly Machine[]): Promise<Outcome> =>
  embeddedPlanner({ text, fleet, nowMs: Date.parse("2026-11-20T12:00:00Z") });
async function planned(text: string, fleet: readonly Machine[]) {
  const outcome = await ask(text, fleet);
  if (outcome.kind !== "plan") throw new Error(`${text}: ${JSON.stringify(outcome)}`);
  const { steps, assumptions, excluded } = outcome.plan;
  return {
    steps: steps.map(({ tool, input, machineIds }) =>
      tool === "shell.run" ? input["command"] : `${tool} ${machineIds.map((id) => id.replace("id-", "")).join(",")}`,
    ),
    assumptions,
    excluded: excluded.map(({ name }) => name),
  };
}

describe("a guest that is named as a kind of machine is called", () => {
  test.each([
    ["destroy the database VM", "qm destroy 104"],
    ["delete vm database", "qm destroy 104"],
    ["shut down the database vm", "qm shutdown 104"],
    ["reboot the database virtual machine", "qm reboot 104"],
    ["restart the guest database", "qm reboot 104"],
    ["back up the database vm", "vzdump 104 --mode snapshot --compress zstd"],
    ["show the config of the database vm", "qm config 104"],
  ])("goes before the machine: %s", async (text, command) => {
    expect((await planned(text, oneDb)).steps).toEqual([command]);
    expect((await planned(text, twoDbs)).steps).toEqual([command]);
  });

  test.each<[string, string[]]>([
    ["destroy the database", ["destroy vm 104", "destroy vm 100"]],
    ["snapshot the database", ["snapshot vm 104", "snapshot vm 100"]],
    ["reboot the database", ["reboot vm 104", "reboot db-1"]],
  ])("is asked where nothing says that a guest is meant: %s", async (text, values) => {
    const outcome = await ask(text, oneDb);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ value }) => value) : []).toEqual(values);
  });

  test("keeps its noun in what is offered as an answer", async () => {
    const outcome = await ask("migrate the database vm", oneDb);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ value }) => value) : outcome).toEqual([
      "migrate database vm to pve1",
    ]);
  });

  test.each([
    ["shut down the db-1 vm", "qm shutdown 100"],
    ["destroy the db-1 vm", "qm destroy 100"],
    ["reboot the db-1 vm", "system.reboot db-1"],
    ["update the db-1 vm", "package.update db-1"],
  ])("is no reason to take a machine's own name for something else: %s", async (text, step) => {
    expect((await planned(text, oneDb)).steps).toEqual([step]);
  });
});

describe("a name that fits several guests", () => {
  const several = [
    machineOf({ name: "web-1", services: ["nginx"] }),
    node([guest(104, "kali-1"), guest(105, "kali-2"), guest(106, "test-ct", "lxc"), guest(107, "test-vm")]),
  ];
  test.each([
    ["destroy the kali vm", ["destroy vm 104", "destroy vm 105"]],
    ["shut down the test box", ["shut down vm 106", "shut down vm 107"]],
    ["reboot the test guest", ["reboot vm 106", "reboot vm 107"]],
    ["back up the kali box", ["back up vm 104", "back up vm 105"]],
  ])("is asked before a change: %s", async (text, values) => {
    const outcome = await ask(text, several);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ value }) => value) : []).toEqual(values);
  });

  test("is no question where all of them are named", async () => {
    expect((await planned("destroy kali-1 and kali-2", several)).steps).toEqual(["qm destroy 104", "qm destroy 105"]);
  });
});

describe("a question about guests", () => {
  test("offers no machine that is no guest", async () => {
    const outcome = await ask("snapshot the database server", [
      db("db-1"),
      db("db-2"),
      db("db-3"),
      node([guest(100, "db-1"), guest(102, "db-2")]),
    ]);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ label }) => label) : outcome).toEqual(["db-1", "db-2"]);
  });
});

describe("a group of guests", () => {
  test.each([
    ["back up all VMs", [100, 104, 105, 106].map((id) => `vzdump ${id} --mode snapshot --compress zstd`)],
    ["shut down all VMs", ["qm shutdown 100", "qm shutdown 104", "qm shutdown 105"]],
    ["shut down all VMs except media", ["qm shutdown 100", "qm shutdown 105"]],
    ["shut down all VMs except media and db-1", ["qm shutdown 105"]],
    ["shut down all VMs except db-1 and media", ["qm shutdown 105"]],
    ["shut down all VMs on pve1 except media", ["qm shutdown 100", "qm shutdown 105"]],
    ["shut down all VMs except media on pve1", ["qm shutdown 100", "qm shutdown 105"]],
    ["reboot all VMs", ["system.reboot app-9,db-1", "qm reboot 104", "qm reboot 105"]],
    ["start all VMs", ["qm start 106"]],
  ])("holds what the nodes tell: %s", async (text, commands) => {
    expect((await planned(text, mixed)).steps).toEqual(commands);
  });

  test.each(["shut down any VM", "snapshot any of the VMs"])("is asked which of it is meant: %s", async (text) => {
    const outcome = await ask(text, mixed);
    expect(outcome.kind === "clarify" ? outcome.options.map(({ label }) => label) : outcome).toContain(
      "media (104) on pve1",
    );
  });

  test("names machines of which no node tells, and guests of which no tag is known", async () => {
    const { steps, assumptions, excluded } = await planned("Backup all production VMs", mixed);
    expect(steps).toEqual(["vzdump 100 --mode snapshot --compress zstd"]);
    expect(excluded).toEqual(["app-9"]);
    expect(assumptions.join()).toMatch(
      /^Left out: media \(104\), prod-api \(105\) and old \(106\)\. Whether they belong/,
    );
  });

  test("names guests without an agent where an agent is needed", async () => {
    const { steps, assumptions } = await planned("update all VMs", mixed);
    expect(steps).toEqual(["package.update app-9,db-1"]);
    expect(assumptions.join()).toMatch(
      /media \(104\), prod-api \(105\) and old \(106\), since they are guests of pve1/,
    );
  });

  test("is listed with guests that are no machines and machines that are no guests", async () => {
    const outcome = await ask("list all VMs", mixed);
    expect(outcome.kind === "answer" ? outcome.text : outcome).toBe(
      "4 guests and 1 machine that no node tells of: db-1 (100), media (104), prod-api (105), old (106), app-9.",
    );
  });
});
