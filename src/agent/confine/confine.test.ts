/** With the rating forced wrong: what is held can do nothing of what a low step must not, by each kind of sandbox that is here. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as fs from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testWhere } from "../../../test/support/skip.ts";
import type { Confinement } from "../../domain/risk.ts";
import { stopAhead } from "../calls/ahead.ts";
import type { Confining } from "./confining.ts";
import { makeConfiner, type Hold } from "./confiner.ts";
import type { Kind } from "./setups.ts";
import { run } from "./testing/run.ts";

const isRoot = process.geteuid?.() === 0;
const confiner = await makeConfiner({
  hide: [],
  runDir: "/run/ailx-test",
  ...(process.env["AILX_BWRAP"] === undefined ? {} : { bubblewrap: process.env["AILX_BWRAP"] }),
});
const setupOf = (kind: Kind) => confiner.setups.find((setup) => setup.kind === kind);
const held = confiner.setups.length > 0;
const testHeld = testWhere(held, "Linux with seccomp, and Landlock or read-only mounts");
const kinds: readonly Kind[] = ["landlock", "mounts", "bubblewrap"];
const needs: Record<Kind, string> = {
  landlock: "a kernel with Landlock",
  mounts: "root",
  bubblewrap: "no root, and bubblewrap at /usr/bin/bwrap or named in AILX_BWRAP",
};

/** Open to the user that attacks, so that only what holds it stands in between. */
const dir = fs.mkdtempSync(join(tmpdir(), "ailx-confine-"));
const attackFile = join(dir, "attacks.ts");
let victim: Bun.Subprocess | undefined;
let seen: string[] = [];
let servers: Server[] = [];
let targets: Record<string, unknown> = {};
const stops: (() => void)[] = [];
let fifo = -1;

const who = confiner.ordinary() ? (setupOf("landlock") ?? confiner.setups[0])?.confining.user : undefined;
const own = { uid: who?.uid ?? process.getuid?.() ?? 0, gid: who?.gid ?? process.getgid?.() ?? 0 };
const files = ["file", "cut", "renamed", "deleted"];

beforeAll(async () => {
  if (!held) return;
  fs.chmodSync(dir, 0o777);
  fs.copyFileSync(join(import.meta.dir, "testing/attacks.ts"), attackFile);
  fs.chmodSync(attackFile, 0o644);
  Bun.spawnSync(["mkfifo", "-m", "666", join(dir, "fifo")]);
  fifo = fs.openSync(join(dir, "fifo"), fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
  const abstract = `ailx-test-${crypto.randomUUID()}`;
  servers = [join(dir, "daemon.sock"), `\0${abstract}`].map((path) =>
    createServer((socket) => {
      seen.push("unix");
      socket.resume();
      socket.on("error", () => {});
    }).listen(path),
  );
  await Bun.sleep(20);
  fs.chmodSync(join(dir, "daemon.sock"), 0o777);
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      open: () => {
        seen.push("tcp");
      },
      data: () => {},
    },
  });
  const udp = await Bun.udpSocket({
    hostname: "127.0.0.1",
    socket: {
      data: () => {
        seen.push("udp");
      },
    },
  });
  stops.push(
    () => listener.stop(true),
    () => udp.close(),
  );
  targets = { dir, tcp: listener.port, udp: udp.port, abstract };
});
afterAll(() => {
  stopAhead();
  victim?.kill("SIGKILL");
  for (const stop of stops) stop();
  for (const server of servers) server.close();
  if (fifo >= 0) fs.closeSync(fifo);
  fs.rmSync(dir, { recursive: true, force: true });
});

