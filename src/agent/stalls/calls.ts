/** System calls by their numbers on the processors that ailx runs on, and what each waits on. */
import { closeSync, openSync, readSync } from "node:fs";
import { textOf } from "./text.ts";

/** Only those that a program can be found waiting in. */
const numbers: Record<string, Record<string, readonly number[]>> = {
  x64: {
    read: [0, 19, 17],
    write: [1, 20, 18],
    poll: [7, 271],
    select: [23, 270],
    epoll: [232, 281, 441],
    sleep: [35, 230],
    wait: [61, 247],
    flock: [73],
    fcntl: [72],
    futex: [202, 449],
    accept: [43, 288],
    connect: [42],
    receive: [45, 47, 299],
    send: [44, 46],
    pause: [34, 130, 128],
    open: [2, 257],
    splice: [275],
    semaphore: [65, 220],
    message: [70, 243],
    fork: [56, 57, 58, 435],
    sync: [74, 75, 162, 306],
    ring: [426],
    again: [219],
    ioctl: [16],
  },
  arm64: {
    read: [63, 65, 67],
    write: [64, 66, 68],
    poll: [73],
    select: [72],
    epoll: [22, 441],
    sleep: [101, 115],
    wait: [260, 95],
    flock: [32],
    fcntl: [25],
    futex: [98, 449],
    accept: [202, 242],
    connect: [203],
    receive: [207, 212, 243],
    send: [206, 211],
    pause: [133, 137],
    open: [56],
    splice: [76],
    semaphore: [193, 192],
    message: [188, 183],
    fork: [220, 435],
    sync: [82, 83, 81, 267],
    ring: [426],
    again: [128],
    ioctl: [29],
  },
};

const names = new Map(
  Object.entries(numbers[process.arch] ?? {}).flatMap(([name, all]) => all.map((number) => [number, name] as const)),
);

export type Call = { name: string; args: readonly bigint[] };

/** The text of /proc/PID/syscall: a number and six arguments in hex. Undefined for `running`, and where it is not readable. */
export function parseCall(text: string): Call | undefined {
  const [number = "", ...rest] = text.trim().split(" ");
  if (!/^\d+$/.test(number)) return undefined;
  const args = rest.slice(0, 6).map((word) => (/^0x[0-9a-f]+$/.test(word) ? BigInt(word) : 0n));
  return { name: names.get(Number(number)) ?? `call ${number}`, args };
}

const mostFiles = 256;

/** The files that a process waits to read from, or to write to where it writes. Empty where that cannot be told. */
export function filesOf({ name, args }: Call, dir: string): number[] {
  const [first = 0n, second = 0n] = args;
  const fd = Number(BigInt.asIntN(32, first));
  switch (name) {
    case "read":
    case "write":
    case "receive":
    case "send":
    case "accept":
    case "connect":
    case "flock":
    case "fcntl":
    case "splice":
      return [fd];
    case "poll":
      return polled(memoryOf(dir, first, 8 * Math.min(Number(second), mostFiles)));
    case "select":
      return selected(memoryOf(dir, second, Math.ceil(Math.min(Math.max(fd, 0), 1024) / 64) * 8), fd);
    case "epoll":
      return polledBy(textOf(`${dir}/fdinfo/${fd}`));
    default:
      return [];
  }
}

/** `struct pollfd`: a file, what is awaited, what there was. Only files that are awaited to be readable. */
function polled(bytes: Buffer): number[] {
  const files: number[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const fd = bytes.readInt32LE(at);
    if (fd >= 0 && (bytes.readInt16LE(at + 4) & 1) !== 0) files.push(fd);
  }
  return files;
}

/** `fd_set`: one bit a file. */
function selected(bytes: Buffer, count: number): number[] {
  return Array.from({ length: Math.min(Math.max(count, 0), bytes.length * 8) }, (_, fd) => fd).filter(
    (fd) => ((bytes[fd >> 3] ?? 0) >> (fd & 7)) & 1,
  );
}

/** `fdinfo` of an epoll file: `tfd: 5 events: 19 …`, the events in hex. */
const polledBy = (text: string): number[] =>
  [...text.matchAll(/^tfd:\s+(\d+)\s+events:\s+([0-9a-f]+)/gm)]
    .filter(([, , events]) => (Number.parseInt(events ?? "0", 16) & 1) !== 0)
    .map(([, fd]) => Number(fd));

/** A piece of another process's memory; empty where it may not be looked at. */
function memoryOf(dir: string, at: bigint, length: number): Buffer {
  if (at === 0n || !(length > 0)) return Buffer.alloc(0);
  const bytes = Buffer.alloc(length);
  let file: number | undefined;
  try {
    file = openSync(`${dir}/mem`, "r");
    return bytes.subarray(0, readSync(file, bytes, 0, length, at));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
