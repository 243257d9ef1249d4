/** A hub and agents of it as processes of their own, started from the executable that is measured. */
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";
import type { Kit } from "./kit.ts";
import { freePort } from "./port.ts";
import { stop, type Started } from "./scratch.ts";
import type { Certificate } from "./certificate.ts";
import { Gone, until } from "./until.ts";

export const username = "bench";
export const password = "only for this bench";

export type Hub = {
  url: string;
  port: number;
  dataDir: string;
  socket: string;
  process: Started;
  /** By the hub's own socket, as the local admin. Throws where the answer is an error. */
  call: <T>(method: "GET" | "POST", path: string, body?: object) => Promise<T>;
  /** PEM of the certificate that it shows; absent: it speaks plain HTTP. */
  ca?: string;
};

/** `admin`: the environment names the admin, so that there is an account; otherwise the hub starts as it did before. */
export function spawnHub(
  { ailx, scratch }: Pick<Kit, "ailx" | "scratch">,
  { dataDir, port, admin = true, tls }: { dataDir: string; port: number; admin?: boolean; tls?: Certificate },
): Started {
  const argv = [ailx, "hub", "--data", dataDir, "--listen", `127.0.0.1:${port}`, "--log-level", "error"];
  if (tls) argv.push("--tls-cert", tls.certFile, "--tls-key", tls.keyFile);
  return scratch.start(argv, { env: admin ? { ADMIN_USERNAME: username, ADMIN_PASSWORD: password } : {} });
}

export async function startHub(
  kit: Pick<Kit, "ailx" | "scratch">,
  {
    tls,
    again: { port, dataDir } = place(kit),
  }: {
    tls?: Certificate;
    /** A hub that was stopped: it starts where it was. */
    again?: Pick<Hub, "port" | "dataDir">;
  } = {},
): Promise<Hub> {
  const url = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
  const child = spawnHub(kit, { dataDir, port, ...(tls ? { tls } : {}) });
  await until("the hub's start", () => ready(url, child, tls?.pem));
  const socket = `${dataDir}/hub.sock`;
  const hub = { url, port, dataDir, socket, process: child, call: caller(socket) };
  return tls ? { ...hub, ca: tls.pem } : hub;
}

function place({ scratch }: Pick<Kit, "scratch">): Pick<Hub, "port" | "dataDir"> {
  const port = freePort();
  return { port, dataDir: scratch.path(`hub-${port}`) };
}

/** True at the first 200 of /healthz. */
export async function ready(url: string, child: Started, ca?: string): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Gone(`it ended with ${child.exitCode}: ${child.said()}`);
  const answer = await fetch(`${url}/healthz`, ca === undefined ? {} : { tls: { ca } });
  await answer.text();
  return answer.ok ? true : undefined;
}

function caller(socket: string): Hub["call"] {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://localhost${path}`, {
      method,
      unix: socket,
      headers: { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

/** A key for calls by TCP, as programs make them. */
export async function apiKey(hub: Hub): Promise<string> {
  const { secret } = await hub.call<{ secret: string }>("POST", "/api/keys", { label: "bench", role: "operator" });
  return secret;
}

export type Agent = { id: string; name: string; process: Started; start: (env?: Record<string, string>) => Started };

/** Joins a new agent and waits until it is online. `by`: another way to the hub than its own address. */
export async function joinAgent(
  kit: Pick<Kit, "ailx" | "scratch">,
  hub: Hub,
  {
    name,
    by = hub.url,
    env = {},
    maxLevel = 1,
    tags = [],
  }: { name: string; by?: string; env?: Record<string, string>; maxLevel?: 1 | 2 | 3 | 4; tags?: string[] },
): Promise<Agent> {
  const { secret } = await hub.call<{ secret: string }>("POST", "/api/tokens", { maxLevel, tags });
  const argv = [
    kit.ailx,
    "agent",
    "--hub",
    by,
    "--state",
    kit.scratch.path(name),
    "--name",
    name,
    "--max-level",
    String(maxLevel),
    "--log-level",
    "error",
  ];
  const first = kit.scratch.start([...argv, "--token", secret], { env });
  const { id } = await until(`${name}'s joining`, () => online(hub, name));
  return { id, name, process: first, start: (again = env) => kit.scratch.start(argv, { env: again }) };
}

export async function online(hub: Hub, name: string): Promise<MachineView | undefined> {
  const { items } = await hub.call<{ items: MachineView[] }>("GET", "/api/machines");
  return items.find((machine) => machine.name === name && machine.state === "online");
}

export async function endAgent(hub: Hub, agent: Pick<Agent, "name">, child: Started): Promise<void> {
  await stop(child);
  await until(`${agent.name}'s going`, async () => ((await online(hub, agent.name)) ? undefined : true));
}

/** One command by the API, as a program would: throws unless it succeeded. */
export async function exec({ url }: Pick<Hub, "url">, key: string, on: string, command = "true"): Promise<void> {
  const answer = await fetch(`${url}/api/exec`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ on, command, waitMs: 10_000 }),
  });
  const task = (await answer.json()) as TaskView;
  if (answer.status !== 200 || task.state !== "succeeded")
    throw new Error(`POST /api/exec answers ${answer.status}, ${JSON.stringify(task).slice(0, 300)}`);
}

/** The same by the hub's own socket, where nobody counts calls, and agreed to beforehand. */
export async function execLocally({ call }: Pick<Hub, "call">, on: string, command = "true"): Promise<void> {
  const asked = { on, command, waitMs: 60_000, approveUpTo: "high" };
  const task = await call<TaskView>("POST", "/api/exec", asked);
  if (task.state !== "succeeded") throw new Error(`POST /api/exec answers ${JSON.stringify(task).slice(0, 300)}`);
}
