/** Who may come in and who is there: proofs, copies of a key, connections that come and go, and what they report. */
import { AppError } from "../../domain/error.ts";
import { machineId as asMachineId, type Facts, type MachineId } from "../../domain/machine.ts";
import type { MachinePolicy } from "../../domain/machinePolicy.ts";
import type { Sample } from "../../domain/metric.ts";
import type { Level } from "../../domain/risk.ts";
import { showHidden } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { AuditEntry, Commit, Db } from "../db/database.ts";
import { verifyProof } from "../keys/proof.ts";
import type { Arrival, Refusal } from "../link/link.ts";
import type { End, Fleet, Held } from "./fleet.ts";
import type { Drop } from "./revokeMachine.ts";
import { changeMachine, sawMachine, type Known } from "./store.ts";

/** How long the first of two that share a key has to show that it is still there. */
const answerWithinMs = 2_000;
/** How often "last seen" of machines that only send samples is written. */
const seenEveryMs = 30_000;

export type Arriving = Pick<Arrival, "machineId" | "instanceId" | "bootId" | "version" | "ownMaxLevel" | "facts"> & {
  /** The rules of its own policy; absent: its agent tells none. */
  policy?: MachinePolicy;
  /** SHA-256 of its machine-id; empty where it has none. Absent counts as unknown. */
  machineIdHash?: string;
  /** How far its clock is ahead of ours. */
  clockAheadMs?: number;
};

export type Proved =
  | { name: string; maxLevel: Level }
  | { refused: "unauthenticated" | "unknown_machine" | Refusal["code"]; detail: string; again: boolean };

/** `clockAheadMs`: the proof is dated by the machine's clock; that it is fresh is known by the nonce. */
type Proof = { machine: string; jwt: string; nonce: string; clockAheadMs?: number };

type Parts = {
  db: Db;
  fleet: Fleet;
  clock: Clock;
  log: Log;
  hub: { fingerprint: string };
  /** Ends a connection. */
  drop: Drop;
  /** Pings a machine's connection; true where anything comes back within `ms`. */
  answers: (machineId: MachineId, ms: number) => Promise<boolean>;
};

/** What the link asks and tells of machines. */
export type Arrivals = {
  /** Whether a connection holds the key of the machine it names, and what it is then told. */
  prove: (proof: Proof) => Promise<Proved>;
  /** Whether a proved machine may come in now. `undefined` lets it in. */
  arriving: (arrival: Arriving) => Promise<Refusal | undefined>;
  connected: (arrival: Arriving) => void;
  disconnected: (machineId: MachineId, why: string) => void;
  sample: (machineId: MachineId, sample: Sample) => void;
  facts: (machineId: MachineId, facts: Facts) => void;
  policy: (machineId: MachineId, now: Permits) => void;
  /** Writes what is still in memory. */
  close: () => void;
};

