/** Hub and agents over the networks that there are: clocks that differ, doors that are full, silence, goodbyes. */
import { afterEach, describe, expect, test } from "bun:test";
import { connect as connectTo, createServer, type Socket } from "node:net";
import type { MachineView } from "../src/api/machine.ts";
import { silentLog, type LogFields } from "../src/lib/log.ts";
import { limits } from "../src/protocol/limits.ts";
import { call, counting, facts, machine } from "./support/counting.ts";
import { hubHere } from "./support/hub.ts";
import { agentHere, connectAs, dial, joinHub, stillRuns } from "./support/peer.ts";
import { until } from "./support/program.ts";
import { agent, endAll, ends, hub } from "./support/wire.ts";

afterEach(endAll);

const hour = 3_600_000;

describe("an agent whose clock is an hour off", () => {
  test.each([hour, -hour])("(%d ms) carries out its calls", async (offMs) => {
    const { link, url, until: heardOf, heard } = hub();
    const up = heardOf("connected");
    agent(url, { ownMs: () => Date.now() + offMs });
    await up;
    const result = heardOf("result");
    link.send(machine, call(`clock${offMs}`));
    await result;
    expect(heard.at(-1)).toMatchObject({ kind: "result", detail: { outcome: "ok" } });
  });

  test("refuses a call that has expired by the hub's clock", async () => {
    let signedMs = 0;
    const { link, url, until: heardOf, heard } = hub({}, { clock: () => Date.now() + signedMs });
    const up = heardOf("connected");
    agent(url, { ownMs: () => Date.now() + hour });
    await up;
    const before = counting.runs;
    for (const shiftMs of [-limits.callValidMs - limits.clockSkewMs - 5_000, limits.clockSkewMs + 5_000]) {
      signedMs = shiftMs;
      const refused = heardOf("refused");
      link.send(machine, call(`late${shiftMs}`));
      await refused;
      expect(heard.at(-1)).toMatchObject({ detail: "expired_call" });
    }
    expect(counting.runs).toBe(before);
  });

  test("comes in with a proof of its own time, and the hub knows how far it is off", async () => {
    const here = await hubHere();
    ends.push(here.close);
    const who = await joinHub(here, "ahead");
    const peer = await dial(here, who, { aheadMs: hour });
    await peer.next("welcome");
    const { clockAheadMs = 0 } = await here.ask<MachineView>(`/api/machines/${who.machine}`);
    expect(Math.abs(clockAheadMs - hour)).toBeLessThan(5_000);
    const page = await here.call(`/machines/${who.machine}`, { headers: { cookie: here.boss.cookie } });
    expect(await page.text()).toMatch(/its clock is (59 min 5\d s|1 h) ahead of the hub/);
    const { checks } = await here.ask<{ checks: { what: string; found: string }[] }>("/api/doctor");
    expect(checks.find(({ what }) => what === "clocks")?.found).toContain("ahead");
    peer.close();
  });

  test("is not let in with a proof of another time than it says it is", async () => {
    const here = await hubHere();
    ends.push(here.close);
    const peer = await dial(here, await joinHub(here, "old"), { aheadMs: -hour, more: { nowMs: Date.now() } });
    expect((await peer.next("bye")).code).toBe("unauthenticated");
  });
});

describe("a hub that falls silent", () => {
  test("is left by its agent, which connects anew and goes on", async () => {
    const { url, link, heard, until: heardOf } = hub();
    let up = heardOf("connected");
    // Until something is heard: this hub says nothing for 15 s.
    agent(url, { times: { handshakeMs: 5_000, silenceMs: 300, tickMs: 20 } });
    await up;
    up = heardOf("connected");
    await up;
    expect(heard.map(({ kind }) => kind).slice(0, 2)).toEqual(["connected", "disconnected"]);
    expect(link.connected(machine)).toBe(true);
  });

  test("before it has said who it is, is left as soon", async () => {
    const ended: LogFields[] = [];
    const mute = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => mute.once("listening", resolve));
    const address = mute.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    ends.push(() => void mute.close());
    agent(`ws://127.0.0.1:${port}/`, {
      times: { handshakeMs: 100, silenceMs: 40_000, tickMs: 20 },
      log: { ...silentLog, warn: (event, fields) => void (event === "link.ended" && ended.push(fields ?? {})) },
    });
    await until("the agent to give up", async () => ended.length > 0);
    expect(ended[0]).toMatchObject({ code: "timed_out" });
  });
});

