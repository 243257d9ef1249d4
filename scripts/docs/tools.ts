/** The page on tools, as Markdown, from the registry alone. */
import * as z from "zod/mini";
import type { JsonObject } from "../../src/lib/json.ts";
import type { Tool } from "../../src/tools/define.ts";
import { tools } from "../../src/tools/index.ts";

/** The parts of a JSON schema that the page shows. */
export type Schema = {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  additionalProperties?: boolean | Schema;
  examples?: JsonObject[];
};

export const inputSchema = (tool: Tool): Schema => z.toJSONSchema(tool.input(), { io: "input" }) as Schema;
export const outputSchema = (tool: Tool): Schema => z.toJSONSchema(tool.output(), { io: "input" }) as Schema;

/** The input that the tool itself gives as an example. */
export const exampleOf = (tool: Tool): JsonObject | undefined => inputSchema(tool).examples?.[0];

export function describeTools(): string {
  const groups = Map.groupBy(tools, ({ name }) => name.split(".")[0] ?? "");
  const parts = [...groups].map(([group, members]) => `## ${group}\n\n${members.map(describe).join("\n")}`);
  const index = tools.map((tool) => `| [\`${tool.name}\`](#${tool.name.replace(".", "")}) | ${tool.does} | ${accessOf(tool)} |`);
  return `# Tools

What ailx can do, one entry a tool. Made from the registry (\`src/tools/index.ts\`) by \`bun scripts/docs-tools.ts\`; do not edit it by hand.
Risk and level are those of the example. A machine's tags, how many machines are reached and the planner's opinion may raise
them. Sizes are in bytes, times in ms, shares 0 to 1.

| tool | what it does | |
|---|---|---|
${index.join("\n")}

${parts.join("\n")}`;
}

const accessOf = ({ access, where }: Tool): string => (where === "hub" ? "asks the hub" : access === "read" ? "reads" : "changes");

function describe(tool: Tool): string {
  const example = exampleOf(tool) ?? {};
  const { risk, reasons } = tool.risk(example);
  const undo = tool.undo(example);
  const rows: [string, string][] = [
    ["example", `\`${JSON.stringify(example)}\``],
    ["amounts to", code(tool.preview(example).exact)],
    ["runs on", tool.where === "hub" ? "the hub" : tool.platforms.join(", ")],
    ["risk", `${risk}: ${reasons.join("; ")}`],
    ["level", String(tool.level(example))],
    ["looked at before", tool.precheck?.(example) ?? "nothing"],
    ["checked afterwards", tool.checks(example).join("; ") || "nothing, it only reads"],
    ["undo", undo.kind === "tool" ? `${undo.text} (\`${undo.tool}\`)` : undo.kind === "impossible" ? `no: ${undo.why}` : "nothing to undo"],
    ["time limit", `${tool.timeoutMs / 1_000} s`],
  ];
  return `### ${tool.name}

${tool.does}

| | |
|---|---|
${rows.map(([name, text]) => `| ${name} | ${text.replaceAll("|", "\\|")} |`).join("\n")}

Input${fields(inputSchema(tool))}
Output${fields(outputSchema(tool))}`;
}

const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

function fields(schema: Schema): string {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) return ": none.\n";
  return `:\n\n${lines(schema, 0).join("\n")}\n`;
}

/** One line a field; the fields of an object, or of the objects in a list, stand below it. */
function lines(schema: Schema, depth: number): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) ? "" : ", optional";
    const words = field.description ? `: ${field.description}` : "";
    const inner = field.properties ? field : field.items?.properties ? field.items : undefined;
    return [`${"  ".repeat(depth)}- \`${name}\` (${typeOf(field)}${optional})${words}`, ...(inner ? lines(inner, depth + 1) : [])];
  });
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${schema.items?.properties ? "objects" : typeOf(schema.items ?? {})}`;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  return `${schema.type ?? "anything"}${limits(schema)}`;
}

function limits({ type, minimum, maximum, maxLength }: Schema): string {
  if (type === "string") return maxLength === undefined ? "" : `, at most ${maxLength} characters`;
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low !== undefined && high !== undefined) return ` ${low} to ${high}`;
  if (low !== undefined) return ` from ${low}`;
  return high === undefined ? "" : ` up to ${high}`;
}
