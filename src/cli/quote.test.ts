import { describe, expect, test } from "bun:test";
import { array, assert, asyncProperty, string } from "fast-check";
import { commandLine } from "./quote.ts";

async function wordsOf(line: string): Promise<string[]> {
  const child = Bun.spawn(["bash", "--noprofile", "--norc", "-c", `printf '%s\\0' ${line}`], { stdout: "pipe" });
  return (await new Response(child.stdout).text()).split("\0").slice(0, -1);
}

describe("several words", () => {
  test("are read by bash as the same words", async () => {
    const words = [
      "echo",
      "it's",
      "$HOME",
      "`id`",
      "a  b",
      "*",
      "!!",
      "",
      "\n",
      "ä\\",
      '"',
      "--x=y z",
      "~",
      "a;b",
      "{1,2}",
    ];
    expect(await wordsOf(commandLine(words))).toEqual(words);
  });

  test("whatever they hold", async () => {
    const word = string({ unit: "binary" }).filter((text) => !text.includes("\0") && text.isWellFormed());
    await assert(
      asyncProperty(array(word, { minLength: 2, maxLength: 5 }), async (words) => {
        expect(await wordsOf(commandLine(words))).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });

  test("do not become an assignment", async () => {
    const child = Bun.spawn(["bash", "-c", commandLine(["A=1", "true"])], { stdout: "ignore", stderr: "pipe" });
    expect(await child.exited).toBe(127);
  });
});

test("one word is a whole command line", () => {
  expect(commandLine(["df -h / | tail -1"])).toBe("df -h / | tail -1");
});
