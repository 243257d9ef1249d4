/** Writes the steps of a runbook into a plan. */
import { type Condition, withSteps } from "../../../domain/condition.ts";
import type { Machine } from "../../../domain/machine.ts";
import { AppError } from "../../../domain/error.ts";
import { readCondition } from "../../../domain/expression.ts";
import { canonical, type JsonObject } from "../../../lib/json.ts";
import { shellWord } from "../../../lib/shellWord.ts";
import { findTool } from "../../../tools/index.ts";
import { fillText, type Runbook, type RunbookStep, slotsInText } from "./runbook.ts";
import { runbookNamed } from "./runbooks.ts";
import { addStep, raise, type Sketch } from "./sketch.ts";
import { listed } from "./where.ts";

/** `when`: what must hold for all of it, beside the conditions of its own steps. */
type Call = { id: string; inputs: Record<string, string>; numbers?: ReadonlySet<string>; when?: Condition | undefined };

export function addRunbook(sketch: Sketch, call: Call, machines: readonly Machine[]): void {
  const book = runbookNamed(call.id);
  if (!book) throw new AppError("not_found", `There is no runbook ${call.id}.`);
  addBook(sketch, book, call, machines);
}

/** `inputs`: values of slots by their names; those in `numbers` are numbers. */
export function addBook(sketch: Sketch, book: Runbook, call: Call, machines: readonly Machine[]): void {
  const made = new Map<string, string>();
  const all = book.steps.flatMap((step) => stepsOf(step, call, machines));
  for (const one of book.diagnosis ? whatCanBeSeen(sketch, all) : all) addOne(sketch, one, { made, when: call.when });
  if (book.diagnosis) sketch.diagnosis = diagnosisOf(book.diagnosis, call);
  if (book.risk) raise(sketch, book.risk);
  if (book.note !== undefined) sketch.assumptions.push(book.note);
}

const diagnosisOf = (about: NonNullable<Runbook["diagnosis"]>, { inputs }: Call): Sketch["diagnosis"] => ({
  about,
  services: listOf(inputs["svc"]),
  containers: listOf(inputs["ctr"]),
  ...(inputs["number"] === undefined ? {} : { port: Number(inputs["number"]) }),
});

const listOf = (text: string | undefined): string[] => (text === undefined ? [] : text.split(","));

/** A step for one thing on the machines that have it. `thing`: empty where it is about none. */
type One = { step: RunbookStep; thing: string; input: JsonObject; machines: Machine[] };

function stepsOf(step: RunbookStep, call: Call, machines: readonly Machine[]): One[] {
  const here = machines.filter((machine) => step.on === undefined || step.on.some((name) => has(machine, name)));
  return thingsOf(step, call, here).flatMap(([thing, some]) => byInput({ step, thing, call, machines: some }));
}

/** A look that a machine cannot do explains nothing: it is left out and said, unless nothing else is looked at. */
function whatCanBeSeen(sketch: Sketch, all: readonly One[]): One[] {
  const seen = all.map((one) => ({ ...one, machines: one.machines.filter((machine) => canBeSeen(one, machine)) }));
  if (seen.every(({ machines }) => machines.length === 0)) return [...all];
  const blind = new Set(all.flatMap((one) => one.machines.filter((machine) => !canBeSeen(one, machine))));
  if (blind.size > 0)
    sketch.assumptions.push(
      `${listed([...blind])} ${blind.size === 1 ? "does" : "do"} not run systemd, so services are not looked at there`,
    );
  return seen;
}

const canBeSeen = ({ step: { tool } }: One, { facts }: Machine): boolean =>
  !tool.startsWith("service.") || facts.init === "systemd" || facts.init === "";

const has = ({ facts }: Machine, name: string): boolean =>
  name === "containers"
    ? facts.containers.length > 0
    : facts.services.includes(name) || facts.programs.includes(name) || facts.packageManager === name;

/** What a step is about, each with its machines. */
function thingsOf({ each, among }: RunbookStep, { inputs }: Call, machines: readonly Machine[]): [string, Machine[]][] {
  if (each === undefined) return [["", [...machines]]];
  const isContainer = each === "{ctr}" || each === "containers";
  const wanted =
    each === "{svc}"
      ? listOf(inputs["svc"])
      : each === "{ctr}"
        ? listOf(inputs["ctr"])
        : each === "containers"
          ? machines.flatMap(({ facts }) => facts.containers.slice(0, mostContainers))
          : each;
  const owned = ({ facts }: Machine, name: string): boolean =>
    (isContainer ? facts.containers : facts.services).includes(name);
  return [...new Set(wanted)]
    .filter((name) => among === undefined || among.includes(name))
    .map((name) => [name, machines.filter((machine) => owned(machine, name))]);
}

