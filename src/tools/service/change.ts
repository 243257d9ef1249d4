/** What start, stop and restart have in common: what is observed, and how it is judged. */
import * as z from "zod/mini";
import { forLog, machineText } from "../../domain/untrusted.ts";
import type { Evidence, Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { changeableUnit, logLine, saidName, stateText, unitState, type UnitState } from "./unit.ts";

/** How long after the change it is looked at again. */
export const settleMs = 2_000;

export const changeInput = (example: string) =>
  once(() => z.strictObject({ service: changeableUnit() }).check(z.meta({ examples: [{ service: example }] })));

export const changeOutput = once(() =>
  z.object({
    service: saidName(),
    before: unitState(),
    /** Right after systemctl came back. */
    after: unitState(),
    /** Two seconds later. */
    settled: unitState(),
    /** Of systemctl; null where the time limit ended it. */
    exitCode: z.nullable(z.int()),
    /** What systemctl said, mostly nothing. */
    said: machineText(2_048),
    /** The unit's last log lines, where something went wrong. */
    journal: z.array(logLine()).check(z.maxLength(20)),
  }),
);
export type ChangeInput = { service: string };
export type ChangeOutput = z.infer<ReturnType<typeof changeOutput>>;

export const runningChecks = [
  "systemctl reports no error",
  "it is active",
  "it is still active after 2 s",
  "it did not restart by itself",
];
export const restartChecks = [...runningChecks, "it is a new run"];
export const reloadChecks = [...runningChecks, "it is the same run as before"];
export const stoppedChecks = ["systemctl reports no error", "it is not active", "it is still not active after 2 s"];

/** Was it started, and does it stay? A unit that runs once is right when it ended well. */
export function judgeRunning(output: ChangeOutput): Verdict {
  return verdict(output, runningEvidence(output));
}

/** As `judgeRunning`, and it is another run than before. */
export function judgeRestarted(output: ChangeOutput): Verdict {
  const { before, after } = output;
  if (!before.active || ranOnce(after)) return judgeRunning(output);
  const another = before.invocation !== after.invocation || before.mainPid !== after.mainPid;
  const found =
    before.mainPid === after.mainPid
      ? `${another ? "another" : "the same"} run, ${stateText(after)}`
      : `pid ${before.mainPid ?? "none"} became ${after.mainPid ?? "none"}`;
  return verdict(output, [
    ...runningEvidence(output),
    { check: "it is a new run", ok: another, found, otherwise: "was not restarted" },
  ]);
}

/** Is it the same run as before, and does it stay? */
export function judgeReloaded(output: ChangeOutput): Verdict {
  const { before, settled } = output;
  const same = before.invocation === settled.invocation;
  return verdict(output, [
    ...runningEvidence(output),
    {
      check: "it is the same run as before",
      ok: same,
      found: same ? "the same run" : "another run",
      otherwise: "was started anew",
    },
  ]);
}

/** Was it stopped, and does it stay so? Nothing may have started it again. */
export function judgeStopped(output: ChangeOutput): Verdict {
  const { after, settled } = output;
  return verdict(output, [
    noError(output),
    { check: "it is not active", ok: isDown(after), found: stateText(after), otherwise: "did not stop" },
    {
      check: "it is still not active after 2 s",
      ok: isDown(settled),
      found: stateText(settled),
      otherwise: "was started again by something else",
    },
  ]);
}

/** Evidence, and what is said of the unit where it does not hold. */
type Check = Evidence & { otherwise: string };

function runningEvidence(output: ChangeOutput): Check[] {
  const { after, settled } = output;
  if (ranOnce(after)) {
    const found = `${after.state}, ${after.result}`;
    return [
      noError(output),
      { check: "it ran and ended well", ok: after.result === "success", found, otherwise: "failed" },
    ];
  }
  const stayed = settled.restarts <= after.restarts && after.invocation === settled.invocation;
  return [
    noError(output),
    { check: "it is active", ok: after.active, found: stateText(after), otherwise: "did not start" },
    {
      check: "it is still active after 2 s",
      ok: settled.active,
      found: stateText(settled),
      otherwise: "did not stay up",
    },
    // A crash in between begins another run, even where the counter was reset.
    {
      check: "it did not restart by itself",
      ok: stayed,
      found: `${settled.restarts} restarts`,
      otherwise: "restarts by itself",
    },
  ];
}

function noError({ exitCode, said }: ChangeOutput): Check {
  const found = exitCode === 0 ? "exit status 0" : exitCode === null ? "the time limit ended it" : said;
  const otherwise = exitCode === null ? "took too long" : "was refused by systemctl";
  return { check: "systemctl reports no error", ok: exitCode === 0, found, otherwise };
}

const ranOnce = (unit: UnitState): boolean => unit.oneshot && !unit.active;

/** A unit whose program ended by the signal that stopped it counts as failed with systemd, and is stopped. */
const isDown = ({ state }: UnitState): boolean => state === "inactive" || state === "failed";

/** How many of the log's lines are evidence. */
const linesShown = 5;

function verdict({ service, settled, journal }: ChangeOutput, checks: Check[]): Verdict {
  const evidence: Evidence[] = checks.map(({ otherwise: _otherwise, ...each }) => each);
  // The unit's own state says more than systemctl's exit status, where both are wrong.
  const broken = checks.findLast(({ ok, check }) => !ok && check === "it is active") ?? checks.find(({ ok }) => !ok);
  if (!broken) return { kind: "ok", evidence };
  const lines = journal.slice(-linesShown).map(({ text }) => ({ check: "its log says", ok: false, found: text }));
  const result = settled.result === "" || settled.result === "success" ? "" : `, ${settled.result}`;
  const reason = `${service} ${broken.otherwise}: it is ${stateText(settled)}${result}${lastWords(journal)}`;
  return { kind: "failed", reason, evidence: [...evidence, ...lines] };
}

/** What the program itself said last, a reason before all else; that it was started and failed is said already. */
function lastWords(journal: ChangeOutput["journal"]): string {
  const own = journal.map(({ text }) => forLog(text)).filter((text) => !systemdSays.test(text));
  const said = own.findLast((text) => reasons.test(text)) ?? own.at(-1);
  return said === undefined ? "" : `; its log says: ${said.slice(0, 200)}`;
}
const systemdSays = /^(\S+\.service: |(Start|Stopp|Reload)(ed|ing) |Failed to start )/;
const reasons = /\b(emerg|alert|crit|fatal|panic|error|exception|cannot|can't|denied|refused|in use)\b/i;

/** “active (running), pid 812, was pid 640”. */
export function changeLine({ before, settled }: ChangeOutput): string {
  if (ranOnce(settled)) return `ran and ended, ${settled.result}`;
  if (before.state === settled.state && before.invocation === settled.invocation)
    return `was already ${stateText(settled)}`;
  const was = before.mainPid === null ? `was ${before.state}` : `was pid ${before.mainPid}`;
  return `${stateText(settled)}, ${was}`;
}

/** The states as a table of one line. */
export const changeTable = ({ service, before, settled }: ChangeOutput) => ({
  columns: ["Service", "Before", "Now"],
  rows: [[service, stateText(before), stateText(settled)]],
});
