import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configsOf, settingsIn } from "./around/configs.ts";
import { filesWritten, sizeOf } from "./around/files.ts";
import { knock, usuallyHttp, wantsNoHttp } from "./around/knock.ts";
import { parseAround } from "./around/systemd.ts";
import { serviceExplain } from "./explain.ts";
import { testWhere } from "../../../test/support/skip.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const never = new AbortController().signal;
const portOf = (server: Server): number => {
  const found = server.address();
  return typeof found === "object" && found !== null ? found.port : 0;
};
const listen = async (greet: string | undefined): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (greet !== undefined) socket.end(greet);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
};

describe("a knock at a port", () => {
  const servers: Server[] = [];
  let web = 0;
  let greeting = 0;
  let mute = 0;
  beforeAll(async () => {
    for (const greet of ["HTTP/1.1 404 Not Found\r\n\r\n", "SSH-2.0-test\r\n", undefined])
      servers.push(await listen(greet));
    [web = 0, greeting = 0, mute = 0] = servers.map(portOf);
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const at = async (port: number, signal = never) => await knock({ address: "127.0.0.1", port }, signal);

  test("tells an answer of HTTP with its status, whatever it is", async () => {
    expect(await at(web)).toMatchObject({ answer: "http", status: 404 });
  });
  test("tells that somebody talks who does not speak HTTP", async () => {
    expect(await at(greeting)).toMatchObject({ answer: "talks" });
  });
  test("tells that nobody says anything, at the latest when the call is given up", async () => {
    expect(await at(mute, AbortSignal.timeout(200))).toMatchObject({ answer: "silent" });
  });
  test("tells that nobody listens", async () => {
    const gone = await listen(undefined);
    const port = portOf(gone);
    await new Promise((done) => gone.close(done));
    expect(await at(port)).toMatchObject({ answer: "refused" });
  });
  test("is not tried at databases, mail and printers, and unasked only where HTTP is usual", () => {
    expect([9_100, 5_432, 25, 22, 53].map(wantsNoHttp)).toEqual([true, true, true, true, true]);
    expect([80, 443, 8_081, 5_432, 4_711].map(usuallyHttp)).toEqual([true, true, true, false, false]);
  });
});

describe("the files that a process writes", () => {
  onLinux("are those it has open for writing, as they grow, without those it reads", () => {
    const dir = mkdtempSync(join(tmpdir(), "explain-"));
    const log = join(dir, "app.log");
    const out = openSync(log, "a");
    const own = openSync(import.meta.path, "r");
    try {
      const found = filesWritten([process.pid]);
      expect([found.get(log), found.has(import.meta.path)]).toEqual([0, false]);
      appendFileSync(log, "four");
      expect(sizeOf(log)).toBe(statSync(log).size);
    } finally {
      closeSync(out);
      closeSync(own);
      rmSync(dir, { recursive: true });
    }
  });
});

describe("the settings of a service", () => {
  test("are the lines that say how much, how loud and where, with their number and text", () => {
    const text = "# limit = 3\nlog_level = trace\n  workers: 4\nworker_connections 768;\nname = shop\n";
    expect(settingsIn(text)).toEqual([
      { line: 2, name: "log_level", value: "trace", text: "log_level = trace" },
      { line: 3, name: "workers", value: "4", text: "workers: 4" },
    ]);
  });
  test("hold nothing that could be a secret", () => {
    const lines = ["max_password = x", "log_token: y", "cache_url = redis://a:b@c", "limit_key = z", "port_auth = q"];
    expect(settingsIn(lines.join("\n"))).toEqual([]);
  });
  test("are not read where a path is private", () => {
    expect(configsOf({ service: "none-such", starts: "/usr/bin/x --config /etc/shadow" })).toEqual([]);
  });
});

describe("a unit of systemd", () => {
  test("is read from its properties", () => {
    const block =
      "Id=shop.service\nLoadState=loaded\nActiveState=active\nMainPID=12\nUser=demo\nGroup=\nFragmentPath=\nExecStart={ path=/x ; argv[]=/x }";
    expect(parseAround(block)).toMatchObject({
      service: "shop",
      active: true,
      mainPid: 12,
      user: "demo",
      group: "",
      unitChangedAtMs: null,
    });
  });
  test("without a file is none", () => {
    expect(parseAround("Id=gone.service\nLoadState=not-found\nActiveState=inactive\nMainPID=0")).toBeUndefined();
  });
});

test("the tool looks into one service or all, and refuses a name that is none", () => {
  const valid = (input: object): boolean => serviceExplain.input().safeParse(input).success;
  expect([valid({}), valid({ service: "nginx" }), valid({ service: "-x" }), valid({ other: 1 })]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(serviceExplain.access).toBe("read");
});