export function makeArrivals({ db, fleet, clock, log, hub, drop, answers }: Parts): Arrivals {
  const turns = new Map<MachineId, Promise<void>>();
  const unwritten = new Set<MachineId>();
  const timer = setInterval(writeSeen, seenEveryMs);

  async function prove({ machine, jwt, nonce, clockAheadMs = 0 }: Proof): Promise<Proved> {
    const held = fleet.held(asMachineId(machine));
    if (!held) {
      log.warn("machine.unknown", { machineId: machine.slice(0, 64) });
      return {
        // It goes on asking: a hub that was restored from an older copy may get the newer one back.
        refused: "unknown_machine",
        detail: "This hub does not know this machine; join it again with a new token.",
        again: false,
      };
    }
    try {
      await verifyProof({
        proof: jwt,
        publicKey: held.publicKey,
        machineId: held.id,
        hub: hub.fingerprint,
        nonce,
        nowMs: clock() + clockAheadMs,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn("machine.proof_refused", { machineId: held.id, why: error.detail });
      return { refused: "unauthenticated", detail: error.detail, again: true };
    }
    const refusal = refusalOf(held);
    return refusal
      ? { refused: refusal.code, detail: refusal.detail, again: false }
      : { name: held.name, maxLevel: held.hubMaxLevel };
  }

  /** One after the other for each machine: two copies that come at once must see each other. */
  async function arriving(arrival: Arriving): Promise<Refusal | undefined> {
    const before = turns.get(arrival.machineId);
    const turn = Promise.withResolvers<void>();
    turns.set(arrival.machineId, turn.promise);
    try {
      await before;
      await nextLoop(); // so that the link has taken the one before
      return await judge(arrival);
    } finally {
      turn.resolve();
      if (turns.get(arrival.machineId) === turn.promise) turns.delete(arrival.machineId);
    }
  }

  async function judge(arrival: Arriving): Promise<Refusal | undefined> {
    const held = fleet.held(arrival.machineId);
    const refusal = held && refusalOf(held);
    if (!held || refusal)
      return refusal ?? { code: "machine_revoked", detail: "This hub does not know this machine any more." };
    if (!held.end || sameEnd(held.end, endOf(arrival)) || !(await answers(held.id, answerWithinMs))) return undefined;
    return await quarantine(held, endOf(arrival));
  }

  async function quarantine({ id, name, end }: Held, other: End): Promise<Refusal> {
    const reason = "two machines that run at the same time use its key, so one is a copy of the other";
    const standing: Known["standing"] = { kind: "quarantined", reason };
    const data = { name, first: { ...end }, second: { ...other } };
    await db.commit({
      do: [changeMachine(db, id, { standing })],
      events: [{ kind: "machine.quarantined", machineId: id, data: { name } }],
      audit: [
        { actor: { id: "hub", name: "ailx" }, origin: "hub", action: "machine.quarantined", machineId: id, data },
      ],
    });
    const held = fleet.held(id);
    if (held) fleet.put({ ...held, standing });
    const refusal: Refusal = { code: "machine_quarantined", detail: `${name} is quarantined: ${reason}.` };
    drop(id, refusal.code, refusal.detail);
    return refusal;
  }

  function connected(arrival: Arriving): void {
    const held = fleet.held(arrival.machineId);
    if (!held) return;
    const { instanceId, bootId, machineIdHash } = endOf(arrival);
    const change: Partial<Known> = {
      instanceId,
      bootId,
      agentVersion: arrival.version,
      ownMaxLevel: arrival.ownMaxLevel,
      facts: arrival.facts,
      lastSeenAtMs: clock(),
      ...(machineIdHash === "" ? {} : { machineIdHash }),
    };
    const policy = arrival.policy && shownPolicy(arrival.policy);
    const before: Permits = { maxLevel: held.ownMaxLevel, policy: held.policy };
    if (policy) change.policy = policy;
    const { why: _why, ...rest } = held;
    fleet.put({ ...rest, ...change, end: endOf(arrival), clockAheadMs: arrival.clockAheadMs ?? 0 });
    write({
      do: [changeMachine(db, held.id, change)],
      events: [{ kind: "machine.online", machineId: held.id, data: { name: held.name } }],
      audit: policyAudit(held, before, { maxLevel: arrival.ownMaxLevel, policy }),
    });
  }

  function disconnected(id: MachineId, why: string): void {
    const held = fleet.held(id);
    if (!held?.end) return;
    const { end: _end, sample: _sample, clockAheadMs: _ahead, ...rest } = held;
    unwritten.delete(id);
    fleet.put({ ...rest, why });
    write({
      do: [sawMachine(db, id, held.lastSeenAtMs)],
      events: [{ kind: "machine.offline", machineId: id, data: { name: held.name, why } }],
    });
  }

  function sample(id: MachineId, newest: Sample): void {
    const held = fleet.held(id);
    if (!held?.end) return;
    fleet.put({ ...held, sample: newest, lastSeenAtMs: clock() });
    unwritten.add(id);
  }

  function facts(id: MachineId, newest: Facts): void {
    const held = fleet.held(id);
    if (!held?.end || JSON.stringify(held.facts) === JSON.stringify(newest)) return;
    fleet.put({ ...held, facts: newest, lastSeenAtMs: clock() });
    write({
      do: [changeMachine(db, id, { facts: newest })],
      events: [{ kind: "machine.changed", machineId: id, data: { name: held.name } }],
    });
  }

  function policy(id: MachineId, now: Permits): void {
    const held = fleet.held(id);
    if (!held?.end || !now.policy) return;
    const shown = shownPolicy(now.policy);
    const before: Permits = { maxLevel: held.ownMaxLevel, policy: held.policy };
    const change = { ownMaxLevel: now.maxLevel, policy: shown };
    fleet.put({ ...held, ...change, lastSeenAtMs: clock() });
    write({
      do: [changeMachine(db, id, change)],
      events: [{ kind: "machine.changed", machineId: id, data: { name: held.name } }],
      audit: policyAudit(held, before, { maxLevel: now.maxLevel, policy: shown }),
    });
  }

  function writeSeen(): void {
    for (const id of unwritten) {
      const held = fleet.held(id);
      if (held) db.later(sawMachine(db, id, held.lastSeenAtMs));
    }
    unwritten.clear();
  }

  /** Comings and goings are true in memory already; a hub that cannot write them down goes on. */
  function write(commit: Commit): void {
    db.commit(commit).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "guard_failed") return; // revoked in the same moment
      log.error("machine.not_written", { error: error instanceof Error ? error.message : String(error) });
    });
  }

  return {
    prove,
    arriving,
    connected,
    disconnected,
    sample,
    facts,
    policy,
    close: () => {
      clearInterval(timer);
      writeSeen();
    },
  };
}

