/** Planned answers, by the real tool in the real context of a call on a terminal: typed where asked, and nowhere else. */
import { describe, expect, test } from "bun:test";
import { contextFor } from "../../src/agent/calls/context.ts";
import type { CallPayload } from "../../src/protocol/call.ts";
import { silentLog } from "../../src/lib/log.ts";
import { run } from "../../src/tools/shell/run.run.ts";
import { toolNamed } from "../../src/tools/index.ts";
import type { PlannedAnswer } from "../../src/tools/define.ts";
import { facts } from "../support/counting.ts";

async function ran(command: string, answers: PlannedAnswer[], { forMs = 20_000 } = {}) {
  let said = "";
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), forMs);
  const ctx = contextFor({
    call: { callId: crypto.randomUUID(), actor: "ada", task: "t" } as CallPayload,
    signal: stop.signal,
    emit: (_stream, bytes) => void (said += new TextDecoder().decode(bytes)),
    looks: false,
    observer: { begun: () => {}, ended: () => {} },
    facts: () => facts,
    log: silentLog,
  });
  const output = await run({ command, terminal: true, answers }, ctx);
  clearTimeout(limit);
  return { ...output, said };
}

describe("a planned answer", () => {
  test("is typed where its question is asked, each to its own, and told of", async () => {
    const planned = [
      { prompt: "Keep the file?", answer: "y" },
      { prompt: "Which port", answer: "8080" },
    ];
    const ask = "read -p 'Which port [80]: ' p; read -p 'Keep the file? [y/N] ' k; echo \"got $p and $k\"";
    const { exitCode, answered, said } = await ran(ask, planned);
    expect([exitCode, answered]).toEqual([0, planned.toReversed()]);
    expect(said).toContain("got 8080 and y");
  }, 30_000);

  test("is not typed where a secret is asked for, whatever its words", async () => {
    const { answered, said } = await ran(
      "read -s -p 'Keep the file, or type the key: ' k; echo \"got $k\"",
      [{ prompt: "Keep the file", answer: "y" }],
      { forMs: 3_000 },
    );
    expect([answered, said.includes("got y")]).toEqual([[], false]);
  }, 30_000);

  test("is not typed where its words are printed and nobody asks", async () => {
    const { answered, exitCode } = await ran("printf 'Keep the file? '; sleep 2", [
      { prompt: "Keep the file", answer: "y" },
    ]);
    expect([answered, exitCode]).toEqual([[], 0]);
  }, 30_000);

  test("ends with trying where the program asks the same again for ever", async () => {
    const ask = "for i in $(seq 30); do read -p 'Keep the file? ' k; [ $i = 3 ] && exit 7; done";
    const { answered, exitCode } = await ran(ask, [{ prompt: "Keep the file?", answer: "maybe" }]);
    expect([answered?.length, exitCode]).toEqual([3, 7]);
  }, 30_000);
});

describe("answers in a plan", () => {
  const shell = toolNamed("shell.run");
  const answers = [{ prompt: "Keep the file?", answer: "N" }];

  test("need a terminal, and are shown with the command that is approved", () => {
    expect(shell.input().safeParse({ command: "x", answers }).success).toBe(false);
    expect(shell.input().safeParse({ command: "x", terminal: true, answers }).success).toBe(true);
    expect(shell.preview({ command: "dpkg -i a.deb", answers }).exact).toBe(
      "dpkg -i a.deb\n# asked “Keep the file?”, “N” is typed",
    );
  });

  test("hold nothing hidden, no line feed, and are ten at most", () => {
    const fits = (list: PlannedAnswer[]) =>
      shell.input().safeParse({ command: "x", terminal: true, answers: list }).success;
    expect(fits([{ prompt: "Keep?", answer: "y\u0003" }])).toBe(false);
    expect(fits([{ prompt: "Keep?", answer: "y\nrm -rf x" }])).toBe(false);
    expect(fits([{ prompt: "", answer: "y" }])).toBe(false);
    expect(fits(Array.from({ length: 11 }, () => ({ prompt: "Keep?", answer: "y" })))).toBe(false);
  });
});
