/** A question to a model, as people see it while they wait for the answer. */
import { describe, expect, test } from "bun:test";
import type { TurnPart } from "../../../domain/turn.ts";
import { ModelError, type Model, type ModelRequest } from "./model.ts";
import { speak } from "./speak.ts";
import { newWork } from "./work.ts";

/** A desk on paper, and a model that answers when the test lets it. */
function waiting() {
  const parts: TurnPart[] = [];
  const told = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const model: Model = {
    name: "slow",
    can: () => ({ tools: true, patienceMs: 60_000 }),
    ask: async ({ onPart }: ModelRequest) => {
      await answer.promise;
      onPart?.({ kind: "said", text: "Here." });
      const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1, estimated: false };
      return { text: "Here.", thinking: "", calls: [], finish: "stop", usage, ms: 1 };
    },
  };
  const work = newWork({
    request: { text: "how is it?", fleet: [], nowMs: 0 },
    desk: {
      signal: new AbortController().signal,
      look: async () => [],
      tell: async (given) => {
        for (const { part, seq = parts.length + 1 } of given) parts[seq - 1] = part;
        told.resolve();
        return given.map(({ seq = parts.length }) => seq);
      },
      steered: () => [],
      search: async () => [],
    },
    model,
    fleet: [],
    silenceMs: 20,
  });
  const asked = speak(work, { by: "coordinator", messages: [], tools: [], last: false });
  return { parts, told: told.promise, answer, asked };
}
const notes = (parts: readonly TurnPart[]) => parts.flatMap((part) => (part.kind === "note" ? [part] : []));

describe("an endpoint that is silent", () => {
  test("is told of while it is waited for, in one line, and what comes then", async () => {
    const { parts, told, answer, asked } = waiting();
    await told;
    expect(notes(parts)).toMatchObject([{ code: "silent" }]);
    expect(notes(parts)[0]?.text).toMatch(
      /^No answer from the model for \d+ s. After 60 s this is planned without it.$/,
    );
    answer.resolve();
    await asked;
    await Bun.sleep(0);
    expect(notes(parts)).toHaveLength(1);
    expect(notes(parts)[0]?.text).toStartWith("The model began its answer after");
  });

  test("is told of no more once it was given up", async () => {
    const { parts, told, answer, asked } = waiting();
    await told;
    answer.reject(new ModelError("idle", "The endpoint began no answer within 60 s."));
    expect(await asked.catch((fault: unknown) => fault)).toMatchObject({ code: "idle" });
    expect(notes(parts)).toHaveLength(1);
  });
});
