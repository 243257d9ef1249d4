import { describe, expect, test } from "bun:test";
import { ask } from "./testing.ts";

const understood = async (text: string): Promise<string> => {
  const outcome = await ask(text);
  if (outcome.kind !== "plan") throw new Error(`${outcome.kind}: ${text}`);
  return outcome.plan.understood;
};

describe("a word that nobody knows", () => {
  test.each([
    ["enable nginx on web-1 so it zorbly starts at boot", "zorbly"],
    ["enable nginx on web-1 so it starts at boot and frobnicate it", "frobnicate"],
    ["restart nginx on web-1 and web-2, zorbly one after the other", "zorbly"],
  ])("is said where a change leaves it out: %s", async (text, word) => {
    expect(await understood(text)).toContain(word);
  });

  test.each(["enable nginx on web-1 so it starts at boot", "add a user zorbly on web-1", "install zorbly on web-1"])(
    "and nothing is said where there is none: %s",
    async (text) => {
      expect(await understood(text)).not.toContain("left out");
    },
  );
});