/** All that it could do, and what is different afterwards. */
async function attack(
  hold: Hold | undefined,
): Promise<{ tried: string[]; done: string[]; changed: string[]; reached: string[] }> {
  for (const name of files) {
    fs.rmSync(join(dir, name), { force: true });
    fs.writeFileSync(join(dir, name), "precious", { mode: 0o666 });
    fs.chownSync(join(dir, name), own.uid, own.gid);
    fs.utimesSync(join(dir, name), 1_000, 1_000);
  }
  seen = [];
  victim = await startVictim();
  const before = look();
  const { stdout, stderr } = await run(
    [process.execPath, attackFile, JSON.stringify({ ...targets, victim: victim.pid })],
    hold,
  );
  await Bun.sleep(50);
  const found = JSON.parse(stdout || `{"tried":[],"done":["nothing: ${stderr.slice(0, 300)}"]}`) as {
    tried: string[];
    done: string[];
  };
  const after = look();
  victim.kill("SIGKILL");
  return {
    ...found,
    changed: [...new Set([...before, ...after])].filter((each) => before.has(each) !== after.has(each)),
    reached: [...new Set(seen)],
  };
}

/** A process of the same user; it ends at a signal that it is sent. */
async function startVictim(): Promise<Bun.Subprocess> {
  const line = "trap 'exit 3' USR1; echo ready; while :; do sleep 0.05; done";
  const argv = confiner.ordinary()?.argv(["/bin/sh", "-c", line], { doors: [] }) ?? ["/bin/sh", "-c", line];
  const child = Bun.spawn(argv, { cwd: "/", env: { PATH: "/usr/bin:/bin" }, stdin: "ignore", stdout: "pipe" });
  await child.stdout.getReader().read();
  return child;
}

function look(): Set<string> {
  const entries = fs.readdirSync(dir).map((name) => {
    const stat = fs.lstatSync(join(dir, name));
    const content = stat.isFile() ? fs.readFileSync(join(dir, name), "utf8") : "";
    return `${name} ${stat.mode} ${stat.uid} ${stat.mtimeMs} ${stat.nlink} ${Bun.hash(content)}`;
  });
  return new Set([...entries, `victim ${victim?.exitCode ?? "lives"}`]);
}

describe("an attack that nothing holds", () => {
  testHeld("succeeds, so that the tests below mean something", async () => {
    const { done } = await attack(confiner.ordinary());
    for (const name of ["writes a file", "deletes a file", "changes a mode", "changes times", "makes a symbolic link"])
      expect(done).toContain(name);
    for (const name of [
      "writes into a daemon's pipe",
      "connects to a daemon's socket",
      "connects to an abstract socket",
    ])
      expect(done).toContain(name);
    for (const name of ["connects by TCP", "sends by UDP", "serves others", "slows another process", "adds a key"])
      expect(done).toContain(name);
    for (const name of ["writes into another process's settings", "signals another process", "traces another process"])
      expect(done).toContain(name);
  });
});

describe.each(kinds.map((kind) => [kind] as const))("a command held by %s", (kind) => {
  const setup = setupOf(kind);
  const testKind = testWhere(setup !== undefined, needs[kind]);
  const hold = (profile: Confinement, readsAll = false): Hold => {
    const made = setup && confiner.confined(profile, { readsAll, setup });
    if (!made) throw new Error(`${kind} is not here`);
    return made;
  };
  /** Named as a gap of this kind: what rights allow to be written into a pipe that is there. */
  const gaps = kind === "landlock" ? [] : ["writes into a daemon's pipe"];

  const ways = (isRoot && kind !== "bubblewrap" ? [false, true] : [false]).flatMap((readsAll) =>
    (kind === "bubblewrap" ? [false] : [false, true]).map((waits) => ({ readsAll, waits })),
  );
  const wayOf = ({ readsAll, waits }: { readsAll: boolean; waits: boolean }): string =>
    `${readsAll ? ", also where it reads what only root may" : ""}${waits ? ", by a helper that waited" : ""}`;
  for (const way of ways)
    testKind(`to local does nothing at all${wayOf(way)}`, async () => {
      const made = hold("local", way.readsAll);
      expect(made.ahead !== undefined).toBe(kind !== "bubblewrap");
      const { tried, done, changed, reached } = await attack(way.waits ? made : { ...made, ahead: undefined });
      expect(tried.length).toBeGreaterThan(45);
      expect(done).toEqual(gaps);
      expect({ changed: changed.filter((each) => !each.startsWith("fifo ")), reached }).toEqual({
        changed: [],
        reached: [],
      });
    });

  testKind("to network-read connects out, and does nothing else", async () => {
    const { done, changed, reached } = await attack(hold("network-read"));
    expect(done).toEqual([...gaps, "connects by TCP", "sends by UDP"]);
    expect(changed.filter((each) => !each.startsWith("fifo "))).toEqual([]);
    expect(reached.toSorted()).toEqual(["tcp", "udp"]);
  });

  testKind("reads, counts, pipes, and ends with its own status", async () => {
    fs.writeFileSync(join(dir, "read"), "precious");
    const line = `cat ${dir}/read | wc -c; cat <<X\nhere\nX\necho a >/dev/null; (echo b) 2>&1 | cat; [[ $(id -u) != 0 ]] && echo nobody; exit 7`;
    const { stdout, stderr, exitCode } = await run(["bash", "--noprofile", "--norc", "-c", line], hold("local"));
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "8\nhere\nb\nnobody\n", stderr: "", exitCode: 7 });
  });

  testKind("says by what it was held, and what that does not stop", async () => {
    const { heldBy } = await run(["true"], hold("network-read"));
    expect(heldBy).toMatchObject({ profile: "network-read", by: expect.arrayContaining(["seccomp"]) });
    expect(heldBy?.gaps).toContain("services that answer on TCP or UDP can be reached, also this machine's own");
    if (gaps.length > 0) expect(heldBy?.gaps.join()).toContain("named pipe");
  });
});

