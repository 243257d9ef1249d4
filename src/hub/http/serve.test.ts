import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, type Serving } from "./serve.ts";
import { sockets } from "./sockets.ts";

const app = {
  fetch: async (_: Request, { local }: { local?: boolean }) => new Response(local === true ? "local" : "net"),
};
const listen = { host: "127.0.0.1", port: 0 };
const websocket = sockets({ agent: {}, output: {} });
const open: Serving[] = [];
const started = async (wish: Partial<Parameters<typeof serve>[0]> = {}) => {
  const serving = await serve({ app, listen, websocket, ...wish });
  open.push(serving);
  return serving;
};
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});
const directory = () => mkdtempSync(join(tmpdir(), "ailx-serve-"));
const refusal = (tried: Promise<unknown>): Promise<unknown> => tried.catch((error: unknown) => error);

describe("the hub's socket", () => {
  test("is for its owner only, and tells itself from the network", async () => {
    const { socketPath = "", url } = await started({ dataDir: directory() });
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(await (await fetch("http://hub/", { unix: socketPath })).text()).toBe("local");
    expect(await (await fetch(url)).text()).toBe("net");
  });

  test("takes the place of one that a killed hub left behind", async () => {
    const dataDir = directory();
    const left = Bun.spawnSync([
      process.execPath,
      "-e",
      `Bun.serve({ unix: ${JSON.stringify(join(dataDir, "hub.sock"))}, fetch: () => new Response() }); process.kill(process.pid, "SIGKILL")`,
    ]);
    expect([left.success, existsSync(join(dataDir, "hub.sock"))]).toEqual([false, true]);
    const { socketPath = "" } = await started({ dataDir });
    expect(await (await fetch("http://hub/", { unix: socketPath })).text()).toBe("local");
  });

  test("of a hub that runs is left alone", async () => {
    const dataDir = directory();
    const { socketPath = "" } = await started({ dataDir });
    expect(await refusal(started({ dataDir }))).toMatchObject({
      code: "conflict",
      detail: "Another hub uses this data directory.",
    });
    expect(await (await fetch("http://hub/", { unix: socketPath })).text()).toBe("local");
  });

  test("never replaces a file that is no socket", async () => {
    const dataDir = directory();
    writeFileSync(join(dataDir, "hub.sock"), "mine");
    expect(await refusal(started({ dataDir }))).toMatchObject({ code: "config_invalid" });
    expect(await Bun.file(join(dataDir, "hub.sock")).text()).toBe("mine");
  });

  test("is gone after the hub ended", async () => {
    const dataDir = directory();
    const { socketPath = "", close } = await serve({ app, listen, websocket, dataDir });
    await close();
    expect(existsSync(socketPath)).toBe(false);
  });
});

describe("a port", () => {
  test("that is taken is told with what to do", async () => {
    const { port } = await started();
    const error: unknown = await refusal(started({ listen: { host: "127.0.0.1", port } }));
    expect(error).toMatchObject({ code: "conflict", detail: `Port ${port} on 127.0.0.1 is taken.` });
  });

  test("on an address that this machine does not have is told", async () => {
    expect(await refusal(started({ listen: { host: "192.0.2.1", port: 0 } }))).toMatchObject({
      code: "config_invalid",
    });
  });
});
