/** Agents that lie, shout or break the protocol: they lose their own connection, and no other machine notices. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";
import { newPrivateKey } from "../../src/lib/ed25519.ts";
import { encodeOutput } from "../../src/protocol/codec.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { RunningAgent } from "../../src/agent/main.ts";
import { facts } from "../support/counting.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { agentHere, connectAs, dial, done, joinHub, stillRuns, type Frame, type Peer } from "../support/peer.ts";
import { until } from "../support/program.ts";

let hub: HubHere;
let honest: RunningAgent;
beforeAll(async () => {
  hub = await hubHere();
  honest = await agentHere(hub, "honest");
});
afterAll(async () => {
  await honest.close();
  await hub.close();
});

const text = new TextEncoder();
const exec = (on: string, more: object = {}): Promise<TaskView> =>
  hub.ask<TaskView>("/api/exec", { on, command: "/bin/echo x", approveUpTo: "high", ...more });
const machineOf = async (name: string): Promise<MachineView | undefined> =>
  (await hub.ask<{ items: MachineView[] }>("/api/machines")).items.find((machine) => machine.name === name);
/** A command on this peer that it has got and not answered. */
async function held(peer: Peer, name: string): Promise<{ task: TaskView; call: Frame }> {
  const task = await exec(name);
  const call = await peer.next("call");
  peer.say({ kind: "accepted", id: call.id });
  return { task, call };
}

