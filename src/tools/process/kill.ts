/** `process.kill`: ends a process by its number or name, and sees that it is gone and stays so. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { highestLevel, worst } from "../../domain/risk.ts";
import type { Evidence } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { killRisk } from "./naming.ts";

export const signals = ["TERM", "INT", "KILL"] as const;

const input = once(() =>
  z
    .strictObject({
      pid: z.optional(z.int().check(z.minimum(2), z.maximum(4_194_304), z.describe("The number of the process."))),
      name: z.optional(
        z.string().check(
          z.minLength(1),
          z.maxLength(100),
          z.refine((text) => !hasHidden(text) && !/[\s/]/.test(text), "is not the name of a program"),
          z.describe("The program's name, in full. With `pid`: that process, if it has this name."),
        ),
      ),
      startedAtMs: z.optional(
        z
          .number()
          .check(
            z.minimum(0),
            z.describe(
              "When the process began, as `process.list` said: another one that got its number is left alone.",
            ),
          ),
      ),
      signal: z.optional(
        z
          .enum(signals)
          .check(z.describe("TERM asks it to end, INT interrupts it, KILL gives it no chance; default TERM.")),
      ),
      all: z.optional(
        z.boolean().check(z.describe("Also where several that do not belong together have the name; default false.")),
      ),
    })
    .check(
      z.refine(({ pid, name }) => pid !== undefined || name !== undefined, "has neither a pid nor a name"),
      z.refine(({ pid, startedAtMs }) => pid !== undefined || startedAtMs === undefined, "has a start but no pid"),
      z.meta({ examples: [{ name: "report-gen" }, { pid: 812, startedAtMs: 1_795_226_148_000 }] }),
    ),
);
const one = () => z.object({ pid: z.int(), name: machineText(256) });
const output = once(() =>
  z.object({
    signal: z.enum(signals),
    /** Gone now. */
    killed: z.array(one()).check(z.maxLength(200)),
    /** Still there five seconds later. */
    left: z.array(one()).check(z.maxLength(200)),
    /** Of the same name and began after the others had ended. */
    respawned: z.array(one()).check(z.maxLength(200)),
  }),
);
export type KillInput = z.infer<ReturnType<typeof input>>;
export type KillOutput = z.infer<ReturnType<typeof output>>;

export const namesText = (all: KillOutput["killed"]): string =>
  `${all
    .slice(0, 8)
    .map(({ pid, name }) => `${forHtml(name).slice(0, 60)} (${pid})`)
    .join(", ")}${all.length > 8 ? ` and ${all.length - 8} more` : ""}`;

function rated({ name, signal, all }: KillInput) {
  const own = name === undefined ? killRisk("") : killRisk(name);
  const reasons = [name === undefined || own.risk === "medium" ? "ends a process" : own.why];
  if (signal === "KILL") reasons.push("ends it without letting it finish what it does");
  if (all === true) reasons.push("ends every process of that name");
  return {
    risk: worst([own.risk, ...(signal === "KILL" || all === true ? (["high"] as const) : [])]),
    level: highestLevel([3, own.level]),
    reasons,
  };
}

const target = ({ pid, name }: KillInput): string =>
  pid === undefined ? (name ?? "") : `process ${pid}${name === undefined ? "" : ` (${name})`}`;

export const processKill = agentTool({
  name: "process.kill",
  version: 1,
  does: "Ends a process by number or name and checks that it is gone and does not come back.",
  input,
  output,
  access: "change",
  platforms: ["linux"],
  risk: rated,
  level: (asked) => rated(asked).level,
  preview: (asked) => ({
    title: `End ${target(asked)}`,
    exact:
      asked.pid === undefined
        ? `kill -s ${asked.signal ?? "TERM"} each process named ${asked.name}`
        : `kill -s ${asked.signal ?? "TERM"} ${asked.pid}${asked.name === undefined ? "" : `, if it is ${asked.name}`}${asked.startedAtMs === undefined ? "" : `, if it began at ${asked.startedAtMs}`}`,
  }),
  precheck: () =>
    "it is the process that is meant, and neither the first one, the kernel's, ailx itself nor what ailx runs under",
  checks: () => ["it is gone", "nothing started it again"],
  judge: (_input, { killed, left, respawned, signal }) => {
    const evidence: Evidence[] = [
      {
        check: "it is gone",
        ok: left.length === 0,
        found: left.length === 0 ? `${killed.length} ended` : namesText(left),
      },
      {
        check: "nothing started it again",
        ok: respawned.length === 0,
        found: respawned.length === 0 ? "none of that name began since" : namesText(respawned),
      },
    ];
    if (left.length > 0)
      return {
        kind: "failed",
        reason: `${namesText(left)} did not end within 5 s of ${signal}${signal === "KILL" ? ": it waits for the kernel" : "; signal KILL gives it no chance"}`,
        evidence,
      };
    if (respawned.length > 0)
      return {
        kind: "failed",
        reason: `it was started again: ${namesText(respawned)}; what starts it has to be stopped instead`,
        evidence,
      };
    return { kind: "ok", evidence };
  },
  undo: () => ({
    kind: "impossible",
    why: "a process that was ended cannot be continued; it can only be started anew",
  }),
  line: ({ killed }) => `${killed.length === 1 ? "ended" : `${killed.length} ended:`} ${namesText(killed)}`,
  table: ({ killed, left, respawned }) => ({
    columns: ["PID", "Process", "Now"],
    rows: [
      ...killed.map(({ pid, name }) => [String(pid), forHtml(name), "ended"]),
      ...left.map(({ pid, name }) => [String(pid), forHtml(name), "still there"]),
      ...respawned.map(({ pid, name }) => [String(pid), forHtml(name), "started again"]),
    ],
  }),
  timeoutMs: 30_000,
  load: {
    run: () => import("./kill.run.ts"),
    view: () => import("./kill.view.tsx"),
    preview: () => import("./kill.run.ts"),
  },
});
