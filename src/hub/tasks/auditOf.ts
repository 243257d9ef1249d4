/** What the audit says of a step that is planned, sent and ended: enough to know what ran and what came of it, never its output. */
import { createHash } from "node:crypto";
import type { Decision } from "../../domain/decide.ts";
import type { ErrorBody } from "../../domain/error.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import type { Risk } from "../../domain/risk.ts";
import { canonical, type JsonObject } from "../../lib/json.ts";
import type { CallResult } from "../../protocol/call.ts";
import type { AuditEntry } from "../db/database.ts";
import { loggedSteps } from "./masks.ts";
import type { Judged } from "./verify.ts";

/** An input is kept whole up to this; of a longer one its beginning, and what proves the rest. */
const inputChars = 4_000;
/** So many machines of a step are named in the plan's entry; each that something is sent to has its own. */
const machinesNamed = 20;

/** What the machine is given, as far as it fits. */
export function inputOf(input: JsonObject): JsonObject {
  const text = canonical(input);
  if (text.length <= inputChars) return input;
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { cut: true, begins: text.slice(0, inputChars), chars: text.length, sha256 };
}

type About = Pick<AuditEntry, "actor" | "origin" | "taskId">;

/** What was asked, what it became, and which rule decided. */
export const plannedEntry = ({
  about,
  request,
  digest,
  risk,
  decision,
  plan,
}: {
  about: About;
  request: string;
  digest: string;
  risk: Risk;
  decision: Decision;
  plan: Plan;
}): AuditEntry => ({
  ...about,
  action: "task.planned",
  data: {
    request,
    digest,
    risk,
    decision: decision.kind,
    rule: decision.rule,
    where: decision.where,
    ...(decision.kind === "refuse" ? { why: decision.why } : {}),
    steps: stepsOf(loggedSteps(plan)),
  },
});

/** Why nothing of it is run. */
export const refusedEntry = ({
  about,
  request,
  error,
  decision: { rule, where },
}: {
  about: About;
  request: string;
  error: ErrorBody;
  decision: Decision;
}): AuditEntry => ({
  ...about,
  action: "task.refused",
  data: { request, code: error.code, why: error.detail, rule, where },
});

const stepsOf = (steps: readonly Step[]): JsonObject[] =>
  steps.map(({ id, tool, input, machineIds }) => ({
    step: id,
    tool,
    input: inputOf(input),
    machines: machineIds.length,
    ...(machineIds.length <= machinesNamed ? { machineIds: [...machineIds] } : {}),
  }));

/** How a run ended: state, exit status, verdict, how long and how much, what was masked. */
export function endOf({
  attemptId,
  judged,
  result,
}: {
  attemptId: string;
  judged: Judged;
  result: CallResult | undefined;
}): JsonObject {
  const { state, line, error, verdict } = judged;
  return {
    attemptId,
    state,
    line: line.slice(0, 500),
    ...exitOf(judged.output ?? result?.output),
    ...(error ? { code: error.code } : {}),
    ...(verdict
      ? { verdict: verdict.kind, ...(verdict.kind === "failed" ? { why: verdict.reason.slice(0, 500) } : {}) }
      : {}),
    ...(result ? told(result) : {}),
  };
}

function exitOf(output: JsonObject | undefined): JsonObject {
  const found: JsonObject = {};
  for (const key of ["exitCode", "exitStatus", "signal"]) {
    const value = output?.[key];
    if (typeof value === "number" || typeof value === "string") found[key] = value;
  }
  return found;
}

function told({
  startedAtMs,
  endedAtMs,
  stdoutBytes,
  stderrBytes,
  redacted,
  survivors,
  warnings,
}: CallResult): JsonObject {
  return {
    durationMs: Math.max(0, endedAtMs - startedAtMs),
    outputBytes: stdoutBytes + stderrBytes,
    ...(redacted ? { redactions: redacted.count } : {}),
    ...(survivors && survivors.length > 0 ? { leftBehind: survivors.length } : {}),
    ...(warnings && warnings.length > 0 ? { warnings: warnings.map(({ code }) => code) } : {}),
  };
}
