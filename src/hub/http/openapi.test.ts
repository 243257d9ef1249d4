import { describe, expect, test } from "bun:test";
import { described } from "../../api/describe.ts";
import { openapi } from "../../api/openapi.ts";
import { routeKeys, split } from "./keys.ts";
import { permissions } from "./permissions.ts";

const document = openapi({ permissions, version: "1.2.3" });
const text = JSON.stringify(document);
const paths = document["paths"] as Record<
  string,
  Record<string, { parameters: { name: string; in: string }[]; operationId: string }>
>;
const api = routeKeys.filter((key) => split(key).path.startsWith("/api/"));

describe("the OpenAPI document", () => {
  for (const key of api)
    test(`describes ${key}`, () => {
      const { method, path } = split(key);
      const found = paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      const parts = [...path.matchAll(/:(\w+)/g)].map(([, part]) => part);
      expect(found?.parameters.filter((each) => each.in === "path").map(({ name }) => name)).toEqual(parts as string[]);
    });

  test("describes nothing that is not there", () => {
    expect(Object.keys(described).filter((key) => !api.some((known) => known === key))).toEqual([]);
    expect(Object.values(paths).flatMap((each) => Object.keys(each)).length).toBe(api.length);
  });

  test("has no reference that leads nowhere", () => {
    const { schemas } = document["components"] as { schemas: Record<string, unknown> };
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = ""]) => to);
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((to) => !Object.hasOwn(schemas, to.replace("#/components/schemas/", "")))).toEqual([]);
    expect(Object.keys(schemas).filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
  });

  test("gives every operation a name of its own", () => {
    const names = Object.values(paths).flatMap((each) => Object.values(each).map(({ operationId }) => operationId));
    expect(new Set(names).size).toBe(names.length);
  });

  test("tells what may be in a request", () => {
    const { schemas } = document["components"] as {
      schemas: Record<string, { required?: string[]; additionalProperties?: boolean }>;
    };
    expect(schemas["ExecRequest"]).toMatchObject({ required: ["on", "command"], additionalProperties: false });
  });
});
