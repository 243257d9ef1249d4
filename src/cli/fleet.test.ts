import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MachineView } from "../api/machine.ts";
import { version } from "../lib/version.ts";
import { apiDouble, cli, taskView, type Double, type Handler } from "./testing/double.ts";

let double: Double | undefined;
afterEach(() => double?.stop());

function hub(routes: Record<string, Handler>) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-fleet-"));
  chmodSync(dir, 0o700);
  const made = apiDouble(dir, routes);
  double = made;
  return { ...made, run: (...words: string[]) => cli([...words, "--data", dir], { home: dir }) };
}

const machine = (over: Partial<MachineView>): MachineView => ({
  id: "m1",
  name: "web-1",
  aliases: [],
  tags: ["web", "eu"],
  state: "online",
  agentVersion: version,
  maxLevel: 3,
  joinedAt: "2026-11-01T00:00:00.000Z",
  lastSeenAt: new Date(Date.now() - 7_200_000).toISOString(),
  facts: {
    hostname: "web-1",
    platform: "linux",
    osId: "debian",
    osVersion: "12",
    osName: "Debian GNU/Linux 12 (bookworm)",
    arch: "x64",
    kernel: "6.1",
    kind: "vm",
    init: "systemd",
    packageManager: "apt",
    cpus: 2,
    memoryBytes: 4e9,
    addresses: [],
    macs: [],
    bootedAtMs: 0,
    services: [],
    programs: [],
    containers: [],
  },
  sample: {
    atMs: 0,
    cpuRatio: 0.123,
    load1: 0,
    memoryTotalBytes: 100,
    memoryUsedBytes: 42,
    swapTotalBytes: 0,
    swapUsedBytes: 0,
    disks: [],
  },
  ...over,
});

describe("machines", () => {
  test("are a table, with numbers only of those that are there", async () => {
    const { run } = hub({
      "GET /api/machines": () =>
        Response.json({
          items: [machine({}), machine({ name: "db", state: "offline", stateReason: "silent for too long", tags: [] })],
        }),
    });
    const { status, out } = await run("machines");
    expect(status).toBe(0);
    expect(out).toBe(
      [
        "NAME   STATE    CPU  MEM  DISK  OS         LEVEL  TAGS    SEEN",
        "web-1  online   12%  42%        debian 12  3      web,eu",
        "db     offline                  debian 12  3              2 h ago, silent for too long",
        "",
      ].join("\n"),
    );
  });

  test("are asked for by an expression", async () => {
    let asked = "";
    const { run } = hub({
      "GET /api/machines": (request) => {
        asked = new URL(request.url).search;
        return Response.json({ items: [] });
      },
    });
    expect(await run("machines", "tag:web and cpu>80")).toMatchObject({ status: 0, out: "No machine matches.\n" });
    expect(new URLSearchParams(asked).get("expr")).toBe("tag:web and cpu>80");
  });
});

describe("token create", () => {
  const token = {
    id: "0198c0de-0000-7000-8000-0000004f09c2",
    label: "",
    createdAt: "",
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    uses: 30,
    used: 0,
    tags: ["web"],
    maxLevel: 3,
    state: "open",
  };

  test("prints the line alone on standard output", async () => {
    const { run, asked } = hub({
      "POST /api/tokens": () =>
        Response.json(
          { token, secret: "ailx1.x", line: "curl … | sudo sh -s -- --token ailx1.x", loopbackOnly: false },
          { status: 201 },
        ),
    });
    const { status, out, err } = await run(
      "token",
      "create",
      "--uses",
      "30",
      "--valid",
      "7d",
      "--tag",
      "web",
      "--tag",
      "eu",
      "--level",
      "3",
    );
    expect([status, out]).toEqual([0, "curl … | sudo sh -s -- --token ailx1.x\n"]);
    expect(err).toBe("For 30 machines, ends in 24 h, permits level 3 at most. It is shown this once.\n");
    expect(asked[0]?.body).toEqual({ uses: 30, validMs: 604_800_000, tags: ["web", "eu"], maxLevel: 3 });
  });

  test("says what is missing while only this computer reaches the hub", async () => {
    const { run } = hub({
      "POST /api/tokens": () =>
        Response.json(
          { token, secret: "ailx1.x", line: "", loopbackOnly: true, hint: "Start it with --listen." },
          { status: 201 },
        ),
    });
    expect(await run("token", "create")).toMatchObject({
      status: 0,
      out: "ailx1.x\n",
      err: expect.stringContaining("Start it with --listen."),
    });
  });
});

