/** `log.follow`: what is written to the log from now on, live, for a while. */
import * as z from "zod/mini";
import { machineText } from "../../domain/untrusted.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { unitFile } from "../service/unit.ts";
import { logPath, serviceField, textField } from "./entry.ts";
import { asPattern } from "./pattern.ts";
import { logLevel, logRisk } from "./rated.ts";

export const defaultForMs = 30_000;
/** Beyond so many bytes nobody reads along. */
export const mostBytes = 2 << 20;

const input = once(() =>
  z
    .strictObject({
      service: serviceField(),
      path: logPath(),
      text: textField(),
      forMs: z.optional(
        z
          .int()
          .check(z.minimum(1_000), z.maximum(600_000), z.describe("For how long, in milliseconds; default 30,000.")),
      ),
    })
    .check(
      z.refine(({ service, path }) => service === undefined || path === undefined, "has both a service and a path"),
      z.meta({ examples: [{ service: "nginx", forMs: 60_000 }] }),
    ),
);
const output = once(() =>
  z.object({
    /** How many lines were written and shown. */
    lines: z.int(),
    /** time: its time was over · size: so much was written that it was ended · ended: what it followed came to its end. */
    stoppedBy: z.enum(["time", "size", "ended"]),
    forMs: z.number(),
    /** `journal`, or the path of the file. */
    source: machineText(4_096),
  }),
);
export type FollowInput = z.infer<ReturnType<typeof input>>;
export type FollowOutput = z.infer<ReturnType<typeof output>>;

export const followText = ({ lines, forMs, stoppedBy }: FollowOutput): string =>
  `${lines} ${lines === 1 ? "line" : "lines"} in ${durationText(forMs)}${stoppedBy === "size" ? ", ended because it was too much" : ""}`;

export const logFollow = agentTool({
  name: "log.follow",
  version: 1,
  does: "Follows the log of a machine, a service or a file live for a while.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: logRisk,
  level: logLevel,
  preview: ({ service, path, text, forMs = defaultForMs }) => ({
    title: `Follow ${path ?? (service === undefined ? "the log" : `the log of ${service}`)} for ${durationText(forMs)}`,
    exact:
      path === undefined
        ? `journalctl -f -n 0${service === undefined ? "" : ` -u ${unitFile(service)}`}${text === undefined ? "" : ` --grep '${asPattern(text)}'`}`
        : `read what is written to ${path}${text === undefined ? "" : `, lines with “${text}”`}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: followText,
  timeoutMs: 660_000,
  load: { run: () => import("./follow.run.ts"), view: () => import("./follow.view.tsx") },
});