type Permits = { maxLevel: Level; policy: MachinePolicy | undefined };

/** What a machine says of its file is its own words: shown in refusals, so without what would not be seen there. */
const shownPolicy = (policy: MachinePolicy): MachinePolicy =>
  JSON.parse(
    JSON.stringify(policy, (_, value: unknown) => (typeof value === "string" ? showHidden(value) : value)),
  ) as MachinePolicy;

/** That somebody on the machine changed what it permits, or granted a level for a while, is told by the machine alone. */
function policyAudit({ id, name }: Held, was: Permits, is: Permits): AuditEntry[] {
  if (!is.policy || JSON.stringify(was) === JSON.stringify(is)) return [];
  // The first that is heard of it is no change, unless somebody granted something.
  if (!was.policy && was.maxLevel === is.maxLevel && !is.policy.grant) return [];
  const plain = ({ maxLevel, policy }: Permits): JsonObject => ({ maxLevel, ...((policy ?? {}) as JsonObject) });
  const by = is.policy.grant && !was.policy?.grant ? ` (${is.policy.grant.by})` : "";
  return [
    {
      actor: { id, name: `root on ${name}${by}` },
      origin: "machine",
      action: "machine.policy_changed",
      machineId: id,
      data: { was: plain(was), is: plain(is) },
    },
  ];
}

const nextLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const endOf = ({ instanceId, bootId, machineIdHash = "" }: Arriving): End => ({ instanceId, bootId, machineIdHash });

/**
 * The same agent that connects again, before its old connection was found dead. A copied disk brings the same instance
 * id along, so the boot and the machine's own id have to be the same too.
 */
const sameEnd = (a: End, b: End): boolean =>
  a.instanceId === b.instanceId && a.bootId === b.bootId && a.machineIdHash === b.machineIdHash;

function refusalOf({ name, standing }: Held): Refusal | undefined {
  if (!standing) return undefined;
  if (standing.kind === "revoked")
    return { code: "machine_revoked", detail: "This machine was revoked; join it again with a new token." };
  if (standing.kind === "pending") return { code: "machine_quarantined", detail: `${name} waits to be let in.` };
  return { code: "machine_quarantined", detail: `${name} is quarantined: ${standing.reason}.` };
}
