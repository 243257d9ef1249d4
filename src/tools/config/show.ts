/** `config.show`: a configuration file and whether it is right. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { pathField } from "../file/path-input.ts";
import { secretIn } from "../file/paths.ts";
import { readBytes } from "../file/read.ts";
import { checkText, configKinds, kindOf } from "./kinds.ts";
import { faultField, faultLine } from "./validate.ts";

const input = once(() =>
  z
    .strictObject({
      path: pathField("Absolute path of a configuration file."),
      active: z.optional(
        z.boolean().check(z.describe("Only lines that count: no comments, nothing empty. Default false.")),
      ),
    })
    .check(z.meta({ examples: [{ path: "/etc/nginx/nginx.conf" }] })),
);
export type ShowInput = z.infer<ReturnType<typeof input>>;
const output = once(() =>
  z.object({
    /** Where the path led, links followed. */
    realPath: machineText(4_096),
    sizeBytes: z.number(),
    text: machineText(readBytes),
    /** There is more of it than is here. */
    more: z.boolean(),
    /** Absent where nothing is known that reads it. */
    of: z.optional(z.enum(configKinds)),
    /** What checked it; absent where nothing could. */
    exact: z.optional(machineText(300)),
    fault: faultField(),
  }),
);
export type ShowOutput = z.infer<ReturnType<typeof output>>;

export const configShow = agentTool({
  name: "config.show",
  version: 1,
  does: "Shows a configuration file, what it belongs to, and whether the program that reads it finds an error.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: ({ path }) => {
    const secret = secretIn(path);
    return secret ? { risk: "high", reasons: [`${path} ${secret}`] } : { risk: "low", reasons: ["only reads"] };
  },
  level: ({ path }) => (secretIn(path) ? 4 : 3),
  preview: ({ path, active }) => {
    const kind = kindOf(path);
    return {
      title: `Show ${path}`,
      exact: `${active ? `grep -v '^ *#' ${path}` : `cat ${path}`}${kind ? `; ${checkText[kind]}` : ""}`,
    };
  },
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ realPath, sizeBytes, fault, exact }) =>
    `${forHtml(realPath)}, ${bytesText(sizeBytes)}${fault ? `; ${faultLine(fault)}` : exact ? "; no error" : ""}`,
  timeoutMs: 90_000,
  load: { run: () => import("./show.run.ts"), view: () => import("./show.view.tsx") },
});
