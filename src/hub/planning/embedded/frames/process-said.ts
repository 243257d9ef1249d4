/** Processes as people speak of them: what hogs, what is still there, whose they are, how they were started. */
import { type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange } from "./on-unit.ts";
import { common, processesOf } from "./process-facts.ts";
import { command, read } from "./say.ts";
import { asTyped } from "./ways.ts";

const program = /^[\w][\w.+-]{1,60}$/;
const notTaken = (match: Match): boolean => isChange(match) || things(match).length > 0;

const greedy =
  "(more than|over|above|at least|upwards of|bigger than|larger than|exceeding|beyond) {n} (gb|gib|g|gigs|gigabytes|mb|mib|m|megabytes|megs|percent|%)|(over|above|more than) {pct}";
const hogs =
  "(hogging|hogs|eating|eats|using|uses|taking|takes|chewing|chews|burning|burns|gobbling|consuming|consumes|with|above|over|sitting on|hoarding|holding|occupying)";

/** One program by its word, in a list. */
function listed(match: Match): Intent | undefined {
  const [word, more] = openWords(match);
  if (notTaken(match) || word === undefined || more !== undefined || common.test(word) || !program.test(word))
    return undefined;
  return read("process.list", { match: asTyped(match, word), limit: 100 }, { ask: true });
}

const usersBy = (): Intent =>
  command({
    command: "ps -eo user= | sort | uniq -c | sort -rn | head -n 20",
    does: "Count the processes of each user",
    reads: true,
    needs: "a POSIX shell",
  });

/** “kill all chrome processes of mira”: of that person alone. */
function endOf(match: Match): Intent | undefined {
  // Whose they are stands in a part of its own, so it comes first.
  const [second, first, more] = openWords(match);
  if (first === undefined || second === undefined || more !== undefined || things(match).length > 0) return undefined;
  const name = asTyped(match, first);
  if (!program.test(name) || common.test(first) || !/^[a-z_][a-z0-9_-]{0,31}$/.test(second) || second === "root")
    return undefined;
  const signal = number(match);
  if (signal !== undefined && signal !== 9 && signal !== 15) return undefined;
  const isHard = signal === 9 || /\b(?:sigkill|hard|force|forcefully)\b/.test(match.text);
  return command({
    command: (_machine, q) => `pkill ${isHard ? "-KILL " : ""}-u ${q(second)} -x ${q(name)}`,
    does: `End every ${name} of ${second}`,
    reads: false,
    needs: "a POSIX shell",
  });
}

/** “pause the qbittorrent process”: its unit's processes stand still and stay. */
const unitSignal =
  (signal: "STOP" | "CONT", does: string) =>
  (match: Match): Intent | undefined => {
    const [thing, more] = things(match);
    if (!thing || more || thing.isContainer) return undefined;
    return {
      kind: "shell",
      command: ({ facts, id }) => {
        const name = thing.owners.find(({ machine }) => machine.id === id)?.name;
        return name === undefined || facts.init !== "systemd" ? undefined : `systemctl kill -s ${signal} ${name}`;
      },
      does: `${does} ${thing.said}`,
      reads: false,
      needs: `${thing.said} under systemd`,
      where: thing.owners.map(({ machine }) => machine),
    };
  };

const kinds = "(process|processes|proc|procs|job|jobs|instance|instances|worker|workers|script|scripts|task|tasks)";
const noise =
  "(find|find out|check|list|give|any|all|those|these|the|there|is|are|still|running|left|around|over|hanging|stray|stuck|orphaned|old|alive|going|out|has|have|been|lying|a|an|some|which|what|who|by|process|processes|on|with|in|of)";

