/**
 * Derives sets from requests for the planner: small talk or reasons around them, one letter mistyped, upper case, “do not”, other names.
 *   bun scripts/derive-requests.ts --requests R --fleet F --out DIR
 * Writes polite, context, typos, upper, negated and renamed .jsonl, and the renamed fleet. Always the same for the same input.
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
/** Reasons, stories and feelings that change nothing in a request. */
const frontReasons = [
  "I just merged the fix, ",
  "the customers keep calling since lunch. ",
  "My colleague is on holiday and I have no idea of this, ",
  "our auditor comes on Friday, ",
  "Before I go home, ",
  "apparently somebody changed something over the weekend: ",
  "we go live tomorrow, so ",
  "Mira asked me about it in the meeting - ",
  "I am on the train with a bad connection, ",
  "since the boss wants a report, ",
];
const backReasons = [
  ", the whole office is waiting",
  ". My boss has asked three times already.",
  " because we have a demo at noon",
  ", otherwise I get calls all night",
  ", Jonas noticed something odd this morning",
  ". I promised it to the team yesterday.",
  ", people are losing their patience",
  " before the customers notice",
  " - it has been bothering me for days",
  " since nobody else knows how to do it",
];
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
  "context",
  english.flatMap((one) => [
    { ...one, id: `${one.id}-f`, text: `${pick(frontReasons, one.id)}${one.text}` },
    { ...one, id: `${one.id}-b`, text: `${one.text.replace(/[ .!]+$/, "")}${pick(backReasons, `${one.id}b`)}` },
  ]),
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
