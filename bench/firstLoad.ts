/** What the first look at each page costs on the line: the page and all that it pulls in, as Chromium fetches them. */
import { existsSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium, type Browser, type CDPSession } from "playwright-core";
import type { TaskView } from "../src/api/task.ts";
import { apiKey, exec, joinAgent, password, startHub, username, type Hub } from "./lib/hub.ts";
import type { Bench } from "./lib/kit.ts";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** After `load`, for what the page's own scripts ask for. A live stream never ends, so there is no better sign. */
const settleMs = 400;
const goalKiB = 120;

export const firstLoadBench: Bench = {
  name: "first-load",
  about:
    "bytes on the wire of each page with all its assets and an empty cache, beside the same bodies by brotli at its best",
  run: async (kit) => {
    const program = programs.map((name) => Bun.which(name)).find((path) => path !== null);
    if (program === undefined || !existsSync(program)) return kit.skip("ailx pages", "needs Chromium");
    const hub = await startHub(kit);
    const agent = await joinAgent(kit, hub, { name: "near" });
    await exec(hub, await apiKey(hub), agent.name, "df");
    const { items } = await hub.call<{ items: TaskView[] }>("GET", "/api/tasks");
    const browser = await chromium.launch({ executablePath: program, args: flags });
    kit.scratch.onEnd(() => browser.close());

    const cookie = await signIn(hub);
    for (const path of [
      "/login",
      "/",
      "/tasks",
      `/tasks/${items[0]?.id}`,
      "/machines",
      `/machines/${agent.id}`,
      "/machines/add",
    ]) {
      const load = await firstLoad(browser, { hub, path, ...(path === "/login" ? {} : { cookie }) });
      const name = path.replace(agent.id, ":id").replace(items[0]?.id ?? "", ":id");
      if (load.status !== 200) {
        kit.skip(`ailx ${name}`, `${name} answers ${load.status}`);
        continue;
      }
      const about = { metric: "first_load", unit: "KiB" };
      const ours = kit.figure({ ...about, n: load.requests, subject: `ailx ${name}` }, [load.wireBytes / 1024]);
      const floor = kit.figure({ ...about, n: load.requests, subject: "floor bodies by brotli" }, [
        load.bestBytes / 1024,
      ]);
      kit.row({ name: `first load of ${name}`, ours, floor, goal: { kind: "value", atMost: goalKiB } });
    }
  },
};

async function signIn({ url }: Hub): Promise<{ name: string; value: string }> {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const [pair = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  const at = pair.indexOf("=");
  if (!answer.ok || at < 0) throw new Error(`POST /api/auth/login answers ${answer.status} without a cookie`);
  return { name: pair.slice(0, at), value: pair.slice(at + 1) };
}

type Load = { status: number; requests: number; wireBytes: number; bestBytes: number };

/** A browser context of its own, so with nothing in its cache. */
async function firstLoad(
  browser: Browser,
  { hub, path, cookie }: { hub: Hub; path: string; cookie?: { name: string; value: string } },
): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  if (cookie) await context.addCookies([{ ...cookie, url: hub.url }]);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const counted = await count(devtools);
  const answer = await page.goto(`${hub.url}${path}`, { waitUntil: "load" });
  await Bun.sleep(settleMs);
  const bodies = await counted.bodies();
  await context.close();
  const landed = answer?.request().redirectedFrom() ? 303 : (answer?.status() ?? 0);
  const bestBytes = bodies.reduce((sum, body) => sum + best(body), 0);
  return {
    status: landed,
    requests: counted.wire.size,
    wireBytes: [...counted.wire.values()].reduce((sum, bytes) => sum + bytes, 0),
    bestBytes,
  };
}

/** Counts what each request brought over the line, heads included. */
async function count(devtools: CDPSession) {
  const wire = new Map<string, number>();
  const whole = new Set<string>();
  const add = (id: string, bytes: number): void => void wire.set(id, (wire.get(id) ?? 0) + bytes);
  devtools.on("Network.responseReceived", ({ requestId, response }) => add(requestId, response.encodedDataLength));
  devtools.on("Network.dataReceived", ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    whole.add(requestId);
    wire.set(requestId, encodedDataLength);
  });
  await devtools.send("Network.enable");
  return {
    wire,
    /** Of what has been loaded whole, unpacked. */
    bodies: async (): Promise<Buffer[]> => {
      const all: Buffer[] = [];
      for (const requestId of whole) {
        const { body, base64Encoded } = await devtools.send("Network.getResponseBody", { requestId });
        all.push(Buffer.from(body, base64Encoded ? "base64" : "utf8"));
      }
      return all;
    },
  };
}

/** Fonts and images are packed already; brotli then makes them no smaller. */
const best = (body: Buffer): number =>
  Math.min(
    body.length,
    brotliCompressSync(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }).length,
  );