export const processSaidFrames = (): Frame[] => [
  frame(
    [
      "(anything|something|what|what else)",
      "(heavy|intense|expensive|demanding|hungry|cpu heavy|resource hungry)",
      "(running|going on|happening|going|at work)",
    ],
    (match) => (notTaken(match) ? undefined : read("process.list", { sort: "cpu", limit: 15 })),
    {
      reads: true,
      may: [noise],
    },
  ),
  frame(
    [
      "(anything|something|who|what|which processes|which process|which programs|any process|any processes|whatever|what all|everything)",
      hogs,
      greedy,
    ],
    (match) =>
      isChange(match)
        ? undefined
        : read("process.list", { sort: /cpu|percent|%|@pct/.test(match.text) ? "cpu" : "memory", limit: 50 }),
    { reads: true, may: ["(memory|ram|rss|cpu|of|resident|is|are|there|that|process|processes|swap)", noise] },
  ),
  frame(
    [
      "(who|what|which user|which process|which program)",
      "(spawned|started|launched|forked|spawns|starts|launches|owns|runs|created|kicked off|is behind)",
      "{word}",
      kinds,
    ],
    listed,
    { reads: true, may: [noise] },
  ),
  frame(
    [
      "(stray|orphaned|leftover|stuck|hung|old|forgotten|runaway|rogue|lingering)",
      "{word}",
      "(still|running|left|around|any|is there|are there|there|alive)",
    ],
    listed,
    {
      reads: true,
      may: [noise],
    },
  ),
  frame(
    [
      "(command line|cmdline|arguments|args|options|flags|parameters|command)",
      "{word}",
      "(started|launched|running|run|called|invoked|runs)",
    ],
    listed,
    { reads: true, may: [noise, "(with|was|were|did|does|which|exactly|full|line|get|got|as|command)"] },
  ),
  frame(["(pid|pids|process id|process ids|process number)", "{word}"], listed, {
    reads: true,
    may: [noise, "(have|has|of|for|what|which|its|main|process)"],
  }),
  frame(
    [
      "(which user|who|what user|whose user|users|which users|which account)",
      "(most processes|most procs|number of processes|process count|processes per user|how many processes|most tasks)",
    ],
    usersBy,
    { reads: true, may: ["(owns|own|has|have|runs|run|running|by|user|count|per|each|rank|list)"] },
  ),
  frame(
    [
      "(processes|process count|number of processes|count processes)",
      "(per user|by user|for each user|each user|per account)",
    ],
    usersBy,
    {
      reads: true,
      may: ["(count|number|of|how many|list|rank|sum|show|many)"],
    },
  ),
  frame(
    [
      "(kill|terminate|end|stop|pkill|killall)",
      "{word}",
      kinds,
      "(of|by|owned by|belonging to|run by|started by|in|from|running as|under) [user|account] {word} [['s] (session|sessions|login|account|desktop)]",
    ],
    endOf,
    { may: ["- {n}", "(all|every|any|the|user|hard|forcefully|with sigkill|sigkill|'s)"] },
  ),
  frame(["(kill|terminate|end|stop|pkill)", "{word} 's {word}", kinds], endOf, {
    may: ["- {n}", "(all|every|any|the|user|hard|forcefully|with sigkill|sigkill)"],
  }),
  frame(
    ["(pause|suspend|freeze|sigstop|halt)", "{svc}", "(process|processes|sigstop|with sigstop|by sigstop)"],
    unitSignal("STOP", "Pause"),
    {
      may: ["(sigstop|with|signal|a|for now|for a while|temporarily|for the moment|process|processes|using|by)"],
    },
  ),
  frame(
    ["(resume|continue|unpause|unfreeze|sigcont|let go on)", "{svc}", "(process|processes|sigcont|with sigcont)"],
    unitSignal("CONT", "Let go on"),
    {
      may: ["(sigcont|with|signal|a|again|process|processes|using|by|paused)"],
    },
  ),
  frame(
    ["(threads)", "{svc}", "(show|list|which|what|display|print|see)"],
    (match) => {
      const found = processesOf(match);
      return found?.kind !== "read"
        ? found
        : {
            kind: "shell",
            command: (machine) => {
              const input = typeof found.input === "function" ? found.input(machine) : found.input;
              const name = typeof input["match"] === "string" ? input["match"] : "";
              return `ps -eLo pid,tid,pcpu,stat,time,comm,args | awk -v p=${name} 'NR == 1 || index($0, p)' | head -n 200`;
            },
            does: `List the threads of ${things(match)[0]?.said ?? ""}`,
            reads: true,
            needs: "a POSIX shell",
            ...(found.where ? { where: found.where } : {}),
          };
    },
    { reads: true, may: [noise, "(process|its|server|main)"] },
  ),
];
