/**
 * `ailx __exec JSON -- PROGRAM …`: puts the layers around itself and becomes the program. It loads nothing else of ailx, and
 * whatever it cannot do it says and ends: nothing is started half confined.
 */
import {
  appendFileSync,
  closeSync,
  fchownSync,
  fstatSync,
  readFileSync,
  readlinkSync,
  readSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { helperWord, jobFd, notConfined, waitsWord, type Confining, type Job, type Probed } from "./confining.ts";
import { daemonPaths } from "./hidden.ts";
import { landlockVersion, restrict } from "./landlock.ts";
import { addressOf, cString, must, systemCalls, words, type SystemCall } from "./libc.ts";
import { ownView } from "./mounts.ts";
import { processor } from "./numbers.ts";
import { filterCalls, hasSeccomp } from "./seccomp.ts";
import { becomeOrdinary, readersHere } from "./user.ts";

const nobody = { uid: 65_534, gid: 65_534 };
const cannotStart = 126;
const noSuchProgram = 127;

/** The status to end with; it does not come back where all goes well. */
export function main(): number {
  // As they were handed over, byte by byte: the runtime's own copies are text.
  const args = split(readFileSync("/proc/self/cmdline"));
  const own = args.findIndex((arg) => arg.toString() === helperWord);
  const given = args[own + 1]?.toString() ?? "";
  const on = processor(process.arch);
  if (!on) return told(notConfined, `there is no confinement on ${process.arch}`);
  try {
    const call = systemCalls(on);
    if (given.startsWith("--probe")) return probe(call, given);
    if (given === waitsWord) return waitAndBecome(call);
    // Once it is another user, it cannot read what it was handed over.
    const program = { argv: args.slice(own + 3), environment: split(readFileSync("/proc/self/environ")) };
    confine(call, JSON.parse(given) as Confining);
    return become(call, program);
  } catch (error) {
    return told(
      notConfined,
      `it could not be confined, so it was not run: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

/** Started ahead of need: what takes time before a job is known is done by then. */
function waitAndBecome(call: SystemCall): number {
  // The first call takes longer than the others.
  landlockVersion(call);
  const job = readJob();
  // The agent has no need of it any more, or is gone.
  if (!job) return 0;
  process.chdir(job.cwd);
  confine(call, job.confining);
  return become(call, {
    argv: job.argv.map((arg) => Buffer.from(arg)),
    environment: Object.entries(job.env).map(([name, value]) => Buffer.from(`${name}=${value}`)),
  });
}

function readJob(): Job | undefined {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.allocUnsafe(64 << 10);
    const length = readSync(jobFd, part, 0, part.length, null);
    if (length === 0) break;
    parts.push(part.subarray(0, length));
  }
  closeSync(jobFd);
  return parts.length === 0 ? undefined : (JSON.parse(Buffer.concat(parts).toString()) as Job);
}

function confine(call: SystemCall, confining: Confining): void {
  const { profile, filter, landlock, mounts, user, readsAll, scratch, doors, addressBytes } = confining;
  for (const door of doors) ignoring(() => writeFileSync(door, "0"));
  // Where memory runs out, the kernel ends what a call started before the agent.
  ignoring(() => appendFileSync("/proc/self/oom_score_adj", "500"));
  const terminal = terminalName();
  const hide = [...daemonPaths, ...confining.hide];
  if (mounts !== "none")
    ownView(call, {
      hide,
      ...(mounts === "hide" ? {} : { readOnly: mounts === "read-only" ? "at once" : "each" }),
      ...(scratch === undefined ? {} : { scratch }),
    });
  // What it writes to is its own, also where it opens it by name.
  if (user) for (const fd of [1, 2]) ignoring(() => isItsOwn(fd, terminal) && fchownSync(fd, user.uid, user.gid));
  becomeOrdinary(call, { user, readsAll });
  plainSignals(call);
  if (addressBytes !== undefined)
    must(call("prlimit64", 0, rlimitAs, words([BigInt(addressBytes), BigInt(addressBytes)]), 0), "memory");
  if (profile && landlock > 0)
    restrict(call, {
      version: landlock,
      profile,
      writable: scratch === undefined || mounts === "none" ? [] : [scratch],
      ...(terminal === undefined ? {} : { terminal }),
    });
  if (profile) filterCalls(call, Buffer.from(filter, "base64"));
}

const rlimitAs = 9;

/** What the runtime ignores or blocks would be ignored by the program too. */
function plainSignals(call: SystemCall): void {
  const plain = new Uint8Array(32);
  const ignored = BigInt(`0x${/^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0"}`);
  for (let signal = 1; signal <= 64; signal++)
    if ((ignored >> BigInt(signal - 1)) & 1n) call("rt_sigaction", signal, plain, 0, 8);
  const setMask = 2;
  call("rt_sigprocmask", setMask, new Uint8Array(8), 0, 8);
}

function become(
  call: SystemCall,
  { argv, environment }: { argv: readonly Buffer[]; environment: readonly Buffer[] },
): number {
  const name = argv[0]?.toString() ?? "";
  const search = environment.map((each) => each.toString()).find((each) => each.startsWith("PATH="));
  const paths = name.includes("/") ? [name] : (search?.slice(5) ?? "").split(":").map((dir) => `${dir}/${name}`);
  const held = [...argv, ...environment].map((bytes) => Buffer.concat([bytes, Buffer.from([0])]));
  const argvAt = words([...held.slice(0, argv.length).map(addressOf), 0n]);
  const environmentAt = words([...held.slice(argv.length).map(addressOf), 0n]);
  let worst = -2;
  for (const path of paths) {
    const answer = call("execve", cString(path), argvAt, environmentAt);
    if (answer !== -2 && answer !== -20) worst = answer;
  }
  const why = worst === -2 ? "there is no such program" : "this user may not run it here";
  return told(worst === -2 ? noSuchProgram : cannotStart, `${JSON.stringify(name)}: ${why}`);
}

/** Each layer is tried for real; what it leaves behind ends with this process. */
function probe(call: SystemCall, asked: string): number {
  const isRoot = process.geteuid?.() === 0;
  const found: Probed = {
    landlock: landlockVersion(call),
    seccomp: hasSeccomp(call),
    mounts: "none",
    user: false,
    readsAll: isRoot && readersHere().length > 0,
  };
  const scratch = /^--probe=(.+)$/.exec(asked)?.[1];
  const tries = isRoot ? (["read-only", "read-only-each", "hide"] as const) : [];
  for (const mounts of tries) {
    if (found.mounts !== "none") break;
    const readOnly =
      mounts === "hide" ? {} : { readOnly: mounts === "read-only" ? ("at once" as const) : ("each" as const) };
    ignoring(() => {
      ownView(call, { hide: daemonPaths, ...readOnly, ...(scratch === undefined ? {} : { scratch }) });
      found.mounts = mounts;
    });
  }
  ignoring(() => {
    becomeOrdinary(call, { user: isRoot ? nobody : undefined, readsAll: found.readsAll });
    found.user = isRoot;
  });
  writeSync(1, `${JSON.stringify(found)}\n`);
  return 0;
}

const split = (bytes: Buffer): Buffer[] => {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(0, from);
    const end = to < 0 ? bytes.length : to;
    parts.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return parts;
};

function terminalName(): string | undefined {
  try {
    const name = readlinkSync("/proc/self/fd/0");
    return /^\/dev\/(pts\/\d+|tty\w+)$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

/** A pipe to the agent, or its own terminal; any other file belongs to somebody else. */
const isItsOwn = (fd: number, terminal: string | undefined): boolean =>
  fstatSync(fd).isFIFO() || (terminal !== undefined && readlinkSync(`/proc/self/fd/${fd}`) === terminal);

function ignoring(act: () => unknown): void {
  try {
    act();
  } catch {
    // Told by what did not come of it.
  }
}

function told(status: number, why: string): number {
  writeSync(2, `ailx: ${why}\n`);
  return status;
}
