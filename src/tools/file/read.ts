/** `file.read`: the text of one file, whole or its first or last lines. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { isPublic, secretIn } from "./paths.ts";

/** More of a file is not sent; what is left out is said. */
export const readBytes = 256 << 10;

const input = once(() =>
  z
    .strictObject({
      path: z.string().check(
        z.minLength(2),
        z.maxLength(4_096),
        z.regex(/^\/[^\0]*$/, "is not an absolute path"),
        z.refine((path) => !hasHidden(path) && !path.includes("\n"), "holds control or invisible characters"),
        z.describe("Absolute path."),
      ),
      lines: z.optional(
        z.int().check(z.minimum(1), z.maximum(10_000), z.describe("How many lines; default all, up to 256 KiB.")),
      ),
      from: z.optional(
        z.enum(["start", "end"]).check(z.describe("Which end the lines are taken from; default start.")),
      ),
    })
    .check(z.meta({ examples: [{ path: "/var/log/syslog", lines: 50, from: "end" }] })),
);
const output = once(() =>
  z.object({
    /** Where the path led, links followed. */
    realPath: machineText(4_096),
    /** Of the whole file; 0 for files that the kernel makes while they are read. */
    sizeBytes: z.number(),
    modifiedAtMs: z.number(),
    /** UTF-8; bytes that are none became U+FFFD. */
    text: machineText(readBytes),
    lines: z.int(),
    /** True where there is more of the file than is here. */
    more: z.boolean(),
  }),
);
export type ReadInput = z.infer<ReturnType<typeof input>>;
export type ReadOutput = z.infer<ReturnType<typeof output>>;

export const readLevel = ({ path }: ReadInput) => (secretIn(path) ? 4 : isPublic(path) ? 1 : 3);

export const fileRead = agentTool({
  name: "file.read",
  version: 1,
  does: "Reads a text file, whole or its first or last lines.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: ({ path }) => {
    const secret = secretIn(path);
    return secret ? { risk: "high", reasons: [`${path} ${secret}`] } : { risk: "low", reasons: ["only reads"] };
  },
  level: readLevel,
  preview: (asked) => ({ title: `Read ${asked.path}`, exact: exactly(asked) }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ lines, sizeBytes, realPath }) =>
    `${lines} ${lines === 1 ? "line" : "lines"} of ${forHtml(realPath)}, ${bytesText(sizeBytes)}`,
  table: ({ text }) => {
    const whole = forHtml(text).replace(/\n$/, "");
    const rows = whole === "" ? [] : whole.split("\n").map((line) => [line]);
    const beyond = rows.length - shownLines;
    return {
      columns: ["Text"],
      rows: beyond > 0 ? [...rows.slice(0, shownLines), [`… and ${beyond} more lines`]] : rows,
    };
  },
  timeoutMs: 15_000,
  load: { run: () => import("./read.run.ts"), view: () => import("./read.view.tsx") },
});

/** In the summary of a task; the outcome itself has all of them. */
const shownLines = 200;

function exactly({ path, lines, from }: ReadInput): string {
  const quoted = /^[\w./@%+,:=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  const program = from === "end" ? "tail" : "head";
  return lines === undefined ? `${program} -c ${readBytes} -- ${quoted}` : `${program} -n ${lines} -- ${quoted}`;
}
