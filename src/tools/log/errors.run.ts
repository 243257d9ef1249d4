/** Three looks into the journal, or one into the system's log file; lines that say the same become one. */
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import type { ToolContext } from "../define.ts";
import { fitting } from "../fitting.ts";
import { existingUnit } from "../service/systemd.ts";
import { priorities, sinceMs, type LogEntry } from "./entry.ts";
import { defaultLines, defaultSince, type ErrorsInput, type ErrorsOutput } from "./errors.ts";
import { fileEntries, systemLog } from "./file.ts";
import { journalEntries } from "./journal.ts";
import { kernelEvent, unitOom } from "./kernel.ts";
import { noLog } from "./search.run.ts";
import { templateOf } from "./template.ts";

const most = 5_000;
const mostKernel = 100;

/** Programs that write to their standard output all have priority info: what they mean is in their words. */
const words =
  "\\b(error|fatal|panic|critical|exception|traceback|segfault|out of memory|oom-kill|cannot allocate|failed)\\b";
const wordShape = new RegExp(words, "i");
/** Lines that only count errors, or say that there were none. */
const harmless = /\b(0|no|without|zero) (errors?|failed|failures)\b|\berrors?[=:] ?0\b|\bfailed[=:] ?0\b/i;

export async function run(input: ErrorsInput, ctx: ToolContext): Promise<ErrorsOutput> {
  const { since = defaultSince, service, lines = defaultLines } = input;
  const fromMs = sinceMs(since, ctx.nowMs());
  const found = (await fromJournal(fromMs, service, ctx)) ?? (await fromFile(fromMs, service, ctx));
  const groups = grouped(found.errors);
  const shown = fitting(groups.slice(0, lines), ({ text, unit, sample }) => [text, unit, sample]);
  const kernel = found.kernel.flatMap(eventOf).slice(-mostKernel);
  return {
    groups: shown,
    total: found.errors.length,
    kernel: fitting(kernel.toReversed(), ({ name, text }) => [name, text]).toReversed(),
    truncated: found.truncated || groups.length > shown.length,
    source: untrusted(found.source),
    since: iso(fromMs).slice(-24),
  };
}

type Found = { errors: LogEntry[]; kernel: LogEntry[]; truncated: boolean; source: string };

async function fromJournal(fromMs: number, service: string | undefined, ctx: ToolContext): Promise<Found | undefined> {
  const query = { lines: most, sinceMs: fromMs, service };
  const marked = await journalEntries({ ...query, priority: "error" }, ctx);
  if (!marked) return undefined;
  const spoken = await journalEntries({ ...query, range: "4..7", grep: words }, ctx);
  const kernel =
    service === undefined ? await journalEntries({ lines: most, sinceMs: fromMs, kernel: true }, ctx) : undefined;
  if (service !== undefined && marked.entries.length === 0 && (spoken?.entries.length ?? 0) === 0)
    await existingUnit(service, ctx);
  const meant = (spoken?.entries ?? []).filter(isError);
  const errors = [...marked.entries, ...meant];
  const struck = (kernel?.entries ?? []).filter(isEvent);
  return {
    errors: errors.filter((entry) => !isEvent(entry)),
    kernel: struck.some(isOom)
      ? struck
      : [...struck, ...errors.filter(({ text }) => unitOom(forHtml(text)) !== undefined)],
    truncated: marked.entries.length >= most || (spoken?.entries.length ?? 0) >= most,
    source: "journal",
  };
}

async function fromFile(fromMs: number, service: string | undefined, ctx: ToolContext): Promise<Found> {
  const path = systemLog();
  if (path === undefined) throw noLog();
  const name = service?.replace(/\.service$/, "");
  const fits = (entry: LogEntry): boolean =>
    (name === undefined || forHtml(entry.unit) === name) && (isMarked(entry) || isError(entry) || isEvent(entry));
  const { entries, truncated } = await fileEntries(path, { lines: most, sinceMs: fromMs, fits }, ctx);
  const kernel = entries.filter(isEvent);
  return { errors: entries.filter((entry) => !isEvent(entry)), kernel, truncated, source: path };
}

const isMarked = ({ priority }: LogEntry): boolean => priorities.indexOf(priority) <= 3;
function isError({ text }: LogEntry): boolean {
  const said = forHtml(text);
  return wordShape.test(said) && !harmless.test(said);
}
const isOom = ({ text }: LogEntry): boolean => kernelEvent(forHtml(text))?.kind === "oom";
const isEvent = ({ unit, text }: LogEntry): boolean =>
  forHtml(unit) === "kernel" && kernelEvent(forHtml(text)) !== undefined;

function eventOf({ at, text }: LogEntry): ErrorsOutput["kernel"] {
  const said = forHtml(text);
  const unit = unitOom(said);
  const event = unit === undefined ? kernelEvent(said) : { kind: "oom" as const, name: unit };
  return event ? [{ at, kind: event.kind, name: untrusted(event.name), text: untrusted(said.slice(0, 1_000)) }] : [];
}

function grouped(errors: readonly LogEntry[]): ErrorsOutput["groups"] {
  const groups = Map.groupBy(errors, ({ unit, text }) => `${forHtml(unit)}\0${templateOf(forHtml(text))}`);
  return [...groups.values()]
    .flatMap((entries) => {
      const sorted = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
      const [first, last] = [sorted[0], sorted.at(-1)];
      if (!first || !last) return [];
      return {
        text: untrusted(templateOf(forHtml(last.text))),
        unit: last.unit,
        count: entries.length,
        first: first.at,
        last: last.at,
        sample: untrusted(forHtml(last.text).slice(0, 1_000)),
      };
    })
    .toSorted((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1));
}
