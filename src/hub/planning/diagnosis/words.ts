/** A diagnosis in one sentence: what is wrong and why, or that nothing was found in so many looks. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Diagnosis, Plan, Symptom } from "../../../domain/plan.ts";
import type { NowOutput } from "../../../tools/metrics/now.ts";
import { lookedAt, seenOf, type LookedRun } from "./looked.ts";

const states: Record<Symptom, string> = {
  trouble: "",
  slow: "is slow because",
  down: "does not work because",
  full: "runs out of room because",
  memory: "runs out of memory because",
  network: "has trouble with its network because",
  changes: "",
};

/** With so much at work, that nothing is wrong is not for code to say. */
const busyRatio = 0.9;

/** Undefined where the plan is no diagnosis. */
export function diagnosisText(
  plan: Plan,
  runs: readonly LookedRun[],
  findings: readonly Finding[],
): string | undefined {
  const { diagnosis } = plan;
  if (!diagnosis) return undefined;
  const [first] = findings;
  if (!first) return nothingFound(plan, runs);
  const cause = forHtml(first.cause);
  const more = findings.length - 1;
  return `${sentenceOf(diagnosis, first, cause)}${more > 0 ? ` ${more} more ${more === 1 ? "thing was" : "things were"} found.` : ""}`;
}

/** “web-1 is slow because …”, “Most likely web-1 is slow because …”, “web-1: perhaps …”. */
function sentenceOf({ about, services }: Diagnosis, { machine, certainty }: Finding, cause: string): string {
  const how = states[about];
  const [service, more] = services;
  const named = service !== undefined && more === undefined ? service : undefined;
  // “demo-api does not work because demo-api is stopped” says it twice.
  if (how === "" || certainty === "possible" || (named !== undefined && cause.startsWith(named)))
    return `${machine}: ${{ certain: "", likely: "most likely ", possible: "perhaps " }[certainty]}${cause}.`;
  const subject = named === undefined ? machine : `${named} on ${machine}`;
  return `${certainty === "likely" ? "Most likely " : ""}${subject} ${how} ${cause}.`;
}

function nothingFound(plan: Plan, runs: readonly LookedRun[]): string | undefined {
  const looked = plan.diagnosis ? lookedAt(plan, plan.diagnosis, { runs }) : [];
  if (looked.every(({ seen }) => seen.length === 0)) return undefined;
  const [only] = looked;
  const where = looked.length <= 4 ? andList(looked.map(({ machine }) => machine)) : `${looked.length} machines`;
  const looks = looked.reduce((sum, each) => sum + each.seen.length, 0);
  if (plan.diagnosis?.about === "changes")
    return `Nothing changed on ${where} in the last day, as far as ${looks === 1 ? "1 look tells" : `${looks} looks tell`}.`;
  const numbers =
    only && looked.length === 1 ? only.seen.find(({ tool }) => tool === "metrics.now")?.run.line : undefined;
  const missed = [...new Set(looked.flatMap((each) => each.missed.map(({ title }) => thing(title))))];
  const isBusy = looked.some(({ seen }) =>
    seenOf<NowOutput>({ seen }, "metrics.now").some(({ output }) => output.cpuRatio >= busyRatio),
  );
  return `${isBusy ? "No single cause" : "Nothing wrong"} was found on ${where} in ${looks === 1 ? "1 look" : `${looks} looks`}${numbers === undefined ? "" : `: ${numbers}`}.${missed.length > 0 ? ` Not seen: ${missed.join(", ")}.` : ""}`;
}

const andList = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

/** “Look at the disks” is “the disks”. */
const thing = (title: string): string =>
  title
    .replace(/^(?:Look (?:at|for|into|who|which)|Measure|Check|Search|Show|List) /, "")
    .replace(/^./, (first) => first);
