/**
 * The calls of one answer: all are read first and in order, then reads run at once, then what ends the planning. Each is answered
 * exactly once and in order. Nothing here changes anything: a call of a changing tool becomes a step of a proposal.
 */
import type { Outcome } from "../../../domain/plan.ts";
import { untrusted } from "../../../domain/untrusted.ts";
import { newId } from "../../../lib/ids.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";
import { isAsked } from "./asks.ts";
import { masked, maskedJson, plain } from "./cutting.ts";
import { doubted, readBy } from "./doubts.ts";
import { looked, type Looking } from "./looking.ts";
import type { ModelCall } from "./model.ts";
import { planOf, readDrafts, type Draft } from "./proposal.ts";
import { isProblem, noSuchTool, readArguments, readCall, type Problem } from "./read.ts";
import { toolOfWire } from "./wire.ts";
import { tell, type Work } from "./work.ts";

/** `isNew`: it brought something that was not known before. */
export type Said = { text: string; isNew: boolean };
export type Helper = (args: JsonObject) => Promise<Said>;

export type Agent = {
  name: string;
  /** Tools of machines that it may call, by the name of the registry. */
  reads: ReadonlySet<string>;
  /** Its other tools, by wire name. */
  helpers: Readonly<Record<string, Helper>>;
  /** It may propose and ask; specialists only report. */
  proposes: boolean;
};

/** Specialists that work at the same time: endpoints count questions at once as well. */
const helpersAtOnce = 4;

export type Carried = { answers: string[]; outcome?: Outcome };

type Ready =
  | { kind: "problem"; text: string }
  | ({ kind: "read" } & Looking)
  | { kind: "draft"; drafts: Draft[]; when?: Json }
  | { kind: "ask"; outcome: Outcome }
  | { kind: "help"; helper: Helper; args: JsonObject };
type Taken = { call: ModelCall; id: string; ready: Ready };

export async function carry(work: Work, agent: Agent, calls: readonly ModelCall[]): Promise<Carried> {
  const taken: Taken[] = calls.map((call, at) => ({ call, id: newId(), ready: ready(work, agent, call, at) }));
  for (const { id, call, ready: one } of taken) await tell(work, callPart(agent, id, call, one));
  const answers = new Map<string, string>();
  let brought = false;
  const end = async (
    one: Taken,
    said: Said & {
      state: "ok" | "failed" | "refused" | "repeated" | "not_made";
      runs?: { id: string; machine: string }[];
      line?: string;
    },
  ) => {
    answers.set(one.id, said.text);
    brought ||= said.isNew;
    const line = untrusted((said.line ?? firstLine(said.text)).slice(0, 500));
    await tell(work, { kind: "found", by: agent.name, call: one.id, state: said.state, line, runs: said.runs ?? [] });
  };

  for (const one of taken) {
    if (one.ready.kind === "problem") await end(one, { text: one.ready.text, isNew: false, state: "failed" });
  }
  // Calls of one answer were written before any of them was answered, so together they are one mistake.
  if (taken.some(({ ready: { kind } }) => kind !== "problem")) work.repeats.valid(agent.name);
  else if (work.repeats.invalid(agent.name)) work.stopping ??= "three answers in a row had no call that could be used";
  const reads = taken.flatMap((one) => (one.ready.kind === "read" ? [{ one, looking: one.ready }] : []));
  const found = await looked(
    work,
    agent.name,
    reads.map(({ looking }) => looking),
  );
  for (const [at, { one }] of reads.entries()) {
    const result = found[at];
    if (result) await end(one, result);
  }
  const helped = taken.flatMap((one) => (one.ready.kind === "help" ? [{ one, help: one.ready }] : []));
  for (let at = 0; at < helped.length; at += helpersAtOnce) {
    // All come to their end before a failure of one ends the planning: nobody goes on asking the model behind its back.
    const ends = await Promise.allSettled(
      helped.slice(at, at + helpersAtOnce).map(async ({ one, help: { helper, args } }) => {
        const said = await helper(args);
        await end(one, { ...said, state: said.isNew ? "ok" : "failed" });
      }),
    );
    for (const each of ends) if (each.status === "rejected") throw each.reason;
  }
  const outcome = await proposed(work, taken, end);
  if (work.repeats.brought(agent.name, brought) && outcome === undefined)
    work.stopping ??= "three answers in a row brought nothing new";
  return { answers: taken.map(({ id }) => answers.get(id) ?? notMade), ...(outcome ? { outcome } : {}) };
}

const notMade = "Not made: something before it ended this turn.";

/** All changes of one answer are one plan; a question comes before it, because its answer may change it. */
async function proposed(
  work: Work,
  taken: readonly Taken[],
  end: (one: Taken, said: Said & { state: "ok" | "failed" | "not_made" }) => Promise<void>,
): Promise<Outcome | undefined> {
  const ask = taken.find(({ ready: { kind } }) => kind === "ask");
  const drafting = taken.filter(({ ready: { kind } }) => kind === "draft");
  if (ask?.ready.kind === "ask") {
    await end(ask, { text: "The person is asked.", isNew: true, state: "ok" });
    for (const one of taken)
      if (one !== ask && (one.ready.kind === "draft" || one.ready.kind === "ask"))
        await end(one, { text: notMade, isNew: false, state: "not_made" });
    return ask.ready.outcome;
  }
  if (drafting.length === 0) return undefined;
  const drafts = drafting.flatMap(({ ready: one }) => (one.kind === "draft" ? one.drafts : []));
  const when = drafting
    .map(({ ready: one }) => (one.kind === "draft" ? one.when : undefined))
    .find((one) => one !== undefined);
  const plan = lookFirst(work, drafts) ?? planOf(work, drafts, when);
  // A proposal that was sent back leaves the planning where it was, with the answers it had.
  if (!isProblem(plan)) work.budget.proposed = true;
  for (const one of drafting)
    await end(
      one,
      isProblem(plan)
        ? { text: `${plan.problem} Nothing was run and nobody was asked.`, isNew: false, state: "failed" }
        : { text: "Proposed. A person sees it now.", isNew: true, state: "ok" },
    );
  return isProblem(plan) ? undefined : { kind: "plan", plan };
}

