/** Runbooks: recipes as YAML. Read strictly; every error says in which line it is. */
import * as z from "zod/mini";
import { LineCounter, parseDocument } from "yaml";
import { AppError } from "../../../domain/error.ts";
import { readCondition } from "../../../domain/expression.ts";
import type { KnownField, KnownSteps } from "../../../domain/expressionFields.ts";
import { symptoms } from "../../../domain/plan.ts";
import { risks } from "../../../domain/risk.ts";
import { once } from "../../../lib/once.ts";
import { fieldsOf } from "../../../tools/fields.ts";
import { findTool } from "../../../tools/index.ts";

const text = () => z.string().check(z.minLength(1), z.maxLength(500));
const stepName = () =>
  z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, "is not a step's name: small letters, digits, dashes"));
/** A text in it may hold slots: `{lines}`; `{{lines}}` is that text itself. */
const value = () => z.json();

/**
 * number: with a range · word: one word · text: what stands in quotes · path · service, container: of the machine · target:
 * the machines. Absent: a number where there is a range or a number as default, else a word.
 */
const slotSchema = () =>
  z.strictObject({
    kind: z.optional(z.enum(["number", "word", "text", "path", "service", "container", "target"])),
    default: z.optional(z.union([z.string(), z.number()])),
    range: z.optional(z.tuple([z.number(), z.number()])),
    /** The only words it may be. */
    words: z.optional(z.array(text()).check(z.minLength(1))),
    /** Of `target`: the machines that may be meant. */
    from: z.optional(text()),
    required: z.optional(z.boolean()),
    /** Asked where it is missing. */
    ask: z.optional(text()),
  });

const testMachine = () =>
  z.strictObject({
    name: text(),
    tags: z.optional(z.array(text())),
    services: z.optional(z.array(text())),
    containers: z.optional(z.array(text())),
    programs: z.optional(z.array(text())),
  });

const stepSchema = () =>
  z.strictObject({
    id: stepName(),
    /** A tool by its name, or else a command. */
    tool: z.optional(text()),
    /** A command as a list of its words; a slot in one is quoted. As one text it holds a slot only as a word of its own. */
    command: z.optional(z.union([z.array(z.string().check(z.maxLength(2_000))).check(z.minLength(1)), text()])),
    /**
     * `{service}` and `{container}` stand for the one of `each`, `{path}`, `{port}` and `{number}` for what the sentence
     * names, `{hostname}` for the machine's own. A step whose value is not known is left out.
     */
    input: z.optional(z.record(z.string(), value())),
    /** One step for each of these that the machine has: services by name, `{svc}` or `{ctr}` for those of the sentence, or all containers. */
    each: z.optional(z.union([z.literal("{svc}"), z.literal("{ctr}"), z.literal("containers"), z.array(text())])),
    /** With `{svc}` or `{ctr}`: only those of the sentence that are one of these. */
    among: z.optional(z.array(text()).check(z.minLength(1))),
    /** Only on machines that have one of these: a service, a program, or `containers`. */
    on: z.optional(z.array(text()).check(z.minLength(1))),
    /** What for an earlier look is made once more, “to see what stays busy”: it is a step of its own then, and says so. */
    again: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    /** A guard over steps before it, `look.active == false`: only where it holds on the same machine. See domain/expression.ts. */
    condition: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
  });

