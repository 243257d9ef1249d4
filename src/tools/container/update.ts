/** `container.update`: pulls the newer image of a container and makes it anew with the same settings. */
import { agentTool } from "../define.ts";
import { changeInput } from "./change.ts";
import { judgeUpdated, updatedChecks, updatedLine, updatedOutput, updatedTable, wayBackOf } from "./updated.ts";

export const containerUpdate = agentTool({
  name: "container.update",
  version: 1,
  does: "Pulls the newer image of a container and makes the container anew from it with the same settings; the old one is kept.",
  input: changeInput("shop-web"),
  output: updatedOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({
    risk: "high",
    reasons: ["another version of its program runs afterwards", "the container is away while it is exchanged"],
  }),
  level: () => 3,
  preview: ({ container }) => ({
    title: `Update the container ${container}`,
    exact: [
      `pull the image that ${container} is made of, by its tag`,
      `where it is newer: make ${container} anew with the same settings (by compose where compose made it)`,
      "exchange the two, and keep the old one stopped under another name",
    ].join("\n"),
  }),
  precheck: () => "the new one has the same settings as the old one, before the old one is stopped",
  checks: () => updatedChecks,
  judge: (_input, output) => judgeUpdated(output),
  undo: () => ({
    kind: "kept",
    text: "the container from before the update runs again; what the new one wrote outside of volumes is lost",
  }),
  wayBack: (_input, output) => wayBackOf(output),
  line: updatedLine,
  table: updatedTable,
  timeoutMs: 1_800_000,
  load: {
    run: () => import("./update.run.ts"),
    view: () => import("./update.view.tsx"),
    preview: () => import("./update.run.ts"),
    resume: () => import("./exchange.ts"),
  },
});
