/**
 * `change.preview`: what a change would do on a machine, found without changing anything. A tool of its own, so that an
 * agent that does not know it says so; a mark on the call that an older agent passes over would let the change run.
 */
import * as z from "zod/mini";
import { filePreview } from "../../domain/fileChange.ts";
import type { Level } from "../../domain/risk.ts";
import { forHtml } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { once } from "../../lib/once.ts";
import { agentTool, type Tool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      tool: z
        .string()
        .check(z.maxLength(64), z.regex(/^[a-z]+\.[a-z-]+$/, "is no tool"), z.describe("The changing tool.")),
      input: z.record(z.string(), z.json()).check(z.describe("Its input, as it would run.")),
    })
    .check(z.meta({ examples: [{ tool: "file.write", input: { path: "/etc/motd", content: "Welcome.\n" } }] })),
);
const output = once(filePreview);
export type PreviewInput = z.infer<ReturnType<typeof input>>;
export type PreviewOutput = z.infer<ReturnType<typeof output>>;

/** `find`: the registry, which holds this tool too. */
export const changePreview = (find: (name: string) => Tool | undefined) =>
  agentTool({
    name: "change.preview",
    version: 1,
    does: "Shows what a change would do on a machine, with the lines of files that would differ, and changes nothing.",
    input,
    output,
    access: "read",
    platforms: ["linux"],
    risk: () => ({ risk: "low", reasons: ["only looks"] }),
    // What may not be changed there is not looked into either: a diff shows what a file holds.
    level: ({ tool, input: wanted }) => levelOf(find(tool), wanted),
    preview: ({ tool }) => ({ title: `Look what ${tool} would change`, exact: `${tool}, without changing anything` }),
    checks: () => [],
    judge: () => ({ kind: "unchecked" }),
    undo: () => ({ kind: "nothing" }),
    line: ({ files, notes, problems }) => {
      const changed = files.filter(({ kind }) => kind !== "same").map(({ path }) => forHtml(path));
      const [first, second] = changed;
      if (first !== undefined)
        return second === undefined ? `${first} would change` : `${changed.length} files would change`;
      const [said] = [...problems, ...notes];
      return said ? forHtml(said) : "nothing would change";
    },
    timeoutMs: 60_000,
    load: { run: () => import("./preview.run.ts"), view: () => import("./preview.view.tsx") },
  });

function levelOf(tool: Tool | undefined, wanted: JsonObject): Level {
  const read = tool?.input().safeParse(wanted);
  return tool && read?.success ? tool.level(read.data) : 4;
}
