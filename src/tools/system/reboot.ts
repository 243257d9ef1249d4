/** `system.reboot`: restarts a machine, and says what came of it once its agent is back. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { Evidence } from "../../domain/verdict.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

/** A machine that has not restarted by then does not any more. */
export const rebootMs = 600_000;

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const bootId = () => z.string().check(z.maxLength(64), z.regex(/^[\w:-]*$/));
const output = once(() =>
  z.object({
    /** Another one after each start; with the time at which the first process began, for machines that share their host's. */
    bootIdBefore: bootId(),
    bootIdAfter: bootId(),
    /** From the order to restart until the agent was back, by the machine's own clock. */
    downMs: z.number(),
    /** Units that have failed now; empty where the init system has no such thing. */
    failedUnits: z.array(machineText(256)).check(z.maxLength(100)),
    failedBefore: z.array(machineText(256)).check(z.maxLength(100)),
  }),
);
export type RebootOutput = z.infer<ReturnType<typeof output>>;

/** What has failed and had not before. */
export function newlyFailed({ failedUnits, failedBefore }: RebootOutput): string[] {
  const before = new Set(failedBefore.map(forHtml));
  return failedUnits.map(forHtml).filter((unit) => !before.has(unit));
}

export const systemReboot = agentTool({
  name: "system.reboot",
  version: 1,
  does: "Restarts a machine and checks that it comes back with everything running.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: () => ({ risk: "high", reasons: ["the machine and all that runs on it is away until it has restarted"] }),
  level: () => 3,
  preview: () => ({ title: "Restart the machine", exact: "systemctl reboot" }),
  precheck: () => "the agent is started at boot, so that it comes back, and no packages are being changed",
  checks: () => ["it is a new boot", "no unit has failed that had not before"],
  judge: (_input, result) => {
    const failed = newlyFailed(result);
    const restarted = result.bootIdAfter !== result.bootIdBefore;
    const evidence: Evidence[] = [
      {
        check: "it is a new boot",
        ok: restarted,
        found: restarted
          ? `boot ${result.bootIdAfter}, back after ${durationText(result.downMs)}`
          : "the same boot as before",
      },
      {
        check: "no unit has failed that had not before",
        ok: failed.length === 0,
        found: failed.length === 0 ? `${result.failedUnits.length} failed, as before` : failed.join(", ").slice(0, 500),
      },
    ];
    if (!restarted) return { kind: "failed", reason: "it did not restart", evidence };
    if (failed.length === 0) return { kind: "ok", evidence };
    const units = `${failed.slice(0, 5).join(", ")}${failed.length > 5 ? ` and ${failed.length - 5} more` : ""}`;
    const reason = `it restarted, but ${units} ${failed.length === 1 ? "has" : "have"} failed since`;
    return { kind: "failed", reason, evidence };
  },
  undo: () => ({ kind: "impossible", why: "what ran before the restart has ended" }),
  line: ({ downMs, failedUnits }) =>
    `restarted, back after ${durationText(downMs)}${failedUnits.length === 0 ? "" : `; failed as before: ${failedUnits.slice(0, 5).map(forHtml).join(", ")}`}`,
  table: (result) => ({
    columns: ["Away for", "Failed units", "Since the restart"],
    rows: [
      [
        durationText(result.downMs),
        result.failedUnits.map(forHtml).join(", ") || "none",
        newlyFailed(result).join(", ") || "none",
      ],
    ],
  }),
  timeoutMs: rebootMs + 180_000,
  awayMs: rebootMs,
  load: {
    run: () => import("./reboot.run.ts"),
    view: () => import("./reboot.view.tsx"),
    resume: () => import("./reboot.run.ts"),
    preview: () => import("./reboot.run.ts"),
  },
});
