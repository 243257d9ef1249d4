/** `system.updates`: what could be updated, what of it mends security, and whether a restart is due. */
import * as z from "zod/mini";
import { iso } from "../../lib/clock.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { managers, said } from "../package/packages.ts";

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    manager: z.enum(managers),
    /** Those that mend security first. */
    updates: z
      .array(z.object({ name: said(), from: said(), to: said(), security: z.boolean() }))
      .check(z.maxLength(1_000)),
    count: z.int(),
    securityCount: z.int(),
    /** False where this package manager does not say which ones mend security. */
    securityKnown: z.boolean(),
    rebootRequired: z.boolean(),
    /** When the lists of packages were fetched; null where there are none, or nobody can tell. */
    listsAtMs: z.nullable(z.number()),
    /** How long ago that was when it was looked at; null with it. */
    listsAgeMs: z.nullable(z.number()),
  }),
);
export type UpdatesOutput = z.infer<ReturnType<typeof output>>;

/** Older lists do not know of what came since. */
const oldMs = 7 * 86_400_000;

export const updatesTable = ({ updates, securityKnown }: UpdatesOutput) => ({
  columns: ["Package", "Version", "Newer", "Security"],
  rows: updates.map(({ name, from, to, security }) => [
    name,
    from,
    to,
    security ? "yes" : securityKnown ? "" : "not known",
  ]),
});

export const listsText = ({ listsAtMs, listsAgeMs }: UpdatesOutput): string =>
  listsAtMs === null || listsAgeMs === null
    ? "the lists of packages were never fetched"
    : `the lists of packages are from ${iso(Math.max(0, listsAtMs)).slice(0, 16).replace("T", " ")} UTC${listsAgeMs > oldMs ? `, ${durationText(listsAgeMs)} old` : ""}`;

export const systemUpdates = agentTool({
  name: "system.updates",
  version: 1,
  does: "Shows which packages have newer versions, which of them mend security, and whether a restart is due.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({
    title: "Look for updates",
    exact: "a dry run of the package manager by the lists it has, e.g. apt-get -s dist-upgrade",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (found) => {
    const { count, securityCount, rebootRequired, listsAgeMs } = found;
    const updates = count === 0 ? "no updates" : `${count} ${count === 1 ? "update" : "updates"}`;
    const security = securityCount > 0 ? `, ${securityCount} of them for security` : "";
    const restart = rebootRequired ? ", needs a restart" : "";
    const old = listsAgeMs === null || listsAgeMs > oldMs ? `; ${listsText(found)}` : "";
    return `${updates}${security}${restart}${old}`;
  },
  table: updatesTable,
  timeoutMs: 180_000,
  load: { run: () => import("./updates.run.ts"), view: () => import("./updates.view.tsx") },
});
