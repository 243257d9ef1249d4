/**
 * Says how well commands are rated, over files of cases (`{id, command, risk, level}` a line) and over public collections.
 *   bun scripts/eval-risk.ts FILE.jsonl… [--all | --numbers]
 *   bun scripts/eval-risk.ts --tldr DIR --gtfobins DIR [--out DIR]   (checkouts; --out writes the cases as files too)
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { rateShell } from "../src/domain/shell/rate.ts";
import { type Case, casesOfGtfobins, casesOfTldr } from "./eval-risk-corpora.ts";

const risks = ["low", "medium", "high", "critical"];
type Rated = { each: Case; risk: string; level: number; ms: number };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tldr: { type: "string" },
    gtfobins: { type: "string" },
    out: { type: "string" },
    all: { type: "boolean", default: false },
    numbers: { type: "boolean", default: false },
  },
});
const collections: { name: string; cases: Case[] }[] = [];
for (const file of positionals) collections.push({ name: basename(file), cases: await casesIn(file) });
if (values.tldr !== undefined) collections.push({ name: "tldr-readonly.jsonl", cases: casesOfTldr(values.tldr) });
if (values.gtfobins !== undefined)
  collections.push({ name: "gtfobins.jsonl", cases: casesOfGtfobins(values.gtfobins) });
if (collections.length === 0) {
  console.error(
    "usage: bun scripts/eval-risk.ts [FILE.jsonl…] [--tldr DIR] [--gtfobins DIR] [--out DIR] [--all | --numbers]",
  );
  process.exit(2);
}
for (const { name, cases } of collections) {
  if (values.out !== undefined)
    await Bun.write(
      join(values.out, name),
      cases.map((each) => `${JSON.stringify(each)}\n`),
    );
  report(name, cases);
}

async function casesIn(file: string): Promise<Case[]> {
  const lines = (await Bun.file(file).text()).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => JSON.parse(line) as Case);
}

function report(name: string, cases: Case[]): void {
  for (const { command } of cases.slice(0, 200)) rateShell(command); // so that the compiler is warm
  const rated = cases.map(rateCase);
  const exact = rated.filter(({ each }) => each.risk !== undefined);
  const bounded = rated.filter(({ each }) => each.atLeast !== undefined);
  console.log(`\n== ${name}: ${rated.length} cases`);
  if (exact.length > 0) reportExact(exact);
  if (bounded.length > 0) {
    share("not below the least risk", bounded.filter(isHeld), bounded);
    list(
      "below the least risk",
      bounded.filter((one) => !isHeld(one)),
    );
  }
  reportTimes(rated);
}

function rateCase(each: Case): Rated {
  const began = Bun.nanoseconds();
  const { risk, level } = rateShell(each.command);
  return { each, risk, level, ms: (Bun.nanoseconds() - began) / 1e6 };
}

function reportExact(rated: Rated[]): void {
  const levelled = rated.filter(({ each }) => each.level !== undefined);
  const low = rated.filter(({ each }) => each.risk === "low");
  const isExact = ({ each, risk }: Rated) => each.risk === risk;
  share("exact risk", rated.filter(isExact), rated);
  if (levelled.length > 0) {
    const isLevel = (one: Rated) => one.each.level === one.level;
    share("exact level", levelled.filter(isLevel), levelled);
    share(
      "exact risk and level",
      levelled.filter((one) => isExact(one) && isLevel(one)),
      levelled,
    );
    list(
      "risk right, level not",
      levelled.filter((one) => isExact(one) && !isLevel(one)),
    );
  }
  if (low.length > 0) share("low exact", low.filter(isExact), low);
  confusion(rated);
  const under = ({ each, risk }: Rated) => place(risk) - place(each.risk);
  list(
    "CRITICAL CALLED BELOW HIGH",
    rated.filter((one) => one.each.risk === "critical" && place(one.risk) < 2),
  );
  list(
    "HIGH CALLED LOW",
    rated.filter((one) => one.each.risk === "high" && one.risk === "low"),
  );
  list(
    "low called above medium",
    rated.filter((one) => one.each.risk === "low" && place(one.risk) > 1),
  );
  list(
    "one step too low",
    rated.filter((one) => under(one) === -1),
  );
  list(
    "one step too high",
    rated.filter((one) => under(one) === 1),
  );
}

function place(risk: string | undefined): number {
  return risks.indexOf(risk ?? "");
}

function isHeld({ each, risk }: Rated): boolean {
  return place(risk) >= place(each.atLeast);
}

function share(what: string, some: Rated[], all: Rated[]): void {
  const percent = ((100 * some.length) / all.length).toFixed(1);
  console.log(`${what.padEnd(26)} ${percent.padStart(5)} %  (${some.length} of ${all.length})`);
}

function confusion(rated: Rated[]): void {
  console.log(`${"should be \\ was called".padEnd(26)}${risks.map((risk) => risk.padStart(9)).join("")}`);
  for (const should of risks) {
    const row = rated.filter(({ each }) => each.risk === should);
    const cells = risks.map((was) => String(row.filter(({ risk }) => risk === was).length).padStart(9));
    console.log(`${should.padEnd(26)}${cells.join("")}`);
  }
}

/** The first forty, or with --all every one; with --numbers none, so that what is kept aside stays unseen. */
function list(what: string, rated: Rated[]): void {
  if (rated.length === 0) return;
  console.log(`-- ${what}: ${rated.length}`);
  if (values.numbers) return;
  for (const { each, risk, level } of values.all ? rated : rated.slice(0, 40)) {
    const should = `${each.risk ?? `≥${each.atLeast}`}/${each.level ?? "-"}`;
    console.log(
      `   ${each.id}  ${should} → ${risk}/${level}  ${JSON.stringify(each.command).slice(1, -1).slice(0, 150)}`,
    );
  }
}

function reportTimes(rated: Rated[]): void {
  const times = rated.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (ratio: number) => (times[Math.floor(ratio * (times.length - 1))] ?? 0).toFixed(3);
  console.log(`time: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
}
