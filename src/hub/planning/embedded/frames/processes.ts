/** What people say about processes, and about what the journal takes. */
import { type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change, command, read } from "./say.ts";

const ending =
  "(kill off|kill|terminate|end|murder|shoot|zap|nuke|put down|put out of its misery|get rid of|finish off|take out)";
const state =
  "(hung|stuck|runaway|rogue|frozen|hanging|zombie|crazy|wild|orphaned|leftover|left over|dead|broken|misbehaving|spinning|blocked|defunct|stale|stray|old)";
const kinds =
  "(process|processes|proc|procs|task|job|program|script|instance|instances|thing|worker|workers|transcode|transcodes|transcoding|encode|encoding|build|render|conversion|session|query|run|download|upload|transfer|command|loop)";

export const processFrames = (): Frame[] => [
  frame(["{word}", "(process|processes|job|jobs)", "(running|still|there|any|alive|going)"], isRunning, {
    reads: true,
    may: ["(running|still|there|any|alive|check|left|hanging around|stuck)"],
  }),
  frame(["(running|still running|still going|alive)", "{word}"], isRunning, {
    reads: true,
    may: ["(still|process|processes|a|an|job|any|check)"],
  }),
  frame(
    ["(hung|stuck|zombie|zombies|defunct|runaway)", "[processes|process]"],
    () => read("process.tree", {}) ?? { kind: "read", tool: "process.list", input: { sort: "cpu", limit: 20 } },
    { reads: true, may: ["(processes|process|any|find|list|check|around|lying)"] },
  ),
  frame(["(process tree|tree of processes|process hierarchy|pstree)"], () => read("process.tree", {}), {
    reads: true,
    may: ["(print|give|whole|full)"],
  }),
  frame(
    [
      "(kill|terminate|end|stop|murder|shoot|zap)",
      "(pid|process|process id|process number|proc) [number|id|with pid|with id|pid]",
      "{n}",
    ],
    (match) => {
      const pid = number(match);
      if (pid === undefined || !Number.isInteger(pid) || pid < 2) return undefined;
      const input = { pid, ...(/-9|sigkill|hard|force/.test(match.text) ? { signal: "KILL" } : {}) };
      return change("process.kill", input, `End the process ${pid}`);
    },
    {
      may: [
        "(quick|hard|forcefully|force|with sigkill|sigkill|signal|politely|gently|gracefully|nicely|cleanly|softly|first|with sigterm|sigterm)",
      ],
    },
  ),
  frame(["kill - {n} {n}"], (match) => {
    const [signal, pid] = match.slots
      .flatMap(({ kind, value }) => (kind === "n" ? [match.entities[Number(value)]] : []))
      .map((entity) => (entity?.kind === "n" ? entity.value : undefined));
    if (pid === undefined || !Number.isInteger(pid) || pid < 2 || (signal !== 9 && signal !== 15)) return undefined;
    return change("process.kill", { pid, ...(signal === 9 ? { signal: "KILL" } : {}) }, `End the process ${pid}`);
  }),
  frame(
    [
      "(pid|process|process id|process number) {n}",
      "(what|which|who|show|describe|doing|details|inspect|running|alive|about)",
    ],
    (match) => {
      const pid = number(match);
      return pid !== undefined && Number.isInteger(pid) && pid > 0
        ? read("process.tree", { pid }, { ask: true })
        : undefined;
    },
    { reads: true, may: ["(doing|about|up to|is|started|parent|children|of|still|alive|running)"] },
  ),
  // “the hung ffmpeg”, “all chrome processes”: by the program's name, in full.
  frame([ending.replace(")", "|stop|halt)"), state, "{word}"], endNamed, {
    may: [kinds, "- {n}", "(all|every|any|with|sigkill|kill|hard|force|forcefully|those|of)", state],
  }),
  frame([ending, kinds, "{word}"], endNamed, {
    may: ["(all|every|any|with|sigkill|- 9|kill|hard|force|forcefully|those|called|named|of)", state],
  }),
  frame(["(kill|killall|pkill|terminate|shoot|kill off)", "{word}"], endNamed, {
    may: ["- {n}", "(all|every|with|sigkill|hard|force|forcefully)"],
  }),
  frame([journalVerb(), journalNoun()], journal, {
    may: journalRest("{n} [mb|mib|m|gb|gib|g|megabytes|gigabytes|megs|gigs]"),
  }),
  frame([journalVerb(), journalNoun(), "{word}"], journal, { may: journalRest() }),
];

