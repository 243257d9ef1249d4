/** One question to the model and its answer, shown to people while it comes, paid for from the budget. */
import { untrusted } from "../../../domain/untrusted.ts";
import { masked } from "./cutting.ts";
import { ModelError, type Answer, type Model, type ModelMessage, type ModelTool } from "./model.ts";
import { note, type Work } from "./work.ts";

/** Parts that grow are stored this often. */
const everyMs = 400;
const estimatedChars = 4;
/** More of one part is not kept. */
const shownChars = 40_000;

export type Asking = {
  by: string;
  messages: readonly ModelMessage[];
  tools: readonly ModelTool[];
  /** Tools are known but may not be called. */
  last: boolean;
  temperature?: number;
  /** Absent: the one that plans. */
  model?: Model;
};

/** Undefined where the person said something meanwhile: the answer was broken off, and nothing of it counts. */
export async function speak(work: Work, asking: Asking): Promise<Answer | undefined> {
  const { model = work.model } = asking;
  const talking = new AbortController();
  work.talking.add(talking);
  work.budget.asked();
  const shown = showing(work, asking.by);
  const silence = silent(work, model);
  try {
    const answer = await pruned(
      work,
      { ...asking, signal: AbortSignal.any([work.desk.signal, talking.signal]) },
      (delta) => {
        silence.over();
        shown.add(delta);
      },
    );
    silence.over();
    await shown.end(answer);
    work.budget.answered(answer.usage);
    await work.desk.tell([
      { part: { kind: "usage", by: asking.by, model: model.name, ...answer.usage, ms: Math.round(answer.ms) } },
    ]);
    return answer;
  } catch (error) {
    const isOvertaken = talking.signal.aborted && !work.desk.signal.aborted;
    if (isOvertaken && error instanceof ModelError && error.code === "cancelled") return undefined;
    throw error;
  } finally {
    work.talking.delete(talking);
    work.budget.heard();
    shown.stop();
    silence.stop();
  }
}

/** While nothing comes, people are told for how long already, in one line that grows; it stays as what it was. */
function silent(work: Work, model: Model) {
  const { patienceMs } = model.can();
  const until = patienceMs === undefined ? "" : ` After ${secondsOf(patienceMs)} this is planned without it.`;
  let seq: number | undefined;
  let times = 0;
  let telling: Promise<void> = Promise.resolve();
  const tell = (text: string): void => {
    telling = telling
      .then(async () => {
        const part = { kind: "note" as const, code: "silent" as const, text };
        const given = await work.desk.tell([{ part, ...(seq === undefined ? {} : { seq }) }]);
        seq = given[0] ?? seq;
      })
      .catch(() => {});
  };
  const waited = (): string => secondsOf(++times * work.silenceMs);
  const timer = setInterval(() => tell(`No answer from the model for ${waited()}.${until}`), work.silenceMs);
  const stop = (): void => clearInterval(timer);
  return {
    stop,
    over: (): void => {
      stop();
      if (times > 0) tell(`The model began its answer after more than ${secondsOf(times * work.silenceMs)}.`);
      times = 0;
    },
  };
}
const secondsOf = (ms: number): string => `${Math.round(ms / 1_000)} s`;

type Add = (delta: { kind: "thinking" | "said"; text: string; restart?: boolean }) => void;

/** What is too much for the model loses its oldest results and is asked once more, twice at most. */
async function pruned(
  work: Work,
  { messages, tools, last, temperature, model = work.model, signal }: Asking & { signal: AbortSignal },
  onPart: Add,
): Promise<Answer> {
  let sent = hasRoom(model, messages) ? messages : shorter(messages, 6);
  for (let tries = 0; ; tries++) {
    try {
      return await model.ask({
        messages: sent,
        ...(tools.length > 0 ? { tools, toolChoice: last ? "none" : "auto" } : {}),
        ...(temperature === undefined ? {} : { temperature }),
        signal,
        onPart,
        onRetry: ({ detail }, waitMs) => void note(work, "retry", again(detail, waitMs)).catch(() => {}),
      });
    } catch (error) {
      if (!(error instanceof ModelError) || error.code !== "overflow" || tries >= 2) throw error;
      const kept = shorter(sent, tries === 0 ? 6 : 2);
      if (kept === sent) throw error;
      sent = kept;
      await note(work, "pruned", "It was too much for the model; the oldest results were shortened.");
    }
  }
}

/** A model on one's own computer forgets the beginning without a word, so it is not asked more than it can hold. */
function hasRoom(model: Model, messages: readonly ModelMessage[]): boolean {
  const { contextTokens } = model.can();
  return contextTokens === undefined || tokensOf(messages) < contextTokens * 0.7;
}

const again = (detail: string, waitMs: number): string =>
  `${detail} It is asked again in ${Math.max(1, Math.round(waitMs / 1_000))} s.`;

/** All but the newest results as one line each; the same list where nothing can go. */
export function shorter(messages: readonly ModelMessage[], keep: number): readonly ModelMessage[] {
  const results = messages.flatMap(({ role }, at) => (role === "tool" ? [at] : []));
  const old = new Set(results.slice(0, Math.max(0, results.length - keep)));
  let less = false;
  const out = messages.map((message, at): ModelMessage => {
    if (!old.has(at) || message.content.length < 300) return message;
    less = true;
    return {
      ...message,
      content: `${message.content.split("\n")[0]?.slice(0, 200)}\n[shortened; call it again if it is needed]`,
    };
  });
  return less ? out : messages;
}

/** Of all messages, roughly. */
export const tokensOf = (messages: readonly ModelMessage[]): number =>
  Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / estimatedChars);

/** What has come so far, stored now and then under one number each; at the end as it is in the answer. */
function showing({ desk }: Work, by: string) {
  const parts = { thinking: { text: "", seq: 0, told: "" }, said: { text: "", seq: 0, told: "" } };
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async (kind: "thinking" | "said"): Promise<void> => {
    const part = parts[kind];
    if (part.text === part.told || (part.seq === 0 && part.text.trim() === "")) return;
    part.told = part.text;
    const [seq = 0] = await desk.tell([
      {
        part: { kind, by, text: untrusted(masked(part.text.slice(0, shownChars))) },
        ...(part.seq === 0 ? {} : { seq: part.seq }),
      },
    ]);
    part.seq = seq;
  };
  const flush = (): Promise<void> => {
    timer = undefined;
    writing = writing.then(() => write("thinking")).then(() => write("said"));
    return writing;
  };
  const add: Add = ({ kind, text, restart }) => {
    if (restart) parts.thinking.text = parts.said.text = "";
    parts[kind].text += text;
    timer ??= setTimeout(() => void flush().catch(() => {}), everyMs);
  };
  return {
    add,
    end: async ({ text, thinking }: Answer): Promise<void> => {
      clearTimeout(timer);
      parts.thinking.text = thinking;
      parts.said.text = text;
      await flush();
    },
    stop: (): void => clearTimeout(timer),
  };
}
