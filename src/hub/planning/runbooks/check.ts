/** Whether a runbook may be in use: it reads, its steps can be done, its tests pass, and no sentence means something else already. */
import { AppError } from "../../../domain/error.ts";
import type { Machine } from "../../../domain/machine.ts";
import { machineId } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { parseTarget, select } from "../../../domain/target.ts";
import { findTool } from "../../../tools/index.ts";
import { embeddedPlanner } from "../embedded/planner.ts";
import { readRunbook, type Runbook, slotsInText } from "../embedded/runbook.ts";
import { misfit, runbooksFor } from "./own.ts";
import { compileSentence, kindOf, samplesOf, slotsOf } from "./sentence.ts";

/** `passed`: what came is what was expected. */
export type TestResult = { say: string; passed: boolean; expected: string; came: string };
export type Report = {
  /** Set once it reads. */
  book?: Runbook;
  /** In order; the first says most. `line` is of the file, where it is about one. */
  problems: { line?: number; text: string }[];
  tests: TestResult[];
};

/** `others`: runbooks that are in use or would be. */
export async function checkRunbook(source: string, file: string, others: readonly Runbook[]): Promise<Report> {
  let book: Runbook;
  try {
    book = readRunbook(source, file);
  } catch (error) {
    // Too deep, or anchors that multiply: the YAML library throws errors of its own.
    if (!(error instanceof AppError))
      return {
        problems: [{ text: `It cannot be read: ${error instanceof Error ? error.message : String(error)}` }],
        tests: [],
      };
    const line = Number(error.fields?.["line"]);
    const text = error.detail
      .replace(/^[^:]*:\d+: /, "")
      .replace(/^: .*/s, "It is no runbook: id, title, sentences, steps and tests are needed.");
    return { problems: [{ ...(Number.isInteger(line) ? { line } : {}), text }], tests: [] };
  }
  const problems = [...stepProblems(book), ...sentenceProblems(book)].map(({ find, text }) => {
    const line = lineOf(source, find);
    return { ...(line === undefined ? {} : { line }), text };
  });
  if (problems.length > 0) return { book, problems, tests: [] };
  const collisions = await collisionsOf(book, others);
  const tests: TestResult[] = [];
  for (const test of book.tests) tests.push(await tried(book, test));
  return {
    book,
    problems: [
      ...collisions.map((text) => ({ text })),
      ...tests
        .filter(({ passed }) => !passed)
        .map(({ say, expected, came }) => ({ text: `The test “${say}” expects ${expected}, and ${came}.` })),
    ],
    tests,
  };
}

const lineOf = (source: string, find: string): number | undefined => {
  const at = source.split("\n").findIndex((line) => line.includes(find));
  return at < 0 ? undefined : at + 1;
};

type Problem = { find: string; text: string };

/** What a step's value may name besides the runbook's own slots. */
const given = new Set(["service", "container", "path", "port", "number", "quote", "hostname", "disk", "svc", "ctr"]);

function stepProblems(book: Runbook): Problem[] {
  const slots = slotsOf(book);
  const found: Problem[] = [];
  for (const step of book.steps) {
    const tool = findTool(step.tool);
    if (!tool) {
      found.push({ find: step.tool, text: `There is no tool “${step.tool}”.` });
      continue;
    }
    if (tool.where === "hub")
      found.push({ find: step.tool, text: `“${step.tool}” asks no machine, so it cannot be a step.` });
    const words = [...Object.values(step.input ?? {}), ...[step.command ?? []].flat()].filter(
      (value) => typeof value === "string",
    );
    for (const name of words.flatMap(slotsInText))
      if (!slots.has(name) && !given.has(name) && !book.sentences.some((text) => text.includes(`{${name}}`)))
        found.push({ find: `{${name}}`, text: `The step “${step.id}” names {${name}}, and no slot or sentence does.` });
    if (typeof step.command === "string" && !isSafeText(step.command))
      found.push({
        find: step.command.slice(0, 20),
        text: `In the command of “${step.id}” a slot stands where it cannot be quoted. Write the command as a list: ["grep", "{word}", "/etc/hosts"].`,
      });
    const bare = step.input?.["command"];
    if (step.tool === "shell.run" && typeof bare === "string" && slotsInText(bare).length > 0)
      found.push({
        find: bare.slice(0, 20),
        text: `A slot in the command of “${step.id}” would not be quoted. Write it as command: ["grep", "{word}", "/etc/hosts"].`,
      });
    if (step.command !== undefined && step.input?.["command"] !== undefined)
      found.push({ find: step.id, text: `The step “${step.id}” has its command twice.` });
    if (step.command === undefined && step.each === undefined) found.push(...inputProblems(book, step));
  }
  return found;
}

