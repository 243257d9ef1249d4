/** How a call's end is told: errors with their code and sentence, and a result that fits into one message. */
import type { CallResult } from "../../protocol/call.ts";
import { limits } from "../../protocol/limits.ts";
import type { Held } from "./held.ts";
import { summed } from "./summed.ts";

/** What is told of a call that ended here. */
export function ended(
  rest: Pick<CallResult, "outcome" | "output" | "error" | "startedAtMs" | "endedAtMs">,
  { output, reports, masking }: Pick<Held, "output" | "reports" | "masking">,
): CallResult {
  const used = summed(reports);
  const redacted = masking?.told();
  const warnings = [
    ...(used.warnings ?? []),
    ...(output.heldInMemory ? [inMemory] : []),
    ...(wentWrongWithoutRoot(rest.output, used.heldBy) ? [withoutRoot] : []),
  ];
  return fits({
    ...rest,
    stdoutBytes: output.bytes.stdout,
    stderrBytes: output.bytes.stderr,
    truncated: output.truncated,
    frames: output.frames,
    ...used,
    ...(redacted ? { redacted } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  });
}

export function told(error: unknown): { code: string; detail: string; hint?: string } {
  if (error instanceof Error && "code" in error && "detail" in error && typeof error.detail === "string") {
    const hint = "hint" in error && typeof error.hint === "string" ? error.hint.slice(0, 1_000) : undefined;
    return {
      code: String(error.code).slice(0, 64),
      detail: error.detail.slice(0, 4_000),
      ...(hint === undefined ? {} : { hint }),
    };
  }
  return { code: "tool_failed", detail: `The tool failed: ${String(error).slice(0, 500)}` };
}

// A result too large for one message keeps everything but its output.
function fits(result: CallResult): CallResult {
  if (!result.output || JSON.stringify(result.output).length <= limits.resultBytes) return result;
  const { output: _output, ...rest } = result;
  return {
    ...rest,
    outcome: "failed",
    error: { code: "too_large", detail: "The result was larger than 768 KiB.", hint: "Ask for less at once." },
  };
}

/** `cameBack`: what is known of it all the same. */
export const lost = (atMs: number, frames = 0, cameBack?: string): CallResult => ({
  outcome: "lost",
  error: {
    code: "agent_restarted",
    detail: `The agent stopped while this ran; ${cameBack ?? "how far it came is not known."}`,
  },
  startedAtMs: atMs,
  endedAtMs: atMs,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames,
});

const inMemory = {
  code: "spool_in_memory",
  detail: "The machine's disk took no output, so what the hub had not stored yet was held in memory.",
};

/** Most of what fails so fails for want of rights, and nobody sees that from an exit status. */
const withoutRoot = {
  code: "ran_without_root",
  detail:
    "It ran as an ordinary user, because its level needs no more. Where it lacked rights: `--root` (or the box “As root”) runs it as root, judged as behind sudo.",
};

const wentWrongWithoutRoot = (output: CallResult["output"], heldBy: CallResult["heldBy"]): boolean =>
  typeof output?.["exitCode"] === "number" &&
  output["exitCode"] !== 0 &&
  heldBy?.by.some((each) => each.startsWith("user ")) === true;
