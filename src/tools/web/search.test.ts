import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";
import { resultsTable } from "./search.ts";
import { run } from "./search.run.ts";

const tool = toolNamed("web.search");
const found = Array.from({ length: 30 }, (_, at) => ({
  title: `Title ${at}`,
  url: `https://a.example/${at}`,
  text: "t".repeat(2_000),
}));
const ports = (results: typeof found) => ({
  machines: () => [],
  nowMs: () => 0,
  web: {
    fetch: () => Promise.reject(new Error("no")),
    request: () => Promise.reject(new Error("no")),
    search: async () => results,
  },
});

describe("web.search", () => {
  test("tells the first results", async () => {
    const output = await run({ query: "nginx" }, ports(found));
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(resultsTable(output).rows).toHaveLength(20);
    expect(tool.line(output)).toBe("20 results, the first: Title 0");
    expect(tool.line(await run({ query: "nginx" }, ports([])))).toBe("nothing found");
  });

  test("is asked about where much text would go to a search engine", () => {
    expect([tool.risk({ query: "nginx" }).risk, tool.risk({ query: "x".repeat(201) }).risk]).toEqual(["low", "medium"]);
    expect(tool.input().safeParse({ query: "a\u202eb" }).success).toBe(false);
  });
});
