/** How a task came out, in a terminal. */
import { describe, expect, test } from "bun:test";
import { paintFor } from "./paint.ts";
import { outcomeText } from "./task-text.ts";
import { taskView } from "./testing/double.ts";

const plain = paintFor({ colour: false });

describe("a task that a model planned", () => {
  test("says how it goes on where its budget is used up", () => {
    const task = taskView({
      kind: "ask",
      state: "paused",
      paused: "Paused: the number of looks for planning was used up.",
      pausedBy: "budget",
      summary: { headline: "The disk is full.", lines: [] },
    });
    expect(outcomeText(task, plain)).toBe(
      `paused  The disk is full.\n${task.paused} \`ailx resume ${task.shortId}\` goes on with a new budget, and with --take ends it with this.\n`,
    );
  });

  test("names the lines that the model cites", () => {
    const judged = {
      verdict: "not_met" as const,
      evidence: [{ run: "r", machine: "sab-1", text: "No space left", line: 1_412 }],
    };
    const task = taskView({ kind: "ask", summary: { headline: "Done.", lines: [], judged } });
    expect(outcomeText(task, plain)).toContain("sab-1, line 1,412: No space left\n");
  });
});
