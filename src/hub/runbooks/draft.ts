/**
 * A finished task as a runbook: its steps with their conditions, its machines and the values that its request names turned
 * into slots, its words as the sentence, and itself as the first test. A person reads and saves it.
 */
import { stringify } from "yaml";
import { AppError } from "../../domain/error.ts";
import { withSteps } from "../../domain/condition.ts";
import { printCondition } from "../../domain/expression.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import type { TaskKind } from "../../domain/task.ts";
import type { Json, JsonObject } from "../../lib/json.ts";
import { maskedJson } from "../planning/llm/cutting.ts";
import { findTool } from "../../tools/index.ts";

export type Drafted = { request: string; kind: TaskKind; plan: Plan; machines: readonly Machine[] };

/** Throws `wrong_state` where it cannot be one recipe for any machine: several groups of machines, secrets, the hub itself. */
export function draftOf({ request, kind, plan, machines }: Drafted): string {
  // A person reads it, and it stays: what a model wrote in has its secrets masked.
  const steps = plan.by === "llm" ? plan.steps.map((step) => ({ ...step, input: maskedJson(step.input) })) : plan.steps;
  const [first] = steps;
  if (!first) throw cannot("It has no steps.");
  if (steps.some(({ secrets }) => secrets.length > 0)) throw cannot("A step of it needs a secret.");
  if (steps.some(({ tool }) => findTool(tool)?.where !== "agent"))
    throw cannot("A step of it asks the hub, and no machine.");
  const reached = new Set(steps.flatMap(({ machineIds }) => machineIds));
  const named = machines.filter(({ id }) => reached.has(id));
  if (named.length === 0) throw cannot("None of its machines is left.");
  const whole = steps.filter(({ machineIds }) => machineIds.length === reached.size).length;
  if (whole < steps.length) throw cannot("Its steps run on different machines.");
  const names = new Map<string, string>();
  for (const step of steps) names.set(step.id, nameFor(step, new Set(names.values())));
  const slots = slotsIn(request, steps);
  const sentence = sentenceFor({ request, kind, slots, machines: named, title: first.title });
  const id = idFor(sentence);
  const book = {
    id,
    title: titleFor(sentence, first.title),
    sentences: [sentence],
    slots: {
      target: { required: true, ask: "On which machine?" },
      ...Object.fromEntries(
        [...slots].map(([name, { value }]) => [
          name,
          typeof value === "number" ? { kind: "number", default: value } : { kind: kindFor(name), default: value },
        ]),
      ),
    },
    steps: steps.map((step) => stepOf(step, { names, slots })),
    fleet: testMachines(named, steps),
    tests: [
      {
        say: sayFor({ sentence, slots, machines: named }),
        expect: { machines: named.slice(0, 3).map(({ name }) => name), tools: steps.map(({ tool }) => tool) },
      },
    ],
  };
  const head = `# From a task: “${request.replaceAll(/\s+/g, " ").slice(0, 200)}”\n# Read it through; it is used once it is saved, its tests pass, and its sentences mean nothing else.\n`;
  return head + stringify(book, { lineWidth: 0, flowCollectionPadding: true });
}

const cannot = (why: string): AppError => new AppError("wrong_state", `This task cannot become a runbook. ${why}`);

/** “service.status” becomes status, a second one status-2. */
function nameFor({ tool }: Step, taken: ReadonlySet<string>): string {
  const base = (tool.split(".")[1] ?? "step").replaceAll(/[^a-z0-9-]/g, "-");
  for (let at = 1; ; at += 1) {
    const name = at === 1 ? base : `${base}-${at}`;
    if (!taken.has(name)) return name;
  }
}

type Slot = { value: string | number; said: string };

/** Values of inputs that the request says word by word, by the name of their field. */
function slotsIn(request: string, steps: readonly Step[]): Map<string, Slot> {
  const found = new Map<string, Slot>();
  for (const { input } of steps)
    for (const [field, value] of Object.entries(input)) {
      const name = field.replaceAll(/([A-Z])/g, "_$1").toLowerCase();
      if (!/^[a-z][a-z_]{0,30}$/.test(name) || found.has(name) || field === "command") continue;
      if (typeof value !== "string" && typeof value !== "number") continue;
      const said = saidIn(request, String(value));
      if (said !== undefined && kindFor(name, value) !== undefined) found.set(name, { value, said });
    }
  return found;
}

function saidIn(request: string, value: string): string | undefined {
  if (value.length < 1 || value.length > 200 || /\s/.test(value)) return undefined;
  const at = new RegExp(String.raw`(?<![\p{L}\d._/-])${escaped(value)}(?![\p{L}\d_/-])`, "iu").exec(request);
  return at?.[0];
}
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

