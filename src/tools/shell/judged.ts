/**
 * How a command ended, from its exit status and what it wrote. A look that saw nothing is told apart from one that found
 * nothing: a filter without a match fails like a program that was denied, and the end of a pipe hides who was denied.
 */
import { forHtml, type Untrusted } from "../../domain/untrusted.ts";
import type { Evidence, Verdict } from "../../domain/verdict.ts";

/** What it wrote, as far as the hub has it. */
export type Wrote = {
  stdoutBytes: number;
  stderrBytes: number;
  lines?: number | undefined;
  only?: Untrusted | undefined;
  error?: Untrusted | undefined;
};
type Ended = { exitCode: number | null; signal: string | null; timedOut: boolean; wrote?: Wrote | undefined };
type Asked = { command: string; asks: boolean; looks: boolean };

/** Programs whose exit status 1 says that nothing fits. */
const filters = /(?:^|[|;&(\s])(?:(?:[efzp]|bz|xz)?grep|rg|fuser|lsof)\s/;
/** Programs whose exit status is a part of the answer that they print: inactive, different, updates to be had. */
const answering =
  /(?:^|[|;&(]\s*)(?:systemctl (?:-\S+ )*(?:status|is-[a-z-]+)|diff|cmp|getent|smartctl|(?:dnf|yum) (?:-\S+ )*check-update|needs-restarting|pg_isready|(?:rc-service|service) \S+ status)(?=\s|$)/;
/** Said where there is none of what was looked for, and no fault. */
const none = /^(?:[\w.-]+: )?no (?:coredumps found|crontab for|matches found|mail for)\b/i;
/** What `journalctl -g` prints where nothing fits, with exit status 1. */
const noEntries = "-- No entries --";
/** Said beside a result, and no reason for there being none. */
const notice = /^(?:warning|hint|note)\b/i;
const denied =
  /\b(?:permission denied|operation not permitted|access denied|must be (?:run as )?(?:root|superuser))\b/i;
/** By which a reader who has enough ends who writes to it: `ps | head`. */
const pipeClosed = 141;

export const expected = (asks: boolean): string => (asks ? "exit status is 0 or 1" : "exit status is 0");

export function judged({ command, asks, looks }: Asked, ended: Ended): Verdict {
  const { exitCode, signal, timedOut, wrote } = ended;
  const found = timedOut ? "the time limit ended it" : signal ? `signal ${signal}` : `exit status ${exitCode}`;
  const isPlain = exitCode !== null && !timedOut && !signal;
  if (looks && wrote && isPlain && !asks) return lookJudged(command, exitCode, wrote);
  const ok = (exitCode === 0 || (asks && exitCode === 1)) && !timedOut;
  const evidence = [{ check: expected(asks), ok, found }];
  return ok ? { kind: "ok", evidence } : { kind: "failed", reason: isPlain ? because(found, wrote) : found, evidence };
}

function lookJudged(command: string, exitCode: number, wrote: Wrote): Verdict {
  const said = saidWrong(wrote);
  const isSilent = wrote.stdoutBytes === 0;
  const spoke = wrote.stderrBytes > 0;
  const found = `exit status ${exitCode}`;
  const failed = (): Verdict => ({
    kind: "failed",
    reason: because(found, wrote),
    evidence: [{ check: expected(false), ok: false, found }],
  });
  const ok = (more: Partial<Evidence> = {}): Verdict => ({
    kind: "ok",
    evidence: [{ check: expected(false), ok: true, found, ...more }],
  });
  if (exitCode === 0) {
    if (!isSilent || !spoke) return ok();
    // `nginx -v` says on stderr what was asked for; what was denied saw nothing.
    return denied.test(said) ? failed() : { kind: "unchecked" };
  }
  if (foundNothing(command, exitCode, wrote))
    return ok({ check: "exit status is 0, or 1 where nothing is found", found: `${found}: nothing found` });
  if (!isSilent && !spoke && exitCode < 126 && answering.test(command)) return { kind: "unchecked" };
  // A pipe fails where any part of it does: `du` that may not look everywhere has seen most all the same.
  const isPart =
    command.includes(" | ") && !isSilent && !(spoke && wrote.only !== undefined && forHtml(wrote.only) === "0");
  return isPart && (exitCode === pipeClosed || exitCode < 126) ? { kind: "unchecked" } : failed();
}

function foundNothing(command: string, exitCode: number, wrote: Wrote): boolean {
  if (exitCode !== 1) return false;
  const said = saidWrong(wrote);
  const isQuiet = wrote.stderrBytes === 0 || notice.test(said);
  const isEmpty = wrote.stdoutBytes === 0 || (wrote.only !== undefined && forHtml(wrote.only) === noEntries);
  if (!isEmpty) return false;
  return none.test(said) || (isQuiet && (wrote.stdoutBytes > 0 || filters.test(command)));
}

const saidWrong = ({ error }: Wrote): string => (error === undefined ? "" : forHtml(error));
const because = (found: string, wrote: Wrote | undefined): string => {
  const said = wrote ? saidWrong(wrote) : "";
  return said === "" ? found : `${found}: ${said}`;
};

/** One line of a command that ended ok; of a look what it saw, as far as a line holds it. */
export function lineOf({ exitCode, signal, timedOut, wrote }: Ended): string {
  if (timedOut) return "time limit";
  if (signal) return `signal ${signal}`;
  if (wrote?.lines === undefined) return `exit ${exitCode}`;
  const said = saidWrong(wrote);
  if (wrote.lines === 0)
    return exitCode === 0 ? (said === "" ? "nothing written" : said) : none.test(said) ? said : "nothing found";
  if (wrote.only !== undefined)
    return forHtml(wrote.only) === noEntries ? "nothing found" : withWrong(forHtml(wrote.only), exitCode, said);
  return withWrong(`${wrote.lines} lines`, exitCode, said);
}

const withWrong = (text: string, exitCode: number | null, said: string): string =>
  exitCode === 0 || said === "" ? text : `${text}, and not all was seen: ${said}`;
