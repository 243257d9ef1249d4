/** The loop of one agent: ask, carry out its calls, tell it what was found, until it says something without a call or proposes. */
import type { Outcome } from "../../../domain/plan.ts";
import { forModel, untrusted } from "../../../domain/untrusted.ts";
import { carry, type Agent } from "./calls.ts";
import { masked, plain } from "./cutting.ts";
import { ModelError, type Answer, type Model, type ModelMessage, type ModelTool } from "./model.ts";
import { planIn } from "./planInText.ts";
import { speak, tokensOf } from "./speak.ts";
import { note, type Work } from "./work.ts";

export type End = { kind: "outcome"; outcome: Outcome } | { kind: "said"; text: string };

export type Talk = {
  agent: Agent;
  system: string;
  /** The first message of the conversation. */
  about: string;
  tools: readonly ModelTool[];
  /** Of its own answers; the shared budget counts as well. */
  answers: number;
  temperature?: number;
  /** Absent: the one that plans. */
  model?: Model;
};

/** Answers that cannot be used, in all, before it is given up. */
const uselessAtMost = 3;
const contextTokens = 60_000;

export async function converse(work: Work, talk: Talk): Promise<End> {
  const { agent, tools } = talk;
  const messages: ModelMessage[] = [
    { role: "system", content: talk.system },
    { role: "user", content: talk.about },
  ];
  let useless = 0;
  const again = async (why: string, answer: Answer): Promise<void> => {
    if (++useless >= uselessAtMost) throw new ModelError("unusable", why);
    await note(work, "unusable", why);
    if (answer.text.trim() !== "") messages.push({ role: "assistant", content: answer.text.slice(0, 4_000) });
  };
  for (let own = 1; ; own++) {
    if (agent.proposes) listen(work, messages);
    else if (work.steered) return { kind: "said", text: "" };
    const last = await isLast(work, own >= talk.answers, messages);
    keepShort(messages);
    const answer = await speak(work, {
      by: agent.name,
      messages,
      tools,
      last,
      ...(talk.temperature === undefined ? {} : { temperature: talk.temperature }),
      ...(talk.model ? { model: talk.model } : {}),
    });
    if (!answer) continue;
    if (work.desk.signal.aborted) throw new ModelError("cancelled", "It was stopped.");
    if (answer.finish === "refusal" || answer.finish === "content_filter")
      throw new ModelError("refused", refusalOf(answer));
    if (answer.finish === "length") {
      await again("The answer was cut off at its length; none of it was carried out.", answer);
      messages.push({
        role: "user",
        content: "Your answer was cut off, and none of its calls was made. Answer again, much shorter.",
      });
      continue;
    }
    if (last || answer.calls.length === 0) {
      const end = await ended({ work, talk, answer, last, again, messages });
      if (end && (last || !overtaken(work, talk, messages, answer.text))) return end;
      continue;
    }
    messages.push({ role: "assistant", content: answer.text, calls: answer.calls });
    const { answers, outcome } = await carry(work, agent, answer.calls);
    answer.calls.forEach(({ id }, at) => messages.push({ role: "tool", callId: id, content: answers[at] ?? "" }));
    if (outcome && !overtaken(work, talk, messages)) return { kind: "outcome", outcome };
  }
}

/** The person said something while it came to its end: that is heeded first. `text`: of the answer that is not in the messages. */
function overtaken(work: Work, { agent }: Talk, messages: ModelMessage[], text?: string): boolean {
  if (!agent.proposes) return false;
  const before = work.said.length;
  const said: ModelMessage[] = [];
  listen(work, said);
  if (work.said.length === before) return false;
  if (text !== undefined) messages.push({ role: "assistant", content: text });
  messages.push(...said);
  return true;
}

const refusalOf = ({ text, finish }: Answer): string =>
  finish === "content_filter"
    ? "The endpoint's filter stopped the answer."
    : `The model refuses this${text.trim() === "" ? "." : `: ${text.trim().slice(0, 300)}`}`;

