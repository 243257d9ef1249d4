/** What known programs say in their logs when something is wrong: a table of signs, and the rule that reads it. */
import { forHtml } from "../../../../domain/untrusted.ts";
import type { SearchOutput as FileOutput } from "../../../../tools/file/search.ts";
import type { ErrorsOutput } from "../../../../tools/log/errors.ts";
import type { SearchOutput } from "../../../../tools/log/search.ts";
import { evidence, seenOf, type Looked } from "../looked.ts";
import type { Draft } from "../rule.ts";
import { linesOf, type Line } from "../units.ts";
import { databases } from "./databases.ts";
import { disks } from "./disks.ts";
import { hosts } from "./hosts.ts";
import { mail } from "./mail.ts";
import { proxmox } from "./proxmox.ts";
import type { Sign } from "./sign.ts";
import { web } from "./web.ts";

export const allSigns: readonly Sign[] = [...databases, ...web, ...mail, ...proxmox, ...disks, ...hosts];

const hourMs = 3_600_000;
const mostEvidence = 3;
/** The newest; each is held against all signs, and a machine may say very much. */
const mostLines = 1_000;

export function signs(looked: Looked): Draft[] {
  const lines = [...linesOf(looked), ...searched(looked)].toSorted((a, b) => b.atMs - a.atMs).slice(0, mostLines);
  return allSigns.flatMap((sign) => read(sign, lines, looked));
}

type Hit = { line: Line; parts: readonly string[] };

function read(sign: Sign, lines: readonly Line[], looked: Looked): Draft[] {
  const { withinMs = hourMs, atLeast = 1 } = sign;
  const hits = lines.flatMap((line): Hit[] => {
    const parts = looked.atMs - line.atMs < withinMs ? sign.shape.exec(line.text) : null;
    return parts ? [{ line, parts: parts.map((part) => part ?? "") }] : [];
  });
  const { machine } = looked;
  const aboutOf = ({ line, parts }: Hit): string => sign.about({ parts, count: 1, unit: line.unit, machine });
  return [...Map.groupBy(hits, aboutOf)].flatMap(([about, own]): Draft[] => {
    const [newest] = own;
    const count = countOf(own);
    if (!newest || count < atLeast) return [];
    const told = { parts: newest.parts, count, unit: newest.line.unit, machine };
    return [
      {
        id: sign.id,
        certainty: sign.certainty,
        cause: sign.cause(told),
        evidence: own.slice(0, mostEvidence).map(({ line }) => evidence(line.from, line.text, line)),
        fixes: sign.fixes?.(told) ?? [],
        about,
        depth: sign.depth ?? 1,
      },
    ];
  });
}

/** One line may be seen in two looks, once among others that are alike. */
function countOf(hits: readonly Hit[]): number {
  const bySource = Map.groupBy(hits, ({ line }) => line.from.run.id);
  return Math.max(0, ...[...bySource.values()].map((own) => own.reduce((sum, { line }) => sum + line.count, 0)));
}

/** What was looked for by its text, in the system's log, in files, and in what the kernel said. */
function searched(looked: Looked): Line[] {
  const entries = seenOf<SearchOutput>(looked, "log.search").flatMap((seen) =>
    seen.output.entries.map((of): Line => ({
      text: forHtml(of.text).slice(0, longestLine),
      atMs: Date.parse(of.at) || 0,
      unit: forHtml(of.unit).replace(/\.service$/, ""),
      count: 1,
      from: seen,
      of,
    })),
  );
  // Lines of a file bear their time each in its own way; the file's own is the newest of them.
  const files = seenOf<FileOutput>(looked, "file.search").flatMap((seen) =>
    seen.output.matches.flatMap((of): Line[] =>
      of.text === undefined
        ? []
        : [
            {
              text: forHtml(of.text),
              atMs: writtenAt(forHtml(of.text)) ?? of.modifiedAtMs,
              unit: "",
              count: 1,
              from: seen,
              of,
            },
          ],
    ),
  );
  const kernel = seenOf<ErrorsOutput>(looked, "log.errors").flatMap((seen) =>
    seen.output.kernel.map((of): Line => ({
      text: forHtml(of.text),
      atMs: Date.parse(of.at) || 0,
      unit: "kernel",
      count: 1,
      from: seen,
      of,
    })),
  );
  return [...entries, ...files, ...kernel];
}

const longestLine = 1_000;

/** “2026-11-21 14:34:48.056 UTC”, “2026/11/21 14:34:48”, “[21-Nov-2026 14:34:48]”: how programs begin a line of their own file. */
export function writtenAt(text: string): number | undefined {
  const day = /^\[?(\d{4}[-/]\d\d[-/]\d\d|\d\d-[A-Z][a-z]{2}-\d{4})[ T](\d\d:\d\d:\d\d)/.exec(text);
  const atMs = day ? Date.parse(`${(day[1] ?? "").replaceAll(/[-/]/g, " ")} ${day[2] ?? ""} UTC`) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : undefined;
}
