/** Runs the check on what lies there. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { run as read } from "../file/read.run.ts";
import { secretIn } from "../file/paths.ts";
import type { ReadInput } from "../file/read.ts";
import { checkInPlace, type Checked } from "./check.ts";
import { kindOf, type ConfigKind } from "./kinds.ts";
import type { ValidateInput, ValidateOutput } from "./validate.ts";

const needsText: readonly ConfigKind[] = ["cron", "json", "yaml", "toml"];

export async function run({ path, of }: ValidateInput, ctx: ToolContext): Promise<ValidateOutput> {
  const kind = of ?? kindOf(path);
  if (!kind) throw new ToolError("not_supported", `Nothing is known that could check ${path}.`);
  const text = needsText.includes(kind) ? await textAt({ path }) : "";
  return toldOf(await checkInPlace({ kind, path: realOr(path), text }, ctx), { kind, path });
}

export const toldOf = (
  { exact, fault }: Checked,
  { kind, path }: { kind: ConfigKind; path: string },
): ValidateOutput => ({
  path: untrusted(path),
  of: kind,
  exact: untrusted(exact.slice(0, 300)),
  valid: fault === undefined,
  ...(fault
    ? {
        fault: {
          file: untrusted(fault.file.slice(0, 4_096)),
          message: untrusted(fault.message.slice(0, 600)),
          ...(fault.line === undefined ? {} : { line: fault.line, ...nearOf(fault.file, fault.line) }),
        },
      }
    : {}),
});

const mostBytes = 1 << 20;

/** What stands there and above: a program often names the line where it gave up, not the one that is wrong. */
function nearOf(file: string, line: number): Pick<NonNullable<ValidateOutput["fault"]>, "near"> {
  if (!file.startsWith("/") || secretIn(file) !== undefined) return {};
  try {
    if (statSync(file).size > mostBytes) return {};
    const from = Math.max(1, line - 8);
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .slice(from - 1, line);
    return { near: lines.map((text, at) => ({ line: from + at, text: untrusted(text.slice(0, 500)) })) };
  } catch {
    return {};
  }
}

async function textAt(asked: ReadInput): Promise<string> {
  const { more } = await read(asked);
  if (more) throw new ToolError("too_large", `${asked.path} is larger than 256 KiB, so it is not checked.`);
  // Reading was allowed; the bytes as they are go to the parser alone, which shows nothing of them but names.
  return readFileSync(asked.path, "utf8");
}

const realOr = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    throw new ToolError("no_such_file", `There is no file ${path}.`);
  }
};
