/** `package.search`: which packages the configured repositories have for a word. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { managers, said } from "./packages.ts";

const input = once(() =>
  z
    .strictObject({
      text: z.string().check(
        z.minLength(2),
        z.maxLength(100),
        z.regex(/^[^\s-]/, "begins with a dash or a space"),
        z.refine((text) => !hasHidden(text) && !text.includes("\n"), "holds control or invisible characters"),
        z.describe("A word of the package's name or description."),
      ),
    })
    .check(z.meta({ examples: [{ text: "nginx" }] })),
);
const output = once(() =>
  z.object({
    manager: z.enum(managers),
    /** Those with the word in their name first. */
    packages: z
      .array(z.object({ name: said(), summary: machineText(300), installed: z.boolean() }))
      .check(z.maxLength(100)),
    /** How many there are, shown or not. */
    matched: z.int(),
  }),
);
export type SearchInput = z.infer<ReturnType<typeof input>>;
export type SearchOutput = z.infer<ReturnType<typeof output>>;

export const searchTable = ({ packages }: SearchOutput) => ({
  columns: ["Package", "Summary", "Installed"],
  rows: packages.map(({ name, summary, installed }) => [name, forHtml(summary), installed ? "yes" : ""]),
});

export const packageSearch = agentTool({
  name: "package.search",
  version: 1,
  does: "Searches the configured repositories for packages by a word of their name or description.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ text }) => ({
    title: `Search packages for “${text}”`,
    exact: `the package manager's search in the lists it has, e.g. apt-cache search '${text}'`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ packages, matched }) => {
    const names = packages.slice(0, 5).map(({ name }) => name);
    return matched === 0
      ? "no package has that word"
      : `${matched} ${matched === 1 ? "package" : "packages"}: ${names.join(", ")}${matched > names.length ? " …" : ""}`;
  },
  table: searchTable,
  timeoutMs: 150_000,
  load: { run: () => import("./search.run.ts"), view: () => import("./search.view.tsx") },
});
