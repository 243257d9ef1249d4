/** Plans a request by people's own runbooks: the first whose sentence fits as a whole. Undefined where none does. */
import { AppError } from "../../../domain/error.ts";
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { parseTarget, select, targetOfNames } from "../../../domain/target.ts";
import { findTool } from "../../../tools/index.ts";
import { lex } from "../embedded/lex.ts";
import { mark } from "../embedded/mark.ts";
import { bare } from "../embedded/polite.ts";
import { fillText, type Runbook, type RunbookSlot } from "../embedded/runbook.ts";
import { addBook } from "../embedded/runbook-steps.ts";
import { exclude, newSketch, type Sketch } from "../embedded/sketch.ts";
import { withReminders } from "../embedded/reminders.ts";
import type { Place } from "../embedded/types.ts";
import { sentenceOf } from "../embedded/understood.ts";
import { vocabularyOf } from "../embedded/vocabulary.ts";
import { type Scope, type Where, whereOf } from "../embedded/where.ts";
import type { PlanRequest } from "../planner.ts";
import { compileSentence, kindOf, matchSentence, requestForms, type Sentence, slotsOf } from "./sentence.ts";

export type Found = { book: Runbook; values: Map<string, string>; sentence: string };

const compiled = new WeakMap<Runbook, Sentence[]>();
export function sentencesOf(book: Runbook): Sentence[] {
  const held = compiled.get(book);
  if (held) return held;
  const made = book.sentences.map((text) => compileSentence(text, slotsOf(book)));
  compiled.set(book, made);
  return made;
}

/** The runbooks that may answer to a request, with what its slots would hold; whether that is machines is seen later. */
export function runbooksFor(text: string, books: readonly Runbook[]): Found[] {
  const { forms, tokens } = requestForms(text);
  return books.flatMap((book) =>
    forms.flatMap((form) =>
      sentencesOf(book).flatMap((sentence) => {
        const values = matchSentence(sentence, form, tokens);
        return values ? [{ book, values, sentence: sentence.text }] : [];
      }),
    ),
  );
}

/** Nearest are the other requests that it could have been. */
const decline = (reason: string): Outcome => ({ kind: "decline", reason, nearest: [] });

export function byOwnRunbook(request: PlanRequest): Outcome | undefined {
  const books = request.runbooks ?? [];
  // What failed or was turned down needs another way than the same again.
  if (books.length === 0 || request.failed || request.rejected) return undefined;
  for (const found of runbooksFor(request.text, books)) {
    const outcome = planOf(found, request);
    if (outcome) return withReminders(outcome, request);
  }
  return undefined;
}

function planOf({ book, values }: Found, request: PlanRequest): Outcome | undefined {
  // “fix the shop on Monday”: what stands where machines should is none, so the sentence did not mean this.
  if (targetIn(values, request) === "none") return undefined;
  const sketch = newSketch({ rollout: undefined, awaits: request.awaits === true });
  const filled = inSketch({ book, values }, { sketch, request });
  if ("kind" in filled) return filled;
  const where = filled.machines;
  addBook(sketch, book, { id: book.id, ...filled }, where);
  if (sketch.steps.length === 0)
    return decline(`The runbook “${book.title}” has nothing to do on ${where.map(({ name }) => name).join(", ")}.`);
  const understood = [
    `${book.title}: ${lowerFirst(sentenceOf(sketch.steps, request.fleet, undefined))}`,
    ...sketch.assumptions.map(full),
  ];
  return {
    kind: "plan",
    plan: {
      v: 1,
      by: "runbook",
      understood: understood.join(" "),
      on: [...new Set(sketch.on)].join(", ") || "all",
      steps: sketch.steps,
      excluded: sketch.excluded.filter(
        ({ machineId }) => !sketch.steps.some((step) => step.machineIds.includes(machineId)),
      ),
      assumptions: [`The runbook “${book.title}” says what is done`, ...sketch.assumptions],
      ...(sketch.plannerRisk ? { plannerRisk: sketch.plannerRisk } : {}),
      ...(sketch.diagnosis ? { diagnosis: sketch.diagnosis } : {}),
      factsUsed: sketch.factsUsed,
    },
  };
}

/** A runbook and what its sentence held in a clause. `there`: on the machines of the clause before. */
export type OwnSaid = Pick<Found, "book" | "values"> & { there?: boolean };
type Ready = Filled & { book: Runbook; machines: Machine[] };

