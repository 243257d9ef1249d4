/** `file.search`: files by name, age, size or text; or, with `largest`, what fills the disk. */
import * as z from "zod/mini";
import { forHtml, hasHidden, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { iso } from "../../lib/clock.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { sinceShape } from "../../lib/since.ts";
import { agentTool } from "../define.ts";
import { quoted } from "./path-input.ts";
import { kinds, lookLevel, placeField } from "./seen.ts";

export const defaultLimit = 100;
/** Then it says what it has found so far. */
export const searchMs = 25_000;

const input = once(() =>
  z
    .strictObject({
      path: placeField("Absolute path of the folder to search in."),
      name: z.optional(
        z.string().check(
          z.minLength(1),
          z.maxLength(255),
          z.refine((name) => !hasHidden(name) && !/[/\n\0]/.test(name), "is no name of a file"),
          z.describe("Name, whole, with * and ? for parts of it: `*.log`."),
        ),
      ),
      text: z.optional(
        z.string().check(
          z.minLength(2),
          z.maxLength(200),
          z.refine((text) => !/[\n\0]/.test(text), "is more than one line"),
          z.describe("Text in the files, as it stands there; capitals do not matter."),
        ),
      ),
      overBytes: z.optional(z.int().check(z.minimum(1), z.describe("Only files larger than so many bytes."))),
      newerThan: z.optional(
        z
          .string()
          .check(
            z.regex(sinceShape, "is no time such as 15m, 2h, 7d or 2026-11-21T09:00:00Z"),
            z.describe("Only files changed since: 15m, 2h, 7d, or a time in ISO 8601."),
          ),
      ),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(500), z.describe("How many at most; default 100."))),
      largest: z.optional(
        z
          .boolean()
          .check(z.describe("The largest folders and files of that disk instead, folders with all that is in them.")),
      ),
    })
    .check(
      z.refine(({ text, largest }) => !(text !== undefined && largest), "looks for text or for what is large"),
      z.meta({ examples: [{ path: "/etc", name: "*.conf", text: "listen 80" }] }),
    ),
);
const output = once(() =>
  z.object({
    realPath: machineText(4_096),
    /** In the order in which they were found; with `largest` the largest first. A file may be there with several lines. */
    matches: z
      .array(
        z.object({
          path: machineText(4_096),
          kind: z.enum(kinds),
          /** With `largest` what it takes on disk, else its size. */
          sizeBytes: z.number(),
          modifiedAtMs: z.number(),
          line: z.optional(z.int()),
          text: z.optional(machineText(300)),
        }),
      )
      .check(z.maxLength(500)),
    /** There are more than are told. */
    truncated: z.boolean(),
    /** False: it ended before all was looked at, because of time or number. */
    whole: z.boolean(),
    /** Files and folders that were looked at. */
    scanned: z.int(),
    /** Folders and files that were passed over because they are private. */
    skipped: z.int(),
    /** With `largest`: all that was counted. */
    totalBytes: z.optional(z.number()),
    /** With `largest`: files that were removed and still take room, because a program holds them open. */
    held: z.optional(
      z
        .array(z.object({ pid: z.int(), process: machineText(64), path: machineText(4_096), sizeBytes: z.number() }))
        .check(z.maxLength(10)),
    ),
    ms: z.number(),
  }),
);
export type SearchInput = z.infer<ReturnType<typeof input>>;
export type SearchOutput = z.infer<ReturnType<typeof output>>;

/** Sizes of folders are told to anybody who may ask how full a disk is; names in private folders are not. */
export const searchLevel = ({ path, largest }: SearchInput) => (largest ? 1 : lookLevel(path));

export const searchTable = ({ matches }: SearchOutput) => {
  const lines = matches.some(({ line }) => line !== undefined);
  return {
    columns: lines ? ["File", "Line", "Text"] : ["Path", "Size", "Modified (UTC)"],
    rows: matches.map(({ path, kind, sizeBytes, modifiedAtMs, line, text }) => {
      const name = `${forHtml(path)}${kind === "folder" ? "/" : ""}`;
      if (lines) return [name, line === undefined ? "" : String(line), text === undefined ? "" : forHtml(text)];
      return [name, bytesText(sizeBytes), iso(modifiedAtMs).slice(0, 16).replace("T", " ")];
    }),
  };
};

/** What is missing from the result, in a sentence; empty where nothing is. */
export function missingText({ whole, truncated, skipped, scanned, ms }: SearchOutput): string {
  const parts = [
    ...(whole ? [] : [`not all was looked at: ${scanned} entries in ${durationText(ms)}`]),
    ...(truncated ? ["there are more"] : []),
    ...(skipped > 0 ? [`${skipped} private ${skipped === 1 ? "entry was" : "entries were"} passed over`] : []),
  ];
  return parts.join("; ");
}

const exactly = ({ path, name, text, overBytes, newerThan, largest }: SearchInput): string => {
  if (largest) return `du -xa ${quoted(path)} | sort -n, for at most ${searchMs / 1_000} s`;
  const tests = [
    ...(name === undefined ? [] : [`-name ${quoted(name)}`]),
    ...(overBytes === undefined ? [] : [`-size +${overBytes}c`]),
    ...(newerThan === undefined ? [] : [`newer than ${newerThan}`]),
    ...(text === undefined ? [] : [`with the text ${quoted(text)}`]),
  ];
  return `find ${quoted(path)} ${tests.join(" ")}`.trim();
};

export const fileSearch = agentTool({
  name: "file.search",
  version: 1,
  does: "Finds files by name, size, age or text, or what fills the disk.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: searchLevel,
  preview: (asked) => ({
    title: asked.largest ? `Look what takes room in ${asked.path}` : `Search in ${asked.path}`,
    exact: exactly(asked),
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (found) => {
    const { matches, totalBytes, truncated } = found;
    const [first] = matches;
    if (totalBytes !== undefined) {
      const most = first ? `, most of it in ${forHtml(first.path)} (${bytesText(first.sizeBytes)})` : "";
      return `${bytesText(totalBytes)}${most}${found.whole ? "" : `; ${missingText(found)}`}`;
    }
    const count = `${truncated ? "more than " : ""}${matches.length} ${matches.length === 1 ? "match" : "matches"}`;
    const missing = missingText({ ...found, truncated: false });
    return missing === "" ? count : `${count}; ${missing}`;
  },
  table: searchTable,
  timeoutMs: 60_000,
  load: { run: () => import("./search.run.ts"), view: () => import("./search.view.tsx") },
});
