/** `ailx audit export`: the trail as a file or on standard output, streamed. */
import { closeSync, openSync, writeSync } from "node:fs";
import { auditQuery } from "./audit-query.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { AppError } from "../domain/error.ts";

export const run: Verb = async ({ args, io }) => {
  const query = auditQuery(args, { as: args.has("csv") ? "csv" : "jsonl" });
  const answer = await openHub({ args, io }).raw(`/api/audit/export?${query}`);
  const out = args.text("out");
  const file = out === undefined ? undefined : made(out);
  try {
    for await (const chunk of answer.body ?? [])
      if (file === undefined) io.out(chunk);
      else for (let rest: Uint8Array = chunk; rest.length > 0;) rest = rest.subarray(writeSync(file, rest));
  } finally {
    if (file !== undefined) closeSync(file);
  }
  return exit.ok;
};

/** What was done by whom is not everybody's to read. */
function made(path: string): number {
  try {
    return openSync(path, "w", 0o600);
  } catch (cause) {
    throw new AppError("storage_failed", `${path} cannot be written.`, { cause });
  }
}
