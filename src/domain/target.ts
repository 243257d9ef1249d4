/**
 * The target expression: the one language in which machines are chosen, in the UI, the CLI, the API and by planners.
 * `web-1`, `db-*`, `tag:web`, `os:debian>=12`, `kernel<6`, `cpu>80`, `status:online`, `all`; brackets, and, or, not;
 * a space is `and`.
 */
import type { Machine } from "./machine.ts";

/** A parsed expression; opaque, made by `parseTarget` only. */
export type Target = { readonly text: string; readonly test: (machine: Machine) => boolean };

/** Throws AppError `bad_expression`; `fields.position` is the 0-based offset of the character it stumbled over. */
export declare function parseTarget(text: string): Target;

/** The machines that match, in the fleet's order, without revoked ones. */
export declare function select(target: Target, fleet: readonly Machine[]): Machine[];
