/** A process that keeps a processor busy. */
import { forHtml } from "../../../domain/untrusted.ts";
import { percentText } from "../../../lib/percent.ts";
import type { NowOutput } from "../../../tools/metrics/now.ts";
import type { ProcessOutput } from "../../../tools/process/list.ts";
import { evidence, seenOf, type Looked, type Seen } from "./looked.ts";
import { endings, mayEnd, plainUnit, turnOff, type Draft, type Fix } from "./rule.ts";
import { aroundOf, unitOfPid } from "./units.ts";

type Process = ProcessOutput["processes"][number];

/** Of one core. A busy machine gives a process of low priority less than it wants. */
const busyRatio = 0.3;
/** Where all is taken, one that wants to run in every look gets only its share: somebody else's load is not its innocence. */
const crowdedRatio = 0.05;

/** Each look takes 200 ms: what was busy in all of them, seconds apart, is so. */
export function cpu(looked: Looked): Draft[] {
  const looks = seenOf<ProcessOutput>(looked, "process.list").filter(
    ({ input }) => input["sort"] !== "memory" && input["state"] === undefined,
  );
  const [first] = looks;
  if (!first || looks.length < 3) return [];
  const crowded = seenOf<NowOutput>(looked, "metrics.now").some(({ output }) => output.cpuRatio >= 0.95);
  const isBusy = ({ cpuRatio, state }: Process): boolean =>
    cpuRatio >= busyRatio || (crowded && state === "R" && cpuRatio >= crowdedRatio);
  return first.output.processes.flatMap((process) => {
    const again = looks.map((seen) => ({ seen, process: seen.output.processes.find((each) => same(each, process)) }));
    const all = again.flatMap(({ seen, process: found }) => (found && isBusy(found) ? [{ seen, process: found }] : []));
    return all.length === looks.length && !/^ailx\b/.test(forHtml(process.name)) ? [busy(looked, process, all)] : [];
  });
}

const same = (a: Process, b: Process): boolean => a.pid === b.pid && a.startedAtMs === b.startedAtMs;

function busy(looked: Looked, process: Process, looks: readonly { seen: Seen<unknown>; process: Process }[]): Draft {
  const { machine } = looked;
  const name = forHtml(process.command).slice(0, 80);
  const unit = unitOfPid(looked, process.pid, process.parent);
  const serves = aroundOf(looked).some(({ service, listens }) => service === unit?.service && listens.length > 0);
  const share = percentText(Math.max(...looks.map(({ process: { cpuRatio } }) => cpuRatio)));
  const kill: Fix = { say: `kill process ${process.pid} on ${machine}`, why: "it is asked to end, and ends" };
  const stop: Fix = {
    say: turnOff(unit?.service ?? "", machine),
    why: "nobody is served by it, and it would begin anew",
  };
  const restart: Fix = { say: `restart the unit “${unit?.service ?? ""}” on ${machine}`, why: "it begins anew" };
  return {
    id: "busy-process",
    certainty: "likely",
    cause:
      unit && plainUnit(unit.service)
        ? `${unit.service} keeps the processor busy: its process ${process.pid} (${name}) uses ${share} of a core all the time`
        : `process ${process.pid} (${name}) of ${forHtml(process.user)} uses ${share} of a core all the time`,
    evidence: looks.map(({ seen, process: of }) =>
      evidence(seen, `process ${process.pid}, ${name}: ${percentText(of.cpuRatio)} of a core`, { of }),
    ),
    fixes:
      unit && plainUnit(unit.service)
        ? endings({ unit: unit.service, serves, restart, stop })
        : mayEnd(forHtml(process.name))
          ? [kill]
          : [],
    about: unit ? `unit:${unit.service}` : `process:${process.pid}`,
    depth: 3,
  };
}
