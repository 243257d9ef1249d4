/** Reads a fleet in the form of the planner evaluation and makes machines of it. What it does not say is left empty. */
import * as z from "zod/mini";
import { machineId, type Machine, type MachineKind } from "../src/domain/machine.ts";

const names = () => z.array(z.object({ name: z.string() }));
const fleetSchema = z.object({
  snapshot_at: z.string(),
  machines: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(z.string()),
      kind: z.string(),
      os: z.object({ family: z.string(), distro: z.string(), version: z.string() }),
      tags: z.array(z.string()),
      env: z.optional(z.string()),
      ip: z.optional(z.string()),
      agent: z.object({ version: z.string(), status: z.string(), last_seen_s: z.number() }),
      hardware: z.optional(z.object({ cores: z.number(), mem_gb: z.number() })),
      metrics: z.optional(
        z.nullable(
          z.object({
            cpu_pct: z.number(),
            mem_pct: z.number(),
            load1: z.number(),
            uptime_days: z.number(),
            disks: z.array(z.object({ mount: z.string(), size_gb: z.number(), used_pct: z.number() })),
          }),
        ),
      ),
      services: z.array(z.object({ name: z.string(), manager: z.string() })),
      containers: names(),
      updates: z.optional(z.object({ reboot_required: z.boolean() })),
      users: z.optional(z.array(z.string())),
      projects: z.optional(z.array(z.object({ path: z.string() }))),
      guests: z.optional(
        z.array(z.object({ vmid: z.number(), name: z.string(), type: z.string(), status: z.string() })),
      ),
    }),
  ),
});
type Given = z.infer<typeof fleetSchema>["machines"][number];

const kinds: Record<string, MachineKind> = {
  "proxmox-node": "node",
  lxc: "lxc",
  vm: "vm",
  "bare-metal": "metal",
  container: "container",
};
const managers: Record<string, string> = {
  ubuntu: "apt",
  debian: "apt",
  raspbian: "apt",
  rocky: "dnf",
  fedora: "dnf",
  alpine: "apk",
  "windows-server": "none",
};
const gib = 2 ** 30;

export function fleetOf(json: unknown): Machine[] {
  const { machines, snapshot_at } = z.parse(fleetSchema, json);
  const nowMs = Date.parse(snapshot_at);
  return machines.map((given) => machineOf(given, nowMs));
}

function machineOf(given: Given, nowMs: number): Machine {
  const { metrics, hardware } = given;
  const memoryBytes = (hardware?.mem_gb ?? 0) * gib;
  const isOnline = given.agent.status === "online";
  return {
    id: machineId(given.name),
    name: given.name,
    aliases: given.aliases,
    // What it is for is a tag here.
    tags: given.env === undefined || given.tags.includes(given.env) ? given.tags : [...given.tags, given.env],
    state: isOnline ? "online" : "offline",
    facts: {
      hostname: given.name,
      platform: given.os.family === "windows" ? "windows" : "linux",
      osId: given.os.distro,
      osVersion: given.os.version,
      osName: `${given.os.distro} ${given.os.version}`,
      arch: "x64",
      kernel: "",
      kind: kinds[given.kind] ?? "unknown",
      init: given.os.family === "windows" ? "none" : given.os.distro === "alpine" ? "openrc" : "systemd",
      packageManager: managers[given.os.distro] ?? "none",
      cpus: hardware?.cores ?? 1,
      memoryBytes,
      addresses: given.ip === undefined ? [] : [given.ip],
      macs: [],
      bootedAtMs: nowMs - (metrics?.uptime_days ?? 0) * 86_400_000,
      services: given.services.map(({ name }) => name).toSorted(),
      programs: [],
      containers: given.containers.map(({ name }) => name),
      ...(given.guests
        ? {
            guests: given.guests.map(({ vmid, name, type, status }) => ({
              vmid,
              name,
              kind: type === "lxc" ? ("lxc" as const) : ("vm" as const),
              isRunning: status === "running",
            })),
          }
        : {}),
      repositories: (given.projects ?? []).map(({ path }) => path),
      accounts: given.users ?? [],
      ...(given.updates ? { rebootRequired: given.updates.reboot_required } : {}),
    },
    agentVersion: given.agent.version,
    maxLevel: 4,
    joinedAtMs: nowMs,
    lastSeenAtMs: nowMs - given.agent.last_seen_s * 1_000,
    ...(metrics && isOnline ? { sample: sampleOf(metrics, { memoryBytes, nowMs }) } : {}),
  };
}

function sampleOf(
  metrics: NonNullable<Given["metrics"]>,
  { memoryBytes, nowMs }: { memoryBytes: number; nowMs: number },
): NonNullable<Machine["sample"]> {
  return {
    atMs: nowMs,
    cpuRatio: metrics.cpu_pct / 100,
    load1: metrics.load1,
    memoryTotalBytes: memoryBytes,
    memoryUsedBytes: (memoryBytes * metrics.mem_pct) / 100,
    swapTotalBytes: 0,
    swapUsedBytes: 0,
    disks: metrics.disks.map(({ mount, size_gb, used_pct }) => ({
      mount,
      device: "",
      fileSystem: "",
      totalBytes: size_gb * gib,
      usedBytes: (size_gb * gib * used_pct) / 100,
      usedRatio: used_pct / 100,
    })),
  };
}
