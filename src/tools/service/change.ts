/** What start, stop and restart have in common: what is observed, and how it is judged. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";
import type { Evidence, Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { changeableUnit, logLine, stateText, unitState } from "./unit.ts";

/** How long after the change it is looked at again. */
export const settleMs = 2_000;

export const changeInput = (example: string) =>
  once(() => z.strictObject({ service: changeableUnit() }).check(z.meta({ examples: [{ service: example }] })));

export const changeOutput = once(() =>
  z.object({
    service: z.string().check(z.maxLength(256)),
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
export const stoppedChecks = ["systemctl reports no error", "it is not active", "it is still not active after 2 s"];

/** Was it started, and does it stay? A unit that runs once is right when it ended well. */
export function judgeRunning(output: ChangeOutput): Verdict {
  const { after, settled } = output;
  if (after.oneshot && !after.active) {
    const ended = {
      check: "it ran and ended well",
      ok: after.result === "success",
      found: `${after.state}, ${after.result}`,
    };
    return verdict(output, [...noError(output), ended]);
  }
  return verdict(output, [
    ...noError(output),
    { check: "it is active", ok: after.active, found: stateText(after) },
    { check: "it is still active after 2 s", ok: settled.active, found: stateText(settled) },
    {
      check: "it did not restart by itself",
      ok: settled.restarts <= after.restarts && sameRun(output),
      found: `${settled.restarts} restarts`,
    },
  ]);
}

/** As `judgeRunning`, and it is another run than before. */
export function judgeRestarted(output: ChangeOutput): Verdict {
  const running = judgeRunning(output);
  if (running.kind !== "ok" || (output.after.oneshot && !output.after.active)) return running;
  const { before, after } = output;
  const another = before.invocation !== after.invocation || before.mainPid !== after.mainPid;
  const found =
    before.mainPid === after.mainPid
      ? `the same run, ${stateText(after)}`
      : `pid ${before.mainPid ?? "none"} became ${after.mainPid ?? "none"}`;
  return verdict(output, [...running.evidence, { check: "it is a new run", ok: !before.active || another, found }]);
}

/** Was it stopped, and does it stay so? Nothing may have started it again. */
export function judgeStopped(output: ChangeOutput): Verdict {
  const { after, settled } = output;
  return verdict(output, [
    ...noError(output),
    { check: "it is not active", ok: isDown(after.state), found: stateText(after) },
    { check: "it is still not active after 2 s", ok: isDown(settled.state), found: stateText(settled) },
  ]);
}

/** A unit whose program ended by the signal that stopped it counts as failed with systemd, and is stopped. */
const isDown = (state: string): boolean => state === "inactive" || state === "failed";

/** One run from after the change to two seconds later: a crash between would have begun another. */
const sameRun = ({ after, settled }: ChangeOutput): boolean => after.invocation === settled.invocation;

const noError = ({ exitCode, said }: ChangeOutput): Evidence[] => {
  const found = exitCode === 0 ? "exit status 0" : exitCode === null ? "the time limit ended it" : said;
  return [{ check: "systemctl reports no error", ok: exitCode === 0, found }];
};

function verdict({ service, settled, journal }: ChangeOutput, evidence: Evidence[]): Verdict {
  const broken = evidence.find(({ ok }) => !ok);
  if (!broken) return { kind: "ok", evidence };
  const lines = journal.map(({ text }) => ({ check: "its log says", ok: false, found: text }));
  const why = settled.result && settled.result !== "success" ? ` (${settled.result})` : "";
  return {
    kind: "failed",
    reason: `${service} is ${stateText(settled)}${why}; ${broken.check}: no`,
    evidence: [...evidence, ...lines],
  };
}

/** “active (running), pid 812, was pid 640”. */
export function changeLine({ before, settled }: ChangeOutput): string {
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
