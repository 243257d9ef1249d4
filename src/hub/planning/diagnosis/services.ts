/** Services that are stopped, failed, or restarted again and again, as far as systemd alone can tell. */
import { iso } from "../../../lib/clock.ts";
import { stateText } from "../../../tools/service/unit.ts";
import { wellKnownServices } from "../embedded/services.ts";
import { evidence, type Looked } from "./looked.ts";
import { plainUnit, type Draft, type Fix } from "./rule.ts";
import { isFailing, lastWords, unitsOf, type Unit } from "./units.ts";

export function services(looked: Looked): Draft[] {
  return unitsOf(looked).flatMap((unit) => {
    if (!plainUnit(unit.service)) return [];
    if (isFailing(unit, looked.atMs)) return [failing(unit, looked)];
    return isStopped(unit, looked) ? [stopped(unit, looked)] : [];
  });
}

/** Many units end well by themselves; these are not started to end. */
const servers = new Set(wellKnownServices);

/** What was asked about and does not run; of others only servers that start at boot, have run since, and were ended. */
function isStopped(unit: Unit, looked: Looked): boolean {
  if (unit.active || unit.oneshot || unit.state !== "inactive") return false;
  if (looked.asked.services.includes(unit.service)) return true;
  // “The web site is down”: of the services that could be it none runs.
  const could = unitsOf(looked).filter(({ service }) =>
    looked.seen.some(({ tool, input }) => tool === "service.status" && input["service"] === service),
  );
  if (could.some(({ service }) => service === unit.service) && could.every(({ active }) => !active)) return true;
  return unit.enabled && unit.sinceMs !== null && unit.invocation !== "" && servers.has(unit.service);
}

const minute = (atMs: number): string => `${iso(atMs).slice(0, 16).replace("T", " ")} UTC`;

function stopped(unit: Unit, { machine, asked }: Looked): Draft {
  const { service, enabled, sinceMs, from } = unit;
  const since = sinceMs === null ? "" : ` since ${minute(sinceMs)}`;
  const boot = enabled ? "" : " and does not start at boot";
  const start: Fix = {
    say: `start ${service} on ${machine}`,
    why: "it runs again until the next restart of the machine",
  };
  const both: Fix = {
    say: `start ${service} and enable it on ${machine}`,
    why: "it runs again, also after a restart of the machine",
  };
  return {
    id: "unit-stopped",
    certainty: asked.services.includes(service) ? "certain" : "likely",
    cause: `${service} is stopped${since}${boot}`,
    evidence: [
      evidence(from, `${service}: ${stateText(unit)}, ${enabled ? "starts" : "does not start"} at boot`, {
        atMs: sinceMs ?? undefined,
        of: unit.of,
      }),
    ],
    fixes: enabled ? [start] : [both, start],
    about: `unit:${service}`,
    depth: 1,
  };
}

function failing(unit: Unit, looked: Looked): Draft {
  const { service, restarts, result, from, state, sinceMs } = unit;
  const [last] = lastWords(looked, unit);
  const again = state !== "failed";
  const ended = endings[result] ?? "";
  return {
    id: again ? "unit-crash-loop" : "unit-failed",
    certainty: "likely",
    cause: `${service} ${again ? `ends right after each start (${restarts} restarts)` : `failed${ended}`}${last ? `; its last words: ${last.text.slice(0, 160)}` : ""}`,
    evidence: [
      evidence(from, `${service}: ${stateText(unit)}, ${restarts} restarts, result ${result}`, {
        atMs: sinceMs ?? undefined,
        of: unit.of,
      }),
      ...(last ? [evidence(last.from, last.text, last)] : []),
    ],
    fixes: [
      { say: `show the last 50 lines of the ${service} log on ${looked.machine}`, why: "what it says before it ends" },
      { say: `restart ${service} on ${looked.machine}`, why: "it is tried once more, and checked" },
    ],
    about: `unit:${service}`,
    depth: 5,
  };
}

/** systemd's word for how a run ended. */
const endings: Record<string, string> = {
  "exit-code": ": it ended with an error",
  signal: ": a signal ended it",
  "core-dump": ": it crashed",
  timeout: ": it did not start or stop in time",
  watchdog: ": it no longer told that it is alive",
  "oom-kill": ": the machine had no memory left and ended it",
  "start-limit-hit": ": it was started too often in a short time",
  resources: ": the machine had not what it needs",
};
