/** What `ailx agent policy` and `ailx agent grant` do on the machine itself: look at its policy, and grant a level for a while. */
import { AppError } from "../domain/error.ts";
import { levelNow, type MachinePolicy } from "../domain/machinePolicy.ts";
import type { Level } from "../domain/risk.ts";
import { grantAtMostMs, grantPath, readGrant, writeGrant, type Grant } from "./grant.ts";
import { ownMaxLevel, readPolicy } from "./policy.ts";

/** As the agent reads it from this file; `maxLevel` without what its command line says. */
export type PolicyHere = { file: string; isThere: boolean; maxLevel: Level; policy: MachinePolicy };

/** Throws `refused_by_policy` where the file cannot be trusted or understood. */
export function policyHere(file: string, nowMs: number): PolicyHere {
  const written = readPolicy(file);
  const own = ownMaxLevel({ policy: written?.policy, flag: undefined });
  const grant = readGrant(grantPath(file), nowMs);
  const policy: MachinePolicy = { ...(written?.told ?? { file, rules: [] }), ...(grant ? { grant } : {}) };
  return { file, isThere: written !== undefined, maxLevel: levelNow(own, grant, nowMs), policy };
}

/** The running agent notices it within 2 s. Throws `validation` and `permission_denied`. */
export function grantHere(file: string, grant: Grant, nowMs: number): void {
  if (grant.untilMs > nowMs + grantAtMostMs)
    throw new AppError("validation", "A grant is for 7 days at most.", {
      hint: `What is meant for longer belongs into ${file}: maxLevel: ${grant.level}`,
    });
  // What the agent would not read it would not grant by either.
  const own = ownMaxLevel({ policy: readPolicy(file)?.policy, flag: undefined });
  if (grant.level <= own)
    throw new AppError("wrong_state", `This machine permits level ${own} already.`, {
      hint: `Lower it in ${file}.`,
    });
  writeGrant(grantPath(file), grant);
}

/** True where there was one. */
export function endGrantHere(file: string, nowMs: number): boolean {
  const was = readGrant(grantPath(file), nowMs);
  writeGrant(grantPath(file), undefined);
  return was !== undefined;
}
