/** What all programs of one call used and left behind, as one. */
import { containments } from "../../domain/usage.ts";
import type { CallResult } from "../../protocol/call.ts";
import type { Report } from "./program.ts";

/** Times and bytes add up; the most at once is that of the largest; the weakest containment is the one that is told. */
export function summed(
  reports: readonly Report[],
): Pick<CallResult, "usage" | "survivors" | "containedBy" | "heldBy" | "warnings"> {
  if (reports.length === 0) return {};
  const all = reports.map(({ usage }) => usage);
  const sum = (of: "cpuMs" | "readBytes" | "writtenBytes") => total(all.map((usage) => usage[of]));
  const most = (of: "memoryBytes" | "processes") => highest(all.map((usage) => usage[of]));
  const survivors = reports.flatMap((report) => report.survivors).slice(0, 100);
  const warnings = reports.flatMap((report) => report.warnings ?? []).slice(0, 10);
  const weakest = containments[Math.max(...reports.map((report) => containments.indexOf(report.containedBy)))];
  return {
    usage: {
      ...defined("cpuMs", sum("cpuMs")),
      ...defined("memoryBytes", most("memoryBytes")),
      ...defined("readBytes", sum("readBytes")),
      ...defined("writtenBytes", sum("writtenBytes")),
      ...defined("processes", most("processes")),
    },
    ...(survivors.length > 0 ? { survivors } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(weakest ? { containedBy: weakest } : {}),
    // Of several, one that was not held makes it nothing that held.
    ...(reports.every(({ heldBy }) => heldBy) && reports[0]?.heldBy ? { heldBy: reports[0].heldBy } : {}),
  };
}

const known = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);
const total = (values: readonly (number | undefined)[]): number | undefined =>
  known(values).length > 0 ? known(values).reduce((sum, value) => sum + value, 0) : undefined;
const highest = (values: readonly (number | undefined)[]): number | undefined =>
  known(values).length > 0 ? Math.max(...known(values)) : undefined;
const defined = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: number };
