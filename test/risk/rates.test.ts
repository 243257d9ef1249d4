/**
 * How well the engine rates cases that people wrote by the rubric; cases-aside and cases-fresh were written apart from its
 * rules. `scripts/eval-risk.ts` says the exact numbers and which cases they are.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { riskRank, type Level, type Risk } from "../../src/domain/risk.ts";
import { rateShell } from "../../src/domain/shell/rate.ts";

type Case = { id: string; command: string; risk: Risk; level: Level };
const cases = (name: string): Case[] =>
  readFileSync(join(import.meta.dir, name), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
const share = <T>(all: readonly T[], which: (each: T) => boolean): number => all.filter(which).length / all.length;

describe.each(["cases-known.jsonl", "cases-aside.jsonl", "cases-fresh.jsonl"])("the engine on %s", (name) => {
  const rated = cases(name).map((each) => ({ ...each, got: rateShell(each.command) }));

  test("calls nothing high or critical low, and nothing critical below high", () => {
    const wrong = rated.filter(
      ({ risk, got }) =>
        (riskRank(risk) >= riskRank("high") && got.risk === "low") ||
        (risk === "critical" && riskRank(got.risk) < riskRank("high")),
    );
    expect(wrong.map(({ command }) => command)).toEqual([]);
  });

  test("is exact in risk and level for at least 93 of 100, and for 95 of 100 that are low", () => {
    expect(share(rated, ({ risk, level, got }) => risk === got.risk && level === got.level)).toBeGreaterThanOrEqual(
      0.93,
    );
    const low = rated.filter(({ risk }) => risk === "low");
    expect(share(low, ({ got }) => got.risk === "low")).toBeGreaterThanOrEqual(0.95);
  });
});

describe("the engine on words", () => {
  test("lets words that only name something dangerous be low", () => {
    const wrong = cases("benign-words.jsonl").filter(({ command }) => rateShell(command).risk !== "low");
    expect(wrong.length).toBeLessThanOrEqual(2);
  });
});