describe("tasks", () => {
  test("are a table with short ids", async () => {
    const task = {
      ...taskView({ kind: "ask", request: "restart nginx" }),
      headline: "Restarted on 3 machines.",
      machines: 3,
    };
    const { run } = hub({ "GET /api/tasks": () => Response.json({ items: [task] }) });
    const { out } = await run("tasks", "--state", "succeeded");
    expect(out.split("\n")[1]).toMatch(
      /^4f09c2 {2}.+ {2}succeeded {2}anna {2}restart nginx {2}Restarted on 3 machines\.$/,
    );
  });
});

describe("doctor", () => {
  const me = { id: "p1", name: "anna", role: "admin" };
  const healthy: Record<string, Handler> = {
    "GET /healthz": () => Response.json({ status: "ok" }),
    "GET /api/auth/me": () => Response.json(me),
    "GET /api/doctor": () => Response.json({ version, checks: [{ what: "database", state: "ok", found: "answers" }] }),
    "GET /api/machines": () => Response.json({ items: [machine({})] }),
  };

  test("is content with a sound installation and shows where settings come from", async () => {
    const { run, dir } = hub(healthy);
    const { status, out } = await run("doctor");
    expect([status, /^(warn|fail)/m.test(out)]).toEqual([0, false]);
    expect(out).toMatch(/listen +127\.0\.0\.1:2459 {2}default/);
    for (const what of [
      `Data directory: ${dir} is writable`,
      "Hub: answers at",
      "Clock: the same",
      "Sign-in: anna, admin",
      "Database: answers",
      "Machines: all 1 online",
    ])
      expect(out).toContain(what);
  });

  test("names what is wrong and what to do, and fails where it must not stay", async () => {
    const twice = machine({ name: "db", state: "quarantined" });
    const { run } = hub({
      ...healthy,
      "GET /api/machines": () => Response.json({ items: [machine({ state: "offline" }), twice] }),
    });
    const { status, out } = await run("doctor");
    expect(status).toBe(1);
    expect(out).toContain(
      "warn  Machines: 0 of 2 online; away: web-1\n      On such a machine: systemctl status ailx-agent",
    );
    expect(out).toContain("fail  Quarantine: db");
  });

  test("sees clocks that are apart", async () => {
    const late = () => new Response("{}", { headers: { date: new Date(Date.now() - 60_000).toUTCString() } });
    const { run } = hub({ ...healthy, "GET /healthz": late });
    const { status, out } = await run("doctor");
    expect([status, out.includes("warn  Clock: ")]).toEqual([0, true]);
  });

  test("fails where there is no hub, and still shows the settings", async () => {
    const home = mkdtempSync(join(tmpdir(), "ailx-doctor-"));
    const { status, out } = await cli(["doctor"], { home, env: { AILX_LISTEN: "127.0.0.1:9" } });
    expect(status).toBe(1);
    expect(out).toMatch(/listen +127\.0\.0\.1:9 {2}AILX_LISTEN/);
    expect(out).toContain("`ailx up` starts one here");
  });

  test("tells a setting that is wrong", async () => {
    const home = mkdtempSync(join(tmpdir(), "ailx-doctor-"));
    writeFileSync(join(home, "password"), "x");
    const { out } = await cli(["doctor"], { home, env: { ADMIN_PASSWORD_FILE: join(home, "password") } });
    expect(out).toContain("fail  Settings: ADMIN_USERNAME and ADMIN_PASSWORD belong together.");
  });

  test("keeps secrets to itself", async () => {
    const home = mkdtempSync(join(tmpdir(), "ailx-doctor-"));
    for (const words of [["doctor"], ["doctor", "--json"]]) {
      const { out } = await cli(words, { home, env: { ADMIN_USERNAME: "root", ADMIN_PASSWORD: "hunter2" } });
      expect([out.includes("(hidden)"), out.includes("hunter2")]).toEqual([true, false]);
    }
  });
});