describe("a peer at the agents' door", () => {
  test("is told nothing but the challenge before it has proved itself", async () => {
    const who = await joinHub(hub, "early");
    const early = [
      "ping",
      "pong",
      "accepted",
      "refused",
      "started",
      "result",
      "sample",
      "facts",
      "call",
      "settled",
      "cancel",
      "welcome",
      "bye",
    ];
    for (const kind of early) {
      const peer = await dial(hub, who, { hello: false });
      peer.say({ ...done("x"), kind });
      await peer.closed;
      expect(peer.frames.map((frame) => frame.kind).filter((each) => !["challenge", "bye"].includes(each))).toEqual([]);
    }
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
  });

  test("with another's id and its own key is refused, and the other stays connected", async () => {
    const mine = await joinHub(hub, "thief");
    const other = await machineOf("honest");
    const peer = await dial(hub, { ...mine, machine: other?.id ?? "" });
    expect((await peer.next("bye")).code).toBe("unauthenticated");
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
  });

  test("with a key that never joined, or a proof made for another connection, is refused", async () => {
    const who = await joinHub(hub, "replayed");
    const unknown = await dial(hub, { ...who, key: newPrivateKey() });
    expect((await unknown.next("bye")).code).toBe("unauthenticated");
    const again = await dial(hub, who, { proof: "eyJhbGciOiJub25lIn0.e30." });
    expect((await again.next("bye")).code).toBe("unauthenticated");
  });

  test("cannot use what proves it on the wire for the people's API", async () => {
    const peer = await connectAs(hub, await joinHub(hub, "climber"));
    for (const secret of ["ailx_climber", "ailxs_climber", await hub.token()])
      for (const path of ["/api/machines", "/api/tasks", "/api/tokens"])
        expect((await hub.call(path, { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
    peer.close();
  });
});

describe("an agent that speaks of calls that are not its own", () => {
  test("changes nothing of them, and neither learns nor writes their output", async () => {
    const a = await connectAs(hub, await joinHub(hub, "owner"));
    const { task, call } = await held(a, "owner");
    a.raw(encodeOutput({ channel: call.channel, seq: 0, stream: "stdout", bytes: text.encode("mine") }));
    const b = await connectAs(hub, await joinHub(hub, "meddler"), { calls: [{ id: call.id, state: "running" }] });
    b.say({ kind: "started", id: call.id, atMs: 1 });
    b.say({ kind: "refused", id: call.id, code: "cancelled", detail: "no" });
    b.say(done(call.id));
    b.raw(encodeOutput({ channel: 1, seq: 1, stream: "stdout", bytes: text.encode("forged") }));
    await b.next("settled");
    const now = await hub.task(task.id);
    expect([now.state, now.runs[0]?.state]).toEqual(["running", "dispatched"]);
    a.say(done(call.id, { stdoutBytes: 4, frames: 1 }));
    await hub.ended(task.id);
    const output = await hub.call(`/api/runs/${now.runs[0]?.id}/output`, { headers: hub.boss });
    expect(await output.text()).toBe("mine");
    a.close();
    b.close();
  });

  test("cannot keep another's call from being found unacknowledged", async () => {
    const a = await connectAs(hub, await joinHub(hub, "silent"));
    const task = await exec("silent");
    const call = await a.next("call");
    const b = await connectAs(hub, await joinHub(hub, "helpful"));
    b.say({ kind: "accepted", id: call.id });
    await until("the hub to give up", async () => (await hub.task(task.id)).runs[0]?.state === "unreachable", 9_000);
    b.close();
  }, 15_000);

  test("names no file by an id, however it is written", async () => {
    writeFileSync(join(hub.dataDir, "bait.out"), Buffer.from([0, 0, 0, 0, 1, 65]));
    const before = readdirSync(hub.dataDir).toSorted();
    const ids = [
      "../bait",
      "../../bait",
      "..",
      "../../../../etc/passwd",
      "/etc/passwd",
      `${hub.dataDir}/bait`.slice(0, 64),
      "a\u0000b",
      "__proto__",
      "constructor",
    ];
    const peer = await connectAs(hub, await joinHub(hub, "pathfinder"), { calls: [] });
    peer.close();
    await peer.closed;
    const who = await dialAgain("pathfinder", ids);
    expect(Object.values(who.resume).map((entry) => (entry as { frames: number }).frames)).toEqual(ids.map(() => 0));
    expect(readdirSync(hub.dataDir).toSorted()).toEqual(before);
    const files = existsSync(join(hub.dataDir, "output"))
      ? readdirSync(join(hub.dataDir, "output"), { recursive: true })
      : [];
    for (const file of files.map(String).filter((each) => each.includes(".")))
      expect(file).toMatch(/^[0-9a-f]{2}\/[0-9a-f-]{36}\.out$/);
  });
  async function dialAgain(name: string, ids: string[]): Promise<Frame> {
    const peer = await dial(hub, await joinHub(hub, `${name}-2`), {
      more: { calls: ids.map((id) => ({ id, state: "running" })) },
    });
    const welcome = await peer.next("welcome");
    for (const id of ids) peer.say(done(id));
    await peer.next("settled");
    peer.close();
    return welcome;
  }

  test("is told the same of an ended call however often it tells it, and nothing more is written", async () => {
    const peer = await connectAs(hub, await joinHub(hub, "parrot"));
    const { task, call } = await held(peer, "parrot");
    peer.say(done(call.id));
    await hub.ended(task.id);
    const count = (): unknown => hub.rows("SELECT count(*) n FROM event WHERE kind IN ('run', 'task')");
    const before = count();
    for (let n = 0; n < 200; n++) {
      peer.say(done(call.id, { outcome: "failed" }));
      peer.say({ kind: "refused", id: call.id, code: "no", detail: "no" });
      peer.say({ kind: "started", id: call.id, atMs: n });
    }
    await peer.next("settled");
    await Bun.sleep(300);
    expect([(await hub.task(task.id)).state, count()]).toEqual(["succeeded", before]);
    peer.close();
  });
});

describe("a machine that was away while its task was cancelled", () => {
  test("is told so when it returns", async () => {
    const who = await joinHub(hub, "away");
    const peer = await connectAs(hub, who);
    const { task, call } = await held(peer, "away");
    peer.close();
    await peer.closed;
    await hub.ask(`/api/tasks/${task.id}/cancellation`, {});
    const again = await connectAs(hub, who, { calls: [{ id: call.id, state: "running" }] });
    expect((await again.next("cancel")).id).toBe(call.id);
    again.say(done(call.id, { outcome: "cancelled" }));
    await until("the run to end", async () => (await hub.task(task.id)).runs[0]?.state === "cancelled");
    again.close();
  });
});

describe("an agent that floods", () => {
  test("fills no disk and no memory: output beyond the window costs its connection, and the run stays to be told", async () => {
    const who = await joinHub(hub, "flood");
    const peer = await connectAs(hub, who);
    const { task, call } = await held(peer, "flood");
    const bytes = new Uint8Array(60_000).fill(121);
    // All in one moment, whatever the hub says: far beyond what it lets an agent send ahead.
    for (let seq = 0; seq < 400; seq++) peer.raw(encodeOutput({ channel: call.channel, seq, stream: "stdout", bytes }));
    expect((await peer.next("bye")).code).toBe("protocol");
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
    const again = await connectAs(hub, who, { calls: [{ id: call.id, state: "ended" }] });
    again.say(done(call.id, { stdoutBytes: 24_000_000, frames: 400 }));
    const ended = await hub.ended(task.id);
    expect(ended.runs[0]).toMatchObject({ truncated: true, stdoutBytes: 24_000_000 });
    const files = readdirSync(join(hub.dataDir, "output"), { recursive: true }).map(String);
    const id = ended.runs[0]?.attemptId ?? "";
    const sizes = files
      .filter((name) => name.includes(id))
      .map((name) => statSync(join(hub.dataDir, "output", name)).size);
    expect(Math.max(0, ...sizes)).toBeLessThan(2 * limits.windowBytes);
    again.close();
  });
});

describe("an agent that reports without end", () => {
  test("loses its connection, and the writer is not kept busy", async () => {
    const peer = await connectAs(hub, await joinHub(hub, "talker"));
    const before = hub.rows<{ n: number }>("SELECT count(*) n FROM event WHERE kind = 'machine.changed'")[0]?.n ?? 0;
    for (let n = 0; n < 500; n++) peer.say({ kind: "facts", facts: { ...facts, hostname: `h${n}` } });
    expect((await peer.next("bye")).code).toBe("protocol");
    const after = hub.rows<{ n: number }>("SELECT count(*) n FROM event WHERE kind = 'machine.changed'")[0]?.n ?? 0;
    expect(after - before).toBeLessThanOrEqual(41);
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
  });
});

describe("an agent that tells another record of itself without end", () => {
  test("loses its connection, and the audit is not filled", async () => {
    const peer = await connectAs(hub, await joinHub(hub, "forgetful"));
    const count = () =>
      hub.rows<{ n: number }>("SELECT count(*) n FROM audit WHERE action = 'machine.record_differs'")[0]?.n ?? 0;
    const checkpoint = { number: 1, seq: 1, hash: "0".repeat(64), atMs: 1, signature: "A".repeat(86) };
    for (let n = 0; n < 500; n++)
      peer.say({ kind: "kept", optional: true, checkpoint, record: { seq: 1_000 - n, hash: "0".repeat(64) } });
    expect((await peer.next("bye")).code).toBe("protocol");
    expect(count()).toBeLessThanOrEqual(41);
  });
});

describe("a result that cannot be", () => {
  const bad = [
    { startedAtMs: 1.5 },
    { startedAtMs: 9e15 },
    { endedAtMs: -1 },
    { endedAtMs: 1e300 },
    { stdoutBytes: 0.5 },
    { frames: -1 },
    { outcome: "perfect" },
    { output: [] },
  ];
  test.each(bad)("as %j costs the connection, and the task still ends", async (more) => {
    const name = `odd-${JSON.stringify(more).replaceAll(/\W/g, "").toLowerCase()}`;
    const who = await joinHub(hub, name);
    const peer = await connectAs(hub, who);
    const { task, call } = await held(peer, name);
    peer.say(done(call.id, more));
    expect((await peer.next("bye")).code).toBe("protocol");
    const again = await connectAs(hub, who, { calls: [{ id: call.id, state: "ended" }] });
    again.say(done(call.id));
    expect((await hub.ended(task.id)).state).toBe("succeeded");
    again.close();
  });

  test("nor can moments in facts and samples, which pages would have to show", async () => {
    const who = await joinHub(hub, "timeless");
    for (const frame of [
      { kind: "facts", facts: { ...facts, bootedAtMs: 1e300 } },
      { kind: "facts", facts: { ...facts, bootedAtMs: -1 } },
      {
        kind: "sample",
        sample: {
          atMs: 9e15,
          load1: 0,
          memoryTotalBytes: 1,
          memoryUsedBytes: 1,
          swapTotalBytes: 0,
          swapUsedBytes: 0,
          disks: [],
        },
      },
    ]) {
      const peer = await connectAs(hub, who);
      peer.say(frame);
      expect((await peer.next("bye")).code).toBe("protocol");
      await peer.closed;
    }
    expect((await hub.call(`/machines/${who.machine}`, { headers: { cookie: hub.boss.cookie } })).status).toBe(200);
  });
});