const conditional = /\b(?:if|unless|in case|only when|only where|provided|as long as|falls|wenn|sofern|si)\b|如果/i;
/**
 * A change is proposed without a look only where the person's own order is this change, where its step is guarded by a look of
 * the plan, or where the person has seen a plan of this task already and it failed or was turned down.
 */
function lookFirst(work: Work, drafts: readonly Draft[]): Problem | undefined {
  const { request, said, looked: seen } = work;
  const certain = drafts.filter(({ tool, condition }) => tool.access === "change" && condition === undefined);
  const bare = certain.find(({ machines }) => !machines.every(({ id }) => seen.has(id)));
  if (bare && conditional.test(request.text))
    return {
      problem: `The person named a condition, and nothing was looked at on ${bare.machines.map(({ name }) => name).join(", ")}. Make it a reading step and a step with that condition.`,
    };
  if (request.failed || request.rejected) return undefined;
  const blind = certain.find(
    ({ tool, machines }) => !machines.some(({ id }) => seen.has(id)) && !isAsked(said, tool.name),
  );
  return (
    blind && {
      problem: `Look first: the person did not ask for this change in so many words, and nothing was looked at on ${blind.machines.map(({ name }) => name).join(", ")}.`,
    }
  );
}

function ready(work: Work, agent: Agent, call: ModelCall, at: number): Ready {
  if (at >= work.budget.limits.callsAtOnce)
    return { kind: "problem", text: `Not made: at most ${work.budget.limits.callsAtOnce} calls at a time.` };
  if (work.budget.callsLeft === 0) return { kind: "problem", text: "Not made: the number of calls is used up." };
  work.budget.called();
  const args = readArguments(call.argumentsText);
  if (isProblem(args)) return { kind: "problem", text: args.problem };
  const helper = Object.hasOwn(agent.helpers, call.name) ? agent.helpers[call.name] : undefined;
  if (helper) return { kind: "help", helper, args };
  if (agent.proposes && call.name === "propose_plan") {
    const drafts = readDrafts(args, work.fleet);
    return isProblem(drafts)
      ? { kind: "problem", text: `${drafts.problem} Nothing was run and nobody was asked.` }
      : { kind: "draft", drafts, ...(args["when"] === undefined ? {} : { when: args["when"] }) };
  }
  if (agent.proposes && call.name === "ask_user") return questionOf(work, args);
  const tool = toolOfWire(call.name);
  if (!tool) return { kind: "problem", text: noSuchTool(call.name).problem };
  const read = readCall(tool, args, work.fleet);
  if (isProblem(read)) return { kind: "problem", text: read.problem };
  if (tool.access === "change")
    return agent.proposes
      ? { kind: "draft", drafts: [{ tool, ...read }] }
      : { kind: "problem", text: `${tool.name} changes something; report it as what should be done. Nothing was run.` };
  if (!agent.reads.has(tool.name)) return { kind: "problem", text: `${tool.name} is not among your tools.` };
  return { kind: "read", tool, ...read };
}

function questionOf(work: Work, args: JsonObject): Ready {
  const { question, options } = args;
  if (typeof question !== "string" || question.trim() === "")
    return { kind: "problem", text: "ask_user needs “question”." };
  const offered = (Array.isArray(options) ? options : []).flatMap((one) =>
    typeof one === "string" && one.trim() !== "" ? [clean(one, 200)] : [],
  );
  return {
    kind: "ask",
    outcome: {
      kind: "clarify",
      question: doubted(clean(question, 500), readBy(work)).text,
      about: "intent",
      options: offered.slice(0, 12).map((label) => ({ label, value: label })),
    },
  };
}

/** A model's words as they are kept and shown: what it repeats of secrets is masked like anything else. */
export const clean = (text: string, most: number): string => {
  const said = masked(plain(text.slice(0, most * 4)).trim());
  return said.length > most ? `${said.slice(0, most)} …` : said;
};
const firstLine = (text: string): string => plain(text).split("\n")[0] ?? "";

const callPart = (agent: Agent, id: string, call: ModelCall, one: Ready) => {
  const args = readArguments(call.argumentsText);
  const on = one.kind === "read" ? one.machines.map(({ name }) => name) : [];
  const given = one.kind === "read" ? one.input : isProblem(args) ? { text: call.argumentsText.slice(0, 500) } : args;
  // Others see it; what a step of it is carried out with is the plan's.
  const input = maskedJson(given);
  return {
    kind: "call" as const,
    by: agent.name,
    id,
    tool: (toolOfWire(call.name)?.name ?? call.name).slice(0, 64),
    input,
    on,
  };
};
