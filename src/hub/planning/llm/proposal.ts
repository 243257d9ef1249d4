/**
 * From a model's draft to a plan: every step by the tool's own schema, on machines that exist, with risk, reach and exclusions
 * computed as for any other plan. What a model says of titles, risk or approval is not used; its reasons are quoted.
 */
import { stepsOf, withSteps, type Condition } from "../../../domain/condition.ts";
import { readCondition } from "../../../domain/expression.ts";
import { doubtMark } from "../../../domain/doubt.ts";
import { AppError } from "../../../domain/error.ts";
import type { Machine } from "../../../domain/machine.ts";
import type { Plan } from "../../../domain/plan.ts";
import { canonical, type Json, type JsonObject } from "../../../lib/json.ts";
import type { Tool } from "../../../tools/define.ts";
import { sentenceOf } from "../embedded/understood.ts";
import { addStep, exclude, newSketch, raise, type Sketch } from "../embedded/sketch.ts";
import { notAsked } from "./asked.ts";
import { masked, plain } from "./cutting.ts";
import { doubted, readBy } from "./doubts.ts";
import { factsHeard, heardBefore, learntOf, trustedText } from "./learnt.ts";
import { scheduled } from "../embedded/schedule.ts";
import { isProblem, noSuchTool, readCall, readInput, readMachines, type Problem } from "./read.ts";
import { outOfReach } from "./reach.ts";
import { doesAll } from "./sameChange.ts";
import { whenOf, whenSchema } from "./when.ts";
import { goesOut, toolOfWire } from "./wire.ts";
import type { Work } from "./work.ts";

/** A step as a model drafts it. */
export type Draft = { tool: Tool; input: JsonObject; machines: Machine[]; condition?: string; why?: string };

export const proposeSchema: JsonObject = {
  type: "object",
  properties: {
    when: whenSchema,
    understood: { type: "string", description: "What the person wants, in one sentence." },
    steps: {
      type: "array",
      minItems: 1,
      maxItems: 20,
      items: {
        type: "object",
        properties: {
          tool: { type: "string", description: "Name of a tool, such as service.restart." },
          input: { type: "object", description: "The tool's input." },
          machines: { type: "array", items: { type: "string" }, description: "Names of machines." },
          condition: {
            type: "string",
            description:
              "Only where this holds, over earlier steps s1, s2 …: s1.active == false. Leave out for always.",
          },
          why: { type: "string", description: "One sentence, with the evidence." },
        },
        required: ["tool", "input", "machines"],
      },
    },
  },
  required: ["steps"],
};

const mostSteps = 20;
const asObject = (value: Json | undefined): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;

/** The steps of propose_plan's arguments; the first that does not fit is the problem. */
export function readDrafts(args: JsonObject, fleet: readonly Machine[]): Draft[] | Problem {
  const steps = args["steps"] ?? asObject(args["plan"])?.["steps"];
  if (!Array.isArray(steps) || steps.length === 0)
    return { problem: "A plan needs “steps”: a list with at least one." };
  if (steps.length > mostSteps) return { problem: `A plan has at most ${mostSteps} steps.` };
  const drafts: Draft[] = [];
  for (const [at, step] of steps.entries()) {
    const draft = readDraft(asObject(step) ?? {}, fleet);
    if (isProblem(draft)) return { problem: `Step ${at + 1}: ${draft.problem}` };
    drafts.push(draft);
  }
  return drafts;
}

function readDraft(step: JsonObject, fleet: readonly Machine[]): Draft | Problem {
  const { tool: name, input, args, condition, when, why } = step;
  const tool = typeof name === "string" ? toolOfWire(name) : undefined;
  if (!tool) return noSuchTool(typeof name === "string" ? name : "");
  const given = asObject(input) ?? asObject(args) ?? {};
  const named = step["machines"] ?? step["machine"] ?? step["on"] ?? step["targets"] ?? given["machines"];
  const read =
    named === undefined ? readCall(tool, given, fleet) : inputAndMachines(tool, given, [named].flat(), fleet);
  if (isProblem(read)) return read;
  const guard = condition ?? when;
  return {
    tool,
    ...read,
    ...(typeof guard === "string" && guard.trim() !== "" && guard.trim() !== "always" ? { condition: guard } : {}),
    ...(typeof why === "string" ? { why } : {}),
  };
}