describe("a hub with too much to do", () => {
  test("takes in so many that have not proved themselves, and tells the others when to come", async () => {
    const here = await hubHere();
    ends.push(here.close);
    const honest = await agentHere(here, "honest");
    ends.push(honest.close);
    const who = await joinHub(here, "crowd");
    const headers = {
      "x-ailx-machine": who.machine,
      "x-ailx-nonce": "ab".repeat(16),
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
    };
    const knocking = await Promise.all(Array.from({ length: 70 }, () => rawUpgrade(here.url, headers)));
    ends.push(() => knocking.forEach(({ socket }) => socket.destroy()));
    const answers = Map.groupBy(knocking, ({ head }) => head.split(" ")[1]);
    expect([answers.get("101")?.length, answers.get("503")?.length]).toEqual([64, 6]);
    expect(answers.get("503")?.[0]?.head.toLowerCase()).toContain("retry-after: 1");
    expect(await stillRuns(here, "honest")).toBe("succeeded");
    // They are sent away after five seconds, and there is room again.
    await until("room at the door", async () => (await rawUpgrade(here.url, headers)).head.includes(" 101 "), 12_000);
  }, 20_000);

  test("is asked again by the agent when it said so", async () => {
    const waits: unknown[] = [];
    let refusals = 2;
    const real = hub();
    const busy = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: () =>
        refusals-- > 0
          ? new Response("busy", { status: 503, headers: { "retry-after": "0" } })
          : Response.redirect(real.url),
    });
    ends.push(() => busy.stop(true));
    const up = real.until("connected");
    agent("", {
      dial: async () => ({ url: refusals > 0 ? `ws://127.0.0.1:${busy.port}/` : real.url }),
      random: () => 0,
      log: { ...silentLog, warn: (event, fields) => void (event === "link.ended" && waits.push(fields)) },
    });
    await up;
    expect(waits).toMatchObject([
      { code: "hub_busy", waitMs: 0 },
      { code: "hub_busy", waitMs: 0 },
    ]);
  });

  test("keeps a machine away that greets without end", async () => {
    const { url, link } = hub({}, { limits: { unproved: 9, unprovedFrom: 9, hellos: { perSecond: 0.001, most: 3 } } });
    const byes: string[] = [];
    for (let n = 0; n < 4; n++) {
      const peer = await greet(url);
      byes.push(await peer.answer);
      peer.socket.close();
    }
    expect(byes).toEqual(["welcome", "welcome", "welcome", "bye hub_busy"]);
    expect(() => link.admit({ claimed: "m1", address: "10.0.0.1" })).toThrow("again and again");
    expect(() => link.admit({ claimed: "m2", address: "10.0.0.1" })).not.toThrow();
  });
});

describe("an agent that does not read", () => {
  test("loses its connection once 16 MiB wait for it, with the reason, and never a frame in silence", async () => {
    const { link, url, until: heardOf, heard } = hub();
    const up = heardOf("connected");
    const away = heardOf("disconnected");
    const socket = await deafAgent(url);
    ends.push(() => void socket.destroy());
    await up;
    let refused = "";
    for (let n = 0; n < 400 && refused === ""; n++)
      try {
        link.send(machine, call(`deaf${n}`, { input: { lines: 0, pad: "x".repeat(200_000) } }));
      } catch (error) {
        refused = String(error);
      }
    expect(refused).toContain("agent_offline");
    await away;
    expect(heard.at(-1)).toMatchObject({ kind: "disconnected", detail: "it reads too slowly" });
  });
});

describe("the room of a machine", () => {
  test("is what it may hold, less what it holds, and nothing while it is away or the hub stops", async () => {
    const { link, url, until: heardOf } = hub();
    expect(link.room(machine)).toBe(0);
    const up = heardOf("connected");
    agent(url);
    await up;
    expect(link.room(machine)).toBe(limits.callsHeld);
    const result = heardOf("result");
    link.send(machine, call("room1"));
    expect(link.room(machine)).toBe(limits.callsHeld - 1);
    await result;
    link.settled(machine, "room1");
    expect(link.room(machine)).toBe(limits.callsHeld);
    link.drain();
    expect(link.room(machine)).toBe(0);
  });
});

