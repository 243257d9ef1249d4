/** The OpenAPI 3.1 document, made from the schemas and the table of who may call what. */
import * as z from "zod/mini";
import type { Json, JsonObject } from "../lib/json.ts";
import { described, schemas, type Answer, type Described, type SchemaName } from "./describe.ts";

const components = "#/components/schemas/";

/** `permissions` is the hub's table, keyed `METHOD /path`; only its `/api/` part is described. */
export function openapi({
  permissions,
  version,
}: {
  permissions: Readonly<Record<string, string>>;
  version: string;
}): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [key, needs] of Object.entries(permissions)) {
    const about = described[key];
    const [method = "", path = ""] = key.split(" ");
    if (about === undefined || !path.startsWith("/api/")) continue;
    const place = path.replaceAll(/:(\w+)/g, "{$1}");
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation({ about, path, needs, name: key }) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "ailx",
      version,
      description: "Talk to your machines. Errors are `{ code, detail, hint?, fields? }`; times are ISO 8601 UTC.",
    },
    paths,
    components: {
      schemas: schemaComponents(),
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key `ailx_…`, or the bearer that a login gave." },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "ailx",
          description: "A browser's sign-in; `__Host-ailx` over TLS. Changes need an Origin header of the hub.",
        },
      },
    },
  };
}

function operation({
  about,
  path,
  needs,
  name,
}: {
  about: Described;
  path: string;
  needs: string;
  name: string;
}): JsonObject {
  const open = needs === "public" || needs === "agent";
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, part = ""]) => ({
    name: part,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(about.query ?? {}).map(([part, description]) => ({
    name: part,
    in: "query",
    description,
    schema: { type: "string" },
  }));
  const answers = Object.entries(about.gives).map(([status, answer]) => [status, response([answer].flat())] as const);
  return {
    summary: about.does,
    operationId: name
      .replaceAll(/[^a-zA-Z]+/g, "_")
      .toLowerCase()
      .replace(/_$/, ""),
    description: open ? "Open to everyone." : `Needs the role ${needs}.`,
    ...(open ? { security: [] } : { security: [{ key: [] }, { cookie: [] }] }),
    parameters: [...inPath, ...inQuery],
    ...(about.takes === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: ref(about.takes) } } } }),
    responses: { ...Object.fromEntries(answers), default: response(["Error"]) },
  };
}

function response(forms: Answer[]): JsonObject {
  const content: Record<string, JsonObject> = {};
  for (const form of forms) {
    if (form === "nothing") continue;
    if (form === "bytes") content["text/plain"] = {};
    else if (form === "json") content["application/json"] = {};
    else if (typeof form === "object") content[form.as] = { schema: ref(form.each) };
    else content["application/json"] = { schema: ref(form) };
  }
  const what = forms.includes("nothing")
    ? "Done."
    : forms.includes("Error")
      ? "It was refused or it failed."
      : "Done; what is asked for.";
  return Object.keys(content).length === 0 ? { description: what } : { description: what, content };
}

const ref = (name: SchemaName): JsonObject => ({ $ref: components + name });

/** Definitions inside a schema become components of their own, because a reference starts at the document's root. */
function schemaComponents(): JsonObject {
  const made: JsonObject = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const io = /(Request|Patch)$/.test(name) ? "input" : "output";
    const whole: unknown = z.toJSONSchema(schema(), { io });
    const { $schema: _, $defs, ...own } = rerooted(whole as JsonObject, name) as JsonObject;
    made[name] = own;
    for (const [inner, held] of Object.entries(($defs ?? {}) as JsonObject)) made[`${name}.${inner}`] = held;
  }
  return made;
}

function rerooted(value: Json, name: string): Json {
  if (Array.isArray(value)) return value.map((item) => rerooted(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "~standard")
      .map(([key, held]) => [
        key,
        key === "$ref" && typeof held === "string"
          ? held.replace(/^#\/\$defs\//, `${components}${name}.`).replace(/^#$/, components + name)
          : rerooted(held, name),
      ]),
  );
}
