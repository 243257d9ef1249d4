/** Jobs of a machine's own cron: where somebody says “cron”, it is not the hub that is to keep the time. */
import type { JsonObject } from "../../../../lib/json.ts";
import { literals, type Match, openWords, things } from "../intents/match.ts";
import { lex } from "../lex.ts";
import { scheduleOf } from "../schedule.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";

const adding = "(add|put|create|make|install|set up|write|append|need|want)";
const job = "({svc} (job|jobs|entry|line|task)|cronjob|crontab entry|crontab line|crontab|cron|{svc})";
const times = [
  "(every|each|daily|nightly|hourly|weekly|monthly|night|day|morning|evening|afternoon|noon|midnight|hour|hours|week|month|minute|minutes|weekday|weekdays|weekend)",
  "(monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)",
  "{n} [: {n}] [am|pm|o'clock|minutes|hours]",
  `(${Array.from({ length: 12 }, (_none, at) => `${at + 1}am|${at + 1}pm`).join("|")})`,
  "(at|on|past|half|quarter|first|the|of|in)",
];
const recurs = /\b(?:every|each|daily|nightly|hourly|weekly|monthly|weekdays?|midnight)\b/;

const isCron = (match: Match): boolean => things(match).every(({ said }) => said.startsWith("cron"));

/** `/usr/local/bin/backup.sh --all` is “backup”. */
const nameOf = (command: string): string => {
  const words = command
    .trim()
    .split(/\s+/)
    .map((word) => word.split("/").at(-1) ?? "");
  const isRunner = /^(?:php|python[\d.]*|bash|sh|node|bun|perl|ruby|nice|sudo)$/.test(words[0] ?? "");
  const program = (isRunner ? words.slice(1).find((word) => !word.startsWith("-")) : undefined) ?? words[0] ?? "";
  const name = program
    .toLowerCase()
    .replace(/\.[a-z]+$/, "")
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replaceAll(/^[-_]+|[-_]+$/g, "");
  return name.slice(0, 40) || "job";
};

const added = (schedule: string, command: string): Intent | undefined => {
  const input: JsonObject = { name: nameOf(command), schedule, command };
  return change("cron.add", input, `Let cron run ${command.slice(0, 60)}`);
};

/** A whole line of a crontab: five fields, or one such as @daily, and the command. */
function asLine(match: Match): Intent | undefined {
  if (!isCron(match)) return undefined;
  const [line = ""] = [...literals(match, "quote"), ...literals(match, "code")];
  const found = /^\s*((?:[\d*,/-]+\s+){4}[\d*,/a-z-]+|@[a-z]+)\s+(\S.*)$/i.exec(line);
  return found ? added((found[1] ?? "").replaceAll(/\s+/g, " "), (found[2] ?? "").trim()) : undefined;
}

/** In words: the times that the hub's own schedules know, kept by the machine's clock. */
function inWords(match: Match): Intent | undefined {
  const [command] = [...literals(match, "code"), ...literals(match, "quote"), ...literals(match, "path")];
  if (!isCron(match) || command === undefined || !recurs.test(match.text) || openWords(match).length > 0)
    return undefined;
  const { tokens } = lex(match.source ?? "");
  const when = scheduleOf(tokens, { nowMs: match.nowMs, timeZone: "UTC" });
  if (when?.schedule.kind !== "cron") return undefined;
  const intent = added(when.schedule.cron, command);
  return intent?.kind === "change" ? { ...intent, note: "Cron keeps the time by the machine's own clock" } : intent;
}

export const cronFrames = (): Frame[] => [
  frame([adding, "({quote}|{code})", job], asLine, { may: ["(new|line|to|root|crontab|as|run)"] }),
  frame([adding, job, "({path}|{code}|{quote})"], inWords, {
    may: [...times, "(new|that|which|runs|run|running|starts|executes|calls|to|for|as|root|script|command|job)"],
  }),
  frame(
    ["(remove|delete|drop|get rid of|take out)", "({svc} (job|entry)|cronjob)", "{word}"],
    (match) => {
      const [name = ""] = openWords(match);
      return isCron(match) && /^[a-z0-9][a-z0-9_-]{0,39}$/.test(name)
        ? change("cron.remove", { name }, `Take the job ${name} out of cron`)
        : undefined;
    },
    { may: ["(called|named|for|old|the)"] },
  ),
];
