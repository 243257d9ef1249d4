/** The cases themselves: well formed, each once, spread as intended; and what a checkout of public pages gives. */
import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Case, casesOfGtfobins } from "../../scripts/eval-risk-corpora.ts";

async function casesIn(name: string): Promise<Case[]> {
  const text = await Bun.file(join(import.meta.dir, name)).text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}

test.each(["cases-known.jsonl", "benign-words.jsonl"])(
  "%s names each command once, with risk, level and why",
  async (name) => {
    const cases = await casesIn(name);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ command }) => command)).size).toBe(cases.length);
    for (const { risk = "", level = 0, why = "" } of cases) {
      expect(["low", "medium", "high", "critical"]).toContain(risk);
      expect([1, 2, 3, 4]).toContain(level);
      expect(why).not.toBe("");
    }
  },
);

test("the known cases are spread over all four risks", async () => {
  const cases = await casesIn("cases-known.jsonl");
  const count = (risk: string) => cases.filter((each) => each.risk === risk).length;
  expect([count("low"), count("medium"), count("high"), count("critical")]).toEqual([100, 55, 55, 40]);
});

test("a checkout gives filled commands, with sudo too, and nothing that only shows something", () => {
  const folder = mkdtempSync(join(tmpdir(), "risk-"));
  try {
    mkdirSync(join(folder, "_gtfobins"));
    const page = (way: string) => `---\nfunctions:\n${way}...\n`;
    writeFileSync(join(folder, "_gtfobins", "xcat"), page("  file-read:\n  - code: xcat /path/to/input-file\n"));
    writeFileSync(join(folder, "_gtfobins", "ycat"), "---\nalias: xcat\n...\n");
    writeFileSync(join(folder, "_gtfobins", "man"), page("  inherit:\n  - code: man man\n"));
    const commands = casesOfGtfobins(folder).map(({ command }) => command);
    expect(commands.toSorted()).toEqual([
      "sudo xcat /etc/shadow",
      "sudo ycat /etc/shadow",
      "xcat /etc/shadow",
      "ycat /etc/shadow",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
