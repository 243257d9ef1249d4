/** Changes what systemd does with a unit at boot; whether it runs now is not touched. */
import { untrusted } from "../../domain/untrusted.ts";
import { atLeast } from "../../domain/risk.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { BootOutput } from "./boot.ts";
import { bootState, change, existingUnit, showUnit } from "./systemd.ts";
import { unitFile } from "./unit.ts";
import { bootRisk, type BootVerb } from "./unit-risk.ts";

export async function changeBoot(verb: BootVerb, service: string, ctx: ToolContext): Promise<BootOutput> {
  const unit = await existingUnit(service, ctx);
  const [rated, really] = [bootRisk(verb, service), bootRisk(verb, unit.service)];
  // What was rated is the name that was asked for.
  if (!atLeast(rated.risk, really.risk) || rated.level < really.level)
    throw new ToolError(
      "refused_by_policy",
      `${service} is another name of ${unit.service}, which is rated higher.`,
      `Ask for ${unit.service} by its own name.`,
    );
  const before = await bootState(service, ctx);
  if (verb === "enable" && unit.masked)
    throw new ToolError("wrong_state", `${service} is masked, so it cannot be enabled.`, "Unmask it first.");
  if (verb === "enable" && /^(static|indirect|generated|transient)$/.test(before))
    throw new ToolError(
      "wrong_state",
      `${service} is ${before}: it does not say when it is to be started, so it cannot be enabled.`,
      "Others start it, or a timer or socket of the same name does; enable that.",
    );
  const done = await change(verb, service, ctx);
  const after = await bootState(service, ctx);
  const now = await showUnit(service, ctx);
  return {
    service: unitFile(unit.service),
    before,
    after,
    ran: unit.active,
    runs: now.active,
    exitCode: done.exitCode,
    said: untrusted(done.exitCode === 0 ? "" : done.stderr.trim().slice(0, 2_048)),
  };
}
