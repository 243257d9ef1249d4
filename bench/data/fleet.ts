/** A fleet as a small team has it: 33 invented machines of several kinds, two of them away. */
import { machineId, type Facts, type Machine, type MachineKind } from "../../src/domain/machine.ts";

type Kind = {
  prefix: string;
  count: number;
  tags: string[];
  os: [id: string, version: string];
  kind: MachineKind;
  services: string[];
  aliases?: string[];
};

const debian: Kind["os"] = ["debian", "12"];
const ubuntu: Kind["os"] = ["ubuntu", "24.04"];
const alpine: Kind["os"] = ["alpine", "3.20"];

const kinds: readonly Kind[] = [
  { prefix: "shop", count: 6, tags: ["shop", "public"], os: debian, kind: "vm", services: ["nginx", "php8.2-fpm"] },
  { prefix: "api", count: 5, tags: ["api"], os: ubuntu, kind: "vm", services: ["api", "nginx", "redis-server"] },
  {
    prefix: "postgres",
    count: 3,
    tags: ["data"],
    os: debian,
    kind: "vm",
    services: ["postgresql"],
    aliases: ["orders database"],
  },
  { prefix: "cache", count: 2, tags: ["data"], os: alpine, kind: "lxc", services: ["redis"] },
  { prefix: "node", count: 4, tags: ["hypervisor"], os: debian, kind: "node", services: ["pveproxy", "pvedaemon"] },
  { prefix: "ci", count: 4, tags: ["build"], os: ubuntu, kind: "lxc", services: ["docker"] },
  { prefix: "mail", count: 2, tags: ["public"], os: debian, kind: "vm", services: ["postfix", "dovecot"] },
  { prefix: "backup", count: 2, tags: ["data"], os: debian, kind: "metal", services: ["cron"] },
  { prefix: "dns", count: 2, tags: ["network"], os: alpine, kind: "lxc", services: ["unbound"] },
  {
    prefix: "media",
    count: 1,
    tags: ["home"],
    os: ubuntu,
    kind: "metal",
    services: ["jellyfin", "docker"],
    aliases: ["film server"],
  },
  { prefix: "files", count: 1, tags: ["home"], os: debian, kind: "metal", services: ["smbd", "nfs-server"] },
  { prefix: "watch", count: 1, tags: ["network"], os: debian, kind: "vm", services: ["prometheus", "grafana-server"] },
];
const away = new Set(["ci-4", "backup-2"]);
const everywhere = ["ssh", "systemd-journald", "cron"];

export const fleet: readonly Machine[] = kinds.flatMap((kind, index) =>
  Array.from({ length: kind.count }, (_, at) =>
    machineOf(kind, kind.count === 1 ? kind.prefix : `${kind.prefix}-${at + 1}`, index * 10 + at),
  ),
);

function machineOf({ tags, os, kind, services, aliases = [] }: Kind, name: string, index: number): Machine {
  const seenAtMs = Date.parse("2026-11-20T08:59:57Z");
  return {
    id: machineId(`0199aa00-0000-7000-8000-${String(index).padStart(12, "0")}`),
    name,
    aliases: name.endsWith("-1") || !name.includes("-") ? aliases : [],
    tags,
    state: away.has(name) ? "offline" : "online",
    facts: factsOf(name, os, kind, services, index),
    agentVersion: "0.1.0",
    maxLevel: 3,
    joinedAtMs: seenAtMs - 86_400_000 * 40,
    lastSeenAtMs: seenAtMs,
  };
}

function factsOf(
  hostname: string,
  [osId, osVersion]: Kind["os"],
  kind: MachineKind,
  services: string[],
  index: number,
): Facts {
  return {
    hostname,
    platform: "linux",
    osId,
    osVersion,
    osName: `${osId} ${osVersion}`,
    arch: "x64",
    kernel: osId === "ubuntu" ? "6.8.0" : "6.1.0",
    kind,
    init: osId === "alpine" ? "openrc" : "systemd",
    packageManager: osId === "alpine" ? "apk" : "apt",
    cpus: 4,
    memoryBytes: 8 * 2 ** 30,
    addresses: [`10.20.0.${index}`],
    macs: [],
    bootedAtMs: Date.parse("2026-10-01T00:00:00Z"),
    services: [...services, ...everywhere].toSorted(),
    programs: services.includes("docker") ? ["docker", "git"] : ["curl"],
    containers: services.includes("docker") ? ["registry", "runner"] : [],
  };
}
