import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { diagnose } from "../planning/diagnosis/diagnose.ts";
import { cases } from "../planning/diagnosis/testing/faults.ts";
import { troubles } from "../planning/diagnosis/testing/troubles.ts";
import { log, looked, looping, services, unit } from "../planning/diagnosis/testing/looks.ts";
import { failuresOf } from "../planning/diagnosis/failures.ts";
import { marked, withMark } from "./marked.ts";
import { outcomeOf } from "./outcomes.ts";

type Evidence = ReturnType<typeof diagnose>[number]["evidence"][number];
type Seen = ReturnType<typeof looked>;

/** What the link of a piece of evidence marks on the page, as text. */
async function markedBy({ plan, runs }: Seen, { runId, line, row }: Evidence): Promise<string> {
  const run = runs.find(({ id }) => id === runId);
  const tool = plan.steps.find(({ id }) => String(id) === run?.stepId)?.tool ?? "";
  const outcomes = { [runId]: await outcomeOf(tool, run?.output ?? {}) };
  const task = { runs: [{ id: runId, stdoutBytes: 0, stderrBytes: 0 }] } as unknown as Parameters<typeof withMark>[1];
  const at = { run: runId, ...(line === undefined ? {} : { line }), ...(row === undefined ? {} : { row }) };
  const drawn = (await withMark(outcomes, task, at))[runId] as { toString: () => string | Promise<string> };
  const shown = await drawn.toString();
  const found = /<(mark|tr|div) id="evidence"[^>]*>([^]*?)<\/\1>/.exec(shown)?.[2] ?? "";
  return found
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

const wordsOf = (text: string): Set<string> => new Set(text.match(/[\w./@-]{2,}/g) ?? []);

describe("the link of a piece of evidence", () => {
  test.each([...cases, ...troubles].map((each) => [each.of, each] as const))(
    "of %s opens what shows it",
    async (_of, { looks, asked }) => {
      const seen = looked(looks, asked);
      for (const each of diagnose(seen.plan, seen.runs).flatMap(({ evidence }) => evidence)) {
        const run = seen.runs.find(({ id }) => id === each.runId);
        const tool = seen.plan.steps.find(({ id }) => String(id) === run?.stepId)?.tool;
        // Its answer is one sentence.
        if (tool === "config.validate") continue;
        const shown = wordsOf(await markedBy(seen, each));
        expect([forHtml(each.text), [...wordsOf(forHtml(each.text))].some((word) => shown.has(word))]).toEqual([
          forHtml(each.text),
          true,
        ]);
      }
    },
  );

  test("of a log counts the lines as they are shown, also where one entry has several", async () => {
    const seen = looked([
      services(unit("nginx"), looping("shop")),
      log("shop", ["first\nsecond\nthird", 3], ["cannot listen on 127.0.0.1:8081: Address already in use", 2]),
    ]);
    const evidence = diagnose(seen.plan, seen.runs).flatMap((each) => each.evidence);
    expect(evidence.map(({ line, row }) => line ?? row)).toEqual([4]);
    expect(await markedBy(seen, evidence[0] as Evidence)).toContain("Address already in use");
  });

  test("of a change that failed opens the line of the journal", async () => {
    const seen = looked([
      {
        tool: "service.restart",
        input: { service: "shop" },
        error: { code: "tool_failed", detail: "shop did not start" },
      },
    ]);
    const journal = ["one", "bind() to 0.0.0.0:80 failed (98: Address already in use)", "three"];
    const [run] = seen.runs;
    if (!run) throw new Error("no run");
    const runs = [{ ...run, output: { journal: journal.map((text) => ({ atMs: 1, priority: 3, text })) } }];
    expect(failuresOf(seen.plan, runs)[0]?.evidence).toMatchObject([{ line: 2, text: journal[1] }]);
  });

  test("marks nothing where there is no such place", () => {
    for (const at of [{ row: 3 }, { line: 9 }, {}])
      expect(marked("<pre><code>a\nb</code></pre>", at)).toBe("<pre><code>a\nb</code></pre>");
  });
});