describe("a held command", () => {
  const hold = (): Hold | undefined => confiner.confined("local", { readsAll: false });

  testHeld("finds nothing in its environment that its helper would have loaded", async () => {
    const env = {
      LD_PRELOAD: "/tmp/x.so",
      BUN_OPTIONS: "--version",
      NODE_OPTIONS: "-r x",
      KEPT: "yes",
      BUN_JSC_useJIT: "0",
    };
    const { stdout } = await run(["env"], hold(), { env });
    expect(stdout).toContain("KEPT=yes");
    expect(stdout).not.toMatch(/^(LD_|BUN_|NODE_)/m);
  });

  testHeld("is not run where any layer cannot be had", async () => {
    const real = hold();
    if (!real) throw new Error("there is no way to hold it");
    for (const broken of [
      { filter: "" },
      { filter: "AAAA" },
      { mounts: "read-only", scratch: "/no/such/place" },
      { user: { uid: -1, gid: 1 } },
    ]) {
      const argv: Hold["argv"] = (program, given) =>
        real
          .argv(program, given)
          .map((word) =>
            word.startsWith("{") ? JSON.stringify({ ...(JSON.parse(word) as object), ...broken }) : word,
          );
      const ahead = real.ahead && {
        ...real.ahead,
        confining: (given: Parameters<Hold["argv"]>[1]) =>
          ({ ...real.ahead?.confining(given), ...broken }) as Confining,
      };
      for (const way of [{ ahead: undefined }, ...(ahead ? [{ ahead }] : [])]) {
        const { exitCode, stdout, stderr } = await run(["echo", "ran"], { ...real, argv, ...way });
        expect({ exitCode, stdout }).toEqual({ exitCode: 125, stdout: "" });
        expect(stderr).toContain("it could not be confined, so it was not run");
      }
    }
  });

  testHeld("that does not exist is not started, held or not", async () => {
    expect(run(["no-such-program"], hold())).rejects.toThrow("ENOENT");
  });

  testHeld("may have a terminal, which is its own", async () => {
    const line = "tty; echo to the terminal >/dev/tty; echo out >/dev/stdout; kill -0 1 2>/dev/null || echo no";
    const { stdout } = await run(["bash", "--noprofile", "--norc", "-c", line], hold(), { terminal: true });
    expect(stdout).toMatch(/^\/dev\/pts\/\d+\nto the terminal\nout\nno\n$/);
  });

  testHeld("gets its arguments byte by byte", async () => {
    const odd = ["", "a b", "--", "__exec", "ü\u{1f600}", "$(id)", "line\nfeed"];
    const { stdout } = await run(["printf", "[%s]", ...odd], hold());
    expect(stdout).toBe(odd.map((each) => `[${each}]`).join(""));
  });

  testWhere(held && isRoot, "root")("may keep temporary files, which nobody else ever sees", async () => {
    const { stdout } = await run(["sh", "-c", 'f=$(mktemp) && echo x >"$f" && cat "$f" && echo "$f"'], hold());
    const [content, name = ""] = stdout.split("\n");
    expect(content).toBe("x");
    expect(fs.existsSync(name)).toBe(false);
  });

  testHeld("is ended by its own signal as if it were not held", async () => {
    const { signal } = await run(["sh", "-c", "kill -TERM $$"], hold());
    const isKept = (confiner.setups[0]?.confining.landlock ?? 0) >= 6;
    expect(signal).toBe(isKept ? "SIGTERM" : null);
  });
});

