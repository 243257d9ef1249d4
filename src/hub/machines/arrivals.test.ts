import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { machineId, type MachineId } from "../../domain/machine.ts";
import type { Sample } from "../../domain/metric.ts";
import { makeProof } from "../../protocol/proof.ts";
import { Fleet } from "./fleet.ts";
import { readMachines } from "./store.ts";
import type { Arriving } from "./arrivals.ts";
import { agentOf, facts, refusal, startMachines, type Machines } from "./testing/hub.ts";

let hub: Machines;
let id: MachineId;
let arrival: Arriving;
let proof: (more?: { nonce?: string; machineId?: string; hub?: string }) => string;

beforeEach(async () => {
  hub = await startMachines();
  const { request, key } = agentOf((await hub.token({ maxLevel: 3 })).text);
  id = machineId((await hub.enrol(request)).machine);
  arrival = {
    machineId: id,
    instanceId: request.instanceId,
    bootId: "boot-1",
    machineIdHash: "m",
    version: "0.1.0",
    ownMaxLevel: 3,
    facts: facts("web-1"),
  };
  proof = (more) =>
    makeProof({ key, machineId: id, hub: hub.hub.fingerprint, nonce: "n", nowMs: hub.time.nowMs, ...more });
});
afterEach(() => hub.close());

/** Comes in and is connected, as the link does it. */
async function comeIn(more: Partial<Arriving> = {}) {
  const refused = await hub.arrivals.arriving({ ...arrival, ...more });
  if (!refused) {
    hub.arrivals.connected({ ...arrival, ...more });
    hub.answering.add(id);
  }
  return refused;
}
const state = () => hub.fleet.get(id)?.state;
const written = () => hub.db.commit({ do: [] });
const sample = { atMs: 1, load1: 0.5 } as Sample;

describe("a connection", () => {
  const prove = (jwt: string, machine: string = id) => hub.arrivals.prove({ machine, jwt, nonce: "n" });

  test("that holds the machine's key is told name and level", async () => {
    expect(await prove(proof())).toEqual({ name: "web-1", maxLevel: 3 });
  });

  test("without the key, or with a proof for something else, is refused", async () => {
    for (const jwt of ["", proof({ nonce: "other" }), proof({ hub: "other" }), proof({ machineId: "other" })])
      expect(await prove(jwt)).toMatchObject({ refused: "unauthenticated" });
  });

  test("that claims another machine by its own key is refused", async () => {
    const other = agentOf((await hub.token()).text);
    const victim = (await hub.enrol(other.request)).machine;
    expect(await prove(proof({ machineId: victim }), victim)).toMatchObject({ refused: "unauthenticated" });
    expect(await prove(proof(), victim)).toMatchObject({ refused: "unauthenticated" });
  });

  test("of a machine that nobody knows is told not to come again", async () => {
    expect(await prove(proof(), "nobody")).toMatchObject({ refused: "unknown_machine", again: false });
  });

  test("of a revoked machine is told so, even with its key", async () => {
    await hub.revoke(id);
    expect(await prove(proof())).toMatchObject({ refused: "machine_revoked", again: false });
    expect(await comeIn()).toMatchObject({ code: "machine_revoked" });
  });
});

describe("a machine", () => {
  test("is online while it is connected, and offline with the reason after", async () => {
    expect(state()).toBe("offline");
    await comeIn();
    expect(state()).toBe("online");
    hub.arrivals.disconnected(id, "silent for too long");
    expect(hub.fleet.get(id)).toMatchObject({ state: "offline", stateReason: "silent for too long" });
    await written();
    expect(hub.kinds()).toEqual(["machine.joined", "machine.online", "machine.offline"]);
  });

  test("brings its newest facts, version and ceiling, and they last", async () => {
    await comeIn({ version: "0.2.0", ownMaxLevel: 2, facts: facts("renamed") });
    await written();
    const [stored] = new Fleet(readMachines(hub.db)).machines();
    expect(stored).toMatchObject({ name: "web-1", agentVersion: "0.2.0", maxLevel: 2, facts: { hostname: "renamed" } });
  });

  test("is never raised above what the token gave", async () => {
    await comeIn({ ownMaxLevel: 4 });
    expect(hub.fleet.get(id)?.maxLevel).toBe(3);
  });

  test("shows its newest sample while it is there", async () => {
    hub.arrivals.sample(id, sample);
    expect(hub.fleet.get(id)?.sample).toBeUndefined();
    await comeIn();
    hub.arrivals.sample(id, sample);
    expect(hub.fleet.get(id)?.sample).toEqual(sample);
    hub.arrivals.disconnected(id, "gone");
    expect(hub.fleet.get(id)?.sample).toBeUndefined();
  });

  test("was last seen with its last sample, also after a restart", async () => {
    await comeIn();
    await written();
    hub.time.nowMs += 60_000;
    hub.arrivals.sample(id, sample);
    const { dir } = hub;
    await hub.close();
    hub = await startMachines(dir);
    expect(hub.fleet.get(id)?.lastSeenAtMs).toBe(Date.parse("2026-11-21T12:01:00Z"));
  });

  test("tells of changed facts once", async () => {
    await comeIn();
    for (const name of ["a", "a"]) hub.arrivals.facts(id, facts(name));
    await written();
    expect(hub.kinds().filter((kind) => kind === "machine.changed")).toHaveLength(1);
  });
});

