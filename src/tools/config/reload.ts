/** A service loads its configuration anew; it must run before, and still be the same and active afterwards. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { showUnit } from "../service/systemd.ts";
import { stateText } from "../service/unit.ts";
import { servicesOf, type ConfigKind } from "./kinds.ts";

const settleMs = 2_000;

/** The unit that reads this file: of those that are known for it the one that is there. Throws `not_supported`. */
export async function serviceFor(
  { kind, path }: { kind: ConfigKind; path: string },
  ctx: ToolContext,
): Promise<string> {
  if (kind === "systemd") return "systemd";
  for (const service of servicesOf(kind, path)) {
    const unit = await showUnit(service, ctx);
    if (!unit.loaded) continue;
    if (unit.active) return unit.service;
    throw new ToolError(
      "wrong_state",
      `${service} does not run, so it cannot load its configuration. Nothing was changed.`,
      "Edit without reloading, then start it.",
    );
  }
  throw new ToolError(
    "not_supported",
    `No service is known here that reads ${path}. Nothing was changed.`,
    "Edit it without reloading.",
  );
}

/** What became of it, in words. Throws `tool_failed` where it did not take it. */
export async function reloadService(service: string, ctx: ToolContext): Promise<string> {
  if (service === "systemd") return await reloadManager(ctx);
  const before = await showUnit(service, ctx);
  const done = await ctx.spawn(["systemctl", "reload", "--no-ask-password", "--", `${service}.service`], {
    timeoutMs: 100_000,
  });
  if (done.exitCode !== 0)
    throw new ToolError("tool_failed", `${service} did not load it: ${forLog(untrusted(firstLine(done.stderr)))}.`);
  await ctx.sleep(settleMs);
  const after = await showUnit(service, ctx);
  if (!after.active)
    throw new ToolError("tool_failed", `${service} did not stay up with it: it is ${stateText(after)}.`);
  if (after.restarts > before.restarts || after.invocation !== before.invocation)
    throw new ToolError("tool_failed", `${service} did not stay up with it: it was started anew.`);
  return stateText(after);
}

async function reloadManager(ctx: ToolContext): Promise<string> {
  const done = await ctx.spawn(["systemctl", "daemon-reload", "--no-ask-password"], { timeoutMs: 100_000 });
  if (done.exitCode === 0) return "systemd has read its units";
  throw new ToolError("tool_failed", `systemd did not read its units: ${forLog(untrusted(firstLine(done.stderr)))}.`);
}

const firstLine = (said: string): string =>
  said.trim().split("\n")[0]?.slice(0, 300).replace(/\.$/, "") || "it did not say why";
