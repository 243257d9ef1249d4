/** `shell.run`: a command line in bash, as a person typed it or a plan holds it. */
import * as z from "zod/mini";
import { secretName } from "../../domain/secret.ts";
import { hasHidden, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { expected, judged, lineOf } from "./judged.ts";
import { ratingOf, riskOf } from "./rating.ts";

const typed = (least: number) =>
  z.string().check(
    z.minLength(least),
    z.maxLength(200),
    z.refine((text) => !hasHidden(text) && !text.includes("\n"), "holds control or invisible characters"),
  );

/** Variables that make programs run or load something: a secret is data and goes under none of them. */
const steersPrograms =
  /^(?:PATH|HOME|IFS|ENV|CDPATH|GLOBIGNORE|TMPDIR|EDITOR|VISUAL|PAGER|MANPAGER|LESSOPEN|LESSCLOSE|PS\d)$|^(?:LD_|DYLD_|BASH|SHELL|PROMPT|PYTHON|PERL|RUBY|NODE_|JAVA_TOOL|GIT_|SSH_ASKPASS|SUDO_|AILX)/i;

const input = once(() =>
  z
    .strictObject({
      command: z.string().check(
        z.minLength(1),
        z.maxLength(65_536),
        z.refine((text) => !hasHidden(text), "holds control or invisible characters"),
        z.describe("Run as `bash --noprofile --norc -c COMMAND`. No control characters but tab and line feed."),
      ),
      terminal: z.optional(
        z.boolean().check(z.describe("On a terminal of its own, so that what it asks can be answered. Default false.")),
      ),
      root: z.optional(
        z
          .boolean()
          .check(
            z.describe(
              "As root, although its level asks for less: judged as behind `sudo`, so of level 3 at least. Default false.",
            ),
          ),
      ),
      asks: z.optional(
        z
          .boolean()
          .check(
            z.describe("Its exit status is the answer: 0 is yes, 1 is no, and neither is a failure. Default false."),
          ),
      ),
      answers: z.optional(
        z
          .array(z.strictObject({ prompt: typed(3), answer: typed(0) }))
          .check(
            z.maxLength(10),
            z.describe(
              "What is typed where the command asks: `prompt` is a part of the question as it is written. Needs `terminal`; never typed where a secret is asked for.",
            ),
          ),
      ),
      secrets: z.optional(
        z
          .array(
            z.strictObject({
              secret: z.string().check(z.regex(secretName)),
              version: z.int().check(z.minimum(1)),
              env: z.string().check(
                z.regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
                z.refine((name) => !steersPrograms.test(name), "is a name that programs are steered by"),
              ),
            }),
          )
          .check(
            z.maxLength(16),
            z.describe(
              "Secrets of the hub that the command finds in its environment, each by name, version and variable.",
            ),
          ),
      ),
    })
    .check(
      z.refine(
        ({ terminal, answers }) => terminal === true || !answers?.length,
        "answers can only be typed into a terminal",
      ),
      z.meta({ examples: [{ command: "systemctl reload nginx" }] }),
    ),
);

const output = once(() =>
  z.object({
    /** Null when a signal ended it. */
    exitCode: z.nullable(z.int()),
    signal: z.nullable(z.string()),
    /** The time limit ended it. */
    timedOut: z.boolean(),
    durationMs: z.number(),
    /** Which of the planned answers were typed, in order. */
    answered: z.optional(z.array(z.object({ prompt: z.string(), answer: z.string() }))),
    /** What it wrote. The hub's own word, of steps that it planned: what a person types is judged by its exit status alone. */
    wrote: z.optional(
      z.object({
        stdoutBytes: z.int(),
        stderrBytes: z.int(),
        /** Of stdout, where the command only looks; absent where they are too many to be counted. */
        lines: z.optional(z.int()),
        /** All of stdout, where the command only looks and that is one short line. */
        only: z.optional(machineText(300)),
        /** The last line of stderr. */
        error: z.optional(machineText(300)),
      }),
    ),
  }),
);
export type ShellOutput = z.infer<ReturnType<typeof output>>;

export const shellRun = agentTool({
  name: "shell.run",
  version: 1,
  does: "Runs a command line in bash and keeps its output and exit status.",
  input,
  output,
  access: "change",
  platforms: ["linux", "darwin"],
  risk: ({ command, ...manner }) => riskOf(command, manner),
  level: ({ command, ...manner }) => ratingOf(command, manner).level,
  preview: ({ command, root = false, terminal = false, answers = [], secrets = [] }) => ({
    title: `Run a command${root ? " as root" : ""}${terminal ? " on a terminal" : ""}`,
    exact: [
      command,
      ...secrets.map(({ secret, version, env }) => `# ${env} holds the secret ${secret}, version ${version}`),
      ...answers.map(({ prompt, answer }) => `# asked “${prompt}”, “${answer}” is typed`),
    ].join("\n"),
  }),
  checks: ({ asks = false }) => [expected(asks)],
  judge: ({ command, asks = false, ...manner }, output) =>
    judged({ command, asks, looks: ratingOf(command, manner).risk === "low" }, output),
  // What only reads leaves nothing that could be meant by "undo that".
  undo: ({ command, ...manner }) =>
    ratingOf(command, manner).risk === "low"
      ? { kind: "nothing" }
      : { kind: "impossible", why: "what a command changed is not known, so it cannot be undone" },
  line: lineOf,
  timeoutMs: 600_000,
  load: { run: () => import("./run.run.ts"), view: () => import("./run.view.tsx") },
});
