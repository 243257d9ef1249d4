/** What is done to processes beyond ending them: their priority, a pause, a signal, and all of one user. */
import { type Match, number, openWords, things } from "../intents/match.ts";
import type { Entity, Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { ownersOf, nameOn } from "./on-unit.ts";
import { change, command } from "./say.ts";

type Aim = { pid: number } | { name: string };
const pidOf = (match: Match): number | undefined => {
  const found = / (?:pid|process|id|number|proc|task|#)?(?: (?:pid|id|number|with id|with pid|#))* @n(\d+)/.exec(
    ` ${match.text}`,
  );
  const entity = match.entities[Number(found?.[1])];
  return entity?.kind === "n" && Number.isInteger(entity.value) && entity.value > 1 ? entity.value : undefined;
};

const noProgram =
  /^(?:everything|all|it|them|this|that|those|these|something|anything|process|processes|services?|containers?|session|sessions|machine|server|the|jobs?|vm|vms|guest|network|internet|updates?|upgrade|dead|hung|stuck|backups?|replication|sync|alerts?|monitoring|deployment|task|tasks|schedule|schedules|priority|nice|idle|best|lowest|low|high|user|users|root)$/;

/** The program by its own name, in full. */
function aimOf(match: Match): Aim | undefined {
  const [word, more] = openWords(match);
  if (word === undefined) return undefined;
  return more === undefined && !noProgram.test(word) && /^[\w][\w.+-]{1,60}$/.test(word)
    ? { name: typed(match, word) }
    : undefined;
}
const typed = ({ source = "" }: Match, word: string): string =>
  new RegExp(`(?<![\\w.-])${word.replaceAll(/[.+]/g, String.raw`\$&`)}(?![\\w-])`, "i").exec(source)?.[0] ?? word;

const niceOf = (match: Match): number => {
  const asked = /(?:to|of|nice|niceness|value|level|by|priority) (?:level |value |of )?(- |\+ )?@n(\d+)/.exec(
    match.text,
  );
  const entity = match.entities[Number(asked?.[2])];
  const sign = asked?.[1] === "- " ? -1 : 1;
  if (entity?.kind === "n" && Number.isInteger(entity.value) && entity.value <= 20) return sign * entity.value;
  return /\b(?:raise|higher|increase|more|boost|up|high)\b/.test(match.text)
    ? -5
    : /\b(?:lowest|minimum|least|idle)\b/.test(match.text)
      ? 19
      : 10;
};

/** By its number, or every process of the name or the service. */
function onProcess(
  match: Match,
  { of, does }: { of: (pids: string) => string; does: string },
  id?: number,
): Intent | undefined {
  if (id !== undefined)
    return command({ command: of(String(id)), does: `${does} process ${id}`, reads: false, needs: "a POSIX shell" });
  const [thing, other] = things(match);
  if (other) return undefined;
  if (thing) {
    if (thing.isContainer) return undefined;
    return {
      kind: "shell",
      command: (machine) => {
        const name = machine.facts.init === "systemd" ? nameOn(thing, machine) : undefined;
        return name === undefined ? undefined : of(`$(cat /sys/fs/cgroup/system.slice/${name}.service/cgroup.procs)`);
      },
      does: `${does} ${thing.said}`,
      reads: false,
      needs: `${thing.said} under systemd`,
      where: ownersOf([thing]),
    };
  }
  const aim = aimOf(match);
  return aim && "name" in aim
    ? command({
        command: (_machine, q) => of(`$(pgrep -x ${q(aim.name)})`),
        does: `${does} ${aim.name}`,
        reads: false,
        needs: "a POSIX shell",
      })
    : undefined;
}

const renice = (match: Match): Intent | undefined => {
  // The priority of keepalived is no priority of its process.
  if (things(match).length > 0 && !/\b(?:nice|niceness|renice|cpu|process|scheduling)\b/.test(match.text))
    return undefined;
  const id = /(?:pid|process|id|number|task) @n/.test(match.text) ? pidOf(match) : undefined;
  const value = niceOf(match);
  return onProcess(match, { of: (pids) => `renice -n ${value} -p ${pids}`, does: "Change the priority of" }, id);
};
const ionice = (match: Match): Intent | undefined => {
  const id = /(?:pid|process|id|number|task) @n/.test(match.text) ? pidOf(match) : undefined;
  const isIdle =
    /\b(?:idle|lowest|class 3)\b/.test(match.text) || !/\b(?:best|best-effort|high|higher)\b/.test(match.text);
  return onProcess(
    match,
    { of: (pids) => `ionice ${isIdle ? "-c 3" : "-c 2 -n 7"} -p ${pids}`, does: "Change the priority at the disk of" },
    id,
  );
};

const signalled =
  (signal: "STOP" | "CONT", does: string) =>
  (match: Match): Intent | undefined => {
    const id = pidOf(match);
    if (id !== undefined)
      return command({
        command: `kill -${signal} ${id}`,
        does: `${does} process ${id}`,
        reads: false,
        needs: "a POSIX shell",
      });
    if (things(match).length > 0) return undefined;
    const aim = aimOf(match);
    return aim && "name" in aim
      ? command({
          command: (_machine, q) => `pkill -${signal} -x ${q(aim.name)}`,
          does: `${does} ${aim.name}`,
          reads: false,
          needs: "a POSIX shell",
        })
      : undefined;
  };

function endOfUser(match: Match): Intent | undefined {
  const [user, more] = openWords(match);
  if (
    user === undefined ||
    more !== undefined ||
    !/^[a-z_][a-z0-9_-]{0,31}$/.test(user) ||
    user === "root" ||
    noProgram.test(user)
  )
    return undefined;
  const isHard = /\b(?:sigkill|hard|force|forcefully)\b|- (?:9|@n\d+)\b/.test(match.text);
  return command({
    command: (_machine, q) => `pkill ${isHard ? "-KILL " : ""}-u ${q(user)}`,
    does: `End every process of ${user}`,
    reads: false,
    risk: "high",
    needs: "a POSIX shell",
  });
}

const isEverything = (entity: Entity | undefined): boolean =>
  entity?.kind === "t" && /^(?:everything|anything|all)$/.test(entity.said);

const kinds = "(process|processes|proc|procs|task|job|program|script|instance|instances|worker|workers)";
const state =
  "(hung|stuck|runaway|rogue|frozen|hanging|crazy|wild|orphaned|leftover|misbehaving|spinning|blocked|stale|stray|old|long-running|long running)";
const slow = "(priority|nice|niceness|nice value|nice level|cpu priority|scheduling priority|process priority)";
const disk =
  "(io nice|ionice|io priority|i / o priority|disk priority|io class|io scheduling class|i / o class|io nice class|io nice level|disk io priority)";
const pid = "(pid|process|process id|process number|proc|task) [id|number|with id|with pid|pid|#] {n}";
const value =
  "(to|of|at|=|by) [level|value|nice|niceness|class] ([-|+] {n}|idle|best-effort|best effort|low|lowest|lower|higher|high|normal|minimum)";
const setting =
  "(lower|reduce|drop|decrease|raise|increase|bump|set|change|give|adjust|put|make|boost|renice|turn down|run)";

export const processActFrames = (): Frame[] => [
  ...[pid, "{svc}", "{word}"].flatMap((what) => [
    frame([setting, disk, what], ionice, {
      may: [value, kinds, "(an|a|of|to|idle|class|lowest|low|best-effort|for|only|level)"],
    }),
    frame(["ionice", what], ionice, { may: [value, kinds, "(to|idle|class|lowest|low|run)"] }),
    frame([setting, slow, what], renice, {
      may: [
        value,
        kinds,
        state,
        "(a|of|to|lower|higher|process|low|high|lowest|bit|for|its|cpu|down|up|less|more|only)",
      ],
    }),
    frame([setting, what, "(nice|niceness|nice value|nice level|priority) [of|level|value] {n}"], renice, {
      may: ["(a|an|of|to|process)"],
    }),
    frame(["(renice|nice down|nice)", what], renice, {
      may: [value, kinds, state, "(to|bit|down|a|up|by|{n}|- {n}|+ {n})"],
    }),
  ]),
  frame(
    ["(pause|suspend|freeze|halt temporarily|sigstop|stop temporarily|put on hold)", pid],
    signalled("STOP", "Pause"),
    {
      may: ["(for now|for a moment|for the moment|temporarily|for a while|with sigstop|using sigstop|sigstop)"],
    },
  ),
  frame(["(pause|suspend|freeze|sigstop)", "{word}", kinds], signalled("STOP", "Pause"), {
    may: [state, "(for now|for a moment|for the moment|temporarily|for a while|with sigstop|using sigstop|all|every)"],
  }),
  frame(["(resume|continue|unfreeze|unpause|sigcont|let continue|wake)", pid], signalled("CONT", "Let go on"), {
    may: ["(again|running|with sigcont|sigcont|let|paused|stopped|suspended|frozen)"],
  }),
  frame(["(resume|continue|unfreeze|unpause|sigcont)", "{word}", kinds], signalled("CONT", "Let go on"), {
    may: ["(again|running|with sigcont|paused|stopped|suspended|frozen|all|every)"],
  }),
  frame(
    ["(send|give|deliver)", "(sigstop|sigcont|stop signal|cont signal)", `[to] ${pid}`],
    (match) =>
      signalled(/cont/.test(match.text) ? "CONT" : "STOP", /cont/.test(match.text) ? "Let go on" : "Pause")(match),
    { may: ["(a|to|signal)"] },
  ),
  frame(
    ["(send|give|deliver)", "(sigterm|sigkill|sigint|term signal|kill signal|term|interrupt)", `[to] ${pid}`],
    (match) => {
      const id = number(match);
      const signal = /kill/.test(match.text) ? "KILL" : /int/.test(match.text) ? "INT" : undefined;
      return id === undefined || !Number.isInteger(id) || id < 2
        ? undefined
        : change("process.kill", { pid: id, ...(signal ? { signal } : {}) }, `End the process ${id}`);
    },
    { may: ["(a|to|signal)"] },
  ),
  frame(
    [
      "(kill|terminate|end|stop|pkill|murder|nuke|clear out|kill off)",
      "(all processes|every process|all procs|processes|everything|all tasks|all jobs|whatever)",
      "(of|by|from|owned by|belonging to|run by|started by|running as|that belongs to|for|under|runs|is running|has running) [user|account] {word}",
    ],
    endOfUser,
    { may: ["(user|account|user's|with sigkill|sigkill|hard|forcefully|force|running|- {n}|'s)"] },
  ),
  frame(
    [
      "(kill|terminate|end|stop)",
      "{t} [that] (belongs to|belong to|owned by|run by|started by|of) [user|account] {word}",
    ],
    (match) =>
      match.on !== undefined &&
      match.slots.every(({ kind, value }) => kind !== "t" || isEverything(match.entities[Number(value)]))
        ? endOfUser(match)
        : undefined,
    { may: ["(running|user|account|hard|forcefully)"] },
  ),
  frame(["(kill|terminate|end|stop|pkill)", "[all|every] {word} 's (processes|process|procs|jobs|tasks)"], endOfUser, {
    may: ["(user|all|every|of|with sigkill|hard|forcefully)"],
  }),
];