function journalVerb(): string {
  return "(trim|vacuum|shrink|cut|cut down|limit|reduce|clean up|clean|clear|clear out|truncate|prune|cap|free up|bring|delete|remove|drop|throw away)";
}
function journalNoun(): string {
  return "(journal|systemd journal|journald|journal logs|journals|journald logs|system journal|journal files|systemd logs)";
}
function journalRest(...more: string[]): string[] {
  return [
    ...more,
    "(older than|beyond|newer than|last|except last|everything older than) {n} (days|weeks|day|week|months|month)",
    "(down|to|max|at most|maximum|size|back|logs|log|old|up|of|total|entries|space|below|under|keep|delete|everything|from|out|in)",
  ];
}

function journal(match: Match): Intent | undefined {
  const size = journalSize(match);
  return size === undefined
    ? undefined
    : command({
        command: `journalctl --vacuum-${size.startsWith("time") ? size : `size=${size}`}`,
        does: `Shrink the journal to ${size.replace(/^time=/, "the last ")}`,
        reads: false,
        needs: "systemd",
      });
}

/** “500M”, “1 GB”, “time=2weeks”; a usual size where none is said. */
function journalSize(match: Match): string | undefined {
  const amount = number(match);
  const span = / @n\d+ (day|week|month)s?\b/.exec(match.text)?.[1];
  const [word] = openWords(match);
  if (word !== undefined) {
    const found = /^(\d+(?:\.\d+)?)(k|m|g)(?:i?b)?$/.exec(word);
    return found ? `${found[1] ?? ""}${(found[2] ?? "m").toUpperCase()}` : undefined;
  }
  // “delete the journal” is more than to shrink it.
  if (amount === undefined) return /^(?:delete|remove|drop|throw away)\b/.test(match.text) ? undefined : "500M";
  if (span !== undefined) return `time=${amount}${span}${amount === 1 ? "" : "s"}`;
  const unit = /@n\d+ (gb|gib|g|gigabytes|gigs)\b/.test(match.text) ? "G" : "M";
  return `${amount}${unit}`;
}

/** Words behind “kill” that name no program. */
const noProgram =
  /^(?:everything|all|it|them|this|that|those|these|something|anything|process|processes|zombies?|off|container|containers|service|services|session|sessions|connections?|users?|machine|server|switch|the|jobs?|script|power|vm|firewall|network|internet|updates?|dead|hung|stuck|lock|locks|query|queries|tab|tabs|virus|noise|alarm|alert|alerts|root|user)$/;

/** A service by its name is stopped by its name; whatever is known as one is left to that. */
function endNamed(match: Match): Intent | undefined {
  const [name, more] = openWords(match);
  if (name === undefined || more !== undefined || things(match).length > 0) return undefined;
  if (/\b(?:defunct|zombies?)\b/.test(match.text))
    return {
      kind: "decline",
      reason: `A zombie has ended already and cannot be killed; what starts ${name} has to take its end or be restarted itself. “Show zombie processes” names it.`,
    };
  if (noProgram.test(name) || !/^[a-z0-9_][\w.+-]{1,99}$/i.test(name)) return undefined;
  if (match.words.services.has(name) || match.words.containers.has(name)) return undefined;
  const typed = new RegExp(`(?<![\\w.-])${name.replaceAll(/[.+]/g, String.raw`\$&`)}(?![\\w-])`, "i").exec(
    match.source ?? "",
  )?.[0];
  // “kill -9”: no other signal is meant by a number.
  const signal = number(match);
  if (signal !== undefined && signal !== 9 && signal !== 15) return undefined;
  const all = /\b(?:all|every|processes|workers|instances|procs|those)\b/.test(match.text);
  const hard = signal === 9 || /\b(?:sigkill|hard|force|forcefully)\b/.test(match.text);
  const input = { name: typed ?? name, ...(all ? { all } : {}), ...(hard ? { signal: "KILL" } : {}) };
  return change("process.kill", input, all ? `End all processes named ${name}` : `End the process ${name}`);
}

function isRunning(match: Match): Intent | undefined {
  const [name] = openWords(match);
  if (name === undefined || things(match).length > 0 || common.test(name)) return undefined;
  return command({
    command: (_machine, q) => `pgrep -a -- ${q(name)} || echo ${q(`no ${name} is running`)}`,
    does: `Look for ${name}`,
    reads: true,
    needs: "a POSIX shell",
  });
}
const common =
  /^(?:hot|low|slow|high|late|out|runaway|stuck|hung|rogue|heavy|top|busy|it|they|there|still|any|all|process|processes|a|an|one|what|which|services?|containers?|backup|backups|job|jobs|everything|anything|something|stuff|machines?|servers?|hosts?|vms?|fine|smoothly|ok|how|long|been|the|is|and|updates?|agents?)$/;
