/** The machines that an expression names; one that cannot be read gives none, and says where it stumbled. */
import type { MachineView } from "../../api/machine.ts";
import { AppError } from "../../domain/error.ts";
import { parseTarget, select } from "../../domain/target.ts";
import type { ExpressionError } from "../../../web/machines/index.ts";
import type { Fleet } from "./fleet.ts";
import { machineView } from "./view.ts";

export type Chosen = { machines: MachineView[]; total: number; error?: ExpressionError };

export function chosen(expr: string, fleet: Fleet, scope: string | undefined): Chosen {
  const all = fleet.machines(scope);
  const total = all.length;
  if (expr === "") return { machines: all.map(machineView), total };
  try {
    return { machines: select(parseTarget(expr), all).map(machineView), total };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "bad_expression") throw error;
    const position = Number(error.fields?.["position"]);
    const { detail, hint } = error;
    return {
      machines: [],
      total,
      error: { detail, ...(hint === undefined ? {} : { hint }), ...(Number.isNaN(position) ? {} : { position }) },
    };
  }
}
