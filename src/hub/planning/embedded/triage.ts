/** “Is everything ok?” of a large fleet: what the hub knows of all of it, and the few machines that are looked at closely. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import type { Doing } from "./perform.ts";
import { runbookNamed } from "./runbooks.ts";
import type { Sketch } from "./sketch.ts";

/** As many are looked at closely, each of which takes some twenty looks. */
const closelyAtMost = 15;
const namedAtMost = 10;
/** A machine that is there tells its numbers more often. */
const staleMs = 10 * 60_000;
const minute = 60_000;
const fullRatio = 0.9;
const memoryRatio = 0.92;
const cpuRatio = 0.9;
const loadPerCpu = 2;

/** What the hub's own numbers say of a machine; the first tells most. */
type Sign = { says: string; weight: number };
type Signed = { machine: Machine; signs: Sign[] };
type Asked = { intent: Doing; machines: readonly Machine[]; sketch: Sketch; nowMs: number };
export type Closely = { kind: "machines"; machines: readonly Machine[] } | { kind: "outcome"; outcome: Outcome };

/**
 * A question after the health of many machines is answered from what the hub knows; only who stands out is looked at
 * closely, and who is not is said. One after a service by its name is another: the hub does not know how that is.
 */
export function closely({ intent, machines, sketch, nowMs }: Asked): Closely {
  if (intent.kind !== "runbook" || machines.length <= closelyAtMost || !isGeneral(intent))
    return { kind: "machines", machines };
  const signed = machines.map((machine) => ({ machine, signs: signsOf(machine, nowMs) })).toSorted(byWeight);
  const striking = signed.filter(({ signs }) => signs.length > 0);
  if (striking.length === 0 && intent.id === "machine-health" && sketch.steps.length === 0)
    return { kind: "outcome", outcome: allWell(machines, sketch) };
  const few = (striking.length === 0 ? signed : striking).slice(0, closelyAtMost);
  sketch.assumptions = sketch.assumptions.map((text) => text.replace(/, so all are looked at$/, ", so all are meant"));
  sketch.assumptions.push(toldOf({ of: machines.length, striking, few: few.length }));
  const chosen = new Set(few.map(({ machine }) => machine));
  return { kind: "machines", machines: machines.filter((machine) => chosen.has(machine)) };
}

function isGeneral({ id, inputs, own }: Extract<Doing, { kind: "runbook" }>): boolean {
  const isNamed = Object.keys(inputs).some((name) => name === "svc" || name === "ctr" || name === "number");
  return own === undefined && !isNamed && runbookNamed(id)?.diagnosis !== undefined;
}

const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;

function signsOf({ sample, facts, clockAheadMs = 0 }: Machine, nowMs: number): Sign[] {
  if (!sample) return [{ says: "tells no numbers", weight: 2 }];
  const signs: Sign[] = [];
  const quietMs = nowMs - sample.atMs;
  if (quietMs > staleMs)
    signs.push({ says: `has told no numbers for ${Math.round(quietMs / minute)} minutes`, weight: 2 });
  for (const { mount, usedRatio } of sample.disks)
    if (usedRatio >= fullRatio) signs.push({ says: `${mount} is ${percent(usedRatio)} full`, weight: 1 + usedRatio });
  const memory = sample.memoryUsedBytes / Math.max(1, sample.memoryTotalBytes);
  if (memory >= memoryRatio) signs.push({ says: `${percent(memory)} of its memory is in use`, weight: 1 + memory });
  const cpu = sample.cpuRatio ?? 0;
  if (cpu >= cpuRatio) signs.push({ says: `its CPU is ${percent(cpu)} busy`, weight: cpu });
  if (sample.load1 > loadPerCpu * facts.cpus)
    signs.push({ says: `load ${sample.load1} on ${facts.cpus} CPUs`, weight: 1 });
  if (Math.abs(clockAheadMs) > minute)
    signs.push({
      says: `its clock is ${Math.round(Math.abs(clockAheadMs) / minute)} minutes ${clockAheadMs > 0 ? "ahead" : "behind"}`,
      weight: 0.8,
    });
  if (facts.rebootRequired === true) signs.push({ says: "waits for a restart", weight: 0.5 });
  return signs.toSorted((a, b) => b.weight - a.weight);
}

const weightOf = ({ signs, machine: { sample } }: Signed): number =>
  signs[0]?.weight ??
  Math.max(0, sample?.cpuRatio ?? 0, ...(sample?.disks ?? []).map(({ usedRatio }) => usedRatio)) / 2;
const byWeight = (a: Signed, b: Signed): number => weightOf(b) - weightOf(a);

function toldOf({ of, striking, few }: { of: number; striking: readonly Signed[]; few: number }): string {
  const others = `the other ${of - few} are not looked at`;
  if (striking.length === 0)
    return `By the hub's own numbers none of ${of} machines stands out; the ${few} busiest are looked at closely, and ${others}`;
  const told = striking
    .slice(0, namedAtMost)
    .map(({ machine, signs }) => `${machine.name} (${signs.map(({ says }) => says).join(", ")})`);
  const more = striking.length - told.length;
  const which = few < striking.length ? `the first ${few} are` : few === 1 ? "it is" : "they are";
  return `By the hub's own numbers ${striking.length} of ${of} machines ${striking.length === 1 ? "stands" : "stand"} out: ${told.join("; ")}${more > 0 ? ` and ${more} more` : ""}; ${which} looked at closely, and ${others}`;
}

/** From what the hub knows alone; what it does not know is said. */
function allWell(machines: readonly Machine[], { excluded }: Sketch): Outcome {
  const away = excluded.map(({ name, why }) => `${name} (${why})`);
  const more = away.length - namedAtMost;
  const first =
    away.length === 0
      ? ""
      : `${away.length === 1 ? "1 machine is" : `${away.length} machines are`} away: ${away.slice(0, namedAtMost).join("; ")}${more > 0 ? ` and ${more} more` : ""}. `;
  return {
    kind: "answer",
    text: `${first}By the hub's own numbers ${away.length === 0 ? `all ${machines.length}` : `the other ${machines.length}`} machines are well: room, memory and CPU to spare, and none waits for a restart. Their services and logs were not looked at; “what is wrong with ${machines[0]?.name ?? "it"}” looks at one of them closely, and so up to ${closelyAtMost} at once.`,
  };
}
