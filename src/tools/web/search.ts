/** `web.search`: asks the search engine that an admin has set up. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { hubTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      query: z.string().check(
        z.minLength(2),
        z.maxLength(400),
        z.refine((text) => !hasHidden(text), "holds control or invisible characters"),
        z.describe("What to look for."),
      ),
    })
    .check(z.meta({ examples: [{ query: "nginx 1.26 worker_connections are not enough" }] })),
);
const output = once(() =>
  z.object({
    results: z
      .array(z.object({ title: machineText(300), url: machineText(2_048), text: machineText(1_000) }))
      .check(z.maxLength(20)),
  }),
);
export type SearchInput = z.infer<ReturnType<typeof input>>;
export type SearchOutput = z.infer<ReturnType<typeof output>>;

export const resultsTable = ({ results }: SearchOutput) => ({
  columns: ["Title", "URL", "Text"],
  rows: results.map(({ title, url, text }) => [forHtml(title), forHtml(url), forHtml(text)]),
});

export const webSearch = hubTool({
  name: "web.search",
  version: 1,
  does: "Searches the web from the hub, by the search engine that an admin has set up.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: ({ query }) =>
    query.length > 200
      ? { risk: "medium", reasons: ["sends a long text to a search engine"] }
      : { risk: "low", reasons: ["only asks a search engine"] },
  level: () => 1,
  preview: ({ query }) => ({ title: "Search the web", exact: `search: ${query}` }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ results }) => {
    const [first] = results;
    if (!first) return "nothing found";
    return `${results.length} ${results.length === 1 ? "result" : "results"}, the first: ${forHtml(first.title)}`;
  },
  table: resultsTable,
  timeoutMs: 60_000,
  load: { run: () => import("./search.run.ts"), view: () => import("./search.view.tsx") },
});
