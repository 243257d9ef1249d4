import { afterEach, describe, expect, test } from "bun:test";
import { openapi } from "../../api/openapi.ts";
import { makeMetrics } from "./metrics.ts";
import { operationRoutes, type Probe } from "./operations.ts";
import { permissions } from "./permissions.ts";
import { startWeb, type Web } from "./testing/web.ts";

let web: Web | undefined;
afterEach(async () => await web?.close());

async function start(probes: Record<string, Probe> = {}) {
  const metrics = makeMetrics({ version: "1.2.3" });
  const machines: Record<string, number> = { online: 2, offline: 1 };
  metrics.countBy(() => ({ machines, tasks: { running: 1 }, runs: { ok: 7 }, connections: { agent: 2, page: 1 } }));
  web = await startWeb({
    answered: metrics.answered,
    more: ({ http, db }) =>
      operationRoutes({
        http,
        metrics,
        probes: { writer: async () => void (await db.commit({ do: [] })), ...probes },
        openapi: () => openapi({ permissions, version: "1.2.3" }),
        doctor: async () => ({ version: "1.2.3", checks: [] }),
      }),
  });
  return { hub: web, machines };
}

describe("the hub", () => {
  test("says that it lives, and that it is ready", async () => {
    const { hub } = await start();
    expect(await (await hub.call("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await hub.call("/readyz")).json()).toEqual({ status: "ready" });
  });

  test("says what keeps it from being ready", async () => {
    const { hub } = await start({
      disk: () => {
        throw new Error("full");
      },
    });
    const answer = await hub.call("/readyz");
    expect([answer.status, (await answer.json()).detail]).toEqual([503, "Not ready: disk."]);
  });

  test("is not ready while something does not answer", async () => {
    const { hub } = await start({ slow: () => new Promise<void>(() => {}) });
    expect((await hub.call("/readyz")).status).toBe(503);
  });

  test("looks once for many who ask", async () => {
    let looked = 0;
    const { hub } = await start({ counted: () => void looked++ });
    await Promise.all(Array.from({ length: 20 }, () => hub.call("/readyz")));
    expect(looked).toBe(1);
  });

  test("gives its numbers to whoever has a key, of any role", async () => {
    const { hub, machines } = await start();
    expect((await hub.call("/metrics")).status).toBe(401);
    const { secret } = await (
      await hub.json("/api/keys", { label: "prometheus", role: "viewer" }, await hub.browser())
    ).json();
    const read = async () =>
      await (await hub.call("/metrics", { headers: { authorization: `Bearer ${secret}` } })).text();
    const text = await read();
    for (const line of [
      'ailx_machines{state="online"} 2',
      'ailx_runs{state="ok"} 7',
      'ailx_connections{kind="page"} 1',
      'ailx_info{version="1.2.3"} 1',
    ])
      expect(text).toContain(line);
    expect(text).toContain('ailx_http_requests_total{route="GET /metrics",status="401"} 1');
    expect(text).toContain("process_resident_memory_bytes");
    delete machines["offline"];
    expect(await read()).not.toContain('ailx_machines{state="offline"}');
  });

  test("describes its API to whoever signed in", async () => {
    const { hub } = await start();
    const document = await (await hub.call("/api/openapi.json", { headers: await hub.browser() })).json();
    expect(document.openapi).toBe("3.1.0");
  });
});
