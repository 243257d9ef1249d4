/** How soon a hub answers and an agent is connected, from the moment their process is started. */
import { dialled } from "./lib/dialled.ts";
import { endAgent, joinAgent, online, ready, spawnHub, startHub } from "./lib/hub.ts";
import { interleave, type Run } from "./lib/interleave.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { freePort } from "./lib/port.ts";
import { stop } from "./lib/scratch.ts";
import { until } from "./lib/until.ts";

const everyMs = 1;

export const startBench: Bench = {
  name: "start",
  about:
    "hub: process start to the first 200 of /healthz; agent: process start to online; beside bare programs that only listen, only dial",
  run: async (kit) => {
    const bare = await kit.bare();
    const hubs = await interleave({
      rounds: 15,
      subjects: { again: hubAgain(kit), named: hubNamed(kit), fresh: hubFresh(kit), bare: bareServer(kit, bare) },
    });
    const about = { n: 1, metric: "start_to_ready", unit: "ms" };
    const floor = kit.figure({ ...about, subject: "floor bare server" }, hubs.bare);
    const goal = { kind: "value", atMost: 150 } as const;
    kit.row({ name: "hub ready", ours: kit.figure({ ...about, subject: "ailx hub" }, hubs.again), floor, goal });
    kit.row({
      name: "hub ready, first start of all",
      ours: kit.figure({ ...about, subject: "ailx hub, first start" }, hubs.fresh),
      floor,
      goal,
    });
    kit.row({
      name: "hub ready, admin named in its environment",
      ours: kit.figure({ ...about, subject: "ailx hub, named admin" }, hubs.named),
      floor,
      goal,
    });

    const agents = await interleave({
      rounds: 15,
      subjects: { ours: await agentAgain(kit), bare: bareDialler(kit, bare) },
    });
    const connected = { n: 1, metric: "start_to_online", unit: "ms" };
    const ours = kit.figure({ ...connected, subject: "ailx agent" }, agents.ours);
    const dialler = kit.figure({ ...connected, subject: "floor bare dialler" }, agents.bare);
    kit.row({ name: "agent connected", ours, floor: dialler, goal: { kind: "value", atMost: 100 } });
  },
};

/** The usual start: the data of an earlier run is there, an account in it. */
function hubAgain(kit: Kit): Run {
  const dataDir = kit.scratch.path("again");
  let made = false;
  return async () => {
    if (!made) await hubStart(kit, { dataDir, admin: true });
    made = true;
    return await hubStart(kit, { dataDir, admin: false });
  };
}

/** The same with ADMIN_USERNAME and ADMIN_PASSWORD: the password is compared with the stored hash at every start. */
function hubNamed(kit: Kit): Run {
  const dataDir = kit.scratch.path("named");
  return () => hubStart(kit, { dataDir, admin: true });
}

/** The first start of all: database and keys are made; a person makes the account afterwards. */
function hubFresh(kit: Kit): Run {
  let count = 0;
  return () => hubStart(kit, { dataDir: kit.scratch.path(`fresh-${count++}`), admin: false });
}

async function hubStart(kit: Kit, { dataDir, admin }: { dataDir: string; admin: boolean }): Promise<number> {
  const port = freePort();
  const startedAtMs = performance.now();
  const child = spawnHub(kit, { dataDir, port, admin });
  await until("the hub's start", () => ready(`http://127.0.0.1:${port}`, child), { everyMs });
  const tookMs = performance.now() - startedAtMs;
  await stop(child);
  return tookMs;
}

function bareServer({ scratch }: Kit, bare: string): Run {
  return async () => {
    const port = freePort();
    const startedAtMs = performance.now();
    const child = scratch.start([bare, "serve", String(port)]);
    await until("the bare server's start", () => ready(`http://127.0.0.1:${port}`, child), { everyMs });
    const tookMs = performance.now() - startedAtMs;
    await stop(child);
    return tookMs;
  };
}

/** A machine that has joined before: its agent starts and is online. */
async function agentAgain(kit: Kit): Promise<Run> {
  const hub = await startHub(kit);
  const agent = await joinAgent(kit, hub, { name: "near" });
  await endAgent(hub, agent, agent.process);
  return async () => {
    const startedAtMs = performance.now();
    const child = agent.start();
    await until("the agent's connection", () => online(hub, agent.name), { everyMs });
    const tookMs = performance.now() - startedAtMs;
    await endAgent(hub, agent, child);
    return tookMs;
  };
}

/** A program that opens one WebSocket, until the server sees it open. */
function bareDialler(kit: Kit, bare: string): Run {
  let opened = (): void => {};
  const address = dialled(kit, () => opened());
  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    opened = resolve;
    const startedAtMs = performance.now();
    const child = kit.scratch.start([bare, "dial", address]);
    await promise;
    const tookMs = performance.now() - startedAtMs;
    await stop(child);
    return tookMs;
  };
}
