/** `package.remove`: removes packages and leaves their configuration. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import {
  alsoRemovesField,
  judgePackages,
  managerChecks,
  namesField,
  packagesFields,
  packagesLine,
  packagesTable,
  removalRisk,
  wayBackOf,
} from "./packages.ts";

const input = once(() =>
  z
    .strictObject({ packages: namesField("Names as the package manager knows them."), alsoRemoves: alsoRemovesField() })
    .check(z.meta({ examples: [{ packages: ["nginx"] }] })),
);
const output = once(() => z.object(packagesFields()));
export type RemoveInput = z.infer<ReturnType<typeof input>>;

const gone = "they are not installed any more";
const all = ({ packages, alsoRemoves = [] }: RemoveInput): string[] => [...packages, ...alsoRemoves];

export const packageRemove = agentTool({
  name: "package.remove",
  version: 1,
  does: "Removes packages and keeps their configuration; refuses where others would go along that were not named.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: (asked) => removalRisk(all(asked)),
  level: (asked) => removalRisk(all(asked)).level,
  preview: ({ packages, alsoRemoves = [] }) => ({
    title: `Remove ${packages.join(", ")}`,
    exact: [
      `the machine's package manager: remove ${packages.join(" ")}`,
      ...(alsoRemoves.length > 0 ? [`and with them ${alsoRemoves.join(" ")}`] : []),
    ].join("\n"),
  }),
  precheck: () => "a dry run of the package manager; where it would remove what is not named, nothing is done",
  checks: () => managerChecks(gone),
  judge: (_input, result) => judgePackages(gone, result),
  undo: () => ({ kind: "kept", text: "The same versions are installed again, where the repository still has them" }),
  wayBack: (_input, result) => wayBackOf(result),
  line: packagesLine,
  table: packagesTable,
  timeoutMs: 1_800_000,
  load: {
    run: () => import("./remove.run.ts"),
    view: () => import("./remove.view.tsx"),
    preview: () => import("./remove.run.ts"),
  },
});
