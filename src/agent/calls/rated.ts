/** A command rated again where it would run: paths are what they really are here, and a program at a path is looked at. */
import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { rateShell } from "../../domain/shell/lazy.ts";
import type { Rating } from "../../domain/shell/rate.ts";
import { riskRank, type Risk } from "../../domain/risk.ts";
import type { JsonObject } from "../../lib/json.ts";
import { ToolError } from "../../tools/define.ts";

const mostSteps = 40;

/** As it is on this machine; undefined for what is no command line. */
export function ratedHere(tool: string, { command, root }: JsonObject): Rating | undefined {
  if (tool !== "shell.run" || typeof command !== "string") return undefined;
  return rateShell(command, { resolve: really, root: root === true });
}

/** Throws `stale_plan` where it would do more here than was allowed; `allowed` is absent from hubs before capability 3. */
export function refuseRiskier({ command }: JsonObject, here: Rating | undefined, allowed: Risk | undefined): void {
  if (!here || allowed === undefined || typeof command !== "string") return;
  if (riskRank(here.risk) <= riskRank(allowed)) return;
  const [first] = here.found;
  const words = first ? command.slice(first.span.from, first.span.to).slice(0, 80) : "";
  throw new ToolError(
    "stale_plan",
    `On this machine the risk is ${here.risk} and not ${allowed}: “${words}” ${first?.text ?? "does more"}.`,
    "Write the path as it really is, so that it is judged as that, and ask again.",
  );
}

/** What a path leads to; the part of it that is not there stays as it is written. Undefined for a path that is no absolute one. */
export function really(path: string): { path: string; trusted: boolean } | undefined {
  if (!path.startsWith("/")) return undefined;
  let there = path;
  let rest = "";
  for (let step = 0; step < mostSteps; step++) {
    const real = resolved(there);
    if (real !== undefined) return { path: join(real, rest), trusted: rest === "" && isTrusted(real) };
    if (there === "/") break;
    rest = join(basename(there), rest);
    there = dirname(there);
  }
  return { path, trusted: false };
}

function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A file of root's that nobody else can write, in a directory of which the same is true. */
function isTrusted(path: string): boolean {
  try {
    return ownedByRoot(statSync(path)) && statSync(path).isFile() && ownedByRoot(lstatSync(dirname(path)));
  } catch {
    return false;
  }
}

const ownedByRoot = ({ uid, mode }: { uid: number; mode: number }): boolean => uid === 0 && (mode & 0o022) === 0;