const schema = once(() =>
  z.strictObject({
    id: stepName(),
    title: text(),
    /** What it says to be asked for: templates as in templates.ts. None: it is reached from other sentences only. */
    sentences: z.array(text()),
    /** What the sentences leave open, by name: `{lines}`. `target` is the machines. */
    slots: z.optional(z.record(z.string().check(z.regex(/^[a-z][a-z_]{0,30}$/, "is not a slot's name")), slotSchema())),
    /** Machines that its tests are made on. Absent: invented from the tests. */
    fleet: z.optional(z.array(testMachine()).check(z.maxLength(20))),
    /** The machines it is about if the sentence names none: those that have one of these services. */
    services: z.optional(z.array(text())),
    /** “which web server” means all of them: the steps look on each, and change only where a condition holds. */
    everywhere: z.optional(z.boolean()),
    /** A machine must be named: it is not for the whole fleet. */
    ask: z.optional(z.boolean()),
    /** It explains something: when its reads are through, code says what is wrong. What was complained of words the answer. */
    diagnosis: z.optional(z.enum(symptoms)),
    /** Raises the risk that is computed; cannot lower it. */
    risk: z.optional(z.enum(risks)),
    /** Said with the plan. */
    note: z.optional(text()),
    steps: z.array(stepSchema()).check(z.minLength(1), z.maxLength(30)),
    tests: z
      .array(
        z.strictObject({
          say: text(),
          expect: z.strictObject({
            machines: z.optional(z.array(text())),
            tools: z.optional(z.array(text())),
            clarify: z.optional(z.enum(["target", "argument", "intent"])),
            decline: z.optional(z.literal(true)),
          }),
        }),
      )
      .check(z.minLength(1)),
  }),
);
type Read = z.infer<ReturnType<typeof schema>>;
export type RunbookStep = Read["steps"][number] & { tool: string };
export type Runbook = Omit<Read, "steps"> & { steps: RunbookStep[] };
export type RunbookSlot = NonNullable<Read["slots"]>[string];

const slotShape = /(?<!\{)\{(\w+)\}(?!\})/g;
/** The names of slots in a text. */
export const slotsInText = (text: string): string[] => [...text.matchAll(slotShape)].map(([, name = ""]) => name);
/** Puts values in the place of slots; a slot without one stays. */
export const fillText = (text: string, valueOf: (name: string) => string | undefined): string =>
  text.replaceAll(slotShape, (whole, name: string) => valueOf(name) ?? whole).replaceAll(/\{\{(\w+)\}\}/g, "{$1}");

/** Throws `validation` with `file:line` and what is wrong there. */
export function readRunbook(source: string, file: string): Runbook {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const fail = (offset: number, detail: string): AppError => {
    const line = lines.linePos(offset).line;
    return new AppError("validation", `${file}:${line}: ${detail}`, { fields: { file, line: String(line) } });
  };
  const [broken] = document.errors;
  if (broken) throw fail(broken.pos[0], broken.message.split("\n")[0] ?? "is not YAML");
  const offsetOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (node !== null && typeof node === "object" && "range" in node && Array.isArray(node.range))
        return Number(node.range[0]);
    }
    return 0;
  };
  const read = schema().safeParse(document.toJS());
  if (!read.success) {
    const [issue] = read.error.issues;
    throw fail(offsetOf(issue?.path ?? []), `${(issue?.path ?? []).join(".")}: ${issue?.message ?? "is wrong"}`);
  }
  const known = new Map<string, readonly KnownField[]>();
  const steps: RunbookStep[] = [];
  for (const [index, step] of read.data.steps.entries()) {
    const { id, condition } = step;
    if ((step.tool === undefined) === (step.command === undefined))
      throw fail(offsetOf(["steps", index]), `steps.${index}: “${id}” needs a tool or a command, and not both`);
    if (steps.some((other) => other.id === id))
      throw fail(offsetOf(["steps", index]), `steps.${index}: there are two steps “${id}”`);
    const tool = step.tool ?? "shell.run";
    steps.push({ ...step, tool });
    const path = ["steps", index, "condition"];
    const wrong = condition === undefined ? undefined : wrongCondition(condition, known);
    if (wrong !== undefined) throw fail(offsetOf(path), `steps.${index}.condition of “${id}”: ${wrong}`);
    const found = findTool(tool);
    known.set(id, found ? fieldsOf(found) : unknownFields);
  }
  return { ...read.data, steps };
}

/** Of a tool that is not there: that is said by whoever looks for the tool. */
const unknownFields: readonly KnownField[] = [{ path: "", type: "any" }];

function wrongCondition(text: string, known: KnownSteps): string | undefined {
  try {
    readCondition(text, known);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return [error.detail, ...(error.hint === undefined ? [] : [error.hint])].join(" ");
    throw error;
  }
}
