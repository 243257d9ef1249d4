/** Names, numbers and lists that a hostile machine makes up: text on pages, never markup, path, command or key. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";
import type { Facts } from "../../src/domain/machine.ts";
import { facts } from "../support/counting.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { connectAs, dial, done, joinHub, type Peer } from "../support/peer.ts";

const bad = `"><script>alert(1)</script><img src=x onerror=alert(2)>\u001b]52;c;ZXZpbA==\u0007\u001b[2K\u202e$(touch /tmp/ailx-pwned)\`id\`;../../../etc/x`;
const hostile: Facts = {
  ...facts,
  hostname: bad,
  osId: bad,
  osName: bad,
  osVersion: bad,
  arch: bad,
  kernel: bad,
  init: bad,
  packageManager: bad,
  addresses: Array.from({ length: 64 }, () => bad),
  macs: [bad],
  services: [
    bad,
    "__proto__",
    "constructor",
    "-rf",
    "a b",
    "'; rm -rf / #",
    ...Array.from({ length: 1_900 }, (_, n) => `${"s".repeat(240)}${n}`),
  ],
  programs: [bad],
  containers: Array.from({ length: 1_000 }, (_, n) => `<b>${n}</b>`),
  memoryBytes: Number.MAX_VALUE,
  cpus: 65_536,
};

let hub: HubHere;
let peer: Peer;
let machine: MachineView | undefined;
beforeAll(async () => {
  hub = await hubHere();
  peer = await connectAs(hub, await joinHub(hub, "../../evil <b>", hostile), { version: bad.slice(0, 64) });
  peer.on((frame) => {
    if (frame.kind === "ping") peer.say({ kind: "pong" });
    if (frame.kind !== "call") return;
    const { tool } = JSON.parse(frame.payload) as { tool: string };
    peer.say({ kind: "accepted", id: frame.id });
    peer.say(
      done(
        frame.id,
        tool === "shell.run"
          ? {}
          : { outcome: "failed", output: { x: bad }, error: { code: bad.slice(0, 60), detail: bad, hint: bad } },
      ),
    );
  });
  [machine] = (await hub.ask<{ items: MachineView[] }>("/api/machines")).items;
});
afterAll(async () => {
  peer.close();
  await hub.close();
});

const page = async (path: string): Promise<{ status: number; html: string }> => {
  const answer = await hub.call(path, { headers: { cookie: hub.boss.cookie } });
  return { status: answer.status, html: await answer.text() };
};
function expectInert(html: string): void {
  expect(html).not.toMatch(/<script>alert|<img src=x|<b>\d|onerror=alert\(2\)>/);
  // oxlint-disable-next-line no-control-regex
  expect(html).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
}

describe("a hostile machine", () => {
  test("gets a harmless name", () => {
    expect(machine?.name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/);
  });

  const views = ["", "/services", "/ports", "/processes", "/containers", "/tasks"];
  test.each(["/", "/machines", "/machines?q=online", "/tasks", ...views.map((view) => `/machines/:id${view}`)])(
    "shows as text on %s",
    async (path) => {
      const { status, html } = await page(path.replace(":id", machine?.id ?? ""));
      expect(status).toBe(200);
      expectInert(html);
    },
  );

  test("shows as text on live pages too", async () => {
    for (const view of ["home", "machines", `machine:${machine?.id}`]) {
      const stop = new AbortController();
      const answer = await hub.call(`/events?view=${view}`, { headers: hub.boss, signal: stop.signal });
      const first = await answer.body?.getReader().read();
      expectInert(new TextDecoder().decode(first?.value));
      stop.abort();
    }
  });

  test("that answers tools with nonsense fails them in words, and its words are text", async () => {
    for (const [tool, input] of [
      ["service.list", {}],
      ["process.list", {}],
      ["system.info", {}],
      ["system.disk", {}],
      ["network.ports", {}],
      ["container.list", {}],
    ] as const) {
      const task = await hub.ask<TaskView>(`/api/tools/${tool}`, { on: machine?.name, input, waitMs: 3_000 });
      expect(task.state).toBe("failed");
      expectInert((await page(`/tasks/${task.id}`)).html);
    }
  });

  test("makes no request for disk usage fail for others, and nothing it said became a file", async () => {
    const task = await hub.ask<TaskView>("/api/tasks", { request: "show disk usage on all machines" });
    expectInert((await page(`/tasks/${(await hub.ended(task.id)).id}`)).html);
    expect(existsSync("/tmp/ailx-pwned")).toBe(false);
    const names = readdirSync(hub.dir, { recursive: true }).map(String);
    expect(names.filter((name) => /script|evil|pwned|\.\./.test(name))).toEqual([]);
  });

  test("cannot come in with facts that are too many or too long", async () => {
    for (const more of [
      { services: Array.from({ length: 10_000 }, (_, n) => `s${n}`) },
      { hostname: "x".repeat(257) },
      { cpus: 1e9 },
      { platform: "plan9" },
      { services: "nginx" },
    ]) {
      const who = await joinHub(hub, `many-${JSON.stringify(more).length}`);
      const other = await dial(hub, { ...who, facts: { ...facts, ...more } as Facts });
      expect((await other.next("bye")).code).toBe("protocol");
    }
  });
});

describe("the installer", () => {
  const raw = (lines: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(hub.url);
      let said = "";
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`),
      );
      socket.on("data", (bytes) => void (said += bytes.toString())).on("end", () => resolve(said));
      socket.on("error", reject);
      setTimeout(() => resolve(said), 2_000);
    });
  const hosts = [
    "evil.example",
    "a';touch /tmp/ailx-pwned;'",
    "$(touch /tmp/ailx-pwned)",
    "`id`",
    "127.0.0.1:1;id",
    '"',
    "@VERSION@",
    "x".repeat(5_000),
    "[::1]'",
  ];
  test.each(hosts)("asked for under the host %p names this hub alone, and is still a script", async (host) => {
    const said = await raw(["GET /install.sh HTTP/1.1", `Host: ${host}`, "X-Forwarded-Host: evil.example"]);
    if (!said.startsWith("HTTP/1.1 200")) return expect(said).toMatch(/^(HTTP\/1\.1 4\d\d|$)/);
    const script = said.slice(said.indexOf("\r\n\r\n") + 4);
    expect(script).not.toContain("evil.example");
    expect(script).not.toContain("pwned");
    const line = script
      .split("\n")
      .find((each) => each.trim().startsWith("hub="))
      ?.trim();
    expect(line).toMatch(/^hub='?http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+'?$/);
    const parsed = Bun.spawnSync(["sh", "-n"], {
      stdin: new TextEncoder().encode(script.replaceAll(/^[0-9a-f]+\r\n/gm, "")),
    });
    expect(parsed.exitCode).toBe(0);
    expect(existsSync(join("/tmp", "ailx-pwned"))).toBe(false);
  });
});
