/**
 * Derives sets from requests for the planner: small talk around them, one letter mistyped, upper case, “do not”, other names.
 *   bun scripts/derive-requests.ts --requests R --fleet F --out DIR
 * Writes polite, typos, upper, negated and renamed .jsonl, and the renamed fleet. Always the same for the same input.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { requests: { type: "string" }, fleet: { type: "string" }, out: { type: "string" } },
});
if (values.requests === undefined || values.fleet === undefined || values.out === undefined) {
  console.error("usage: bun scripts/derive-requests.ts --requests R --fleet F --out DIR");
  process.exit(2);
}
const out = values.out;
mkdirSync(out, { recursive: true });

type Request = { id: string; text: string; lang?: string };
const lines = (await Bun.file(values.requests).text()).split("\n").filter((line) => line.trim() !== "");
const requests = lines.map((line) => JSON.parse(line) as Request);

const before = [
  "hi there, hope you are doing well. could you please ",
  "good morning! when you have a minute: ",
  "hey, quick one: ",
];
const after = [" thanks a lot!", ", please and thank you", ". No rush, cheers"];
const pick = (list: readonly string[], id: string): string => list[Number(Bun.hash(id) % BigInt(list.length))] ?? "";

/** Two letters changed places in one word of five or more; names, paths and what is quoted are left alone. */
function mistyped({ id, text }: Request): string {
  const words = [...text.matchAll(/(?<![\p{L}\d"'`/.@:-])[a-z]{5,}(?![\p{L}\d"'`/.@:-])/gu)];
  const found = words[Number(Bun.hash(id) % BigInt(Math.max(1, words.length)))];
  if (!found) return text;
  const at = found.index + 2;
  return `${text.slice(0, at)}${text[at + 1] ?? ""}${text[at] ?? ""}${text.slice(at + 2)}`;
}
const upper = (text: string): string =>
  text.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\S*[/.]\S*|\S+/g, (word) =>
    /["'`/.]/.test(word) ? word : word.toUpperCase(),
  );

const fleetText = await Bun.file(values.fleet).text();
const names = (JSON.parse(fleetText) as { machines: { name: string }[] }).machines.map(({ name }) => name);
const other = new Map(
  names.map((name, index) => [
    name,
    `${["ash", "oak", "elm", "fir", "yew"][index % 5] ?? ""}${Math.floor(index / 5) + 1}-${name.length}`,
  ]),
);
const shape = new RegExp(`(?<![\\w-])(?:${names.toSorted((a, b) => b.length - a.length).join("|")})(?![\\w-])`, "g");
const renamed = (text: string): string => text.replaceAll(shape, (name) => other.get(name) ?? name);

const english = requests.filter(({ lang }) => lang === undefined || lang === "en");
const write = async (name: string, made: readonly object[]): Promise<void> => {
  await Bun.write(join(out, `${name}.jsonl`), `${made.map((one) => JSON.stringify(one)).join("\n")}\n`);
};
await write(
  "polite",
  english.map((one) => ({ ...one, text: `${pick(before, one.id)}${one.text}${pick(after, one.id)}` })),
);
await write(
  "typos",
  english.map((one) => ({ ...one, text: mistyped(one) })),
);
await write(
  "upper",
  english.map((one) => ({ ...one, text: upper(one.text) })),
);
await write(
  "negated",
  english.map((one) => ({ ...one, text: `do not ${one.text}` })),
);
await Bun.write(join(out, "renamed.jsonl"), renamed(`${lines.join("\n")}\n`));
await Bun.write(join(out, "fleet-renamed.json"), renamed(fleetText));
