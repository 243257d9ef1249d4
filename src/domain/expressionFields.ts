/** What a guard may look at: the steps before it and the fields of their tools' outputs. */
import { badGuard } from "./expressionLex.ts";

/** `path`: as in a guard, `*` for the place in a list. `any`: not known further. */
export type KnownField = { path: string; type: "text" | "number" | "truth" | "list" | "any" };
/** Steps that come before, by id, with their fields. */
export type KnownSteps = ReadonlyMap<string, readonly KnownField[]>;

const shownAtMost = 12;

/** Throws `bad_expression` where there is no such step or field, and says which there are. */
export function fieldOf(
  known: KnownSteps,
  { step, field, at }: { step: string; field: string; at: number },
): KnownField {
  const fields = known.get(step);
  if (!fields) throw badGuard(`There is no step “${step}” before this one.`, at, fieldHint(known));
  const found = fields.find(({ path }) => fits(path, field));
  if (found) return found;
  const list = /^(?<of>.+)\.length$/.exec(field)?.groups?.["of"];
  if (list !== undefined && fields.some(({ path, type }) => type === "list" && fits(path, list)))
    return { path: field, type: "number" };
  if (fields.some(({ path, type }) => type === "any" && (path === "" || field.startsWith(`${path}.`))))
    return { path: field, type: "any" };
  throw badGuard(`${step} has no field “${field}”.`, at + step.length + 1, `It has ${some(fields.map(nameOf))}.`);
}

function fits(path: string, field: string): boolean {
  const [parts, given] = [path.split("."), field.split(".")];
  return (
    parts.length === given.length &&
    parts.every((part, at) => part === given[at] || (part === "*" && /^\d+$/.test(given[at] ?? "")))
  );
}

/** What may be looked at, for the hint of an error. */
export function fieldHint(known: KnownSteps): string {
  if (known.size === 0) return "No step comes before this one, so there is nothing to look at.";
  return `Steps before this one: ${[...known]
    .map(([step, fields]) => `${step} (${some(fields.map(nameOf), 5)})`)
    .join(", ")}.`;
}

const nameOf = ({ path, type }: KnownField): string => (type === "list" ? `${path}.length` : path.replaceAll("*", "0"));

const some = (names: readonly string[], most = shownAtMost): string =>
  names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;

const words = { text: "a text", number: "a number", truth: "true or false", list: "a list", any: "anything" };
const typeOf = (value: string | number | boolean): "text" | "number" | "truth" =>
  typeof value === "string" ? "text" : typeof value === "number" ? "number" : "truth";

/** Why the field can never be, or never contain, this value. */
export function misfit(
  { path, type }: KnownField,
  value: string | number | boolean,
  how: "is" | "contains",
): string | undefined {
  const last = path.split(".").at(-1) ?? path;
  if (type === "any") return undefined;
  if (how === "contains")
    return type === "list" || (type === "text" && typeof value === "string")
      ? undefined
      : `“${last}” is ${words[type]}, which contains no such thing.`;
  if (type === "list") return `“${last}” is a list: compare its length, or write “contains”.`;
  return type === typeOf(value) ? undefined : `“${last}” is ${words[type]}, never ${words[typeOf(value)]}.`;
}