describe("a step that needs no root", () => {
  testWhere(confiner.ordinary() !== undefined, "root")(
    "runs as somebody else, who never becomes root again",
    async () => {
      const { stdout, heldBy } = await run(
        ["sh", "-c", "id -u; id -Gn; grep -E 'NoNewPrivs|CapEff' /proc/self/status"],
        confiner.ordinary(),
      );
      const [uid, primary = "", ...rest] = stdout.split(/\s+/);
      expect(uid).toBe(String(own.uid));
      expect(["nogroup", "nobody", "ailx"]).toContain(primary);
      const status = rest.indexOf("CapEff:");
      // It reads the logs that administrators read, and is in no group besides.
      expect(rest.slice(0, status).filter((group) => group !== "adm" && group !== "systemd-journal")).toEqual([]);
      expect(rest.slice(status)).toEqual(["CapEff:", "0000000000000000", "NoNewPrivs:", "1", ""]);
      expect(heldBy).toEqual({ by: [expect.stringMatching(/^user /)], gaps: [] });
    },
  );
});

testWhere(confiner.ordinary() !== undefined, "root")("a step that gets secrets has a user of its own", async () => {
  const held = confiner.confined("local", { readsAll: false, alone: true });
  for (const each of [confiner.ordinary({ alone: true }), ...(held ? [held] : [])])
    expect((await run(["id", "-u"], each)).stdout).toMatch(/^6[1-5]\d{3}\n$/);
});

test("a machine without any of it holds nothing, and says so", async () => {
  const { setupsOf } = await import("./setups.ts");
  const probed = { landlock: 7, seccomp: false, mounts: "read-only" as const, user: true, readsAll: true };
  expect(
    setupsOf({ probed, isRoot: true, user: { name: "nobody", ...own, home: "/", groups: [] }, scratch: "/run/x" }),
  ).toEqual([]);
});

const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const canBeNobody =
  isRoot &&
  Bun.which("setpriv") !== null &&
  Bun.spawnSync([...asNobody, "head", "-c1", import.meta.path], { stdout: "ignore", stderr: "ignore" }).success &&
  Bun.spawnSync([...asNobody, process.execPath, "--version"], { stdout: "ignore", stderr: "ignore" }).success;

describe("an agent that is no root", () => {
  testWhere(canBeNobody, "root, and a checkout that everybody may read")(
    "holds commands too, by what is there for it",
    async () => {
      const bubblewrap = process.env["AILX_BWRAP"];
      const child = Bun.spawn([...asNobody, process.execPath, "test", "--timeout", "30000", import.meta.path], {
        env: { PATH: "/usr/bin:/bin", HOME: dir, ...(bubblewrap === undefined ? {} : { AILX_BWRAP: bubblewrap }) },
        stdin: "ignore",
        stdout: "ignore",
        stderr: "pipe",
      });
      const said = await new Response(child.stderr).text();
      expect(said.split("\n").filter((line) => line.startsWith("(fail)"))).toEqual([]);
      expect(said).toContain("to local does nothing at all");
      expect(await child.exited).toBe(0);
    },
  );
});
