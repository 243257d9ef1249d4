/** The machines feature on a real database in a temporary directory, with a clock that tests move. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit } from "../../audit/table.ts";
import type { EnrolmentRequest } from "../../../api/machine.ts";
import type { TokenRequest } from "../../../api/token.ts";
import type { Facts, MachineId } from "../../../domain/machine.ts";
import { newPrivateKey, publicKeyOf } from "../../../lib/ed25519.ts";
import { silentLog } from "../../../lib/log.ts";
import { startWriter } from "../../../workers.ts";
import type { StoredEvent } from "../../db/database.ts";
import { openDb } from "../../db/open.ts";
import { openHubKey } from "../../keys/hubKey.ts";
import { makeArrivals } from "../arrivals.ts";
import { createToken } from "../createToken.ts";
import { enrol } from "../enrol.ts";
import { Fleet } from "../fleet.ts";
import { patchMachine } from "../patchMachine.ts";
import { revokeMachine } from "../revokeMachine.ts";
import { revokeToken } from "../revokeToken.ts";
import { readMachines } from "../store.ts";
import type { MachinePatch } from "../../../api/machine.ts";

export const by = { actor: { id: "person-1", name: "ada" }, origin: "192.0.2.1" };

export const facts = (hostname: string): Facts => ({
  hostname,
  platform: "linux",
  osId: "debian",
  osVersion: "12",
  osName: "Debian GNU/Linux 12 (bookworm)",
  arch: "x64",
  kernel: "6.1.0",
  kind: "vm",
  init: "systemd",
  packageManager: "apt",
  cpus: 2,
  memoryBytes: 4 << 30,
  addresses: ["192.0.2.10"],
  macs: [],
  bootedAtMs: 0,
  services: [],
  programs: [],
  containers: [],
});

/** A new agent's request; every call is another computer. */
export function agentOf(
  token: string,
  more: Partial<EnrolmentRequest> = {},
): { request: EnrolmentRequest; key: ReturnType<typeof newPrivateKey> } {
  const key = newPrivateKey();
  const request: EnrolmentRequest = {
    token,
    publicKey: publicKeyOf(key),
    instanceId: crypto.randomUUID(),
    machineIdHash: "",
    version: "0.1.0",
    maxLevel: 3,
    facts: facts("web-1"),
    ...more,
  };
  return { request, key };
}

export async function startMachines(dir = mkdtempSync(join(tmpdir(), "machines-"))) {
  const time = { nowMs: Date.parse("2026-11-21T12:00:00Z") };
  const clock = () => time.nowMs;
  const db = await openDb({ dir, clock, startWriter });
  const hub = openHubKey(dir);
  const fleet = new Fleet(readMachines(db));
  const dropped: [MachineId, string][] = [];
  const answering = new Set<MachineId>();
  const events: StoredEvent[] = [];
  db.onEvents((stored) => void events.push(...stored));
  const arrivals = makeArrivals({
    db,
    fleet,
    clock,
    log: silentLog,
    hub,
    drop: (id, code) => {
      dropped.push([id, code]);
      answering.delete(id);
      arrivals.disconnected(id, code);
    },
    answers: (id) => Promise.resolve(answering.has(id)),
  });
  const drop = (id: MachineId, code: string): void => {
    dropped.push([id, code]);
    arrivals.disconnected(id, code);
  };
  return {
    dir,
    db,
    hub,
    fleet,
    arrivals,
    time,
    events,
    dropped,
    answering,
    kinds: () => events.map(({ kind }) => kind),
    audited: () =>
      db.read
        .select()
        .from(audit)
        .all()
        .map((row) => ({
          action: row.action,
          actor: row.actorName,
          origin: row.origin,
          data: JSON.parse(row.dataJson) as unknown,
        })),
    token: (request: TokenRequest = {}) => createToken({ request, by, db, clock, hub }),
    revokeToken: (wanted: string) => revokeToken({ wanted, by, db, clock }),
    enrol: (request: EnrolmentRequest, origin = "192.0.2.10") => enrol({ request, origin, db, fleet, clock, hub }),
    patch: (wanted: string, patch: MachinePatch) => patchMachine({ wanted, patch, by, db, fleet }),
    revoke: (wanted: string) => revokeMachine({ wanted, by, db, fleet, clock, drop }),
    close: async () => {
      arrivals.close();
      await db.close();
    },
  };
}
export type Machines = Awaited<ReturnType<typeof startMachines>>;

/** The code and sentence of a refusal, or `done`. */
export const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "done",
    (error: Error) => error.message,
  );
