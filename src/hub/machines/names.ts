/** Names of machines: unique among those that are not revoked, whatever their case. */
import { AppError } from "../../domain/error.ts";
import { machineName, nameFrom, tagName } from "../../domain/machine.ts";

/** The wished name, or with `-2`, `-3`, … where it is taken. */
export function freeName(wished: string, taken: ReadonlySet<string>): { name: string; wasTaken: boolean } {
  const base = nameFrom(wished);
  if (!taken.has(base.toLowerCase())) return { name: base, wasTaken: false };
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const name = base.slice(0, 63 - suffix.length) + suffix;
    if (!taken.has(name.toLowerCase())) return { name, wasTaken: true };
  }
}

/** A revoked machine lets go of its name. No machine can ask for this one: `~` is in no name. */
export const retiredName = (name: string, id: string): string => `${name}~${id}`;
export const shownName = (name: string): string => name.split("~", 1)[0] ?? name;

/** Throws `validation` where a word cannot be a name. */
export function checkName(name: string, field = "name"): string {
  if (machineName.test(name)) return name;
  throw wrong(field, `“${name.slice(0, 80)}” cannot be a name`);
}

/** Tags without doubles, in the order given. Throws `validation` where one cannot be a tag. */
export function checkTags(tags: readonly string[]): string[] {
  for (const tag of tags) if (!tagName.test(tag)) throw wrong("tags", `“${tag.slice(0, 80)}” cannot be a tag`);
  return [...new Set(tags)];
}

/** Tags as a person types them: words with spaces or commas between. */
export const tagsFrom = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

const form = "letters, digits, dot, dash and underscore; at most 63; first a letter or digit";
const wrong = (field: string, what: string): AppError =>
  new AppError("validation", `${what}.`, { hint: `It takes ${form}.`, fields: { [field]: `takes ${form}` } });
