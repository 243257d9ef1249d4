/** `package.update`: brings packages to the newest version that the repositories have. */
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
    .strictObject({
      packages: z.optional(namesField("Only these, of what is installed; absent: all packages.")),
      security: z.optional(
        z.boolean().check(z.describe("Only what has an update for security; with apt and dnf alone. Default false.")),
      ),
      alsoRemoves: alsoRemovesField(),
      refresh: z.optional(z.boolean().check(z.describe("Fetch the lists of packages anew before; default true."))),
    })
    .check(z.meta({ examples: [{ packages: ["nginx"] }] })),
);
const output = once(() => z.object(packagesFields()));
export type UpdateInput = z.infer<ReturnType<typeof input>>;

const there = "they are installed";

const rated = ({ packages, security = false, alsoRemoves = [] }: UpdateInput) =>
  alsoRemoves.length > 0
    ? removalRisk(alsoRemoves)
    : {
        risk: "high" as const,
        level: 3 as const,
        reasons: [
          packages === undefined
            ? `replaces the versions of all packages that have ${security ? "updates for security" : "newer ones"}`
            : "replaces the version that is there, and restarts what its package restarts",
        ],
      };

export const packageUpdate = agentTool({
  name: "package.update",
  version: 2,
  does: "Brings packages, or all of them, to the newest version of the configured repositories.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: (asked) => rated(asked),
  level: (asked) => rated(asked).level,
  preview: ({ packages, security = false, alsoRemoves = [], refresh = true }) => ({
    title: `${packages === undefined ? `Update all packages` : `Update ${packages.join(", ")}`}${security ? ", for security only" : ""}`,
    exact: [
      ...(refresh ? ["fetch the lists of packages"] : []),
      `the machine's package manager: upgrade ${packages === undefined ? "everything" : packages.join(" ")}${security ? " that has an update for security, and nothing else" : ""}`,
      ...(alsoRemoves.length > 0 ? [`may remove ${alsoRemoves.join(" ")}`] : []),
    ].join("\n"),
  }),
  precheck: () => "a dry run of the package manager; where it would remove what is not named, nothing is done",
  checks: () => managerChecks(there),
  judge: (_input, result) => judgePackages(there, result),
  undo: () => ({ kind: "kept", text: "The versions from before come back, where the repository still has them" }),
  wayBack: (_input, result) => wayBackOf(result),
  line: packagesLine,
  table: packagesTable,
  timeoutMs: 1_800_000,
  load: {
    run: () => import("./update.run.ts"),
    view: () => import("./update.view.tsx"),
    preview: () => import("./update.run.ts"),
  },
});