/** An answer without calls, or the one in which none may be made. Undefined where it has to answer once more. */
async function ended({
  work,
  talk,
  answer,
  last,
  again,
  messages,
}: {
  work: Work;
  talk: Talk;
  answer: Answer;
  last: boolean;
  again: (why: string, answer: Answer) => Promise<void>;
  messages: ModelMessage[];
}): Promise<End | undefined> {
  const text = plain(answer.text).trim();
  const found = talk.agent.proposes ? planIn(text) : undefined;
  if (found !== undefined && !last) {
    const id = "in_text";
    const { answers, outcome } = await carry(work, talk.agent, [{ id, name: "propose_plan", argumentsText: found }]);
    if (outcome) return { kind: "outcome", outcome };
    await again("The plan in the answer's text could not be used.", answer);
    messages.push({ role: "user", content: `${answers[0] ?? ""} Send the whole plan again.` });
    return undefined;
  }
  if (text !== "" && !looksLikeCall(text)) return { kind: "said", text };
  if (last) return { kind: "said", text: "" };
  await again(
    text === "" ? "The answer was empty." : "The answer has a call written as text, which is not carried out.",
    answer,
  );
  messages.push({
    role: "user",
    content: "That cannot be used: call a tool by the tool interface, or answer the person in words.",
  });
  return undefined;
}

/** At the beginning of a line: within one it is quoted, from a log that speaks to planners perhaps. */
const looksLikeCall = (text: string): boolean =>
  /^[ \t]*<(?:tool_call|function_call|invoke|tool_use)\b|^[ \t]*<\|(?:tool|python)[^|]*\|>/im.test(text) ||
  /^\s*\{\s*"(?:name|tool|function)"\s*:[\s\S]*"(?:arguments|parameters|input|args)"\s*:/i.test(text);

/** What the person says meanwhile comes before the next answer. */
function listen(work: Work, messages: ModelMessage[]): void {
  work.steered = false;
  for (const text of work.desk.steered()) {
    work.said.push(text);
    messages.push({ role: "user", content: `The person says now:\n${masked(text)}` });
  }
}

/** Tools are taken away where a limit is reached; the model is told, and before that once when it is near. */
async function isLast(work: Work, ownOver: boolean, messages: ModelMessage[]): Promise<boolean> {
  const over = work.budget.over();
  if (over !== undefined && work.stopping === undefined)
    work.stopping = work.spent = `the ${over} for planning was used up`;
  if (work.stopping !== undefined || ownOver) {
    if (work.stopping !== undefined)
      await note(work, over === undefined ? "stopped" : "budget", `Its tools were taken away: ${work.stopping}.`);
    messages.push({
      role: "user",
      content:
        "No more tools. Answer the person now in words: what you found, with the evidence, what you could not find out, and what should be done.",
    });
    return true;
  }
  const near = work.budget.nearlyOver();
  if (near !== undefined) {
    await note(work, "budget", `Four fifths of the ${near} for planning are used.`);
    messages.push({ role: "user", content: `Four fifths of your ${near} are used. Come to a proposal or an answer.` });
  }
  return false;
}

/** Old results become one line each once it all is long, before an endpoint says that it is too much. */
function keepShort(messages: ModelMessage[]): void {
  if (tokensOf(messages) < contextTokens) return;
  const results = messages.flatMap(({ role }, at) => (role === "tool" ? [at] : []));
  for (const at of results.slice(0, -4)) {
    const message = messages[at];
    if (message && message.content.length > 300)
      messages[at] = {
        ...message,
        content: `${message.content.split("\n")[0]?.slice(0, 200)}\n[shortened; output_search finds text in it]`,
      };
  }
}

export const fencedReport = (work: Work, text: string): string => forModel(untrusted(masked(text)), work.mark);
