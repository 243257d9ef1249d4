/** The ways to a hub: through a proxy that wants a password, and by IPv6. */
import { afterEach, describe, expect, test } from "bun:test";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { startAgent } from "../src/agent/main.ts";
import type { MachineView } from "../src/api/machine.ts";
import { hubHere } from "./support/hub.ts";
import { agentHere, stillRuns } from "./support/peer.ts";
import { until } from "./support/program.ts";
import { startProxy } from "./support/proxy.ts";
import { testWhere } from "./support/skip.ts";
import { endAll, ends } from "./support/wire.ts";

afterEach(endAll);

describe("an agent behind a proxy", () => {
  test("joins and works through it", async () => {
    const [here, proxy] = [await hubHere(), await startProxy()];
    ends.push(here.close, proxy.close);
    const settings = {
      hubUrl: here.url,
      token: await here.token(),
      name: "behind",
      tags: [],
      maxLevel: 4 as const,
      stateDir: join(here.dir, "behind"),
      logLevel: "error" as const,
    };
    const running = await startAgent({ ...settings, proxies: { http: proxy.url, except: [] } });
    ends.push(running.close);
    await until("the machine to be online", async () =>
      (await here.ask<{ items: MachineView[] }>("/api/machines")).items.some(({ state }) => state === "online"),
    );
    expect(await stillRuns(here, "behind")).toBe("succeeded");
    const { host } = new URL(here.url);
    expect(proxy.asked).toEqual([`POST ${here.url}/api/agents/enrolment HTTP/1.1`, `CONNECT ${host} HTTP/1.1`]);
  });

  test("that wants a password says which proxy it was", async () => {
    const [here, proxy] = [await hubHere(), await startProxy()];
    ends.push(here.close, proxy.close);
    const joining = startAgent({
      hubUrl: here.url,
      token: await here.token(),
      tags: [],
      stateDir: join(here.dir, "denied"),
      logLevel: "error",
      proxies: { http: proxy.bare, except: [] },
    });
    const said = await joining.then(() => "joined", String);
    expect(said).toContain(`through the proxy ${proxy.bare}: status 407`);
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
const ipv6Test = testWhere(hasIpv6, "IPv6 on the loopback interface");

describe("a hub on IPv6", () => {
  ipv6Test("is joined, signed in to and worked with at its address in brackets", async () => {
    const here = await hubHere({ settings: { listen: { host: "::1", port: 0 } } });
    ends.push(here.close);
    expect(here.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    const running = await agentHere(here, "six");
    ends.push(running.close);
    expect(await stillRuns(here, "six")).toBe("succeeded");
    const { line } = await here.ask<{ line: string }>("/api/tokens", { maxLevel: 4 });
    expect(line).toContain(`'${here.url}/install.sh'`);
    const script = await (await here.call("/install.sh")).text();
    expect(script).toMatch(new RegExp(`hub='?${here.url.replaceAll(/[[\]]/g, "\\$&")}'?\n`));
    const foreign = await here.post("/api/tokens", {}, { ...here.boss, origin: "http://[::2]:1" });
    expect(foreign.status).toBe(403);
  });

  ipv6Test("that listens everywhere is reached by both families", async () => {
    const here = await hubHere({ settings: { listen: { host: "::", port: 0 }, insecureHttp: true } });
    ends.push(here.close);
    const { port } = new URL(here.url);
    for (const host of ["[::1]", "127.0.0.1"]) {
      const script = await (await fetch(`http://${host}:${port}/install.sh`)).text();
      expect(script).toContain(`http://${host}:${port}`);
    }
  });
});
