/** From what an agent reported to what is true of a run: exit, typed output, then the tool's own judgement. */
import type { ErrorBody } from "../../domain/error.ts";
import type { WayBack } from "../../domain/plan.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { RunState } from "../../domain/task.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { CallResult } from "../../protocol/call.ts";
import type { Tool } from "../../tools/define.ts";
import { findTool } from "../../tools/index.ts";

export type Judged = {
  state: Extract<RunState, "ok" | "failed" | "cancelled" | "unreachable" | "unknown">;
  line: string;
  error?: ErrorBody;
  output?: JsonObject;
  verdict?: Verdict;
  /** What takes it back; absent where it changed nothing, or nobody knows. */
  wayBack?: WayBack;
};

export function judge({ tool: name, input, result }: { tool: string; input: JsonObject; result: CallResult }): Judged {
  const tool = findTool(name);
  const error: ErrorBody = result.error ?? { code: "tool_failed", detail: "It ended without a result." };
  if (result.outcome === "cancelled")
    return { state: "cancelled", line: "cancelled", ...(result.output ? { output: result.output } : {}) };
  if (result.outcome === "lost")
    return { state: tool?.access === "change" ? "unknown" : "failed", line: error.detail, error };
  if (result.outcome === "failed" || !result.output || !tool) return { state: "failed", line: error.detail, error };
  const read = tool.output().safeParse(result.output);
  if (!read.success) {
    const issue = read.error.issues[0];
    const detail =
      `${name} answered in a form that does not fit: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
    return { state: "failed", line: detail, error: { code: "output_invalid", detail } };
  }
  const output = read.data;
  const verdict = tool.judge(input, output);
  const line = tool.line(output);
  if (verdict.kind === "failed")
    return {
      state: "failed",
      line: verdict.reason,
      output,
      verdict,
      // What failed may have changed something all the same, but only what it says itself is known.
      ...wayOf(tool.wayBack?.(input, output)),
      error: { code: "tool_failed", detail: verdict.reason },
    };
  return { state: "ok", line, output, verdict, ...wayOf(tool.wayBack?.(input, output) ?? beforehand(tool, input)) };
}

/** The way back that was said before the run; what was to be known after it and is not, is none. */
function beforehand(tool: Tool, input: JsonObject): WayBack {
  const undo = tool.undo(input);
  return undo.kind === "kept" ? { kind: "impossible", why: "what would take it back was not told" } : undo;
}

const wayOf = (way: WayBack | undefined): Pick<Judged, "wayBack"> =>
  way === undefined || way.kind === "nothing" ? {} : { wayBack: way };
