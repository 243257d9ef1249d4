/** `package.install`: installs packages from the repositories that the machine has configured. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import {
  alsoRemovesField,
  judgePackages,
  managerChecks,
  packagesFields,
  packagesLine,
  packagesTable,
  removalRisk,
  wantedField,
  wantedOf,
  wayBackOf,
} from "./packages.ts";

const input = once(() =>
  z
    .strictObject({
      packages: wantedField("Names as the package manager knows them; “nginx=1.22.1-9” for one version."),
      downgrade: z.optional(z.boolean().check(z.describe("An older version than the one there may be taken."))),
      alsoRemoves: alsoRemovesField(),
      refresh: z.optional(z.boolean().check(z.describe("Fetch the lists of packages anew before; default false."))),
    })
    .check(z.meta({ examples: [{ packages: ["nginx"] }] })),
);
const output = once(() => z.object(packagesFields()));
export type InstallInput = z.infer<ReturnType<typeof input>>;

const there = "they are installed, in the version that was asked for";

function rated({ packages, downgrade = false, alsoRemoves = [] }: InstallInput) {
  if (alsoRemoves.length > 0) return removalRisk(alsoRemoves);
  // One that is there already becomes another version.
  if (downgrade || packages.some((each) => wantedOf(each).version !== undefined))
    return { risk: "high" as const, level: 3 as const, reasons: ["may replace the version that is there"] };
  return {
    risk: "medium" as const,
    level: 3 as const,
    reasons: ["installs packages; what comes new is removed by its undo"],
  };
}

export const packageInstall = agentTool({
  name: "package.install",
  version: 1,
  does: "Installs packages from the configured repositories, and removes nothing that was not named.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: (asked) => rated(asked),
  level: (asked) => rated(asked).level,
  preview: ({ packages, alsoRemoves = [], downgrade = false, refresh = false }) => ({
    title: `Install ${packages.join(", ")}`,
    exact: [
      ...(refresh ? ["fetch the lists of packages"] : []),
      `the machine's package manager: install ${packages.join(" ")}${downgrade ? ", older versions too" : ""}`,
      ...(alsoRemoves.length > 0 ? [`may remove ${alsoRemoves.join(" ")}`] : []),
    ].join("\n"),
  }),
  precheck: () => "a dry run of the package manager; where it would remove what is not named, nothing is done",
  checks: () => managerChecks(there),
  judge: (_input, result) => judgePackages(there, result),
  undo: () => ({
    kind: "kept",
    text: "What came new is removed again; other versions come back where the repository has them",
  }),
  wayBack: (_input, result) => wayBackOf(result),
  line: packagesLine,
  table: packagesTable,
  timeoutMs: 1_800_000,
  load: {
    run: () => import("./install.run.ts"),
    view: () => import("./install.view.tsx"),
    preview: () => import("./install.run.ts"),
  },
});