function inputAndMachines(
  tool: Tool,
  { machines: _inside, ...given }: JsonObject,
  named: Json[],
  fleet: readonly Machine[],
) {
  const read = readInput(tool, given);
  if (isProblem(read)) return read;
  if (tool.where === "hub") return { input: read.input, machines: [] };
  const machines = readMachines(named, fleet);
  return isProblem(machines) ? machines : { input: read.input, machines };
}

/** The plan of these steps, or why there is none, for the model to mend. */
export function planOf(work: Work, drafts: readonly Draft[], given?: Json): Plan | Problem {
  const { request, fleet } = work;
  const wrong = drafts
    .map((draft, at) => faultOf(work, draft, { at, of: drafts.length }))
    .find((fault) => fault !== undefined);
  const fault = wrong ?? sameAgain(work, drafts);
  if (fault !== undefined) return { problem: fault };
  const when = whenOf(given, request);
  if (isProblem(when)) return when;
  const sketch = newSketch({ rollout: undefined, awaits: request.awaits === true });
  const ids = new Map<string, string>();
  const trusted = trustedText(work.said, fleet);
  const heard = [...work.heard, ...factsHeard(fleet), ...heardBefore(request)];
  for (const [at, draft] of drafts.entries()) {
    const condition = draft.condition === undefined ? undefined : conditionOf(draft.condition, ids);
    if (condition && isProblem(condition)) return { problem: `Step ${at + 1}: ${condition.problem}` };
    const machines = here(sketch, draft.machines, request.awaits === true);
    const { tool, input } = draft;
    const id = addStep(sketch, { tool: tool.name, input, machines, ...(condition ? { condition } : {}) });
    if (id === undefined) continue;
    ids.set(`s${at + 1}`, id);
    const step = sketch.steps.find((one) => one.id === id);
    // Titles go into summaries, lists and the audit; what is bound is the input.
    if (step) step.title = masked(step.title);
    const learnt = step ? learntOf(step.input, { heard, trusted }) : [];
    if (step && learnt.length > 0) step.learnt = learnt;
    dangers(sketch, draft);
    if (carriesOut(work, draft) || strays(work, draft) !== undefined) raise(sketch, "medium");
  }
  if (sketch.steps.length === 0) return { problem: nothingLeft(sketch) };
  const warned = warnedOf(work, drafts);
  const plan: Plan = {
    v: 1,
    by: "llm",
    understood: masked(sentenceOf(sketch.steps, fleet, undefined)),
    on: [...new Set(drafts.flatMap(({ machines }) => machines.map(({ name }) => name)))].join(" or ") || "all",
    steps: sketch.steps,
    excluded: sketch.excluded.filter(
      ({ machineId }) => !sketch.steps.some((step) => step.machineIds.includes(machineId)),
    ),
    assumptions: [...sketch.assumptions, ...reasonsOf(work, drafts), ...(warned === undefined ? [] : [warned])],
    ...(sketch.plannerRisk ? { plannerRisk: sketch.plannerRisk } : {}),
    factsUsed: sketch.factsUsed,
    ...(warned === undefined ? {} : { warned }),
  };
  const { schedule, read } = when;
  if (!schedule) return plan;
  const timed = scheduled(
    { kind: "plan", plan },
    { schedule, tokens: [], ...(read ? { assumed: "The time is as the model read it" } : {}) },
  );
  return timed.kind === "plan" ? timed.plan : plan;
}