/** A slot as a word of its own, and no quote, escape or here-document before it. */
const isSafeText = (command: string): boolean =>
  [...command.matchAll(/(?<!\{)\{\w+\}(?!\})/g)].every(
    ({ index, 0: slot }) =>
      !/["'`\\]|\$[({]|<</.test(command.slice(0, index)) &&
      /(?:^|[\s=])$/.test(command.slice(0, index)) &&
      /^(?:$|\s)/.test(command.slice(index + slot.length)),
  );

/** With what its slots stand for the input has to be one that the tool takes. */
function inputProblems(book: Runbook, { id, tool: name, input = {} }: Runbook["steps"][number]): Problem[] {
  const slots = slotsOf(book);
  const open = new Set<string>();
  const filled = Object.entries(input).map(([key, value]) => {
    const slot = typeof value === "string" ? /^\{(\w+)\}$/.exec(value)?.[1] : undefined;
    if (slot === undefined) return [key, value];
    const held = slots.get(slot);
    if (held?.default === undefined && !held?.range) open.add(key);
    return [key, held?.default ?? held?.range?.[0] ?? value];
  });
  const read = findTool(name)?.input().safeParse(Object.fromEntries(filled));
  return read && !read.success
    ? read.error.issues
        .filter((issue) => !open.has(String(issue.path[0])))
        .slice(0, 3)
        .map((issue) => ({
          find: `id: ${id}`,
          text: `The input of “${id}” is not what ${name} takes: ${issue.path.join(".")} ${issue.message}`,
        }))
    : [];
}

/** Each is tried on every change. */
const [sentencesMost, testsMost, samplesMost] = [20, 30, 12];

function sentenceProblems(book: Runbook): Problem[] {
  const slots = slotsOf(book);
  const found: Problem[] = [];
  if (book.sentences.length > sentencesMost || book.tests.length > testsMost)
    found.push({ find: "sentences", text: `It has more than ${sentencesMost} sentences or ${testsMost} tests.` });
  if (book.sentences.length === 0)
    found.push({ find: "sentences", text: "It has no sentence, so nothing would ever ask for it." });
  for (const text of book.sentences)
    try {
      compileSentence(text, slots);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      found.push({ find: text.slice(0, 30), text: `The sentence “${text}” cannot be read: ${error.message}.` });
    }
  for (const [name, slot] of slots) {
    const kind = kindOf(name, slot);
    const wrong =
      slot.default === undefined || kind === "target" ? undefined : misfit(slot, kind, String(slot.default));
    if (wrong !== undefined) found.push({ find: `${name}:`, text: `The default of “${name}” ${wrong}.` });
    if (slot.from !== undefined)
      try {
        parseTarget(slot.from);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        found.push({ find: slot.from, text: `“from” of ${name}: ${error.detail}` });
      }
  }
  return found;
}

/** Machines for tests: those that the runbook tells of, else invented ones that have all that its steps speak of. */
export function testFleet(book: Runbook): Machine[] {
  const told = book.fleet?.map((one) => machine(one));
  if (told && told.length > 0) return told;
  const services = new Set<string>([
    ...(book.services ?? []),
    ...book.steps.flatMap(({ input, each, on }) => [
      ...[input?.["service"], input?.["unit"]]
        .filter((name) => typeof name === "string" && !name.includes("{"))
        .map(String),
      ...(Array.isArray(each) ? each : []),
      ...(on ?? []),
    ]),
  ]);
  const names = new Set([...book.tests.flatMap(({ expect }) => expect.machines ?? []), "test-1", "test-2"]);
  const from = slotsOf(book).get("target")?.from ?? "";
  const tags = [...from.matchAll(/\btag:([\w.-]+)/g)].map(([, tag = ""]) => tag);
  const containers = book.steps.flatMap(({ input }) =>
    typeof input?.["container"] === "string" && !input["container"].includes("{") ? [input["container"]] : [],
  );
  return [...names].map((name) =>
    machine({
      name,
      tags: name.startsWith("test-") ? [] : tags,
      services: [...services],
      containers,
      programs: [...services],
    }),
  );
}

type Told = NonNullable<Runbook["fleet"]>[number];
const gib = 2 ** 30;
const machine = ({ name, tags = [], services = [], containers = [], programs = [] }: Told): Machine => ({
  id: machineId(`test-${name}`),
  name,
  aliases: [],
  tags,
  state: "online",
  facts: {
    hostname: name,
    platform: "linux",
    osId: "debian",
    osVersion: "12",
    osName: "Debian 12",
    arch: "x64",
    kernel: "6.1.0",
    kind: "vm",
    init: "systemd",
    packageManager: "apt",
    cpus: 2,
    memoryBytes: 4 * gib,
    addresses: [],
    macs: [],
    bootedAtMs: 0,
    services,
    programs,
    containers,
  },
  agentVersion: "0",
  maxLevel: 4,
  joinedAtMs: 0,
  lastSeenAtMs: 0,
});

async function tried(book: Runbook, { say, expect }: Runbook["tests"][number]): Promise<TestResult> {
  const fleet = testFleet(book);
  const outcome = await embeddedPlanner({ text: say, fleet, nowMs: 0, runbooks: [book] });
  const expected = expect.decline
    ? "a refusal"
    : expect.clarify
      ? `a question about the ${expect.clarify}`
      : `a plan${expect.machines ? ` on ${expect.machines.join(", ")}` : ""}${expect.tools ? ` with ${expect.tools.join(", ")}` : ""}`;
  return { say, expected, passed: fits(outcome, expect, fleet), came: cameText(outcome, fleet) };
}

function fits(outcome: Outcome, expect: Runbook["tests"][number]["expect"], fleet: readonly Machine[]): boolean {
  if (expect.decline) return outcome.kind === "decline";
  if (expect.clarify) return outcome.kind === "clarify" && outcome.about === expect.clarify;
  if (outcome.kind !== "plan" || outcome.plan.by !== "runbook") return false;
  const { steps } = outcome.plan;
  return (
    (expect.tools === undefined ||
      same(
        expect.tools,
        steps.map(({ tool }) => tool),
      )) &&
    (expect.machines === undefined || same(expect.machines.toSorted(), machinesOf(outcome, fleet).toSorted()))
  );
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);
const machinesOf = (outcome: Extract<Outcome, { kind: "plan" }>, fleet: readonly Machine[]): string[] =>
  fleet
    .filter(({ id }) => outcome.plan.steps.some(({ machineIds }) => machineIds.includes(id)))
    .map(({ name }) => name);

/** What a request came to, in words. */
export function cameText(outcome: Outcome, fleet: readonly Machine[]): string {
  switch (outcome.kind) {
    case "plan":
      return outcome.plan.by === "runbook"
        ? `a plan comes on ${machinesOf(outcome, fleet).join(", ")} with ${outcome.plan.steps.map(({ tool }) => tool).join(", ")}`
        : `something else is understood: ${outcome.plan.understood}`;
    case "clarify":
      return `a question about the ${outcome.about} comes: ${outcome.question}`;
    case "decline":
      return `it is refused: ${outcome.reason}`;
    case "answer":
      return `it is answered without a plan: ${outcome.text}`;
  }
}

/** Sentences that mean something already: to ailx itself, or to another runbook; and those of others that this one would take. */
async function collisionsOf(book: Runbook, others: readonly Runbook[]): Promise<string[]> {
  const found = new Set<string>();
  const fleet = testFleet(book);
  for (const text of book.sentences) {
    // Others have their turn in between.
    await Bun.sleep(0);
    for (const sample of samplesOf(text, fillFor(book, fleet), samplesMost)) {
      const [other] = runbooksFor(sample, others);
      if (other) found.add(`“${sample}” asks for the runbook “${other.book.title}” already.`);
      const outcome = await embeddedPlanner({ text: sample, fleet, nowMs: 0 });
      if (outcome.kind === "plan") found.add(`“${sample}” means something already: ${outcome.plan.understood}`);
      else if (outcome.kind === "answer") found.add(`“${sample}” is answered already: ${outcome.text}`);
      if (found.size >= 5) return [...found];
    }
  }
  for (const other of others)
    for (const text of other.sentences)
      for (const sample of samplesOf(text, fillFor(other, testFleet(other)), samplesMost))
        if (runbooksFor(sample, [book]).length > 0)
          found.add(`It would answer to “${sample}”, which asks for the runbook “${other.title}”.`);
  return [...found].slice(0, 5);
}

/** Something that a slot may hold. */
function fillFor(book: Runbook, fleet: readonly Machine[]): (name: string) => string {
  const slots = slotsOf(book);
  const [first] = pickFrom(slots.get("target")?.from, fleet);
  return (name) => {
    const slot = slots.get(name);
    const kind = slot ? kindOf(name, slot) : name;
    if (slot?.default !== undefined) return String(slot.default);
    if (slot?.words) return slot.words[0] ?? "";
    if (kind === "target" || kind === "t") return first?.name ?? "test-1";
    if (kind === "number" || kind === "n") return String(slot?.range?.[0] ?? 5);
    if (kind === "path") return "/srv/data";
    if (kind === "text" || kind === "quote") return "“some words”";
    if (kind === "service" || kind === "svc") return first?.facts.services[0] ?? "nginx";
    return kind === "container" || kind === "ctr" ? (first?.facts.containers[0] ?? "shop") : "something";
  };
}

const pickFrom = (from: string | undefined, fleet: readonly Machine[]): readonly Machine[] => {
  const found = from === undefined ? fleet : select(parseTarget(from), fleet);
  return found.length > 0 ? found : fleet;
};
