/**
 * Everything that a low step must not do, tried by a program that does not care how it was rated. It prints as JSON which of it
 * it could do; what it did is looked at from outside too. Started with a folder that holds what it attacks.
 */
import { dlopen, ptr } from "bun:ffi";
import * as fs from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

/** Where it attacks: everything in the folder belongs to the user that it runs as, so that rights alone stop nothing. */
type Targets = { dir: string; victim: number; tcp: number; udp: number; abstract: string };

const targets = JSON.parse(process.argv[2] ?? "{}") as Targets;
const at = (name: string): string => join(targets.dir, name);
const i64 = "i64" as const;
const libc = ["libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"].flatMap((name) => {
  try {
    return [dlopen(name, { syscall: { args: [i64, i64, i64, i64, i64, i64, i64], returns: i64 } })];
  } catch {
    return [];
  }
})[0];

/** x64 and arm64 numbers. Done where the kernel answers anything but an error. */
function call([x64, arm64]: [number, number], ...args: (number | Uint8Array)[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args.map((each) => (typeof each === "number" ? each : ptr(each)));
  const number = process.arch === "x64" ? x64 : arm64;
  return number >= 0 && Number(libc?.symbols.syscall(number, a, b, c, d, e, f)) >= 0;
}

const text = (words: string): Uint8Array => new TextEncoder().encode(`${words}\0`);
const connects = (to: { path: string } | { port: number; host: string }): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(to, () => {
      socket.end("attack\n");
      socket.once("close", () => resolve(true));
    });
    socket.once("error", () => resolve(false));
    setTimeout(() => resolve(false), 2_000);
  });

/** A datagram to an address, without a connection. */
function datagram(family: number, address: Uint8Array): boolean {
  const number = process.arch === "x64" ? 41 : 198;
  const fd = Number(libc?.symbols.syscall(number, family, 2, 0, 0, 0, 0));
  const words = text("attack");
  return fd >= 0 && call([44, 206], fd, words, words.length, 0, address, address.length);
}

