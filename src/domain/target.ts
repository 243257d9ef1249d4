/**
 * The target expression: the one language in which machines are chosen, in the UI, the CLI, the API and by planners.
 * `web-1`, `db-*`, `tag:web`, `os:debian>=12`, `kernel<6`, `cpu>80`, `status:online`, `all`; brackets, and, or, not;
 * a space is `and`, a comma is `or`; `not` binds tightest, then `and`, then `or`.
 */
import { AppError } from "./error.ts";
import type { Machine } from "./machine.ts";
import { matcherOf } from "./target-match.ts";
import { parseNode } from "./target-parse.ts";
import { printName } from "./target-print.ts";

/** A parsed expression; opaque, made by `parseTarget` only. */
export type Target = { readonly text: string; readonly test: (machine: Machine) => boolean };

/** Longer than any list of names that a person selects; a longer one is refused. */
const longest = 65_536;

/** Throws AppError `bad_expression`; `fields.position` is the 0-based offset of the character it stumbled over. */
export function parseTarget(text: string): Target {
  if (text.length > longest) {
    const fields = { position: String(longest) };
    throw new AppError("bad_expression", `The expression is longer than ${longest} characters.`, { fields });
  }
  const matches = matcherOf(parseNode(text));
  return { text, test: (machine) => machine.state !== "revoked" && matches(machine) };
}

/** The machines that match, in the fleet's order, without revoked ones. */
export const select = (target: Target, fleet: readonly Machine[]): Machine[] => fleet.filter(target.test);

/**
 * The expression that means exactly the machines of these names (or others with such an alias): `web-1, web-2`.
 * Of no names it means no machine.
 */
export const targetOfNames = (names: readonly string[]): string =>
  names.length === 0 ? "not all" : names.map(printName).join(", ");
