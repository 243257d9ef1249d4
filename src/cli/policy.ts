/** `ailx policy list|show|set|remove|read-only`: the rules of a hub. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { stringify } from "yaml";
import type { PolicyList, StoredRuleView } from "../api/policy.ts";
import { AppError } from "../domain/error.ts";
import type { PolicyRule } from "../domain/policy.ts";
import { windowText } from "../domain/timeWindow.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const list: Verb = async ({ args, io }) => {
  const found = await openHub({ args, io }).get<PolicyList>("/api/policies");
  if (args.has("json")) {
    printJson(io, found);
    return exit.ok;
  }
  const paint = paintFor(io);
  for (const { machine = "This hub", by, reason, since } of shown(found.readOnly))
    io.out(
      `${paint.amber(`${machine} is read-only`)}${reason === "" ? "" : ` (${reason})`}, by ${by}, since ${ageText(since, Date.now())}\n`,
    );
  if (found.items.length === 0)
    io.out("There are no rules; what is built in counts. `ailx policy set FILE` makes some.\n");
  else
    io.out(
      table({
        columns: ["id", "then", "who", "machines", "tools", "risk", "when", "title"],
        rows: shown(found.items).map(({ rule }) => [
          rule.id,
          rule.then,
          rule.who?.join(", ") ?? "everybody",
          rule.machines ?? "all",
          rule.tools?.join(", ") ?? "all",
          rangeText(rule.risk),
          rule.during ? windowText(rule.during) : "always",
          rule.title,
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};

const rangeText = (range: PolicyRule["risk"]): string =>
  range === undefined ? "any" : `${range.from ?? "low"} to ${range.to ?? "critical"}`;

export const show: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const [id] = args.positionals;
  const items =
    id === undefined
      ? (await hub.get<PolicyList>("/api/policies")).items
      : [await hub.get<StoredRuleView>(`/api/policies/${encodeURIComponent(id)}`)];
  const rules = items.map(({ rule }) => rule);
  if (args.has("json")) printJson(io, { rules });
  else io.out(stringify({ rules }));
  return exit.ok;
};

export const set: Verb = async ({ args, io }) => {
  const rules = rulesIn(args.positionals[0] ?? "", io);
  const hub = openHub({ args, io });
  if (args.has("add"))
    for (const rule of rules) await hub.send("PUT", `/api/policies/${encodeURIComponent(String(rule["id"]))}`, rule);
  else await hub.send("PUT", "/api/policies", { rules });
  const now = await hub.get<PolicyList>("/api/policies");
  if (args.has("json")) printJson(io, now);
  else io.out(`${now.items.length} ${now.items.length === 1 ? "rule is" : "rules are"} in force.\n`);
  for (const { rule, notes } of shown(now.items))
    for (const note of notes) if (!args.has("json")) io.err(`${rule.id}: ${note}\n`);
  return exit.ok;
};

function rulesIn(file: string, io: Pick<Io, "cwd">): Record<string, unknown>[] {
  let body: unknown;
  try {
    body = Bun.YAML.parse(readFileSync(file === "-" ? 0 : resolve(io.cwd, file), "utf8"));
  } catch (cause) {
    throw new AppError(
      "validation",
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  const given = isObject(body) && "rules" in body ? body["rules"] : body;
  const rules = Array.isArray(given) ? given : [given];
  if (!rules.every(isObject)) throw usageError(`${file} is no list of rules.`, "`ailx policy show` prints the form.");
  return rules;
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const remove: Verb = async ({ args, io }) => {
  const [id = ""] = args.positionals;
  await openHub({ args, io }).send("DELETE", `/api/policies/${encodeURIComponent(id)}`);
  if (!args.has("json")) io.out(`Rule ${id} is removed.\n`);
  return exit.ok;
};

export const readOnly: Verb = async ({ args, io }) => {
  const [word] = args.positionals;
  if (word !== "on" && word !== "off") throw usageError(`${word} is neither on nor off.`, "ailx policy read-only on");
  const [machine, reason] = [args.text("machine"), args.text("reason")];
  const now = await openHub({ args, io }).send<PolicyList>("PUT", "/api/policies/read-only", {
    on: word === "on",
    ...(machine === undefined ? {} : { machine }),
    ...(reason === undefined ? {} : { reason }),
  });
  if (args.has("json")) printJson(io, now);
  else
    io.out(
      word === "on"
        ? `${machine ?? "The hub"} is read-only: nothing new is changed. What runs goes on.\n`
        : `${machine ?? "The hub"} may be changed again.\n`,
    );
  return exit.ok;
};
