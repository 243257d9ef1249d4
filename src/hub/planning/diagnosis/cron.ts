/** Jobs of cron that fail: what a job's own program says in the log. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ListOutput } from "../../../tools/cron/list.ts";
import { evidence, seenOf, type Looked, type Seen } from "./looked.ts";
import { plainPath, type Draft, type Fix } from "./rule.ts";
import { linesOf, type Line } from "./units.ts";

type Job = ListOutput["jobs"][number];
const fails = /\b(?:fail|failed|failure|error|cannot|could not|unable|fatal|abort(?:ed)?)\b/i;
const missing =
  /no (?:such )?(?:file or )?directory:? ['"]?(\/[\w./@+-]+)|['"]?(\/[\w./@+-]+)['"]?: no such file or directory|(\/[\w./@+-]+) (?:does not exist|is not a directory)/i;

export function cron(looked: Looked): Draft[] {
  const lines = linesOf(looked).filter(({ text }) => fails.test(text));
  const stillFails = ({ atMs }: Line, job: Job): boolean =>
    looked.atMs - atMs < everyMs(forHtml(job.schedule)) + graceMs;
  const seenJobs = seenOf<ListOutput>(looked, "cron.list").flatMap((seen) =>
    seen.output.jobs.map((job) => ({ job, seen })),
  );
  const told = new Map<string, { line: Line; job: Job; seen: Seen<ListOutput> }>();
  for (const { job, seen } of seenJobs) {
    const program = programOf(forHtml(job.command));
    const line =
      program === undefined
        ? undefined
        : lines.find(
            ({ unit, text }) =>
              unit === program ||
              text.startsWith(`${program}:`) ||
              text.startsWith(`${program}[`) ||
              (/^cron$/i.test(unit) && text.includes(program)),
          );
    if (program !== undefined && line && stillFails(line, job) && !told.has(program))
      told.set(program, { line, job, seen });
  }
  return [...told].map(([program, { line, job, seen }]): Draft => {
    const path = missing
      .exec(line.text)
      ?.slice(1)
      .find((found) => found !== undefined);
    const { machine } = looked;
    const fixes: Fix[] = [];
    if (path !== undefined && plainPath(path))
      fixes.push({
        say: `run \`mkdir -p ${path}\` as root on ${machine}`,
        why: "the job finds what it looks for; where a share belongs there, mount it first",
      });
    return {
      id: "job-fails",
      certainty: "certain",
      cause: `the job ${program} (${forHtml(job.schedule)}, ${forHtml(job.from)}) fails: ${line.text.slice(0, 200)}`,
      evidence: [
        evidence(line.from, `${line.text}${line.count > 1 ? ` (${line.count} times)` : ""}`, line),
        evidence(
          seen,
          `${forHtml(job.schedule)} ${forHtml(job.user)} ${forHtml(job.command)} in ${forHtml(job.from)}`,
          { of: job },
        ),
      ],
      fixes,
      about: `job:${program}`,
      depth: 1,
    };
  });
}

/** The name of the first program of a command line that is not a wrapper. */
function programOf(command: string): string | undefined {
  const words = command
    .split(/[\s;&|()]+/)
    .filter(
      (word) =>
        word !== "" &&
        !/^(?:[A-Z_]+=.*|\[|test|-.*|cd|env|nice|ionice|flock|timeout|sudo|sh|bash|command|\d+|\/dev\/null|>.*)$/.test(
          word,
        ),
    );
  const found = words[0]?.split("/").at(-1);
  return found === undefined || found.length < 3 ? undefined : found;
}

/** A job that has run since without a word of failure works again. */
const graceMs = 30_000;

/** About how often it runs, from the fields of its schedule. */
function everyMs(schedule: string): number {
  const [minute = "", hour = "", day = "", , weekday = ""] = schedule.split(/\s+/);
  if (schedule.startsWith("@hourly")) return 3_600_000;
  if (schedule.startsWith("@")) return 86_400_000;
  if (minute.startsWith("*")) return (Number(minute.slice(2)) || 1) * 60_000;
  if (hour.startsWith("*")) return (Number(hour.slice(2)) || 1) * 3_600_000;
  return day === "*" && weekday === "*" ? 86_400_000 : 7 * 86_400_000;
}
