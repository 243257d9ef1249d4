/** Writes a target expression so that reading it again gives the same meaning. */
import type { Comparison } from "./condition.ts";
import type { TargetNode } from "./target-node.ts";

const keywords = new Set(["all", "and", "or", "not"]);
const plain = /^[^\s()<>=!,":]+$/;

/** A name or pattern as one term; `name:` before words that mean something else. Quotes cannot be in a name. */
export const printName = (name: string): string => {
  const bare = name.replaceAll('"', "?");
  if (keywords.has(bare.toLowerCase())) return `name:${bare}`;
  return plain.test(bare) ? bare : `"${bare}"`;
};

const value = (text: string): string => (/^[^\s()<>=!,"]+$/.test(text) ? text : `"${text}"`);
const sign = (op: Comparison): string => (op === "==" ? "=" : op);

export function printTarget(node: TargetNode): string {
  switch (node.kind) {
    case "all":
      return "all";
    case "word":
      return node.field === "name" ? printName(node.pattern) : `${node.field}:${value(node.pattern)}`;
    case "os":
      return `os:${value(node.pattern)}${node.version ? sign(node.version.op) + node.version.than : ""}`;
    case "version":
      return `${node.field}${sign(node.op)}${node.than}`;
    case "share":
      return `${node.field}${sign(node.op)}${node.percent}`;
    case "machineKind":
      return `kind:${node.is}`;
    case "status":
      return `status:${node.is}`;
    case "not":
      return `not ${inBrackets(node.of)}`;
    case "and":
      return node.of.map(inBrackets).join(" and ");
    case "or":
      return node.of.map((part) => (part.kind === "or" ? `(${printTarget(part)})` : printTarget(part))).join(", ");
  }
}

const inBrackets = (node: TargetNode): string =>
  node.kind === "and" || node.kind === "or" || node.kind === "not" ? `(${printTarget(node)})` : printTarget(node);
