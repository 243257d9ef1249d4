/** How a call's end is told: errors with their code and sentence, and a result that fits into one message. */
import type { CallResult } from "../../protocol/call.ts";
import { limits } from "../../protocol/limits.ts";

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
export function fits(result: CallResult): CallResult {
  if (!result.output || JSON.stringify(result.output).length <= limits.resultBytes) return result;
  const { output: _output, ...rest } = result;
  return {
    ...rest,
    outcome: "failed",
    error: { code: "too_large", detail: "The result was larger than 768 KiB.", hint: "Ask for less at once." },
  };
}

export const lost = (atMs: number): CallResult => ({
  outcome: "lost",
  error: { code: "agent_restarted", detail: "The agent stopped while this ran; how far it came is not known." },
  startedAtMs: atMs,
  endedAtMs: atMs,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames: 0,
});

export const inMemory = {
  code: "spool_in_memory",
  detail: "The machine's disk took no output, so what the hub had not stored yet was held in memory.",
};
