/** A machine: anything that commands can run on, and what is known of it. */
import * as z from "zod/mini";
import { holdingSchema } from "./confinement.ts";
import { once } from "../lib/once.ts";
import { roughInstant } from "./instant.ts";
import type { MachinePolicy } from "./machinePolicy.ts";
import type { Sample } from "./metric.ts";

export type MachineId = string & { readonly of: "machine" };
export const machineId = (text: string): MachineId => text as MachineId;

/**
 * online: connected now · offline: known but away · pending: waits for a person to let it in ·
 * quarantined: its key is used by two machines · revoked: its key is dead.
 */
export const machineStates = ["online", "offline", "pending", "quarantined", "revoked"] as const;
export type MachineState = (typeof machineStates)[number];

export const platforms = ["linux", "darwin", "windows"] as const;
export type Platform = (typeof platforms)[number];

/** Where a machine runs. `node` is a Proxmox node; `unknown` where nothing could be read. */
export const machineKinds = ["metal", "vm", "lxc", "container", "node", "unknown"] as const;
export type MachineKind = (typeof machineKinds)[number];

const short = () => z.string().check(z.maxLength(256));

/**
 * What an agent says of its machine at every connection. All of it is untrusted text from that machine; names are
 * cut to 256 characters. Absent means that it could not be read.
 */
export const factsSchema = once(() =>
  z.object({
    hostname: short(),
    platform: z.enum(platforms),
    /** Distribution id as in os-release, e.g. `debian`, `alpine`; `macos`, `windows` elsewhere. */
    osId: short(),
    /** Version as in os-release, e.g. `12`, `22.04`. */
    osVersion: short(),
    /** For people, e.g. `Debian GNU/Linux 12 (bookworm)`. */
    osName: short(),
    /** `x64` or `arm64`. */
    arch: short(),
    kernel: short(),
    kind: z.enum(machineKinds),
    /** `systemd`, `openrc`, or `none`. */
    init: short(),
    /** `apt`, `dnf`, `apk`, `pacman`, `zypper`, … or `none`. */
    packageManager: short(),
    cpus: z.int().check(z.minimum(1), z.maximum(65_536)),
    memoryBytes: z.number().check(z.minimum(0)),
    addresses: z.array(short()).check(z.maxLength(64)),
    macs: z.array(short()).check(z.maxLength(64)),
    bootedAtMs: roughInstant(),
    /** Names of the services that this machine has (unit names without `.service`), sorted; at most 2,000. */
    services: z.array(short()).check(z.maxLength(2_000)),
    /** Programs that `has:` may ask for, of a fixed list the agent looks for. */
    programs: z.array(short()).check(z.maxLength(200)),
    /** Names of containers (Docker, Podman) at the time of connecting; at most 1,000. */
    containers: z.array(short()).check(z.maxLength(1_000)),
    /** Guests that are configured on this Proxmox node; absent elsewhere. */
    guests: z.optional(
      z
        .array(
          z.object({
            vmid: z.int().check(z.minimum(1), z.maximum(999_999_999)),
            name: short(),
            kind: z.enum(["vm", "lxc"]),
            isRunning: z.boolean(),
          }),
        )
        .check(z.maxLength(2_000)),
    ),
    /** Paths of git working trees in the usual places; at most 200. */
    repositories: z.optional(z.array(short()).check(z.maxLength(200))),
    /** Local accounts of people, and root; at most 500. */
    accounts: z.optional(z.array(short()).check(z.maxLength(500))),
    /** The system says that it wants to be restarted; absent where it cannot say. */
    rebootRequired: z.optional(z.boolean()),
    /** What a step can be held to there. Absent from older agents: nothing. */
    confinement: z.optional(holdingSchema()),
  }),
);
export type Facts = z.infer<ReturnType<typeof factsSchema>>;

/** A machine as every feature of the hub, the planner and the target language see it. */
export type Machine = {
  id: MachineId;
  name: string;
  aliases: string[];
  tags: string[];
  state: MachineState;
  facts: Facts;
  agentVersion: string;
  /** The highest level that this machine permits; its own policy, lowered by the hub if the hub says so. */
  maxLevel: 1 | 2 | 3 | 4;
  /** The rules of its own policy file, as its agent told them; absent for an agent that tells none. */
  policy?: MachinePolicy;
  joinedAtMs: number;
  lastSeenAtMs: number;
  /** The newest sample, absent until the first one. */
  sample?: Sample;
  /** How far its clock was ahead of the hub's when it connected, ms; negative: behind. Absent while it is not. */
  clockAheadMs?: number;
  /** Why it is offline, pending or quarantined, in words. */
  stateReason?: string;
  /** While it is pending: the fingerprint of its key. */
  fingerprint?: string;
};

/** A machine's name: letters, digits, dot, dash, underscore; starts with a letter or digit; at most 63. */
export const machineName = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;
export const tagName = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;

/** A host name turned into a name that ailx accepts; `machine` where nothing is left of it. */
export const nameFrom = (hostname: string): string => {
  const cut = hostname
    .replaceAll(/[^a-zA-Z0-9._-]/g, "-")
    .replace(/^[^a-zA-Z0-9]+/, "")
    .slice(0, 63);
  return cut === "" ? "machine" : cut;
};