const port = (number: number): Uint8Array =>
  new Uint8Array([2, 0, number >> 8, number & 255, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
const ptraceSeize = 0x4206;

const attacks: Record<string, () => unknown> = {
  "writes a file": () => fs.appendFileSync(at("file"), "attack"),
  "cuts a file by opening it": () => fs.closeSync(fs.openSync(at("cut"), fs.constants.O_RDONLY | fs.constants.O_TRUNC)),
  "cuts a file": () => fs.truncateSync(at("file"), 0),
  "makes a file": () => fs.writeFileSync(at("made"), "attack"),
  "makes a folder": () => fs.mkdirSync(at("folder")),
  "makes a symbolic link": () => fs.symlinkSync("/etc/passwd", at("link")),
  "makes a hard link": () => fs.linkSync(at("file"), at("hard")),
  "makes a named pipe": () =>
    call([133, -1], text(at("pipe")), 0o10666, 0) || call([259, 33], -100, text(at("pipe2")), 0o10666, 0) || fail(),
  "renames a file": () => fs.renameSync(at("renamed"), at("renamed-by-attack")),
  "deletes a file": () => fs.unlinkSync(at("deleted")),
  "changes a mode": () => fs.chmodSync(at("file"), 0o777),
  "changes a mode of an open file": () => fs.fchmodSync(fs.openSync(at("file"), "r"), 0o700),
  "changes a mode by the newest call": () => call([452, 452], -100, text(at("file")), 0o777, 0) || fail(),
  "changes an owner": () => fs.chownSync(at("file"), process.getuid?.() ?? 0, process.getgid?.() ?? 0),
  "changes times": () => fs.utimesSync(at("file"), 1, 1),
  "sets an attribute": () => call([188, 5], text(at("file")), text("user.attack"), text("x"), 1, 0) || fail(),
  "writes into a daemon's pipe": () => fs.appendFileSync(at("fifo"), "attack\n"),
  "writes a setting of the kernel": () => fs.writeFileSync("/proc/sys/kernel/domainname", "attack"),
  "writes into another process's settings": () => fs.writeFileSync(`/proc/${targets.victim}/oom_score_adj`, "999"),
  "writes into another process's memory": () => fs.closeSync(fs.openSync(`/proc/${targets.victim}/mem`, "r+")),
  "writes through another process's root": () =>
    fs.appendFileSync(`/proc/${targets.victim}/root${at("file")}`, "attack"),
  "traces another process": () => call([101, 117], ptraceSeize, targets.victim, 0, 0) || fail(),
  "slows another process": () => call([141, 140], 0, targets.victim, 19) || fail(),
  "moves another process": () =>
    call([203, 122], targets.victim, 8, new Uint8Array(new BigUint64Array([1n]).buffer)) || fail(),
  "limits another process": () =>
    call([302, 261], targets.victim, 7, new Uint8Array(new BigUint64Array([64n, 64n]).buffer), 0) || fail(),
  "connects to a daemon's socket": () => connects({ path: at("daemon.sock") }).then(must),
  "opens a socket for datagrams to daemons": () => call([41, 198], 1, 2, 0) || fail(),
  "connects to an abstract socket": () => connects({ path: `\0${targets.abstract}` }).then(must),
  "connects by TCP": () => connects({ port: targets.tcp, host: "127.0.0.1" }).then(must),
  "sends by UDP": () => datagram(2, port(targets.udp)) || fail(),
  "opens a raw socket": () => call([41, 198], 17, 3, 0) || fail(),
  "opens a socket to the host of this machine": () => call([41, 198], 40, 1, 0) || fail(),
  "opens a socket of the kernel's ciphers": () => call([41, 198], 38, 5, 0) || fail(),
  "talks to the audit": () => call([41, 198], 16, 3, 9) || fail(),
  "serves others": () => Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } }).stop(),
  mounts: () => call([165, 40], text("none"), text(targets.dir), text("tmpfs"), 0, 0) || fail(),
  "makes a user namespace": () => call([272, 97], 0x1000_0000) || fail(),
  "forks into a namespace": () => {
    const child = Number(libc?.symbols.syscall(process.arch === "x64" ? 56 : 220, 0x1000_0000 | 17, 0, 0, 0, 0, 0));
    if (child === 0) call([231, 94], 0);
    return child > 0 || fail();
  },
  "enters a namespace": () => call([308, 268], fs.openSync(`/proc/${targets.victim}/ns/mnt`, "r"), 0) || fail(),
  "changes its root": () => call([161, 51], text("/")) || fail(),
  "adds a key": () => call([248, 217], text("user"), text("attack"), text("x"), 1, -3) || fail(),
  "reads keys": () => call([250, 219], 0, -3, 0) || fail(),
  "loads a program into the kernel": () => call([321, 280], 0, new Uint8Array(128), 128) || fail(),
  "counts what others do": () => call([298, 241], new Uint8Array(128), -1, 0, -1, 0) || fail(),
  "asks the kernel by a ring": () => call([425, 425], 1, new Uint8Array(256)) || fail(),
  "shares memory with others": () => call([29, 194], 0x0a11, 4_096, 0o1666) || fail(),
  "queues a message": () => call([68, 186], 0x0a11, 0o1666) || fail(),
  "opens a named queue": () => call([240, 180], text("ailx-attack"), 0o102, 0o666, 0) || fail(),
  "becomes root": () => call([117, 147], 0, 0, 0) || fail(),
  "sets the clock": () => call([227, 112], 0, new Uint8Array(new BigUint64Array([1n, 0n]).buffer)) || fail(),
  // Last: who is signalled ends, and nothing else could be tried on it.
  "signals another process": () => process.kill(targets.victim, "SIGUSR1"),
  "signals a thread": () => call([234, 131], targets.victim, targets.victim, 10) || fail(),
  "signals by a descriptor": () => {
    const fd = Number(libc?.symbols.syscall(434, targets.victim, 0, 0, 0, 0, 0));
    return call([424, 424], fd, 10, 0, 0) || fail();
  },
};

function fail(): never {
  throw new Error("refused");
}
const must = (done: boolean): true => done || fail();

const done: string[] = [];
for (const [name, attack] of Object.entries(attacks)) {
  try {
    await attack();
    done.push(name);
  } catch {
    // It was held.
  }
}
fs.writeSync(1, JSON.stringify({ tried: Object.keys(attacks), done }));
process.exit(0);
