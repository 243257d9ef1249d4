/** What enable, disable, mask and unmask have in common: what is observed, how it is judged, and the way back. */
import * as z from "zod/mini";
import type { WayBack } from "../../domain/plan.ts";
import { machineText } from "../../domain/untrusted.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { forLog } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { saidName } from "./unit.ts";
import type { BootVerb } from "./unit-risk.ts";

const stateWord = () => z.string().check(z.maxLength(32), z.regex(/^[a-z-]*$/));

export const bootOutput = once(() =>
  z.object({
    service: saidName(),
    /** `enabled`, `disabled`, `static`, `masked`, … in systemd's word. */
    before: stateWord(),
    after: stateWord(),
    /** Whether it runs, before and after: that is not changed. */
    ran: z.boolean(),
    runs: z.boolean(),
    exitCode: z.nullable(z.int()),
    said: machineText(2_048),
  }),
);
export type BootOutput = z.infer<ReturnType<typeof bootOutput>>;

const wanted: Record<BootVerb, (state: string) => boolean> = {
  enable: (state) => /^(enabled|enabled-runtime|alias|static|indirect|generated)$/.test(state),
  disable: (state) => !state.startsWith("enabled"),
  mask: (state) => state.startsWith("masked"),
  unmask: (state) => !state.startsWith("masked"),
};

export const bootChecks: Record<BootVerb, string[]> = {
  enable: ["systemctl reports no error", "it is enabled"],
  disable: ["systemctl reports no error", "it is not enabled any more"],
  mask: ["systemctl reports no error", "it is masked"],
  unmask: ["systemctl reports no error", "it is not masked any more"],
};

export function judgeBoot(verb: BootVerb, { service, after, exitCode, said }: BootOutput): Verdict {
  const [noError = "", state = ""] = bootChecks[verb];
  const is = wanted[verb](after);
  const evidence = [
    { check: noError, ok: exitCode === 0, found: exitCode === 0 ? "exit status 0" : said },
    { check: state, ok: is, found: after || "it has no file" },
  ];
  if (exitCode !== 0)
    return {
      kind: "failed",
      reason: `systemctl refused it: ${forLog(said).slice(0, 300) || "it did not say why"}`,
      evidence,
    };
  if (!is) return { kind: "failed", reason: `${service} is ${after || "without a file"}`, evidence };
  return { kind: "ok", evidence };
}

const opposite = {
  enable: ["service.disable", "Keep it from starting at boot again"],
  disable: ["service.enable", "Start it at boot again"],
  mask: ["service.unmask", "Let it be started again"],
  unmask: ["service.mask", "Mask it again"],
} as const satisfies Record<BootVerb, readonly [string, string]>;

export const bootUndo = (verb: BootVerb, service: string) => {
  const [tool, text] = opposite[verb];
  return { kind: "tool" as const, tool, input: { service }, text };
};

/** What was so before stays so. */
export const bootWayBack = (verb: BootVerb, service: string, { before, after }: BootOutput): WayBack =>
  before === after ? { kind: "nothing" } : bootUndo(verb, service);

export const bootLine = ({ before, after, runs }: BootOutput): string =>
  `${before === after ? `was already ${after || "without a file"}` : `${after || "without a file"}, was ${before}`}; it ${runs ? "runs" : "does not run"} now`;

export const bootTable = ({ service, before, after, ran, runs }: BootOutput) => ({
  columns: ["Service", "At boot before", "At boot now", "Runs"],
  rows: [
    [
      service,
      before,
      after,
      ran === runs ? (runs ? "yes" : "no") : `${runs ? "yes" : "no"}, was ${ran ? "yes" : "no"}`,
    ],
  ],
});
