/** Risk and level of a change of files: that of the path that is rated highest. */
import { highestLevel, riskRank, type Level } from "../../domain/risk.ts";
import type { ToolRisk } from "../define.ts";
import { writeClass } from "./classes.ts";

export function pathRisk(...paths: readonly string[]): ToolRisk {
  const rated = paths
    .map((path) => ({ path, ...writeClass(path) }))
    .toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  const [worst] = rated;
  return {
    risk: worst?.risk ?? "medium",
    reasons: rated.filter(({ risk }) => risk === worst?.risk).map(({ path, why }) => `${path} ${why}`),
  };
}

export const pathLevel = (...paths: readonly string[]): Level =>
  highestLevel(paths.map((path) => writeClass(path).level));
