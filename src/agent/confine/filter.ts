/**
 * The seccomp filter: which system calls a confined program may make. It takes away what Landlock does not know of (modes and
 * owners, sockets of daemons, datagrams, other processes, keys, mounts), and everything that is newer than this file.
 */
import type { Confinement } from "../../domain/risk.ts";
import {
  absent,
  auditArch,
  newestKnown,
  numberOf,
  processor,
  refused,
  signals,
  type CallName,
  type Processor,
} from "./numbers.ts";

/** One instruction of classic BPF: struct sock_filter. */
export type Instruction = { code: number; yes: number; no: number; value: number };

const load = 0x20;
const jumpEqual = 0x15;
const jumpGreater = 0x25;
const jumpAnyBit = 0x45;
const give = 0x06;

const allow = 0x7fff_0000;
const killProcess = 0x8000_0000;
const errno = (number: number): number => 0x0005_0000 | number;
const eperm = errno(1);
const eacces = errno(13);
const enosys = errno(38);

/** Offsets in struct seccomp_data; arguments are 64 bits wide, little-endian, and these are the lower halves. */
const numberAt = 0;
const archAt = 4;
const argument = (index: number): number => 16 + 8 * index;

const op = (code: number, value: number, yes = 0, no = 0): Instruction => ({ code, yes, no, value });
const answer = (value: number): Instruction => op(give, value);

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET */
const newNamespaces = 0x7e02_0000;
/** TIOCSTI types into a terminal, TIOCLINUX pastes into the console; FS_IOC_SETFLAGS and FSSETXATTR are what chattr does. */
const refusedControls = [0x5412, 0x541c, 0x4008_6602, 0x4004_6602, 0x401c_5820];
/** F_SETOWN, F_SETSIG, F_SETOWN_EX: signals by another door. */
const ownerControls = [8, 10, 15];
/** SYSLOG_ACTION_READ_ALL, SIZE_UNREAD, SIZE_BUFFER: what looks and takes nothing away. */
const looksAtLog = [3, 9, 10];

const inet = 2;
const inet6 = 10;
const netlink = 16;
/** NETLINK_ROUTE, SOCK_DIAG, NETFILTER, GENERIC: the kernel's own, which changes nothing for who has no rights. */
const kernelNetlink = [0, 4, 12, 16];

export type Filtered = {
  profile: Confinement;
  on: Processor;
  /** Landlock keeps signals inside: those to itself and its children then need not be taken away. */
  signalsHeld: boolean;
};

export function filterFor({ profile, on, signalsHeld }: Filtered): Instruction[] {
  const number = (name: CallName): number => numberOf(name, on);
  return [
    op(load, archAt),
    op(jumpEqual, auditArch[on], 1, 0),
    answer(killProcess),
    op(load, numberAt),
    // Also the second table of x64, whose numbers begin far above.
    op(jumpGreater, newestKnown, 0, 1),
    answer(enosys),
    ...refused(on).flatMap((each) => [op(jumpEqual, each, 0, 1), answer(eperm)]),
    ...(signalsHeld ? [] : signals(on).flatMap((each) => [op(jumpEqual, each, 0, 1), answer(eperm)])),
    ...absent(on).flatMap((each) => [op(jumpEqual, each, 0, 1), answer(enosys)]),
    ...whole(number("socket"), sockets(profile)),
    ...whole(number("clone"), [
      op(load, argument(0)),
      op(jumpAnyBit, newNamespaces, 0, 1),
      answer(eperm),
      answer(allow),
    ]),
    ...whole(number("ioctl"), noneOf(1, refusedControls)),
    ...(signalsHeld ? [] : whole(number("fcntl"), noneOf(1, ownerControls))),
    ...whole(number("syslog"), oneOf(0, looksAtLog)),
    // What is set for itself is nobody else's: `nice`, `ionice`, `ulimit`.
    ...whole(number("setpriority"), [...isZero(0, 3), ...isZero(1, 1), answer(allow), answer(eperm)]),
    ...whole(number("ioprio_set"), [...isZero(1, 1), answer(allow), answer(eperm)]),
    ...(["sched_setscheduler", "sched_setparam", "sched_setattr", "sched_setaffinity"] as const).flatMap((name) =>
      whole(number(name), [...isZero(0, 1), answer(allow), answer(eperm)]),
    ),
    ...whole(number("prlimit64"), [
      ...isZero(0, 1),
      answer(allow),
      op(load, argument(2)),
      op(jumpEqual, 0, 0, 3),
      op(load, argument(2) + 4),
      op(jumpEqual, 0, 0, 1),
      answer(allow),
      answer(eperm),
    ]),
    answer(allow),
  ];
}

/** Which families of sockets it may open. A socket of a daemon on this machine is of none of them. */
function sockets(profile: Confinement): Instruction[] {
  const network = profile === "network-read" ? [inet, inet6] : [];
  return [
    op(load, argument(0)),
    ...network.flatMap((family) => [op(jumpEqual, family, 0, 1), answer(allow)]),
    op(jumpEqual, netlink, 1, 0),
    answer(eacces),
    ...oneOf(2, kernelNetlink),
  ];
}

/** All of one call's rules; each way through them ends in an answer. */
const whole = (number: number, rules: Instruction[]): Instruction[] =>
  number < 0 ? [] : [op(jumpEqual, number, 0, rules.length), ...rules];

const oneOf = (index: number, values: readonly number[]): Instruction[] => [
  op(load, argument(index)),
  ...values.flatMap((value) => [op(jumpEqual, value, 0, 1), answer(allow)]),
  answer(eperm),
];

const noneOf = (index: number, values: readonly number[]): Instruction[] => [
  op(load, argument(index)),
  ...values.flatMap((value) => [op(jumpEqual, value, 0, 1), answer(eperm)]),
  answer(allow),
];

/** Goes on where the argument is 0, and over `skip` more instructions where it is not. */
const isZero = (index: number, skip: number): Instruction[] => [op(load, argument(index)), op(jumpEqual, 0, 0, skip)];

/** The version of Landlock that keeps signals inside. */
export const signalsSince = 6;

const made = new Map<string, string>();

/** In base64, as the helper is told it; to make one takes a cold runtime a millisecond. Empty without a profile. */
export function filterText(profile: Confinement | undefined, landlock: number): string {
  const on = processor(process.arch);
  if (profile === undefined || !on) return "";
  const signalsHeld = landlock >= signalsSince;
  const key = `${profile} ${signalsHeld}`;
  const text = made.get(key) ?? Buffer.from(encodeFilter(filterFor({ profile, on, signalsHeld }))).toString("base64");
  made.set(key, text);
  return text;
}

/** As the kernel reads them: struct sock_filter, eight bytes each. */
export function encodeFilter(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  for (const [index, { code, yes, no, value }] of program.entries()) {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, yes);
    bytes.setUint8(index * 8 + 3, no);
    bytes.setUint32(index * 8 + 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}