/** A proposal that cannot be carried out as it is, by facts of the fleet or by what people said no to. */
function faultOf(
  work: Work,
  { tool, input, machines, condition }: Draft,
  { at, of }: { at: number; of: number },
): string | undefined {
  const step = `Step ${at + 1}:`;
  if (tool.name === "change.preview") return `${step} ${tool.name} is ailx's own.`;
  if (tool.where === "agent" && machines.length === 0) return `${step} no machine is named.`;
  if (JSON.stringify(input).includes('"secret":') || input["secrets"] !== undefined)
    return `${step} secrets are handed over by people only; propose it without.`;
  const service = tool.name.startsWith("service.") ? input["service"] : undefined;
  if (typeof service === "string") {
    const without = machines.filter(
      (one) => one.facts.services.length > 0 && !one.facts.services.includes(service) && !cameUpon(work, service, one),
    );
    const [first] = without;
    if (first && without.length === machines.length)
      return `${step} ${first.name} has no service ${service}. It has: ${near(service, first.facts.services)}.`;
  }
  const container = tool.name.startsWith("container.") ? input["container"] : undefined;
  if (typeof container === "string") {
    const [first] = machines;
    const known = machines.some(
      (one) =>
        one.facts.containers.length === 0 || one.facts.containers.includes(container) || cameUpon(work, container, one),
    );
    if (first && !known)
      return `${step} there is no container ${container} on ${first.name}. There are: ${near(container, first.facts.containers)}.`;
  }
  return condition === undefined ? refusedBefore(work, { tool, input, machines, step, steps: of }) : undefined;
}

