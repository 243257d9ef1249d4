/** May it run now, must somebody be asked, or is it refused? Pure, and the only place where that is decided. */
import { mayAct, type Actor } from "./account.ts";
import { atLeast, riskRank, type Assessment, type Level, type Risk } from "./risk.ts";
import type { TaskKind } from "./task.ts";

export type Question = {
  actor: Pick<Actor, "role">;
  kind: TaskKind;
  assessment: Pick<Assessment, "risk" | "level">;
  /** What the person allowed beforehand; for a typed command medium where nothing was said. */
  approveUpTo?: Risk;
  confirm?: "always";
  maxLevel?: Level;
};

/** `rule` names what decided, for the audit and for the person. */
export type Decision =
  | { kind: "auto"; rule: "reads" | "typed" | "allowed-beforehand" }
  | { kind: "ask"; rule: "risk" | "asked-to-confirm" | "critical" }
  | { kind: "refuse"; rule: "role" | "max-level"; why: string };

export function decide({ actor, kind, assessment, approveUpTo, confirm, maxLevel }: Question): Decision {
  const { risk, level } = assessment;
  if (!mayAct(actor.role)) return { kind: "refuse", rule: "role", why: "Viewers only look." };
  if (maxLevel !== undefined && level > maxLevel)
    return {
      kind: "refuse",
      rule: "max-level",
      why: `This needs level ${level}; level ${maxLevel} was given as the most.`,
    };
  if (confirm === "always") return { kind: "ask", rule: "asked-to-confirm" };
  if (risk === "low") return { kind: "auto", rule: "reads" };
  if (risk === "critical") return { kind: "ask", rule: "critical" };
  const allowed = approveUpTo ?? (kind === "exec" ? "medium" : "low");
  if (riskRank(risk) <= riskRank(allowed))
    return { kind: "auto", rule: kind === "exec" ? "typed" : "allowed-beforehand" };
  return { kind: "ask", rule: "risk" };
}

/** The name to type before something critical runs: the machine's, or how many there are. */
export function nameToType(risk: Risk, machineNames: readonly string[]): string | undefined {
  if (!atLeast(risk, "critical")) return undefined;
  const [only, ...more] = machineNames;
  return only !== undefined && more.length === 0 ? only : `${machineNames.length} machines`;
}