const mostContainers = 12;

/** Machines of equal input together; where a value is not known there is no step. */
function byInput({
  step,
  thing,
  call,
  machines,
}: {
  step: RunbookStep;
  thing: string;
  call: Call;
  machines: Machine[];
}): One[] {
  const groups = new Map<string, One>();
  for (const machine of machines) {
    const input = inputOf(step, { thing, call, machine });
    if (!input) continue;
    const held = groups.get(canonical(input));
    if (held) held.machines.push(machine);
    else groups.set(canonical(input), { step, thing, input, machines: [machine] });
  }
  return [...groups.values()];
}

function inputOf(
  { input = {}, command }: RunbookStep,
  { thing, call, machine }: { thing: string; call: Call; machine: Machine },
): JsonObject | undefined {
  const known: Record<string, string> = {
    ...call.inputs,
    service: thing || (call.inputs["service"] ?? ""),
    container: thing || (call.inputs["container"] ?? ""),
    path: call.inputs["path"] ?? "",
    quote: call.inputs["quote"] ?? "",
    number: call.inputs["number"] ?? "",
    port: call.inputs["number"] ?? "",
    hostname: machine.facts.hostname,
    disk: fullestDisk(machine),
  };
  const filled: JsonObject = {};
  if (command !== undefined) {
    const text = commandText(command, known);
    if (text === undefined) return undefined;
    filled["command"] = text;
  }
  for (const [key, value] of Object.entries(input)) {
    const names = typeof value === "string" ? slotsInText(value) : [];
    const [name = ""] = names;
    if (typeof value !== "string") filled[key] = value;
    else if (names.some((each) => (known[each] ?? "") === "")) return undefined;
    else
      filled[key] =
        /^\{(?:number|port)\}$/.test(value) || (call.numbers?.has(name) && value === `{${name}}`)
          ? Number(known[name])
          : fillText(value, (slot) => known[slot]);
  }
  return filled;
}

/** Each word as one word of a shell, whatever its slots hold. Undefined where one of them is not known. */
function commandText(command: readonly string[] | string, known: Readonly<Record<string, string>>): string | undefined {
  const slots = [command].flat().flatMap(slotsInText);
  if (slots.some((name) => (known[name] ?? "") === "")) return undefined;
  return typeof command === "string"
    ? fillText(command, (name) => shellWord(known[name] ?? ""))
    : command.map((word) => (plainWord.test(word) ? word : shellWord(fillText(word, (name) => known[name])))).join(" ");
}

/** A word without a slot that a shell takes as it is, a leading dash included. */
const plainWord = /^[A-Za-z0-9_./:=@%+,-]+$/;

/** Where the newest sample says that there is least room; the root where there is none yet. */
const fullestDisk = ({ sample }: Machine): string =>
  sample?.disks.toSorted((a, b) => b.usedRatio - a.usedRatio)[0]?.mount ?? "/";

function addOne(
  sketch: Sketch,
  { step, thing, input, machines }: One,
  { made, when }: { made: Map<string, string>; when: Condition | undefined },
): void {
  const own = step.condition === undefined ? undefined : conditionOf(step.condition, thing, made);
  const condition: Condition | "missing" | undefined =
    own === undefined || own === "missing" || when === undefined ? (own ?? when) : { kind: "and", of: [when, own] };
  if (
    condition === "missing" ||
    machines.length === 0 ||
    findTool(step.tool)?.input().safeParse(input).success !== true
  )
    return;
  const id = addStep(sketch, {
    tool: step.tool,
    input,
    machines,
    ...(condition ? { condition } : {}),
    ...(step.again === undefined ? {} : { again: step.again }),
  });
  if (id !== undefined) made.set(`${step.id} ${thing}`, id);
}

/** “missing” where a step it looks at was left out: then the guarded step is left out as well. */
function conditionOf(text: string, thing: string, made: ReadonlyMap<string, string>): Condition | "missing" {
  const known = new Map(
    [...made].flatMap(([key, id]) => {
      const [step = "", about = ""] = key.split(" ");
      return about === "" || about === thing ? [[step, id] as const] : [];
    }),
  );
  return withSteps(readCondition(text), known) ?? "missing";
}
