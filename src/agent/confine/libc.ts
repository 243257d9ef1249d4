/** System calls, made as they are: the one place that reaches past the runtime. Only the helper loads it, never the agent. */
import { dlopen, ptr, read, type Pointer } from "bun:ffi";
import { numberOf, type CallName, type Processor } from "./numbers.ts";

export type SystemCall = (name: CallName, ...args: (number | Uint8Array)[]) => number;

const libraries = ["libc.so.6", "libc.musl-x86_64.so.1", "libc.musl-aarch64.so.1"];
const number = "i64";
const symbols = {
  syscall: { args: [number, number, number, number, number, number, number], returns: number },
  __errno_location: { args: [], returns: "ptr" },
} as const;

/**
 * Whatever the kernel is pointed at, for as long as the helper lives, which is a moment. Without it the runtime is free to
 * reuse bytes between their address being taken and the call.
 */
const held: Uint8Array[] = [];

function addressIn(bytes: Uint8Array): Pointer {
  held.push(bytes);
  return ptr(bytes);
}

/** Answers -errno where it fails. */
export function systemCalls(on: Processor): SystemCall {
  const libc = open();
  return (name, ...args) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args.map((each) =>
      typeof each === "number" ? each : addressIn(each),
    );
    const answer = Number(libc.syscall(numberOf(name, on), a, b, c, d, e, f));
    const errno = answer < 0 ? libc.__errno_location() : null;
    return errno === null ? answer : -read.i32(errno);
  };
}

function open() {
  for (const [index, library] of libraries.entries()) {
    try {
      return dlopen(library, symbols).symbols;
    } catch (error) {
      if (index === libraries.length - 1) throw error;
    }
  }
  throw new Error("There is no C library.");
}

/** Where bytes lie, for structures that point at others. */
export const addressOf = (bytes: Uint8Array): bigint => BigInt(addressIn(bytes));

export const cString = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

export const words = (values: readonly bigint[]): Uint8Array => new Uint8Array(new BigUint64Array(values).buffer);

/** The answer, where it is none of an error. */
export function must(answer: number, what: string): number {
  if (answer < 0) throw new Error(`${what}: ${errorName(answer)}`);
  return answer;
}

const names: Record<number, string> = {
  1: "EPERM",
  2: "ENOENT",
  7: "E2BIG",
  8: "ENOEXEC",
  13: "EACCES",
  20: "ENOTDIR",
  22: "EINVAL",
  38: "ENOSYS",
  95: "EOPNOTSUPP",
};
const errorName = (answer: number): string => names[-answer] ?? `errno ${-answer}`;