/** What it is done with and where; a question or a refusal where that is not certain. `before`: of the clause before. */
export function inSketch(
  { book, values, there = false }: OwnSaid,
  { sketch, request, before }: { sketch: Sketch; request: PlanRequest; before?: readonly Machine[] | undefined },
): Ready | Outcome {
  const said = there && before ? placeOf("there", before) : targetIn(values, request);
  if (said === "none" || (there && !before)) return decline(`It is not clear where to ${lowerFirst(book.title)}.`);
  const filled = valuesOf(book, values, request);
  if ("kind" in filled) return filled;
  const machines = machinesFor({ book, said, sketch, request });
  if (!Array.isArray(machines)) return machines;
  const wrong = wrongInput(book, { id: book.id, ...filled });
  return wrong === undefined ? { ...filled, book, machines } : decline(wrong);
}

const placeOf = (said: string, machines: readonly Machine[]): Place => ({
  parts: [
    {
      said,
      expr: targetOfNames(machines.map(({ name }) => name)),
      machines: [...machines],
      count: machines.length > 1 ? "all" : "one",
    },
  ],
  minus: [],
});

const full = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** The machines that the sentence names, read as everywhere; “none” where the words are no machines. */
export function targetIn(
  values: ReadonlyMap<string, string>,
  { fleet, known = [] }: PlanRequest,
): Place | "none" | undefined {
  const phrase = values.get("target") ?? values.get("t");
  if (phrase === undefined) return undefined;
  const key = phrase.replace(/^(?:the|my|our) /, "");
  const alias = known.find(
    (one) => one.kind === "alias" && one.text.toLowerCase().replace(/^(?:the|my|our) /, "") === key,
  );
  const machines = fleet.filter(({ id }) => alias?.machineIds.includes(id));
  if (alias && machines.length > 0) return placeOf(alias.text, machines);
  const words = vocabularyOf(fleet);
  const text = `on ${phrase}`;
  const marked = mark(lex(text).tokens, words, { source: text, machinesFirst: true });
  const id = /^on @t(\d+)$/.exec(bare(marked.text))?.[1];
  const entity = marked.entities[Number(id)];
  return entity?.kind === "t" ? entity.place : "none";
}

type Filled = { inputs: Record<string, string>; numbers: Set<string> };

/** What each slot holds: what was said, answered, or stands for it; a question where it is missing or out of range. */
function valuesOf(book: Runbook, said: ReadonlyMap<string, string>, { answers = [] }: PlanRequest): Filled | Outcome {
  const inputs: Record<string, string> = {};
  const numbers = new Set<string>();
  const used = new Map(said);
  for (const [alias, name] of [
    ["svc", "service"],
    ["ctr", "container"],
    ["n", "number"],
  ] as const) {
    const value = used.get(alias);
    if (value !== undefined && !used.has(name)) used.set(name, value);
  }
  for (const [name, value] of used) inputs[name] = value;
  for (const [name, slot] of slotsOf(book)) {
    const kind = kindOf(name, slot);
    if (kind === "target") continue;
    const question = questionOf(name, slot);
    const answered = answers.findLast((one) => one.question === question)?.answer.trim();
    const value = answered ?? used.get(name) ?? slot.default?.toString();
    if (value === undefined && slot.required === false) continue;
    if (value === undefined || misfit(slot, kind, value) !== undefined)
      return {
        kind: "clarify",
        question,
        about: "argument",
        options: (slot.words ?? []).map((each) => ({ label: each, value: each })),
      };
    inputs[name] = kind === "number" ? String(numberOf(value)) : value;
    if (kind === "number") numbers.add(name);
  }
  if (inputs["number"] !== undefined) numbers.add("number");
  if (inputs["service"] !== undefined) inputs["svc"] ??= inputs["service"];
  if (inputs["container"] !== undefined) inputs["ctr"] ??= inputs["container"];
  return { inputs, numbers };
}

const numberOf = (text: string): number => Number(text.replace(/\s?(?:%|percent|per cent|pct)$/i, ""));

function questionOf(name: string, { ask, range, words }: RunbookSlot): string {
  const limits = range
    ? ` It is a number from ${range[0]} to ${range[1]}.`
    : words
      ? ` It is one of ${words.join(", ")}.`
      : "";
  return `${ask ?? `What is “${name}”?`}${limits}`;
}

/** Why a slot cannot hold this. */
export function misfit(slot: RunbookSlot, kind: string, value: string): string | undefined {
  if (slot.words && !slot.words.includes(value)) return `is none of ${slot.words.join(", ")}`;
  if (kind !== "number") return /[\n\r\0]/.test(value) ? "has more than one line" : undefined;
  const number = numberOf(value);
  if (!Number.isFinite(number)) return "is no number";
  if (slot.range && (number < slot.range[0] || number > slot.range[1]))
    return `is not from ${slot.range[0]} to ${slot.range[1]}`;
  return undefined;
}

