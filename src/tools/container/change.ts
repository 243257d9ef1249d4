/** What starting, stopping and restarting a container have in common: what is observed, and how it is judged. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, forLog, machineText } from "../../domain/untrusted.ts";
import type { Evidence, Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { logEntry } from "./entries.ts";
import { containerField, containerIdentity, containerState, stateText, type ContainerState } from "./one.ts";

/** How long after the change it is looked at again: a container that crashes at its start mostly does so by then. */
export const settleMs = 10_000;
/** A health check that is still starting is waited for, so long in all. */
export const healthWaitMs = 90_000;

export type ChangeVerb = "start" | "stop" | "restart";

export const changeInput = (example: string) =>
  once(() => z.strictObject({ container: containerField() }).check(z.meta({ examples: [{ container: example }] })));

export const changeFields = () => ({
  ...containerIdentity(),
  before: containerState(),
  /** Right after the engine's answer. */
  after: containerState(),
  /** Ten seconds later, or once its health check came to an end. */
  settled: containerState(),
  /** What the engine said against it; mostly nothing. */
  said: machineText(2_048),
  /** Its last lines, where something went wrong. */
  log: z.array(logEntry()).check(z.maxLength(20)),
});
export const changeOutput = once(() => z.object(changeFields()));
export type ChangeInput = { container: string };
export type ChangeOutput = z.infer<ReturnType<typeof changeOutput>>;

export const runningChecks = [
  "the engine reports no error",
  "it runs",
  "it still runs after 10 s",
  "it did not restart by itself",
  "its health check says healthy, where it has one",
];
export const restartChecks = [...runningChecks, "it was started anew"];
export const stoppedChecks = ["the engine reports no error", "it does not run", "it still does not run after 10 s"];

/** Evidence, and what is said of the container where it does not hold. */
type Check = Evidence & { otherwise: string };

export const judgeStarted = (output: ChangeOutput): Verdict => verdict(output, runningEvidence(output));

export function judgeRestarted(output: ChangeOutput): Verdict {
  const { before, after } = output;
  const anew = after.startedAtMs !== null && after.startedAtMs > (before.startedAtMs ?? 0);
  const check = { check: "it was started anew", ok: anew, found: stateText(after), otherwise: "was not restarted" };
  return verdict(output, [...runningEvidence(output), check]);
}

export const judgeStopped = (output: ChangeOutput): Verdict =>
  verdict(output, [
    noError(output),
    { check: "it does not run", ok: isDown(output.after), found: stateText(output.after), otherwise: "did not stop" },
    {
      check: "it still does not run after 10 s",
      ok: isDown(output.settled),
      found: stateText(output.settled),
      otherwise: "was started again by something else",
    },
  ]);

const isDown = ({ state }: ContainerState): boolean => state === "exited" || state === "created" || state === "dead";

export function runningEvidence(output: ChangeOutput): Check[] {
  const { after, settled } = output;
  const same = settled.restartCount <= after.restartCount && settled.startedAtMs === after.startedAtMs;
  const checks: Check[] = [
    noError(output),
    { check: "it runs", ok: after.state === "running", found: stateText(after), otherwise: "did not start" },
    {
      check: "it still runs after 10 s",
      ok: settled.state === "running",
      found: stateText(settled),
      otherwise: "did not stay up",
    },
    // Between two crashes it runs for a moment: then the time of its start tells it.
    {
      check: "it did not restart by itself",
      ok: same,
      found: `${settled.restartCount} restarts`,
      otherwise: "restarts by itself",
    },
  ];
  if (settled.health === "none") return checks;
  const healthy = settled.health === "healthy";
  return [
    ...checks,
    {
      check: "its health check says healthy",
      ok: healthy,
      found: settled.health,
      otherwise: settled.health === "starting" ? "is not healthy yet" : "is not healthy",
    },
  ];
}

const noError = ({ said }: ChangeOutput): Check => {
  const ok = forHtml(said) === "";
  return {
    check: "the engine reports no error",
    ok,
    found: ok ? "none" : said,
    otherwise: "was refused by the engine",
  };
};

/** How many lines of the log are evidence. */
const linesShown = 5;

export function verdict({ name, said, settled, log }: ChangeOutput, checks: Check[]): Verdict {
  const evidence: Evidence[] = checks.map(({ otherwise: _otherwise, ...each }) => each);
  const broken = checks.find(({ ok }) => !ok);
  if (!broken) return { kind: "ok", evidence };
  const lines = log.slice(-linesShown).map(({ text }) => ({ check: "its log says", ok: false, found: text }));
  const last = log.at(-1);
  const why =
    forHtml(said) === "" ? (last ? `; its log says: ${forLog(last.text).slice(0, 200)}` : "") : `: ${forLog(said)}`;
  const reason = `${forLog(name)} ${broken.otherwise}: it is ${stateText(settled)}${why}`;
  return { kind: "failed", reason, evidence: [...evidence, ...lines] };
}

/** Where the run changed nothing there is nothing to take back. */
export const wayBack = (verb: "start" | "stop", output: ChangeOutput): WayBack => {
  const ran = output.before.state === "running";
  if (ran === (output.settled.state === "running")) return { kind: "nothing" };
  const name = forHtml(output.name);
  const other = verb === "start" ? "stop" : "start";
  const text = `${other === "stop" ? "Stop" : "Start"} ${name} again`;
  return { kind: "tool", tool: `container.${other}`, input: { container: output.id }, text };
};

/** “running since …, was exited with status 1”. */
export function changeLine({ before, settled }: ChangeOutput): string {
  if (before.state === settled.state && before.startedAtMs === settled.startedAtMs)
    return `was already ${stateText(settled)}`;
  return `${stateText(settled)}, was ${before.state}`;
}

export const changeTable = ({ name, before, settled }: ChangeOutput) => ({
  columns: ["Container", "Before", "Now"],
  rows: [[forHtml(name), stateText(before), stateText(settled)]],
});
