/** Reads what is there, tests the new and the old, arms the way back, loads, and confirms or lets it come back. */
import { diffBytes, type FileChange, type FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { unified } from "../../lib/diff.ts";
import { commitConfirmed, defaultWindowS } from "../commitConfirm.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { ApplyInput, ApplyOutput } from "./apply.ts";
import { readRules, replacing, type Program } from "./nft.ts";
import { backStep, backText, emptyTable, faultOf, load, tableNames, tableText } from "./rules.ts";

const mostBefore = 60_000;

/** Tables by name, as text; empty where there is none. */
type Texts = Map<string, string>;
type Wanted = {
  program: Program;
  tables: string[];
  remove: readonly string[];
  text: string;
  before: Texts;
  back: string;
};

export async function run(input: ApplyInput, ctx: ToolContext): Promise<ApplyOutput> {
  const wanted = await wantedOf(input, ctx);
  const { program, tables, remove, text, before, back } = wanted;
  const fault = await faultOf(program, text, ctx);
  if (fault !== "") throw new ToolError("config_invalid", `The rules are not right: ${fault}. Nothing was changed.`);
  // Seen before it is confirmed: what cannot be told of afterwards does not stay either.
  let changes: FileChange[] = [];
  const look = async (): Promise<Texts> => {
    const after = await textsOf(program, [...before.keys()], ctx);
    changes = changesOf(before, after);
    return after;
  };
  const confirmed = await commitConfirmed({
    ctx,
    what: "The firewall's rules of this machine",
    back: [backStep(program, back)],
    windowS: input.confirmWithinS,
    change: () => load(program, text, ctx),
    fault: async () => {
      const after = await look();
      const missing = tables.find((name) => after.get(name) === "");
      const left = remove.find((name) => after.get(name) !== "");
      if (missing !== undefined) return `the table ${missing} is not there`;
      return left === undefined ? "" : `the table ${left} is still there`;
    },
  });
  if (confirmed.outcome === "reverted") await look();
  const present = presentOf(wanted);
  return {
    ...confirmed,
    program,
    tables: changes,
    ...(present.length <= mostBefore ? { before: untrusted(present) } : {}),
    made: program === "nft" ? [...before].flatMap(([name, was]) => (was === "" ? [name] : [])) : [],
  };
}

/** What is known without loading it: which tables it touches, whether its program would take it, and the lines as they are written. */
export async function preview(input: ApplyInput, ctx: ToolContext): Promise<FilePreview> {
  const { program, tables, remove, text, before } = await wantedOf(input, ctx);
  const fault = await faultOf(program, text, ctx);
  const others = (await tableNames(program, ctx)).filter((name) => !before.has(name));
  const [only] = tables;
  // Which part of the text is which table's is told by its program alone.
  const after: Texts = new Map([...before].map(([name, was]) => [name, remove.includes(name) ? "" : was]));
  if (tables.length === 1 && only !== undefined) after.set(only, input.rules);
  const files = changesOf(before, after).filter(({ kind }) => kind !== "same");
  return {
    files,
    notes: [
      ...(tables.length > 1 ? [untrusted(`These tables become what the text says: ${tables.join(", ")}.`)] : []),
      untrusted(others.length === 0 ? "There are no other tables." : `As they are stay: ${others.join(", ")}.`),
      untrusted(
        `The rules from before come back by themselves after ${input.confirmWithinS ?? defaultWindowS} s, unless the hub is reached anew. They hold until the next boot; what is loaded then stands in files.`,
      ),
    ],
    problems: fault === "" ? [] : [untrusted(`The rules are not right: ${fault}.`)],
  };
}

/** Throws `not_supported` where the rules of now could not be loaded again: then there would be no way back. */
async function wantedOf({ rules, program = "nft", remove = [] }: ApplyInput, ctx: ToolContext): Promise<Wanted> {
  const read = readRules(program, rules);
  if ("fault" in read) throw new ToolError("bad_input", `The text ${read.fault}.`);
  const all = [...read.tables, ...remove];
  const before = await textsOf(program, all, ctx);
  const there = remove.find((name) => before.get(name) === "");
  if (there !== undefined) throw new ToolError("wrong_state", `There is no table ${there}. Nothing was changed.`);
  const text = program === "nft" ? replacing(all, rules) : rules;
  const wanted = { program, tables: read.tables, remove, text, before };
  const back = backText(program, all, presentOf(wanted));
  const fault = await faultOf(program, back, ctx);
  if (fault !== "")
    throw new ToolError(
      "not_supported",
      `The rules of now cannot be loaded again as ${program} writes them (${fault}), so there would be no way back. Nothing was changed.`,
      "Another program manages these tables; change them by that.",
    );
  return { ...wanted, back };
}

const presentOf = ({ program, before }: Pick<Wanted, "program" | "before">): string =>
  [...before].map(([name, text]) => (text === "" && program !== "nft" ? emptyTable(name) : text)).join("");

async function textsOf(program: Program, tables: readonly string[], ctx: ToolContext): Promise<Texts> {
  const texts: Texts = new Map();
  for (const name of tables) texts.set(name, await tableText(program, name, ctx));
  return texts;
}

function changesOf(before: Texts, after: Texts): FileChange[] {
  return [...before].map(([name, was]) => {
    const now = after.get(name) ?? "";
    const path = untrusted(`table ${name}`);
    if (was === now) return { path, kind: "same" };
    const { text, added, removed } = unified(was, now);
    const cut = text.length > diffBytes;
    const diff = untrusted(cut ? text.slice(0, text.lastIndexOf("\n", diffBytes)) : text);
    const kind = was === "" ? "created" : now === "" ? "removed" : "changed";
    return { path, kind, diff, added, removed, ...(cut ? { leftOut: "long" as const } : {}) };
  });
}
