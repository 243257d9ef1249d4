/** Steps whose tool the hub answers itself: same plan, same run, same audit; only the wire is missing. */
import { AppError } from "../../domain/error.ts";
import type { Step } from "../../domain/plan.ts";
import type { Log } from "../../lib/log.ts";
import type { CallResult } from "../../protocol/call.ts";
import { ToolError } from "../../tools/define.ts";
import { toolNamed } from "../../tools/index.ts";
import type { Incoming } from "./incoming.ts";
import type { Ports } from "./ports.ts";
import type { Run } from "./rows.ts";
import { judge } from "./verify.ts";

export const makeHubTools =
  ({ ports, incoming }: { ports: Ports; incoming: Incoming }) =>
  async (run: Run, step: Step, attemptId: string): Promise<void> => {
    const startedAtMs = ports.clock();
    const base = { startedAtMs, endedAtMs: startedAtMs, stdoutBytes: 0, stderrBytes: 0, truncated: false, frames: 0 };
    const scope = ports.store.find(run.taskId)?.ask.scope;
    const result = await carryOut(ports, step, scope).then(
      (output): CallResult => ({ ...base, outcome: "ok", output, endedAtMs: ports.clock() }),
      (error: unknown): CallResult => ({
        ...base,
        outcome: "failed",
        error: told(ports.log, step.tool, error),
        endedAtMs: ports.clock(),
      }),
    );
    await incoming.end({ run, attemptId, judged: judge({ tool: step.tool, input: step.input, result }), result });
  };

async function carryOut(ports: Ports, step: Step, scope: string | undefined) {
  const tool = toolNamed(step.tool);
  if (tool.where !== "hub") throw new AppError("no_such_tool", `${step.tool} is not a tool of the hub.`);
  const { run } = await tool.load.run();
  return run(step.input, {
    machines: () => ports.fleet.list(scope),
    nowMs: ports.clock,
    ...(ports.web ? { web: ports.web } : {}),
  });
}

function told(log: Log, tool: string, error: unknown): { code: string; detail: string; hint?: string } {
  if (error instanceof AppError || error instanceof ToolError)
    return { code: error.code, detail: error.detail, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  log.error("hubtool.bug", { tool, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return { code: "internal", detail: "The hub's own tool failed." };
}
