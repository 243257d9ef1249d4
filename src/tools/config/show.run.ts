/** Reads the file as `file.read` does, and lets it be checked where something can. */
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { run as read } from "../file/read.run.ts";
import type { ReadInput } from "../file/read.ts";
import { kindOf } from "./kinds.ts";
import type { ShowInput, ShowOutput } from "./show.ts";
import { run as validate } from "./validate.run.ts";

export async function run({ path, active = false }: ShowInput, ctx: ToolContext): Promise<ShowOutput> {
  const asked: ReadInput = { path };
  const { realPath, sizeBytes, text, more } = await read(asked);
  const kind = kindOf(path);
  const checked = kind ? await validate({ path, of: kind }, ctx).catch(unchecked) : undefined;
  return {
    realPath,
    sizeBytes,
    text: active ? untrusted(activeLines(forHtml(text))) : text,
    more,
    ...(kind ? { of: kind } : {}),
    ...(checked ? { exact: checked.exact, ...(checked.fault ? { fault: checked.fault } : {}) } : {}),
  };
}

/** It is shown also where nothing can check it. */
function unchecked(error: unknown): undefined {
  if (error instanceof ToolError && error.code !== "cancelled") return undefined;
  throw error;
}

const activeLines = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !/^\s*([#;]|$)/.test(line))
    .map((line) => `${line}\n`)
    .join("");
