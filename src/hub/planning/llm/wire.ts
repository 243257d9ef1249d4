/** Tools as a model sees them: names without dots, JSON schemas, machines by name. */
import * as z from "zod/mini";
import type { Json, JsonObject } from "../../../lib/json.ts";
import type { Tool } from "../../../tools/define.ts";
import { findTool } from "../../../tools/index.ts";
import type { ModelTool } from "./model.ts";

export const wireName = (name: string): string => name.replaceAll(".", "_");

/** By its own name or the wire's; models write both. */
export function toolOfWire(name: string): Tool | undefined {
  const trimmed = name.trim();
  return findTool(trimmed) ?? findTool(trimmed.replace("_", "."));
}

/** The field in which a model names machines. */
export const machinesField = "machines";
const machinesSchema: JsonObject = {
  type: "array",
  items: { type: "string" },
  minItems: 1,
  description: "Names of machines, or target expressions such as tag:web.",
};

const schemas = new WeakMap<Tool, JsonObject>();

/** The schema of a tool's input alone. */
export function inputSchema(tool: Tool): JsonObject {
  const known = schemas.get(tool);
  if (known) return known;
  const made = { ...(z.toJSONSchema(tool.input(), { io: "input", unrepresentable: "any" }) as JsonObject) };
  delete made["$schema"];
  delete made["examples"];
  schemas.set(tool, made);
  return made;
}

/** As it is offered for a call. */
export function offered(tool: Tool): ModelTool {
  const { properties = {}, required = [], ...rest } = inputSchema(tool);
  const name = wireName(tool.name);
  if (tool.where === "hub") return { name, description: tool.does, parameters: inputSchema(tool) };
  return {
    name,
    description: tool.does,
    parameters: {
      ...rest,
      properties: { ...(properties as JsonObject), [machinesField]: machinesSchema },
      required: [...(required as Json[]), machinesField],
    },
  };
}

/** "service.restart {service: string, force?: boolean} — Restarts a service.": enough to propose a step of it. */
export function signature(tool: Tool): string {
  const { properties = {}, required = [] } = inputSchema(tool);
  const needed = new Set(required as string[]);
  const fields = Object.entries(properties as Record<string, JsonObject>).map(
    ([name, schema]) => `${name}${needed.has(name) ? "" : "?"}: ${typeText(schema)}`,
  );
  return `${tool.name} {${fields.join(", ")}} — ${tool.does}`;
}

function typeText(schema: JsonObject): string {
  const { enum: options, type, anyOf, const: only } = schema;
  if (Array.isArray(options)) return options.map((each) => JSON.stringify(each)).join("|");
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(anyOf)) return anyOf.map((each) => typeText(each as JsonObject)).join("|");
  if (type === "array") return `${typeText((schema["items"] ?? {}) as JsonObject)}[]`;
  return typeof type === "string" ? type : "any";
}

/** Reads that speak to a host of their input: where a machine's text chose the host, a person sees it first. */
export const goesOut = /^(?:web\.|network\.(?:http|dns|ping|certificate)$)/;
