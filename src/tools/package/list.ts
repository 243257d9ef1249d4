/** `package.list`: what is installed, or what of it could be updated. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { managers, said } from "./packages.ts";

const input = once(() =>
  z
    .strictObject({
      name: z.optional(
        z
          .string()
          .check(
            z.maxLength(140),
            z.regex(/^[A-Za-z0-9*?][A-Za-z0-9+._@*?-]*$/, "is neither a package's name nor a pattern of one"),
            z.describe("Only packages of this name; * and ? stand for any letters and for one."),
          ),
      ),
      upgradable: z.optional(z.boolean().check(z.describe("Only those with a newer version; default false."))),
    })
    .check(z.meta({ examples: [{ name: "nginx*" }] })),
);
const output = once(() =>
  z.object({
    manager: z.enum(managers),
    packages: z
      .array(
        z.object({
          name: said(),
          version: said(),
          /** The newer version, as far as the lists of packages know; only where that was asked for. */
          to: z.optional(said()),
        }),
      )
      .check(z.maxLength(2_000)),
    /** How many fit, shown or not. */
    matched: z.int(),
    /** All that is installed. */
    total: z.int(),
  }),
);
export type ListInput = z.infer<ReturnType<typeof input>>;
export type ListOutput = z.infer<ReturnType<typeof output>>;

export const listTable = ({ packages }: ListOutput) =>
  packages.some(({ to }) => to !== undefined)
    ? {
        columns: ["Package", "Version", "Newer"],
        rows: packages.map(({ name, version, to = "" }) => [name, version, to]),
      }
    : { columns: ["Package", "Version"], rows: packages.map(({ name, version }) => [name, version]) };

export const packageList = agentTool({
  name: "package.list",
  version: 1,
  does: "Lists installed packages with their versions, by name, or those that have a newer version.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: ({ name, upgradable }) => ({
    title: `List ${upgradable ? "packages with newer versions" : "installed packages"}${name === undefined ? "" : ` named ${name}`}`,
    exact: `the package manager's list${upgradable ? " and its dry run of an upgrade" : ""}, e.g. dpkg-query -W${name === undefined ? "" : ` '${name}'`}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ packages, matched, total }) => {
    const [first] = packages;
    if (!first) return `none of ${total} packages`;
    if (matched === 1) return `${first.name} ${first.version}${first.to === undefined ? "" : `, ${first.to} is newer`}`;
    return matched === total ? `${total} packages` : `${matched} of ${total} packages`;
  },
  table: listTable,
  timeoutMs: 150_000,
  load: { run: () => import("./list.run.ts"), view: () => import("./list.view.tsx") },
});