describe("a second connection with the same key", () => {
  test("of the same agent takes over", async () => {
    await comeIn();
    expect(await comeIn()).toBeUndefined();
    expect(state()).toBe("online");
  });

  test("after a reboot or a move comes in, the first being silent", async () => {
    await comeIn();
    hub.answering.clear();
    expect(await comeIn({ bootId: "boot-2" })).toBeUndefined();
    expect(await comeIn({ instanceId: "moved", bootId: "boot-3" })).toBeDefined(); // the one from boot-2 answers
  });

  test("from another instance quarantines both while the first answers", async () => {
    await comeIn();
    expect(await comeIn({ instanceId: "copy" })).toMatchObject({ code: "machine_quarantined" });
    expect(hub.fleet.get(id)).toMatchObject({
      state: "quarantined",
      stateReason: expect.stringContaining("copy of the other"),
    });
    expect(hub.dropped).toEqual([[id, "machine_quarantined"]]);
    expect(hub.audited().at(-1)).toMatchObject({
      action: "machine.quarantined",
      data: { first: { instanceId: arrival.instanceId }, second: { instanceId: "copy" } },
    });
  });

  test("from a copied disk, instance id and all, is found by its boot", async () => {
    await comeIn();
    expect(await comeIn({ bootId: "boot-of-the-copy" })).toMatchObject({ code: "machine_quarantined" });
    expect(state()).toBe("quarantined");
  });

  test("at the same moment as the first is found too", async () => {
    const answers = await Promise.all([comeIn(), comeIn({ instanceId: "copy" })]);
    expect(answers.map((refused) => refused?.code)).toEqual([undefined, "machine_quarantined"]);
  });

  test("leaves both out until a person revokes and joins them anew", async () => {
    await comeIn();
    await comeIn({ instanceId: "copy" });
    for (const instanceId of [arrival.instanceId, "copy"])
      expect(await comeIn({ instanceId })).toMatchObject({ code: "machine_quarantined" });
    expect(await refusal(hub.patch(id, { name: "x" }))).toStartWith("wrong_state");
    expect((await hub.revoke(id)).state).toBe("revoked");
    expect(new Fleet(readMachines(hub.db)).get(id)?.state).toBe("revoked");
  });
});

describe("what a machine permits", () => {
  const policy = { file: "/etc/ailx/policy.yaml", rules: [{ id: "readOnly", line: 2 }] };
  const told = () => hub.audited().filter(({ action }) => action === "machine.policy_changed");

  test("is known from its hello, kept over a restart of the hub, and no news the first time", async () => {
    await comeIn({ policy });
    await written();
    expect(hub.fleet.get(id)?.policy).toEqual(policy);
    expect(new Fleet(readMachines(hub.db)).get(id)?.policy).toEqual(policy);
    expect(told()).toEqual([]);
  });

  test("changed while it is connected counts at once and is audited as the machine's own doing", async () => {
    await comeIn({ policy });
    const grant = { level: 4, untilMs: hub.time.nowMs + 1, by: "ann", reason: "kernel\u202e" };
    hub.arrivals.policy(id, { maxLevel: 2, policy: { ...policy, rules: [] } });
    hub.arrivals.policy(id, { maxLevel: 4, policy: { ...policy, rules: [], grant } });
    await written();
    expect(hub.fleet.get(id)).toMatchObject({
      maxLevel: 3,
      policy: { grant: { by: "ann", reason: "kernel\\u{202e}" } },
    });
    expect(told()).toMatchObject([
      { actor: "root on web-1", origin: "machine", data: { was: { maxLevel: 3 }, is: { maxLevel: 2 } } },
      { actor: "root on web-1 (ann)", data: { is: { maxLevel: 4, grant: { level: 4 } } } },
    ]);
  });

  test("that changed while it was away is told when it is back", async () => {
    await comeIn({ policy });
    hub.arrivals.disconnected(id, "gone");
    await comeIn({ policy: { ...policy, rules: [] }, ownMaxLevel: 1 });
    await written();
    expect(told()).toHaveLength(1);
    expect(hub.fleet.get(id)?.maxLevel).toBe(1);
  });

  test("is heard from a connected machine only", async () => {
    hub.arrivals.policy(id, { maxLevel: 4, policy });
    await written();
    expect([hub.fleet.get(id)?.policy, told()]).toEqual([undefined, []]);
  });
});
