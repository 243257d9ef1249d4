/** What the database learns of an attempt's output when the run ends. */
import type { CallResult } from "../../protocol/call.ts";
import type { Held } from "./outputs.ts";
import type { output } from "./table.ts";

type Ended = { attemptId: string; held: Held | undefined; result: CallResult | undefined; atMs: number };

/** Undefined where there was none. What the agent sent and is not here counts as left out. */
export function outputRow({ attemptId, held, result, atMs }: Ended): typeof output.$inferInsert | undefined {
  if (!held && (result?.frames ?? 0) === 0) return undefined;
  const kept = (held?.stdoutBytes ?? 0) + (held?.stderrBytes ?? 0);
  const wrote = result ? result.stdoutBytes + result.stderrBytes : kept;
  const missing = result !== undefined && (held?.frames ?? 0) < result.frames;
  return {
    attemptId,
    file: held?.file ?? "",
    frames: held?.frames ?? 0,
    stdoutBytes: result?.stdoutBytes ?? held?.stdoutBytes ?? 0,
    stderrBytes: result?.stderrBytes ?? held?.stderrBytes ?? 0,
    truncated: result?.truncated || missing || held?.broken ? 1 : 0,
    leftOutBytes: Math.min(Number.MAX_SAFE_INTEGER, Math.max(held?.leftOutBytes ?? 0, wrote - kept)),
    diskBytes: held?.diskBytes ?? 0,
    digest: missing || result?.truncated ? null : (held?.digest ?? null),
    endedAtMs: atMs,
  };
}

/** What the hub knows of why output is missing stands beside what the agent reported. */
export function withWarning(result: CallResult | undefined, held: Held | undefined): CallResult | undefined {
  if (!result || held?.warning === undefined) return result;
  return { ...result, warnings: [...(result.warnings ?? []), { code: "output_left_out", detail: held.warning }] };
}
