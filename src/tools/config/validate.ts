/** `config.validate`: whether a configuration is right, by the program that reads it. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { pathField } from "../file/path-input.ts";
import { secretIn } from "../file/paths.ts";
import { checkText, configKinds, kindOf } from "./kinds.ts";

const input = once(() =>
  z
    .strictObject({
      path: pathField("Absolute path of a configuration file; of a program with many of them all are checked."),
      of: z.optional(z.enum(configKinds).check(z.describe("What it belongs to; default: known by its path."))),
    })
    .check(
      z.refine(({ path, of }) => (of ?? kindOf(path)) !== undefined, "is of no kind that can be checked"),
      z.meta({ examples: [{ path: "/etc/nginx/nginx.conf" }] }),
    ),
);
export type ValidateInput = z.infer<ReturnType<typeof input>>;

export const faultField = () =>
  z.optional(
    z.object({
      file: machineText(4_096),
      line: z.optional(z.int()),
      message: machineText(600),
      /** The lines in front of it and the line itself; absent where they may not be shown. */
      near: z.optional(z.array(z.object({ line: z.int(), text: machineText(500) })).check(z.maxLength(12))),
    }),
  );
const output = once(() =>
  z.object({
    path: machineText(4_096),
    of: z.enum(configKinds),
    /** What was run. */
    exact: machineText(300),
    valid: z.boolean(),
    fault: faultField(),
  }),
);
export type ValidateOutput = z.infer<ReturnType<typeof output>>;

export const validLevel = ({ path }: { path: string }) => (secretIn(path) ? 4 : 3);

export const configValidate = agentTool({
  name: "config.validate",
  version: 1,
  does: "Checks a configuration with the program that reads it, and says file and line of an error.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only checks"] }),
  level: validLevel,
  preview: ({ path, of }) => {
    const kind = of ?? kindOf(path);
    return { title: `Check ${path}`, exact: `${kind ? checkText[kind] : "check"} (${path})` };
  },
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ fault, exact }) => (fault ? faultLine(fault) : `${forHtml(exact)} finds no error`),
  timeoutMs: 90_000,
  load: { run: () => import("./validate.run.ts"), view: () => import("./validate.view.tsx") },
});

/** “line 5 of /etc/nginx/sites-enabled/app: unexpected "}"”. */
export const faultLine = ({ file, line, message }: NonNullable<ValidateOutput["fault"]>): string =>
  `${line === undefined ? "" : `line ${line} of `}${forHtml(file)}: ${forHtml(message)}`;
