/** A model's word on how a task ended: what of it counts. */
import { describe, expect, test } from "bun:test";
import { judge, type Judging } from "./judge.ts";
import { ModelError } from "./model.ts";
import { scripted, type Line } from "./testing/scripted.ts";

const about: Judging = {
  request: "is the shop faster?",
  state: "succeeded",
  headline: "Restart nginx: done and verified on web-1.",
  runs: [
    {
      id: "run-1",
      title: "Restart nginx",
      tool: "service.restart",
      machine: "web-1",
      state: "ok",
      line: "active, pid 12\nanswers in 80 ms",
    },
  ],
  fleet: ["web-1", "web-2", "db-1"],
  nowMs: 1_000,
};
const judged = (line: Line | object, more: Partial<Judging> = {}) =>
  judge({
    model: scripted([line instanceof Error || typeof line === "string" ? line : JSON.stringify(line)]).model,
    about: { ...about, ...more },
    signal: new AbortController().signal,
  });
const evidence = [{ run: "R1", line: 2 }];

describe("a judgement", () => {
  test("counts with a line that is there", async () => {
    expect(await judged({ verdict: "met", words: "web-1 answers in 80 ms.", evidence })).toEqual({
      verdict: "met",
      words: "web-1 answers in 80 ms.",
      evidence: [{ runId: "run-1", machine: "web-1", text: "answers in 80 ms" }],
    });
  });

  test.each([
    ["service.logs", { lines: [{ text: "started" }, { text: "two\nlines" }, { text: "gone" }] }, 6, { line: 4 }],
    ["package.list", { packages: [{ name: "a" }, { name: "b" }] }, 4, { row: 2 }],
    ["file.read", { text: "one\ntwo\nthree" }, 4, { line: 2 }],
  ])("cites a line of %s where its page shows it", async (tool, output, line, place) => {
    const run = { id: "run-1", title: "Look", tool, machine: "web-1", state: "ok", line: "it looked", output };
    const said = await judged({ verdict: "met", words: "", evidence: [{ run: "R1", line }] }, { runs: [run] });
    expect(said?.evidence).toEqual([{ runId: "run-1", machine: "web-1", text: expect.any(String), ...place }]);
  });

  test.each([
    ["cites no line", []],
    ["cites a line that is not there", [{ run: "R1", line: 9 }]],
    ["cites a run that is not there", [{ run: "R7", line: 1 }]],
  ])("is unsure where it %s", async (_what, cited) => {
    expect(await judged({ verdict: "not_met", words: "", evidence: cited })).toEqual({
      verdict: "unsure",
      evidence: [],
    });
  });

  test.each([
    ["names a machine that took no part", "db-1 is slow.", {}],
    ["tells of a success where there was none", "Everything works again.", { state: "failed" as const }],
    ["tells of a change where it failed", "I have restarted nginx.", { state: "failed" as const }],
  ])("loses its words where it %s", async (_what, words, more) => {
    expect(await judged({ verdict: "met", words, evidence }, more)).not.toHaveProperty("words");
  });

  test.each<[string, Line | object]>([
    ["is no JSON", "all fine"],
    ["has no verdict", { words: "fine", evidence }],
    ["has another verdict", { verdict: "perfect", words: "", evidence }],
    ["never came", new ModelError("transport", "no connection")],
  ])("is none where it %s", async (_what, line) => {
    expect(await judged(line)).toBeUndefined();
  });
});