/** The machines, or the question or refusal where they are not certain. */
function machinesFor({
  book,
  said,
  sketch,
  request,
}: {
  book: Runbook;
  said: Place | undefined;
  sketch: Sketch;
  request: PlanRequest;
}): Machine[] | Outcome {
  const all = vocabularyOf(request.fleet).fleet;
  const on = request.on?.trim() ?? "";
  try {
    const permitted = on === "" || on === "all" ? all : select(parseTarget(on), all);
    const slot = slotsOf(book).get("target");
    const meant = slot?.from === undefined ? permitted : select(parseTarget(slot.from), permitted);
    const scope: Scope = {
      fleet: permitted,
      all,
      limited: permitted !== all,
      on: on || "all",
      answers: request.answers ?? [],
      sketch,
    };
    const reads = book.steps.every(({ tool }) => findTool(tool)?.access === "read");
    const where = said
      ? whereOf({ place: said, reads, does: lowerFirst(book.title) }, scope)
      : unsaid({ book, meant, reads, scope, slot });
    if (where.kind === "ask")
      return { kind: "clarify", question: where.question, about: "target", options: where.options };
    if (where.kind === "none") return decline(where.reason);
    const inside =
      slot?.from === undefined ? where.machines : where.machines.filter((machine) => meant.includes(machine));
    for (const machine of where.machines)
      if (!inside.includes(machine)) exclude(sketch, machine, `this runbook is for ${slot?.from ?? ""}`);
    return inside.length > 0 ? inside : decline(`The runbook “${book.title}” is for ${slot?.from ?? ""} only.`);
  } catch (error) {
    if (error instanceof AppError) return decline(error.detail);
    throw error;
  }
}

/** No machine was named: the ones the runbook is for, where that is certain. */
function unsaid({
  book,
  meant,
  reads,
  scope,
  slot,
}: {
  book: Runbook;
  meant: readonly Machine[];
  reads: boolean;
  scope: Scope;
  slot: RunbookSlot | undefined;
}): Where {
  const services = book.services;
  const usual = services ? meant.filter(({ facts }) => services.some((name) => facts.services.includes(name))) : meant;
  const [only] = usual;
  if (!only) return { kind: "none", reason: `No machine fits ${slot?.from ?? "this runbook"}.` };
  const ask = slot?.required === true || book.ask === true || !reads;
  if (usual.length === 1 || !ask || scope.limited || book.everywhere === true)
    return whereOf({ usual, reads: true, does: lowerFirst(book.title) }, { ...scope, fleet: usual });
  const question = slot?.ask ?? `Which machine is meant: on which one do you want to ${lowerFirst(book.title)}?`;
  const answer = scope.answers.findLast((one) => one.question === question)?.answer;
  if (answer !== undefined) {
    const chosen = select(parseTarget(answer), usual);
    if (chosen.length > 0)
      return whereOf({ usual: chosen, reads: true, does: book.title }, { ...scope, fleet: chosen });
  }
  return {
    kind: "ask",
    question,
    options: usual.slice(0, 50).map(({ name }) => ({ label: name, value: targetOfNames([name]) })),
  };
}

/** A step that its tool would refuse is said, and not left out as if it had not been meant. */
function wrongInput(book: Runbook, { inputs, numbers }: Filled & { id?: string }): string | undefined {
  for (const step of book.steps) {
    if (step.each !== undefined || step.command !== undefined) continue;
    const input = Object.fromEntries(
      Object.entries(step.input ?? {}).map(([key, value]) => {
        const name = typeof value === "string" ? /^\{(\w+)\}$/.exec(value)?.[1] : undefined;
        if (name !== undefined && numbers.has(name)) return [key, Number(inputs[name])];
        return [key, typeof value === "string" ? fillText(value, (slot) => inputs[slot]) : value];
      }),
    );
    const read = findTool(step.tool)?.input().safeParse(input);
    const isOpen = Object.values(input).some(
      (value) => typeof value === "string" && /\{(?:hostname|disk)\}/.test(value),
    );
    if (read && !read.success && !isOpen) {
      const [issue] = read.error.issues;
      return `The step “${step.id}” of the runbook “${book.title}” cannot be done with this: ${(issue?.path ?? []).join(".")} ${issue?.message ?? "is wrong"}.`;
    }
  }
  return undefined;
}
