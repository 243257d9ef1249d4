/** `container.revert`: puts the container from before an update into its place again. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { runningChecks } from "./change.ts";
import { containerField } from "./one.ts";
import { imageId, judgeUpdated, updatedLine, updatedOutput, updatedTable, ways } from "./updated.ts";

const input = once(() =>
  z
    .strictObject({
      container: containerField(),
      kept: imageId().check(
        z.describe("The container that was kept, or with compose the image, as the update told it."),
      ),
      by: z.enum(ways).check(z.describe("By what the update made it anew.")),
    })
    .check(z.meta({ examples: [{ container: "shop-web", kept: "966e06ff20fe", by: "engine" }] })),
);
export type RevertInput = z.infer<ReturnType<typeof input>>;

export const containerRevert = agentTool({
  name: "container.revert",
  version: 1,
  does: "Puts the container from before an update into its place again.",
  input,
  output: updatedOutput,
  access: "change",
  platforms: ["linux"],
  risk: () => ({
    risk: "high",
    reasons: ["the version from before runs again", "what the newer one wrote outside of volumes is lost"],
  }),
  level: () => 3,
  preview: ({ container, kept, by }) => ({
    title: `Take back the update of ${container}`,
    exact:
      by === "compose"
        ? `name the image ${kept} as before, and let compose make ${container} anew from it`
        : `by the engine: remove ${container}, and start ${kept} in its place`,
  }),
  checks: () => [...runningChecks, "it runs from the image from before"],
  judge: (_input, output) => judgeUpdated(output),
  undo: ({ container }) => ({
    kind: "tool",
    tool: "container.update",
    input: { container },
    text: `Update ${container} again`,
  }),
  line: updatedLine,
  table: updatedTable,
  timeoutMs: 600_000,
  load: { run: () => import("./revert.run.ts"), view: () => import("./revert.view.tsx") },
});
