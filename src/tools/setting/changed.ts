/** What tools that set something of the machine itself have in common: what they tell, how it is judged, and the way back. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { once } from "../../lib/once.ts";
import { changedFields } from "../file/changed.ts";

export const changedSetting = once(() =>
  z.object({
    ...changedFields(),
    /** What it was and what it is; empty where the machine does not say. */
    before: machineText(1_000),
    after: machineText(1_000),
    /** What else a person should know of it; empty where there is nothing. */
    note: machineText(500),
  }),
);
export type ChangedSetting = z.infer<ReturnType<typeof changedSetting>>;

export function settingLine({ before, after, note }: ChangedSetting): string {
  const [was, is] = [forHtml(before), forHtml(after)];
  const changed = was === is ? `${is}, as before` : `${was || "unknown"} → ${is}`;
  return `${changed}${forHtml(note) === "" ? "" : `; ${forHtml(note)}`}`;
}

export const settingTable = ({ before, after }: ChangedSetting) => ({
  columns: ["Before", "Now"],
  rows: [[forHtml(before), forHtml(after)]],
});

/** The same tool with what was there before. `takes`: whether the tool's own input would have that. */
export function backTo(
  tool: string,
  { before, after, files }: ChangedSetting,
  {
    input,
    text,
    takes,
  }: { input: (before: string) => JsonObject; text: string; takes: (input: JsonObject) => boolean },
): WayBack {
  const was = forHtml(before);
  if (was === forHtml(after) && files.every(({ kind }) => kind === "same")) return { kind: "nothing" };
  const back = input(was);
  if (was === "" || !takes(back))
    return { kind: "impossible", why: "The machine did not say what it was before in a form that can be set again." };
  return { kind: "tool", tool, input: back, text: `${text} ${was} again` };
}
