/** What people ask of Proxmox and its guests: each with its command, and the node that it is asked of. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import type { JsonObject } from "../../../lib/json.ts";
import type { Machine } from "../../../domain/machine.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import { ask, fleet as small } from "./testing.ts";

const guest = (vmid: number, name: string, kind: "vm" | "lxc", isRunning = true) => ({ vmid, name, kind, isRunning });
const node = (name: string, guests: ReturnType<typeof guest>[]): Machine => {
  const made = machineOf({
    name,
    tags: ["proxmox"],
    kind: "node",
    os: ["debian", "12"],
    services: ["pveproxy", "pvedaemon"],
    cpu: 0.2,
    memory: 0.4,
    disk: 0.3,
  });
  return { ...made, facts: { ...made.facts, hostname: name, guests } };
};
const fleet = [
  ...small,
  node("pve-1", [
    guest(101, "web-1", "lxc"),
    guest(120, "db-1", "vm"),
    guest(130, "cache-1", "lxc"),
    guest(200, "opnsense", "vm"),
    guest(210, "win11-lab", "vm", false),
  ]),
  node("pve-2", [
    guest(150, "dl-1", "vm"),
    guest(161, "ci-1", "vm"),
    guest(170, "mail-1", "vm"),
    guest(201, "homeassistant", "vm"),
    guest(211, "test-ct", "lxc", false),
  ]),
];
const named = (id: string): string => fleet.find((machine) => machine.id === id)?.name ?? id;
const nowMs = Date.parse("2026-11-20T12:00:00Z");

/** That looks through a pipe fail whole is left out. */
const commandIn = ({ command }: JsonObject): string =>
  typeof command === "string" ? command.replace("set -o pipefail; ", "") : "";
const planned = (rows: readonly [string, ...string[]][]): void => {
  test.each(rows.map(([text, ...steps]) => [text, steps] as const))("%s", async (text, steps) => {
    const outcome = await ask(text, { fleet, nowMs });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const said = outcome.plan.steps.map(
      ({ input, machineIds }) => `${commandIn(input)} @${machineIds.map(named).join(",")}`,
    );
    expect(said).toEqual([...steps]);
  });
};

describe("what guests are given", () => {
  planned([
    [
      "give ci-1 four more gigabytes of memory",
      "qm set 161 --memory $(( $(qm config 161 | awk '/^memory:/ {print $2}') + 4096 )) @pve-2",
    ],
    ["give test-ct 2 cores and 1 gb of ram", "pct set 211 --cores 2 --memory 1024 @pve-2"],
    ["give the cache-1 container 16 GB of memory", "pct set 130 --memory 16384 @pve-1"],
    ["take mail-1 down to 2 cores", "qm set 170 --cores 2 @pve-2"],
    [
      "double the ram of vm 150",
      "qm set 150 --memory $(( $(qm config 150 | awk '/^memory:/ {print $2}') * 2 )) @pve-2",
    ],
    ["resize the disk of container 130 to 24 GB", "pct resize 130 rootfs 24G @pve-1"],
    ["grow vm 150's disk by 50 GB", "qm resize 150 scsi0 +50G @pve-2"],
    ["attach a second disk of 100 GB to vm 150", "qm set 150 --scsi1 local-lvm:100 @pve-2"],
    ["make homeassistant start at boot", "qm set 201 --onboot 1 @pve-2"],
    ["disable autostart for win11-lab", "qm set 210 --onboot 0 @pve-1"],
    ["enable the qemu guest agent for vm 120", "qm set 120 --agent enabled=1 @pve-1"],
    ["protect vm 200 from deletion", "qm set 200 --protection 1 @pve-1"],
    ["detach the iso from win11-lab", "qm set 210 --ide2 none,media=cdrom @pve-1"],
    ["attach debian-12.iso to vm 210", "qm set 210 --ide2 local:iso/debian-12.iso,media=cdrom @pve-1"],
    ["convert test-ct into a template", "pct template 211 @pve-2"],
    ["unlock vm 150", "qm unlock 150 @pve-2"],
  ]);
});