describe("what the hub grants", () => {
  test("reaches the agent at once", async () => {
    const { link, url, until: heardOf } = hub();
    const up = heardOf("connected");
    const told = Promise.withResolvers<number>();
    agent(url, { onChange: ({ maxLevel }) => told.resolve(maxLevel) });
    await up;
    link.grant(machine, 2);
    expect(await told.promise).toBe(2);
    expect(link.connected(machine)).toBe(true);
  });

  test("is changed by the people's API", async () => {
    const here = await hubHere();
    ends.push(here.close);
    const who = await joinHub(here, "lowered");
    const peer = await connectAs(here, who);
    await here.ask(`/api/machines/${who.machine}`, { maxLevel: 2 }, "PATCH");
    expect(await peer.next("welcome")).toMatchObject({ maxLevel: 2 });
    peer.close();
  });
});

describe("a machine that the hub does not know", () => {
  test("is told so by a code of its own", async () => {
    const here = await hubHere();
    ends.push(here.close);
    const who = await joinHub(here, "known");
    const peer = await dial(here, { ...who, machine: crypto.randomUUID() });
    expect(await peer.next("bye")).toMatchObject({ code: "unknown_machine", again: false });
  });
});

describe("a hub that stops", () => {
  test("says goodbye to each agent with its slot, tells pages, and takes nothing more", async () => {
    const here = await hubHere();
    const peers = [];
    for (let n = 0; n < 5; n++) peers.push(await connectAs(here, await joinHub(here, `p${n}`)));
    const stream = await here.call("/events?view=home", { headers: here.boss });
    const seen = stream.text();
    const closed = here.close();
    const refused = await here.post("/api/exec", { on: "all", command: "true" }, here.boss);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await refused.json()).toMatchObject({ code: "hub_stopping" });
    const byes = await Promise.all(peers.map((peer) => peer.next("bye")));
    expect(byes.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => "hub_stopping"));
    const slots = byes.map((bye) => (bye as { afterMs?: number }).afterMs ?? 0);
    expect(slots).toEqual([500, 550, 600, 650, 700]);
    expect(await seen).toContain("event: restart");
    await closed;
  });
});

/** What the server answers to an upgrade, and the socket that stays. */
function rawUpgrade(url: string, headers: Record<string, string>): Promise<{ head: string; socket: Socket }> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`);
    const socket = connectTo(Number(port), hostname, () =>
      socket.write(`GET /ws/agent HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
    );
    socket.once("data", (bytes) => resolve({ head: bytes.toString("latin1"), socket })).once("error", reject);
  });
}

const hello = {
  kind: "hello",
  capability: 3,
  version: "0",
  proof: "proof",
  instanceId: "i",
  bootId: "b",
  machineIdHash: "",
  maxLevel: 4,
  facts,
  calls: [],
  nowMs: Date.now(),
};
const nonce = { "x-ailx-machine": "m1", "x-ailx-nonce": "ab".repeat(16) };

/** Says hello; `answer` is what came after the challenge. */
async function greet(url: string) {
  const socket = new WebSocket(url, { headers: nonce } as never);
  const answer = Promise.withResolvers<string>();
  socket.onmessage = ({ data }) => {
    const { kind, code } = JSON.parse(String(data)) as { kind: string; code?: string };
    if (kind === "challenge") socket.send(JSON.stringify(hello));
    else answer.resolve(code === undefined ? kind : `${kind} ${code}`);
  };
  await new Promise((resolve) => (socket.onopen = resolve));
  return { socket, answer: answer.promise };
}

/** Comes in as an agent and reads nothing from then on. */
async function deafAgent(url: string): Promise<Socket> {
  const headers = {
    ...nonce,
    upgrade: "websocket",
    connection: "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  };
  const { socket } = await rawUpgrade(url.replace(/^ws/, "http"), headers);
  const text = Buffer.from(JSON.stringify(hello));
  // A masked text frame of up to 64 KiB; a mask of zeros leaves the bytes as they are.
  socket.write(Buffer.concat([Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 255, 0, 0, 0, 0]), text]));
  socket.pause();
  return socket;
}
