/** The fields of a tool's output as guards name them: read from its schema, so that a guard on none of them is refused. */
import * as z from "zod/mini";
import type { KnownField } from "../domain/expressionFields.ts";
import type { Tool } from "./define.ts";

type Shape = {
  type?: string | string[];
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  enum?: unknown[];
  const?: unknown;
  additionalProperties?: boolean | Shape;
};

const kept = new WeakMap<Tool, readonly KnownField[]>();
/** A schema that holds itself is followed this far. */
const deepest = 6;

export function fieldsOf(tool: Tool): readonly KnownField[] {
  const held = kept.get(tool);
  if (held) return held;
  const shape = z.toJSONSchema(tool.output(), { io: "input", unrepresentable: "any" }) as Shape;
  const found = [...new Map(under(shape, "", 0).map((field) => [field.path, field])).values()];
  kept.set(tool, found);
  return found;
}

function under(shape: Shape, path: string, depth: number): KnownField[] {
  if (depth > deepest) return [{ path, type: "any" }];
  const choices = (shape.anyOf ?? shape.oneOf ?? []).filter(({ type }) => type !== "null");
  if (choices.length > 0) return choices.flatMap((choice) => under(choice, path, depth + 1));
  const type = Array.isArray(shape.type)
    ? shape.type.find((one) => one !== "null")
    : (shape.type ?? typeof shape.const);
  switch (type) {
    case "object": {
      const own = Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
        under(inner, path === "" ? name : `${path}.${name}`, depth + 1),
      );
      return shape.additionalProperties && Object.keys(shape.properties ?? {}).length === 0
        ? [...own, { path, type: "any" }]
        : own;
    }
    case "array":
      return [{ path, type: "list" }, ...(shape.items ? under(shape.items, `${path}.*`, depth + 1) : [])];
    case "number":
    case "integer":
      return [{ path, type: "number" }];
    case "boolean":
      return [{ path, type: "truth" }];
    case "string":
      return [{ path, type: "text" }];
    default:
      return [{ path, type: typeof shape.enum?.[0] === "string" ? "text" : "any" }];
  }
}
