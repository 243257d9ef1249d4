/** The part of the fleet that a person or key sees and acts on: a target expression of names and tags. */
import { AppError } from "./error.ts";
import type { Machine } from "./machine.ts";
import { matcherOf } from "./target-match.ts";
import type { TargetNode } from "./target-node.ts";
import { parseNode } from "./target-parse.ts";

export type Scope = { readonly text: string; readonly covers: (machine: Machine) => boolean };

const known = new Map<string, Scope>();
const knownAtMost = 500;

/**
 * Throws `bad_expression`, also for what a machine tells of itself (its system, services, numbers): a machine must not
 * choose who may command it. Machines that were revoked stay in the scope that they were in.
 */
export function parseScope(text: string): Scope {
  const before = known.get(text);
  if (before) return before;
  const node = parseNode(text);
  const foreign = toldByMachine(node);
  if (foreign !== undefined)
    throw new AppError("bad_expression", `A scope is made of names and tags; it cannot hold “${foreign}”.`, {
      hint: "For example: tag:web, or web-* and not tag:production. What a machine tells of itself does not decide who may command it.",
    });
  const scope = { text, covers: matcherOf(node) };
  if (known.size >= knownAtMost) known.clear();
  known.set(text, scope);
  return scope;
}

/** What both allow; absent: the whole fleet. */
export function narrower(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return `(${one}) and (${other})`;
}

function toldByMachine(node: TargetNode): string | undefined {
  switch (node.kind) {
    case "all":
      return undefined;
    case "word":
      return node.field === "name" || node.field === "tag" ? undefined : `${node.field}:`;
    case "not":
      return toldByMachine(node.of);
    case "and":
    case "or":
      return node.of.map(toldByMachine).find((found) => found !== undefined);
    case "machineKind":
      return "kind:";
    case "os":
    case "status":
      return `${node.kind}:`;
    case "version":
    case "share":
      return node.field;
  }
}
