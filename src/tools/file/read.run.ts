/** Opens the file once, looks at what was really opened, and only then reads it. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError } from "../define.ts";
import { secretIn } from "./paths.ts";
import { readBytes, readLevel, type ReadInput, type ReadOutput } from "./read.ts";

export async function run(input: ReadInput): Promise<ReadOutput> {
  const { file, stats, realPath } = openToRead(input);
  try {
    return {
      realPath: untrusted(realPath),
      sizeBytes: stats.size,
      modifiedAtMs: stats.mtimeMs,
      ...textOf(file, stats, input),
    };
  } finally {
    closeSync(file);
  }
}

/** A file that may be read at the level this path is rated with; whoever asks closes it. */
export function openToRead(input: ReadInput): { file: number; stats: Stats; realPath: string } {
  const { path } = input;
  refuseUnlessRegular(path, lookAt(path));
  const file = opened(path);
  try {
    const stats = fstatSync(file);
    refuseUnlessRegular(path, stats);
    const realPath = realPathOf(file, path);
    refuseHidden(input, realPath, stats);
    return { file, stats, realPath };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function lookAt(path: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw explained(path, cause);
  }
}

function opened(path: string): number {
  try {
    // Non-blocking: a pipe that took the file's place since cannot make the agent wait for a writer.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (cause) {
    throw explained(path, cause);
  }
}

function explained(path: string, cause: unknown): ToolError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  if (code === "ENOENT" || code === "ENOTDIR") return new ToolError("no_such_file", `There is no file ${path}.`);
  if (code === "EACCES" || code === "EPERM") {
    return new ToolError(
      "permission_denied",
      `The agent may not read ${path}.`,
      "The agent runs as a user that has no right to it.",
    );
  }
  if (code === "ELOOP") return new ToolError("tool_failed", `${path} is a link that leads in a circle.`);
  return new ToolError("tool_failed", `${path} could not be read: ${code}.`);
}

function refuseUnlessRegular(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const hint = stats.isDirectory() ? `List it with \`ls -l ${path}\`.` : "Only regular files are read.";
  throw new ToolError("not_supported", `${path} is ${kindOf(stats)}, not a file.`, hint);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return stats.isBlockDevice() || stats.isCharacterDevice() ? "a device" : "something else";
}

/** The path of what was opened, so that a link changed meanwhile cannot deceive. */
function realPathOf(file: number, path: string): string {
  if (process.platform === "linux") return readlinkSync(`/proc/self/fd/${file}`);
  const real = realpathSync(path);
  const [at, here] = [statSync(real), fstatSync(file)];
  if (at.ino !== here.ino || at.dev !== here.dev)
    throw new ToolError("tool_failed", `${path} changed while it was opened.`);
  return real;
}

/** What was rated is the path as asked for; where it leads may hold more, and is then not read. */
function refuseHidden(input: ReadInput, realPath: string, stats: Stats): void {
  const level = readLevel(input);
  const secret = secretIn(realPath);
  if (secret && level < 4) {
    throw new ToolError(
      "refused_by_policy",
      `${input.path} leads to ${realPath}, which ${secret}.`,
      `Ask for ${realPath} by its own name.`,
    );
  }
  const forEverybody = (stats.mode & 0o004) !== 0;
  if (forEverybody || level === 4) return;
  if (level < 3) {
    throw new ToolError(
      "permission_denied",
      `${input.path} is not readable by everybody, and this was asked at level ${level}.`,
      `Read it with a command at level 3: sudo cat ${realPath}`,
    );
  }
  if (stats.nlink > 1) {
    throw new ToolError(
      "refused_by_policy",
      `${input.path} is private and has ${stats.nlink} names, so what it is cannot be told.`,
      "Read it with a command.",
    );
  }
}

function textOf(
  file: number,
  stats: Stats,
  { lines: wanted, from }: ReadInput,
): Pick<ReadOutput, "text" | "lines" | "more"> {
  // Files that the kernel makes while they are read have no size: they are read from the start, and cut then.
  const fromEnd = from === "end" && stats.size > readBytes;
  const bytes = bytesAt(file, fromEnd ? stats.size - readBytes : 0);
  const cut = fromEnd ? true : bytes.length > readBytes;
  const kept = bytes.subarray(0, readBytes);
  if (!isText(kept))
    throw new ToolError("not_supported", "That file is not text.", "Look at it with a command, e.g. `file` or `xxd`.");
  let text = new TextDecoder().decode(kept);
  // The first line after a cut is only the end of one.
  if (fromEnd) text = text.slice(text.indexOf("\n") + 1);
  const all = text.split("\n");
  const ended = all.at(-1) === "";
  if (ended) all.pop();
  const some = wanted === undefined ? all : from === "end" ? all.slice(-wanted) : all.slice(0, wanted);
  const whole = some.length === all.length;
  // What was left out followed a line feed; what is whole keeps its own end.
  const end = some.length > 0 && (ended || (!whole && from !== "end")) ? "\n" : "";
  return { text: untrusted(some.join("\n") + end), lines: some.length, more: cut || !whole };
}

function bytesAt(file: number, position: number): Uint8Array {
  const buffer = Buffer.alloc(readBytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const got = readSync(file, buffer, length, buffer.length - length, position + length);
    if (got === 0) break;
    length += got;
  }
  return buffer.subarray(0, length);
}

/** No NUL, and few control characters. */
function isText(bytes: Uint8Array): boolean {
  let odd = 0;
  for (const byte of bytes) {
    if (byte === 0) return false;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27) odd++;
  }
  return odd * 10 <= bytes.length;
}