describe("where guests go", () => {
  planned([
    ["move vm 161 to pve-1 while it keeps running", "qm migrate 161 pve-1 --online @pve-2"],
    [
      "migrate everything off pve-2 except homeassistant",
      "qm migrate 150 pve-1 --online @pve-2",
      "qm migrate 161 pve-1 --online @pve-2",
      "qm migrate 170 pve-1 --online @pve-2",
      "pct migrate 211 pve-1 @pve-2",
    ],
    ["shut down all vms on pve-1 except opnsense", "qm shutdown 120 @pve-1"],
    ["start guest 210 and 211", "qm start 210 @pve-1", "pct start 211 @pve-2"],
    ["put pve-2 into maintenance mode", "ha-manager crm-command node-maintenance enable pve-2 @pve-2"],
    ["snapshot vm 120 and call it pre-schema", "qm snapshot 120 pre-schema @pve-1"],
    ["rename vm 210 to win-lab", "qm set 210 --name win-lab @pve-1"],
    ['run "apt update" inside ct 211', "pct exec 211 -- sh -c 'apt update' @pve-2"],
    [
      "create a debian 12 lxc called sandbox on pve-2 with 2 cores, 1 GB ram and 8 GB disk",
      `pct create 100 "$(pveam list local | awk '/vztmpl\\/debian-12/ {t=$1} END {print t}')" --hostname sandbox --cores 2 --memory 1024 --rootfs "$(pvesm status --content rootdir | awk 'NR>1 && $3=="active" {print $1; exit}'):8" --net0 name=eth0,bridge=vmbr0,ip=dhcp --unprivileged 1 && pct start 100 @pve-2`,
    ],
  ]);
  test("a backup of a day is restored beside what is there", async () => {
    const outcome = await ask("restore the backup of mail-1 from last sunday as a new vm 270", { fleet, nowMs });
    const command = outcome.kind === "plan" ? commandIn(outcome.plan.steps[0]?.input ?? {}) : "";
    expect(command).toStartWith("qmrestore ");
    expect(command).toContain("--vmid 170");
    expect(command).toContain("grep 2026[-_]11[-_]15");
    expect(command).toEndWith(" 270 --unique 1");
  });
  test("which node hosts the opnsense firewall", async () => {
    const outcome = await ask("which node hosts the opnsense firewall", { fleet, nowMs });
    expect(outcome.kind === "answer" && outcome.text).toBe("opnsense (200) is on pve-1.");
  });
});

describe("what a cluster and its guests are asked", () => {
  const both = "@pve-1,pve-2";
  planned([
    ["cluster quorum ok?", `pvecm status ${both}`],
    ["list the storages on pve-2 and how full they are", "pvesm status @pve-2"],
    ["any running backup jobs on the nodes?", `pvesh get /nodes/localhost/tasks --source active ${both}`],
    [
      "tasks that failed on pve-1 since yesterday",
      `pvesh get /nodes/localhost/tasks --errors 1 --limit 50 --since ${nowMs / 1_000 - 2 * 86_400} @pve-1`,
    ],
    ["which guests have no recent backup", `pvesh get /cluster/backup-info/not-backed-up ${both}`],
    ["guests on pve-2 sorted by memory", "pvesh get /cluster/resources --type vm @pve-2"],
    ["is ballooning switched on for db-1", "qm config 120 @pve-1"],
    ["does vm 210 start automatically?", "qm config 210 @pve-1"],
    [
      "when was guest 170 backed up for the last time",
      "pvesh get /nodes/pve-2/tasks --typefilter vzdump --vmid 170 --limit 10 @pve-2",
    ],
    ["what isos are on pve-1", "pvesm list local --content iso @pve-1"],
    ["is ha enabled on the cluster", `ha-manager status ${both}`],
    ["uptime and load of all proxmox nodes", `uptime ${both}`],
    ["restart 201", "qm reboot 201 @pve-2"],
    ["is 201 running", "qm status 201 @pve-2"],
    ["turn on start-at-boot for container 211", "pct set 211 --onboot 1 @pve-2"],
    ["pause dl-1, I need the cpu for ten min", "qm suspend 150 @pve-2"],
    ["resume dl-1", "qm resume 150 @pve-2"],
    [
      "take db-1 down cleanly, force it if it hangs for more than 3 minutes",
      "qm shutdown 120 --timeout 180 --forceStop 1 @pve-1",
    ],
    ["is ha enabled for db-1?", "ha-manager status | grep -E 'vm:120( |$)' || echo 'not managed' @pve-1"],
    ["which storage on pve-2 is the fullest", "pvesm status @pve-2"],
    ["what uses so much on local-lvm of pve-1", "pvesm list local-lvm @pve-1"],
    ["move the disk of ci-1 to the storage local-zfs", "qm disk move 161 scsi0 local-zfs @pve-2"],
    ["set the cpu type of win11-lab to host", "qm set 210 --cpu host @pve-1"],
    ['set a note "owner: anna" on guest 170', "qm set 170 --description 'owner: anna' @pve-2"],
    ["reduce the ballooning minimum of ci-1 to 4096", "qm set 161 --balloon 4096 @pve-2"],
    ["what is the next free vmid", "pvesh get /cluster/nextid @pve-1"],
    ["migrate ci-1 to pve-1, pve-2 needs a new fan", "qm migrate 161 pve-1 --online @pve-2"],
    ["Is the homeassistant vm running? My lights at home don't react.", "qm status 201 @pve-2"],
  ]);
  test.each([
    "don't touch vm 200",
    "should I give db-1 more memory?",
    "put web-1 into maintenance mode",
    "convert the png files on web-1",
    "do not migrate vm 161 to pve-1",
  ])("and changes nothing for: %s", async (text) => {
    const outcome = await ask(text, { fleet, nowMs });
    expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
  });
});
