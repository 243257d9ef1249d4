/** Invented machines for the gallery: a small shop's fleet with one down, one full, one not let in yet. */
import type { MachineView } from "../../src/api/machine.ts";
import type { TokenCreated } from "../../src/api/token.ts";

export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const gib = 2 ** 30;
const minute = 60_000;
const day = 86_400_000;

type Short = {
  n: number;
  name: string;
  tags: string[];
  os?: [id: string, version: string, name: string];
  state?: MachineView["state"];
  cpu?: number;
  memory?: number;
  disk?: number;
  seenMs?: number;
  level?: 1 | 2 | 3 | 4;
  kind?: MachineView["facts"]["kind"];
  reason?: string;
};

const debian: [string, string, string] = ["debian", "12", "Debian GNU/Linux 12 (bookworm)"];
const alpine: [string, string, string] = ["alpine", "3.22", "Alpine Linux v3.22"];
const ubuntu: [string, string, string] = ["ubuntu", "24.04", "Ubuntu 24.04.3 LTS"];

export const machineId = (n: number): string => `019a1c40-0000-7000-8000-${String(n).padStart(12, "0")}`;

function machine(short: Short): MachineView {
  const {
    n,
    name,
    tags,
    os = debian,
    state = "online",
    cpu,
    memory = 0.4,
    disk = 0.3,
    seenMs = 3_000,
    level = 3,
  } = short;
  return {
    id: machineId(n),
    name,
    aliases: [],
    tags,
    state,
    ...(short.reason === undefined ? {} : { stateReason: short.reason }),
    agentVersion: "0.1.0",
    maxLevel: level,
    joinedAt: ago(40 * day),
    lastSeenAt: ago(seenMs),
    facts: {
      hostname: `${name}.shop.example`,
      platform: "linux",
      osId: os[0],
      osVersion: os[1],
      osName: os[2],
      arch: "x64",
      kernel: "6.1.0-41-amd64",
      kind: short.kind ?? "vm",
      init: os[0] === "alpine" ? "openrc" : "systemd",
      packageManager: os[0] === "alpine" ? "apk" : "apt",
      cpus: 4,
      memoryBytes: 8 * gib,
      addresses: [`10.20.0.${n + 10}`, `fd00::${n + 10}`],
      macs: ["02:00:00:aa:bb:cc"],
      bootedAtMs: Date.now() - 37 * day,
      services: ["cron", "nginx", "postgresql", "ssh"],
      programs: ["curl", "git"],
      containers: [],
    },
    ...(cpu === undefined ? {} : { sample: sample({ cpu, memory, disk, seenMs }) }),
  };
}

const sample = ({
  cpu,
  memory,
  disk,
  seenMs,
}: {
  cpu: number;
  memory: number;
  disk: number;
  seenMs: number;
}): MachineView["sample"] => ({
  atMs: Date.now() - seenMs,
  cpuRatio: cpu,
  load1: cpu * 4,
  memoryTotalBytes: 8 * gib,
  memoryUsedBytes: Math.round(memory * 8 * gib),
  swapTotalBytes: 2 * gib,
  swapUsedBytes: memory > 0.8 ? 0.3 * gib : 0,
  disks: [
    {
      mount: "/",
      device: "/dev/sda1",
      fileSystem: "ext4",
      totalBytes: 40 * gib,
      usedBytes: Math.round(disk * 40 * gib),
      usedRatio: disk,
    },
    {
      mount: "/srv",
      device: "/dev/sdb1",
      fileSystem: "xfs",
      totalBytes: 400 * gib,
      usedBytes: 88 * gib,
      usedRatio: 0.22,
    },
  ],
  receivedBytesPerSecond: 1_482_100,
  sentBytesPerSecond: 391_240,
});

export const fleet: MachineView[] = [
  machine({ n: 1, name: "web-1", tags: ["web", "production"], cpu: 0.34, memory: 0.51, disk: 0.62 }),
  machine({ n: 2, name: "web-2", tags: ["web", "production"], cpu: 0.41, memory: 0.55, disk: 0.94 }),
  machine({ n: 3, name: "web-3", tags: ["web", "production"], cpu: 0.29, memory: 0.49, disk: 0.58 }),
  machine({
    n: 4,
    name: "db-1",
    tags: ["db", "primary", "production"],
    os: ubuntu,
    cpu: 0.87,
    memory: 0.83,
    disk: 0.71,
    level: 4,
    kind: "metal",
  }),
  machine({ n: 5, name: "db-2", tags: ["db"], os: ubuntu, cpu: 0.12, memory: 0.64, disk: 0.7, level: 2 }),
  machine({
    n: 6,
    name: "backup-1",
    tags: [],
    state: "offline",
    cpu: 0.02,
    memory: 0.2,
    disk: 0.44,
    seenMs: 3 * 3_600_000,
    reason: "No sign of it since 3 h: the connection ended without a goodbye.",
  }),
  machine({ n: 7, name: "edge-fra", tags: ["edge"], os: alpine, cpu: 0.05, memory: 0.31, disk: 0.18, kind: "lxc" }),
  machine({
    n: 8,
    name: "laptop",
    tags: [],
    state: "pending",
    seenMs: 2 * minute,
    level: 1,
    reason: "Waits for an admin to let it in.",
  }),
];

const first = (name: string): MachineView => {
  const found = fleet.find((each) => each.name === name);
  if (!found) throw new Error(`the gallery has no ${name}`);
  return found;
};
export const web1 = first("web-1");
export const backup = first("backup-1");
export const fresh: MachineView = {
  ...first("laptop"),
  name: "web-4",
  state: "online",
  joinedAt: ago(4_000),
  tags: ["web"],
  lastSeenAt: ago(1_000),
};

/** Many, for the look of a large fleet. */
export const crowd: MachineView[] = Array.from({ length: 120 }, (_, at) =>
  machine({
    n: 100 + at,
    name: `node-${at + 1}`,
    tags: at % 3 === 0 ? ["web"] : [],
    cpu: ((at * 37) % 100) / 100,
    memory: ((at * 53) % 100) / 100,
    disk: ((at * 71) % 100) / 100,
    state: at % 29 === 7 ? "offline" : "online",
  }),
);

export const created: TokenCreated = {
  token: {
    id: "019a1c40-0000-7000-8000-0000000000f1",
    label: "",
    createdAt: ago(8_000),
    expiresAt: ago(-day),
    uses: 2,
    used: 0,
    tags: ["web"],
    maxLevel: 3,
    approve: false,
    state: "open",
  },
  secret: "invented",
  line: "curl -fsSLk --pinnedpubkey 'sha256//mJ3n0invented0pin0of0the0gallery0only0AAAAAAA=' https://hub.shop.example:2459/install.sh | sudo sh -s -- --token invented-for-the-gallery --max-level 3",
  loopbackOnly: false,
};