/** What is known of a machine is as it was when it connected; a look that succeeded there may have come upon what is new. */
const cameUpon = ({ heard }: Work, name: string, on: Machine): boolean =>
  heard.some(
    ({ machine, text, failed }) =>
      machine === on.name && failed !== true && new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`).test(text),
  );

/** What a person turned down is not proposed again as it was; fewer machines or another input are another proposal. */
function refusedBefore(
  { request: { rejected = [], failed = [] } }: Work,
  {
    tool,
    input,
    machines,
    step,
    steps,
  }: { tool: Tool; input: JsonObject; machines: readonly Machine[]; step: string; steps: number },
): string | undefined {
  if (tool.access === "read") return undefined;
  for (const { plan } of rejected.filter((one) => !addsTo(one, steps)))
    for (const old of plan.steps) {
      const same = old.tool === tool.name && canonical(old.input) === canonical(input);
      if (same && old.machineIds.every((id) => machines.some((machine) => machine.id === id)))
        return `${step} the person turned down exactly this (${old.title}). Propose something else, or ask.`;
    }
  const again = failed.filter(
    (one) =>
      (one.tool === tool.name && canonical(one.input) === canonical(input)) ||
      doesAll([{ tool: tool.name, input }], one),
  );
  const tried = again.filter(({ machine }) => machines.some(({ name }) => name === machine)).length;
  return tried >= 2 ? `${step} exactly this has failed twice. Propose something else.` : undefined;
}

/** “Check the configuration first”, “after a backup”: what was turned down is wanted, with more around it. */
const wantsMore =
  /\b(?:first|before|after|then|also|as well|too|beforehand|zuerst|erst|vorher|dann|danach|auch|primero|antes|después|también)\b|先|然后|之前/i;
const addsTo = ({ reason, plan }: { reason: string; plan: Plan }, steps: number): boolean =>
  steps > plan.steps.length && wantsMore.test(reason);

/** Nor by another tool, or in several steps that come to the same. */
function sameAgain({ request: { rejected = [] } }: Work, drafts: readonly Draft[]): string | undefined {
  const certain = drafts.filter(({ tool, condition }) => tool.access === "change" && condition === undefined);
  const on = (id: string): { tool: string; input: JsonObject }[] =>
    certain.flatMap(({ tool, input, machines }) =>
      machines.some((machine) => machine.id === id) ? [{ tool: tool.name, input }] : [],
    );
  const turned = rejected
    .filter((one) => !addsTo(one, drafts.length))
    .flatMap(({ plan }) => plan.steps)
    .find((old) => old.access === "change" && old.machineIds.every((id) => doesAll(on(id), old)));
  return (
    turned &&
    `The person turned this down (${turned.title}), and by other means it is the same. Propose something else, or ask.`
  );
}

const near = (wanted: string, all: readonly string[]): string => {
  const low = wanted.toLowerCase();
  const like = all.filter((one) => one.toLowerCase().includes(low.slice(0, 4)) || low.includes(one.toLowerCase()));
  const some = (like.length > 0 ? like : all).slice(0, 20);
  // Names of machines' things stand outside of any fence here: only those that are plain names.
  const names = some.filter((one) => /^[\w@.:-]{1,80}$/.test(one));
  return names.length === 0 ? "none that is known" : masked(names.join(", "));
};

/** Machines that are there; those that are away are left out with the reason, unless they are waited for. */
const here = (sketch: Sketch, machines: readonly Machine[], awaits: boolean): Machine[] =>
  machines.filter((machine) => {
    if (machine.state === "online" || (awaits && machine.state === "offline")) return true;
    return exclude(sketch, machine, `it is ${machine.state}`);
  });

const nothingLeft = ({ excluded }: Sketch): string =>
  `None of these machines can do it: ${excluded.map(({ name, why }) => `${name} (${why})`).join(", ")}.`;

/** Steps are counted as the model wrote them; some may have become one. */
function conditionOf(text: string, ids: ReadonlyMap<string, string>): Condition | Problem {
  try {
    const condition = readCondition(text);
    const missing = stepsOf(condition).find((step) => !ids.has(step));
    if (missing !== undefined)
      return {
        problem: `its condition looks at ${missing}, which is no step before it (${[...ids.keys()].join(", ") || "none"}).`,
      };
    return withSteps(condition, ids) ?? { problem: "its condition looks at a step that was left out." };
  } catch (error) {
    if (error instanceof AppError)
      return { problem: `its condition does not read: ${error.detail} ${error.hint ?? ""}` };
    throw error;
  }
}

/** Without these nobody gets in any more; stopping the others stops what runs in them. */
const wayIn = /^(?:sshd?|ailx-agent|NetworkManager|systemd-networkd|networking)$/;
const carriers = /^(?:docker|containerd|podman|libvirtd|pve-cluster|corosync)$/;
function dangers(sketch: Sketch, { tool, input }: Draft): void {
  const service = typeof input["service"] === "string" ? input["service"] : "";
  if (/^service\.(?:stop|disable|mask)$/.test(tool.name) && wayIn.test(service)) raise(sketch, "critical");
  if (/^service\.(?:stop|restart)$/.test(tool.name) && carriers.test(service)) raise(sketch, "high");
}

/** What only reads runs unasked; but the name that is asked for can carry something out, so those that nobody said are asked about. */
function carriesOut({ said, fleet, request: { known } }: Work, { tool, input, machines }: Draft): boolean {
  const outward = goesOut.test(tool.name) || tool.risk(input).confine === "network-read";
  return outward && notAsked({ tool: tool.name, input, machines }, { said, known, fleet }) !== undefined;
}

/** Nor does a look elsewhere than was spoken of run unasked by being called a plan. */
const strays = (work: Work, draft: Draft): string | undefined =>
  draft.tool.access === "read" ? outOfReach(work, draft) : undefined;

function reasonsOf(work: Work, drafts: readonly Draft[]): string[] {
  const about = readBy(work);
  return drafts.flatMap(({ why = "" }, at) => {
    const words = masked(plain(why)).replaceAll("\n", " ").trim().slice(0, 300);
    if (words === "") return [];
    const values = doubted(words, about).doubts.flatMap((doubt) => doubt.values);
    const mark = values.length === 0 ? "" : ` ${doubtMark({ values })}`;
    return [`The model's reason${drafts.length > 1 ? ` for step ${at + 1}` : ""}: “${words}”${mark}`];
  });
}

/** Why it is asked about whatever was allowed beforehand. */
function warnedOf(work: Work, drafts: readonly Draft[]): string | undefined {
  const { suspicious, said, fleet, request } = work;
  if (suspicious)
    return `Text from ${suspicious.from} speaks to planners (“${suspicious.words}”), so this is asked about whatever was allowed beforehand`;
  const stray = drafts.find((draft) => strays(work, draft) !== undefined);
  if (stray)
    return `The model wants to look where nobody spoke of (${stray.machines.map(({ name }) => name).join(", ")}), so this is asked about whatever was allowed beforehand`;
  const beyond = drafts
    .filter(({ tool, input }) => tool.access === "change" || tool.risk(input).risk !== "low" || goesOut.test(tool.name))
    .map(({ tool, input, machines }) =>
      notAsked({ tool: tool.name, input, machines }, { said, known: request.known, fleet }),
    )
    .find((why) => why !== undefined);
  return beyond === undefined
    ? undefined
    : `The model chose more than was said (${beyond}), so this is asked about whatever was allowed beforehand`;
}
