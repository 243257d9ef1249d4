/** What of a running hub and agent can be reached from outside: ports, sockets, files, command lines. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { lab, type Lab } from "../support/program.ts";

const onLinux = test.if(process.platform === "linux");
let here: Lab;
beforeAll(async () => {
  here = await lab(["web-1"]);
}, 30_000);
afterAll(() => here.end());

/** Every TCP and UDP port that a process or one of its children has open for others, and its listening unix sockets. */
function listening(pid: number): { ports: number[]; sockets: string[] } {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode === undefined ? [] : [inode];
    }),
  );
  const rows = (file: string): string[][] =>
    existsSync(`/proc/${pid}/net/${file}`)
      ? readFileSync(`/proc/${pid}/net/${file}`, "utf8")
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.trim().split(/\s+/))
      : [];
  const open = [...rows("tcp"), ...rows("tcp6")].filter((row) => row[3] === "0A" && inodes.has(row[9] ?? ""));
  const bound = [...rows("udp"), ...rows("udp6")].filter((row) => inodes.has(row[9] ?? ""));
  const ports = [...open, ...bound].map((row) => Number.parseInt((row[1] ?? "").split(":")[1] ?? "", 16));
  const listens = 0x10000;
  const unix = rows("unix").filter(
    (row) => inodes.has(row[6] ?? "") && (Number.parseInt(row[3] ?? "", 16) & listens) !== 0,
  );
  return { ports, sockets: unix.map((row) => row[7] ?? "(unnamed)") };
}
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

describe("a running agent", () => {
  onLinux("listens on nothing, also while a command runs", async () => {
    const { id } = await here.exec("web-1", "/bin/sleep 1");
    expect(listening(here.agent("web-1").pid)).toEqual({ ports: [], sockets: [] });
    await here.ended(id);
    expect(listening(here.agent("web-1").pid)).toEqual({ ports: [], sockets: [] });
  });

  onLinux("keeps its key and journal from everybody else", () => {
    for (const name of readdirSync(join(here.dir, "web-1"), { recursive: true }).map(String)) {
      const found = lstatSync(join(here.dir, "web-1", name));
      expect([name, found.mode & 0o077]).toEqual([name, 0]);
    }
  });
});

describe("a running hub", () => {
  onLinux("listens on its one port and its own socket, and nowhere else", () => {
    const { ports, sockets } = listening(here.hub.pid);
    expect(ports).toEqual([Number(new URL(here.url).port)]);
    expect(sockets).toEqual([here.socket]);
  });

  onLinux("keeps everything in its data directory from everybody else", async () => {
    const { id } = await here.exec("web-1", "echo kept; true");
    await here.ended(id);
    const names = readdirSync(join(here.dir, "hub"), { recursive: true }).map(String);
    expect(names.filter((name) => name.endsWith(".out"))).not.toEqual([]);
    for (const name of ["", ...names]) {
      const found = lstatSync(join(here.dir, "hub", name));
      expect([name, found.mode & 0o077]).toEqual([name, 0]);
    }
  });

  onLinux("has no secret in the command lines that everybody can list", () => {
    const line = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, "utf8");
    for (const pid of [here.hub.pid, here.agent("web-1").pid])
      expect(line(pid)).not.toMatch(/ailx1\.|ailxs?_|correct horse|code=/);
  });

  test("answers a request that is no HTTP, half a request and 100 idle connections without harm", async () => {
    const port = Number(new URL(here.url).port);
    const open = Array.from({ length: 100 }, () => connect(port, "127.0.0.1").on("error", () => {}));
    open.forEach((socket, n) =>
      socket.write(
        n % 2 === 0 ? "\u0016\u0003\u0001\u0002\u0000" : "POST /api/tasks HTTP/1.1\r\nContent-Length: 9999999\r\n",
      ),
    );
    expect((await fetch(`${here.url}/healthz`)).status).toBe(200);
    const { id } = await here.exec("web-1", "/bin/true");
    expect((await here.ended(id)).state).toBe("succeeded");
    for (const socket of open) socket.destroy();
  });
});
