/** What updating a container and taking that back have in common: what is observed, how it is judged, and the way back. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { changeFields, runningChecks, runningEvidence, verdict } from "./change.ts";

export const imageId = () => z.string().check(z.regex(/^[0-9a-f]{12,64}$/, "is no id of an image or container"));
export const ways = ["engine", "compose"] as const;

export const updatedOutput = once(() =>
  z.object({
    ...changeFields(),
    /** By what it was made anew. */
    by: z.enum(ways),
    imageBefore: imageId(),
    imageAfter: imageId(),
    /** What the update can be taken back with: the old container, or with compose the old image. Absent where nothing was changed. */
    kept: z.optional(imageId()),
    /** How the old container is called now; empty where there is none. */
    keptName: machineText(256),
    /** The new one did not stay up, so that the old one runs again. */
    putBack: z.boolean(),
  }),
);
export type UpdatedOutput = z.infer<ReturnType<typeof updatedOutput>>;

export const updatedChecks = [...runningChecks, "it runs from the newer image", "its settings are the same"];

export function judgeUpdated(output: UpdatedOutput): Verdict {
  const { imageBefore, imageAfter, kept, putBack } = output;
  if (kept === undefined && !putBack)
    return {
      kind: "ok",
      evidence: [
        { check: "its image is the newest", ok: true, found: `image ${imageBefore.slice(0, 12)}, and no newer one` },
      ],
    };
  return verdict(output, [
    {
      check: "it stays up with the newer image",
      ok: !putBack,
      found: putBack ? "it did not; the container from before runs again" : `image ${imageAfter.slice(0, 12)}`,
      otherwise: "did not stay up with the newer image and runs as before again",
    },
    ...runningEvidence(output),
  ]);
}

export function wayBackOf({ kept, by, name, putBack }: UpdatedOutput): WayBack {
  if (kept === undefined || putBack) return { kind: "nothing" };
  const container = forHtml(name);
  return {
    kind: "tool",
    tool: "container.revert",
    input: { container, kept, by },
    text: `${container} runs as before the update again`,
  };
}

export function updatedLine({ imageBefore, imageAfter, kept, putBack }: UpdatedOutput): string {
  if (putBack) return "runs as before again: the newer image did not stay up";
  if (kept === undefined) return `has the newest image already (${imageBefore.slice(0, 12)})`;
  return `image ${imageBefore.slice(0, 12)} → ${imageAfter.slice(0, 12)}`;
}

export const updatedTable = ({ name, imageBefore, imageAfter, keptName }: UpdatedOutput) => ({
  columns: ["Container", "Image before", "Image now", "Kept"],
  rows: [[forHtml(name), imageBefore.slice(0, 12), imageAfter.slice(0, 12), forHtml(keptName)]],
});
