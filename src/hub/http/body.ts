/** The body of a request: at most 1 MiB, JSON for programs and forms for pages, checked against its schema. */
import * as z from "zod/mini";
import { AppError } from "../../domain/error.ts";
import { parseForeign } from "../../lib/json.ts";
import { isPage } from "./paths.ts";
import type { BodyOf } from "./route.ts";

// Without a language every message of a schema is "Invalid input".
z.config(z.locales.en());

export const bodyLimitBytes = 1_048_576;

/** Refuses early what `body` would refuse, so that also routes without a body take no other kind. */
export function refuseBody({ headers, path }: { headers: Headers; path: string }): void {
  const length = Number(headers.get("content-length") ?? 0);
  if (length > bodyLimitBytes) throw tooLarge();
  const type = headers.get("content-type");
  if (length === 0 && !headers.has("transfer-encoding")) return;
  if (isPage(path) ? isForm(type) : isJson(type)) return;
  const wanted = isPage(path) ? "application/x-www-form-urlencoded" : "application/json";
  throw new AppError("unsupported_media_type", `This takes ${wanted} only.`, { hint: `Send Content-Type: ${wanted}.` });
}

export const body: BodyOf = async (c, schema) => {
  const text = await read(c.req.raw.body);
  const given = isPage(c.req.path) ? fromForm(text) : fromJson(text);
  const parsed = z.safeParse(schema, given);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues, given);
};

/** The refusal of a value by its schema: a sentence for each field. */
export function invalid(issues: readonly z.core.$ZodIssue[], given: unknown): AppError {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const at = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) fields[[...at, key].join(".")] ??= "is not known here";
    else fields[at.join(".") || "body"] ??= sentence(issue, valueAt(given, issue.path));
  }
  const named = Object.entries(fields).map(([field, says]) => `${field} ${says}`);
  return new AppError("validation", `${named.join("; ")}.`, { fields });
}

const isJson = (type: string | null): boolean => /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type ?? "");
const isForm = (type: string | null): boolean => /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type ?? "");

const tooLarge = (): AppError => new AppError("too_large", "The request is larger than 1 MiB.");

/** Reads a body as it comes, and stops at the limit however long it says it is. */
async function read(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (stream === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > bodyLimitBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function fromJson(text: string): unknown {
  if (text === "") return {};
  try {
    return parseForeign(text);
  } catch {
    throw new AppError("bad_json", "The request is not JSON.");
  }
}

/** A field left empty counts as absent; one that comes more than once is a list. */
function fromForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === "") continue;
    const held = fields.get(name);
    fields.set(name, held === undefined ? value : [held, value].flat());
  }
  return Object.fromEntries(fields);
}

function sentence(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) return "is missing";
  const said = issue.message.replace(/^(Invalid input|Too big|Too small|Invalid option): /, "").replace(/\.$/, "");
  if (said.startsWith("expected ")) return `is not right: ${said}`;
  return /^[a-z]/.test(said) ? said : `is not right: ${said}`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
