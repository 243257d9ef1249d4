/** What the hub knows of a command's output, put beside what the agent reported of its end: a look is judged by both. */
import type { Plan, Step } from "../../domain/plan.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { CallResult } from "../../protocol/call.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { Held } from "./outputs.ts";

type About = { plan: Pick<Plan, "by">; step: Pick<Step, "tool" | "input">; held: Held | undefined };

/** Of a command that a person typed its exit status is the result, and nothing is added. What an agent says of it itself counts for nothing. */
export function withWrote(result: CallResult, { plan, step, held }: About): CallResult {
  if (step.tool !== "shell.run" || !result.output) return result;
  const { wrote: _, ...output } = result.output;
  return { ...result, output: plan.by === "person" ? output : { ...output, wrote: wroteOf(result, step, held) } };
}

function wroteOf({ stdoutBytes, stderrBytes }: CallResult, step: About["step"], held: Held | undefined): JsonObject {
  const { error, ...counted } = held?.gist ?? { lines: 0 };
  const isAll = held ? held.stdoutBytes === stdoutBytes : stdoutBytes === 0;
  // Where the exit status is the answer, what was printed is none.
  const isSeen = isAll && onlyLooks(step) && step.input["asks"] !== true;
  return {
    stdoutBytes,
    stderrBytes,
    ...(isSeen ? counted : {}),
    ...(error === undefined ? {} : { error }),
  };
}