const kindFor = (name: string, value?: string | number): string => {
  if (typeof value === "number") return "number";
  if (name === "path" || name === "service" || name === "container") return name;
  return "word";
};

/** Machines become {target}, values become their slots; brackets of the sentence language are taken out. */
function sentenceFor({
  request,
  kind,
  slots,
  machines,
  title,
}: Pick<Drafted, "request" | "kind"> & {
  slots: ReadonlyMap<string, Slot>;
  machines: readonly Machine[];
  title: string;
}): string {
  if (kind !== "ask")
    return `${title.toLowerCase().replaceAll(/[^\p{L}\d -]/gu, "")} as before on {target}`.replaceAll(/\s+/g, " ");
  let text = request
    .replaceAll(/[[\](){}|]/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[.!?]+$/, "");
  const list = machines.map(({ name, aliases }) => `(?:${[name, ...aliases].map(escaped).join("|")})`).join("|");
  const one = String.raw`(?<![\p{L}\d._-])(?:${list})(?![\p{L}\d_-])`;
  text = text.replace(
    new RegExp(`${one}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s+or\\s+)${one})*`, "iu"),
    "{target}",
  );
  const [before, after] = text.split("{target}");
  const withSlots = (part: string): string => {
    let made = part;
    for (const [name, { said }] of slots)
      made = made.replace(
        new RegExp(String.raw`(?<![\p{L}\d._/-])${escaped(said)}(?![\p{L}\d_/-])`, "iu"),
        `{${name}}`,
      );
    return made;
  };
  return after === undefined
    ? `${withSlots(before ?? "")} on {target}`
    : `${withSlots(before ?? "")}{target}${withSlots(after)}`;
}

function sayFor({
  sentence,
  slots,
  machines,
}: {
  sentence: string;
  slots: ReadonlyMap<string, Slot>;
  machines: readonly Machine[];
}): string {
  const names = machines.slice(0, 3).map(({ name }) => name);
  const target = names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return sentence.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    name === "target" ? target : (slots.get(name)?.said ?? name),
  );
}

const idFor = (sentence: string): string => {
  const words = sentence
    .toLowerCase()
    .replaceAll(/\{\w+\}/g, " ")
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !["the", "and", "with", "please", "for"].includes(word));
  const id = words.slice(0, 4).join("-").slice(0, 31).replace(/-$/, "");
  return /^[a-z]/.test(id) ? id : "my-runbook";
};

const titleFor = (sentence: string, title: string): string => {
  const text = sentence
    .replaceAll(/\s*(?:on|of|at|in|from)?\s*\{\w+\}/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const words = text === "" ? title : text;
  return (words.slice(0, 1).toUpperCase() + words.slice(1)).slice(0, 200);
};

function stepOf(
  { id, tool, input, condition }: Step,
  { names, slots }: { names: ReadonlyMap<string, string>; slots: ReadonlyMap<string, Slot> },
): JsonObject {
  const filled = Object.entries(input).map(([field, value]) => {
    const name = field.replaceAll(/([A-Z])/g, "_$1").toLowerCase();
    return [field, slots.get(name)?.value === value ? `{${name}}` : escapedSlots(value)] as const;
  });
  const guard = condition && withSteps(condition, names);
  const command = tool === "shell.run" && Object.keys(input).length === 1 ? input["command"] : undefined;
  return {
    id: names.get(id) ?? id,
    ...(typeof command === "string" && !/[{}]/.test(command) && command.length <= 500
      ? { command }
      : { tool, ...(filled.length > 0 ? { input: Object.fromEntries(filled) } : {}) }),
    ...(guard ? { condition: printCondition(guard) } : {}),
  };
}

/** Braces that are no slot of the runbook. */
const escapedSlots = (value: Json): Json =>
  typeof value === "string" ? value.replaceAll(/(?<!\{)\{(\w+)\}(?!\})/g, "{{$1}}") : value;

/** The machines of the task with what the steps speak of, so that the test needs no fleet. */
function testMachines(machines: readonly Machine[], steps: readonly Step[]): JsonObject[] {
  const spoken = new Set(
    steps.flatMap(({ input }) => Object.values(input).filter((value) => typeof value === "string")),
  );
  return machines.slice(0, 3).map(({ name, tags, facts }) => {
    const services = facts.services.filter((service) => spoken.has(service));
    const containers = facts.containers.filter((container) => spoken.has(container));
    return {
      name,
      ...(tags.length > 0 ? { tags: [...tags] } : {}),
      ...(services.length > 0 ? { services } : {}),
      ...(containers.length > 0 ? { containers } : {}),
    };
  });
}
