/** Some 400 sentences keep the outcome that is right for them, so that no wording is lost while another is gained. */
import { describe, expect, test } from "bun:test";
import { ask } from "./testing.ts";
import { lineOf } from "./testing/outcomes.ts";
import { sentences } from "./testing/sentences.ts";
import { wordings } from "./testing/wordings.ts";

const lines = [sentences, wordings].flatMap((text) => text.trim().split("\n"));

describe("a sentence", () => {
  test.each(lines)("%s", async (line) => {
    const sentence = line.split(" | ")[0] ?? "";
    expect(lineOf(sentence, await ask(sentence))).toBe(line);
  });

  test("is in the table once", () => {
    const said = lines.map((line) => line.split(" | ")[0]);
    expect(said.length).toBe(new Set(said).size);
    expect(said.length).toBeGreaterThan(380);
  });
});
