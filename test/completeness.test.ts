/** Every tool is whole: executor, view, test, docs, strict input, exact preview; and its contract is cheap. */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeTools, exampleOf, inputSchema, outputSchema } from "../scripts/docs/tools.ts";
import { hasHidden } from "../src/domain/untrusted.ts";
import type { JsonObject } from "../src/lib/json.ts";
import { toolNamed, tools } from "../src/tools/index.ts";
import { readSource, readSources, root } from "./support/tree.ts";
import { hostileText, sampleOf } from "./support/schema-sample.ts";

const fileOf = (name: string, ending: string): string => `src/tools/${name.replace(".", "/")}${ending}`;

describe("the registry", () => {
  test("has each name once, as group.verb", () => {
    const names = tools.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
  });

  test("has every contract that lies in the folder", () => {
    const contracts = readSources("src/tools/*/*.ts")
      .filter(({ code }) => /\b(agentTool|hubTool)\(\{/.test(code))
      .map(({ path }) => path);
    expect(contracts.toSorted()).toEqual(tools.map(({ name }) => fileOf(name, ".ts")).toSorted());
  });

  test("loads nothing but contracts: no executor, no view, no module of the runtime", () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      if (/\.(run|view)\.tsx?$/.test(path)) faults.push(path);
      for (const { to, lazy, typeOnly } of readSource(path, readFileSync(join(root, path), "utf8")).imports) {
        if (lazy || typeOnly) continue;
        if (/^(src|web)\//.test(to)) visit(to);
        // Types of the domain come with their module, and one of them hashes plans; the parser is what a command is rated by.
        else if (!["zod/mini", "node:crypto", "unbash"].includes(to)) faults.push(`${path} → ${to}`);
      }
    };
    visit("src/tools/index.ts");
    expect(faults).toEqual([]);
  });

  test("is what docs/tools.md says", () => {
    const page = join(root, "docs/tools.md");
    expect(existsSync(page) && readFileSync(page, "utf8") === describeTools(), "bun scripts/docs-tools.ts").toBe(true);
  });

  test("throws for a name that is none", () => {
    expect(() => toolNamed("service.explode")).toThrow("no_such_tool");
  });
});

for (const tool of tools) {
  describe(tool.name, () => {
    const example: JsonObject = exampleOf(tool) ?? {};

    test("has executor, view and test", async () => {
      expect((await tool.load.run()).run).toBeFunction();
      expect((await tool.load.view()).Outcome).toBeFunction();
      for (const ending of [".ts", ".run.ts", ".view.tsx", ".test.ts"]) {
        expect(existsSync(join(root, fileOf(tool.name, ending))), fileOf(tool.name, ending)).toBe(true);
      }
    });

    test("gives an example that its own input takes", () => {
      expect(exampleOf(tool), "add .check(z.meta({ examples: [{ … }] })) to its input").toBeDefined();
      expect(tool.input().safeParse(example).success).toBe(true);
    });

    test("refuses unknown fields", () => {
      expect(tool.input().safeParse({ ...example, surprise: 1 }).success).toBe(false);
      expect(inputSchema(tool).additionalProperties).toBe(false);
    });

    test("says what each field of its input means", () => {
      const silent = Object.entries(inputSchema(tool).properties ?? {}).filter(([, { description }]) => !description);
      expect(
        silent.map(([name]) => name),
        "add z.describe(…)",
      ).toEqual([]);
    });

    test("shows exactly what it would do", () => {
      const { title, exact } = tool.preview(example);
      expect(title).toMatch(/^[A-Z]/);
      expect(exact.length).toBeGreaterThan(3);
      for (const value of Object.values(example)) {
        if (typeof value === "string" && tool.access === "change") expect(exact).toContain(value);
      }
    });

    test("says what it is: one sentence, a version, where it runs", () => {
      expect(tool.does).toMatch(/^[A-Z].*[^.]\.$/);
      expect(tool.version).toBeGreaterThanOrEqual(1);
      expect(tool.platforms.length).toBeGreaterThan(0);
      expect(tool.timeoutMs).toBeGreaterThanOrEqual(1_000);
    });

    test(tool.access === "change" ? "checks what it changed and says how to go back" : "only reads", () => {
      const { risk, reasons } = tool.risk(example);
      expect(reasons.length).toBeGreaterThan(0);
      const undo = tool.undo(example);
      if (tool.access === "read") {
        expect(tool.checks(example)).toEqual([]);
        expect(undo).toEqual({ kind: "nothing" });
        return;
      }
      expect(risk).not.toBe("low");
      expect(tool.checks(example).length).toBeGreaterThan(0);
      expect(undo.kind).not.toBe("nothing");
      if (undo.kind === "tool") expect(toolNamed(undo.tool).input().safeParse(undo.input).success).toBe(true);
    });

    test("shows what a hostile machine says as text, and harmless", async () => {
      const output = sampleOf(outputSchema(tool)) as JsonObject;
      expect(tool.output().safeParse(output).error?.issues).toBeUndefined();
      const { Outcome } = await tool.load.view();
      const html = String(await Outcome({ output }));
      const cells = tool.table?.(output);
      const words = [tool.line(output), ...(cells?.rows.flat() ?? [])].join(" ");
      expect([hasHidden(html.replaceAll("\n", "")), hasHidden(words)]).toEqual([false, false]);
      expect(html).not.toContain("<img");
      for (const row of cells?.rows ?? []) expect(row).toHaveLength(cells?.columns.length ?? 0);
    });
  });
}

test("the hostile text is hostile", () => {
  expect(hasHidden(hostileText)).toBe(true);
  expect(hostileText).toStartWith("<img");
});
