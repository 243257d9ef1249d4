/** Processes by what they hold, use or listen on: files, ports, memory, the GPU. */
import { literals, type Match, number, openWords, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, bySystemd, isChange, onUnit } from "./on-unit.ts";
import { common, processesOf } from "./process-facts.ts";
import { change, command, read } from "./say.ts";

const program = /^[\w][\w.+-]{1,60}$/;

function openFilesOf(match: Match): Intent | undefined {
  if (isChange(match)) return undefined;
  if (things(match).length > 0)
    return onUnit(match, {
      command: bySystemd((unit) => `lsof -n -P -p "$(systemctl show -p MainPID --value ${unit})"`),
      does: (said) => `Show which files ${said} has open`,
      reads: true,
    });
  const [word, more] = openWords(match);
  return word === undefined || more !== undefined || common.test(word) || !program.test(word)
    ? undefined
    : command({
        command: (_machine, q) => `lsof -n -P -c ${q(word)}`,
        does: `Show which files ${word} has open`,
        reads: true,
        needs: "lsof",
      });
}

function matched(match: Match): Intent | undefined {
  const [word, more] = openWords(match);
  if (isChange(match) || word === undefined || more !== undefined || common.test(word) || !program.test(word))
    return undefined;
  return things(match).length > 0 ? undefined : read("process.list", { match: word, limit: 100 }, { ask: true });
}

function onPort(match: Match): Intent | undefined {
  const port = number(match);
  return port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535 || isChange(match)
    ? undefined
    : read("network.ports", { port }, { ask: true });
}

/** It is ended whatever it is, so it is no small thing. */
export function endOnPort(match: Match): Intent | undefined {
  const port = number(match);
  return port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535
    ? undefined
    : command({
        command: `fuser -k ${port}/tcp`,
        does: `End what listens on port ${port}`,
        reads: false,
        risk: "high",
        needs: "fuser",
      });
}

const size =
  "(more than|over|above|at least|bigger than|larger than|greater than|exceeding) {n} (gb|gib|g|gigs|gigabytes|mb|mib|m|megabytes|megs|percent|%)";

function endOf(match: Match): Intent | undefined {
  const pid = number(match);
  return pid !== undefined && Number.isInteger(pid) && pid >= 100 && /^kill @n\d+$/.test(match.text.trim())
    ? change("process.kill", { pid }, `End the process ${pid}`)
    : undefined;
}

const signals = "(hup|sighup|usr1|sigusr1|usr2|sigusr2|int|sigint|quit|sigquit|cont|sigcont|winch|term|sigterm)";
function signal(match: Match): Intent | undefined {
  const name = /\b(?:sig)?(hup|usr1|usr2|int|quit|cont|winch|term)\b/.exec(match.text)?.[1]?.toUpperCase();
  const pid = number(match);
  return name === undefined || pid === undefined || !Number.isInteger(pid) || pid < 2
    ? undefined
    : command({
        command: `kill -${name} ${pid}`,
        does: `Send ${name} to process ${pid}`,
        reads: false,
        needs: "a POSIX shell",
      });
}

/** “which php-fpm workers use the most memory”: those of the service, the greediest first. */
function greediest(match: Match): Intent | undefined {
  const found = processesOf(match);
  return found?.kind === "read" && typeof found.input === "function"
    ? {
        ...found,
        input: (machine) => ({
          ...(typeof found.input === "function" ? found.input(machine) : {}),
          sort: /cpu/.test(match.text) ? "cpu" : "memory",
        }),
      }
    : undefined;
}

export const processMoreFrames = (): Frame[] => [
  frame(
    [
      "{svc}",
      "(processes|process|workers|worker|children|instances|backends)",
      "(most memory|most ram|most cpu|by memory|by cpu|heaviest|biggest|greediest|hungriest|memory|cpu)",
    ],
    greediest,
    {
      reads: true,
      may: [
        asked,
        "(which|top|{n}|use|uses|using|eat|eats|take|takes|sorted|the|most|memory|cpu|ram|list|process|of|are)",
      ],
    },
  ),
  frame([`kill - ${signals} {n}`], signal, { may: ["(process|pid)"] }),
  frame(
    ["(send|give|deliver)", `${signals} [signal]`, "(pid|process|process id|process with id|process with pid) {n}"],
    signal,
    { may: ["(to|a|an|the|signal)"] },
  ),
  frame(
    [
      "(processes|process|procs|programs|jobs)",
      "(older than|running for more than|running longer than|for more than|longer than|running for over|started more than|running over) {n} (days|hours|weeks|minutes|months|day|hour|week)",
    ],
    (match) =>
      isChange(match)
        ? undefined
        : command({
            command: "ps -eo pid,user,lstart,etime,args --sort=start_time | grep -v '\\]$' | head -n 41",
            does: "List the processes that run longest",
            reads: true,
            needs: "a POSIX shell",
          }),
    {
      reads: true,
      may: [asked, "(running|have|been|that|ago|all|which|are|any|long)"],
    },
  ),
  frame(["kill {n}"], endOf),
  frame(["(listening|listens|listen|bound) (on|to) {n}"], onPort, {
    reads: true,
    may: [asked, "(what|which|who|process|program|is|find|the|service|application|port|tcp|udp|on)"],
  }),
  frame(
    [
      "(deleted files|deleted but open files|deleted file|unlinked files|deleted files still open)",
      "(process|processes|which|who|open|held|holds|holding|lsof|still open|still held|any|list|show)",
    ],
    (match) =>
      isChange(match)
        ? undefined
        : command({
            command: "lsof -n -P +L1",
            does: "Show deleted files that are still open",
            reads: true,
            needs: "lsof",
          }),
    {
      reads: true,
      may: [
        asked,
        "(which|process|processes|still|open|opened|has|have|hold|holds|holding|keep|keeps|are|any|there|held|by|who|list|lsof|but)",
      ],
    },
  ),
  ...["{svc}", "{word}"].map((what) =>
    frame(
      ["(open files|open file handles|open file descriptors|open fds|open handles|open sockets|lsof)", what],
      openFilesOf,
      {
        reads: true,
        may: [asked, "(show|process|of|by|all|which|its|what)"],
      },
    ),
  ),
  ...["{svc}", "{word}"].map((what) =>
    frame(
      [
        "(open files|files open|files|file descriptors|fds|file handles|open file handles|lsof)",
        what,
        "(open|opened|open files|holds|hold|has|have|lsof|process|opens|using)",
      ],
      openFilesOf,
      {
        reads: true,
        may: [
          asked,
          "(got|open|opened|which|what|process|does|hold|holds|currently|keep|keeps|files|descriptors|how many|by|through)",
        ],
      },
    ),
  ),
  frame(
    [
      "(more than one|multiple|several|two|duplicate|only one|just one|exactly one)",
      "{svc}",
      "(running|instances|instance|process|processes|copies|copy|there)",
    ],
    (match) => (isChange(match) ? undefined : processesOf(match)),
    {
      reads: true,
      may: [asked, "(running|instances|instance|process|processes|copies|or|only|one|of|are|more)"],
    },
  ),
  frame(["(stop|end)", "(all|every) {word} (processes|process|jobs|instances|workers|scripts)"], (match) => {
    const [name] = openWords(match);
    return name === undefined || common.test(name) || !program.test(name) || things(match).length > 0
      ? undefined
      : change("process.kill", { name, all: true }, `End all processes named ${name}`);
  }),
  frame(
    [
      "(more than one|multiple|several|two|duplicate|only one|just one|exactly one|a single|single)",
      "{word}",
      "(running|instances|instance|process|processes|copies|copy|there)",
    ],
    matched,
    {
      reads: true,
      may: [asked, "(running|instances|instance|process|processes|copies|or|only|one|of|are|more)"],
    },
  ),
  frame(
    [
      "(called|named|by the name of|with name|with the name)",
      "{word}",
      "(running|process|processes|anything|something|run|program|exists|is there|are there|alive)",
    ],
    matched,
    {
      reads: true,
      may: [asked, "(anything|something|running|process|processes|program|there|any|a|an|still|called|named)"],
    },
  ),
  frame(
    [
      "(cpu|memory|ram|cpu usage|memory usage|cpu load|cpu and memory|memory consumption|ram usage)",
      "{word}",
      "(process|processes|proc|job|program|binary|app)",
    ],
    matched,
    {
      reads: true,
      may: [asked, "(usage|use|uses|using|much|how|take|takes|load|consumption|process|right|now|does|eat|eats|need)"],
    },
  ),
  frame(
    ["(processes|process|procs|every process|programs|anything)", size],
    ({ text }) =>
      isChange({ text })
        ? undefined
        : read("process.list", { sort: /cpu|%|percent/.test(text) ? "cpu" : "memory", limit: 50 }),
    {
      reads: true,
      may: [
        asked,
        "(resident|memory|ram|rss|res|cpu|every|all|using|uses|use|with|that|taking|takes|eating|each|currently|of|usage|resident memory|virtual)",
      ],
    },
  ),
  frame(
    [
      "(who|which user|which process|what process|user|process|whose|what|which program|started|owner|owns|which application|program|which service|which app|which daemon|pid|which pid|thing|which unit|what unit|unit|belong|belongs)",
      "(port|tcp port|udp port) {n}",
    ],
    onPort,
    {
      reads: true,
      may: [
        asked,
        "(process|user|started|owns|owner|listens|listening|listen|uses|using|on|behind|program|is|who|the|of|which|that|pid|application|service|occupies|occupying|holds|holding|hold|open|opened|unit|belong|belongs|to|keeps|keeping|sits|sitting|grabbed|grabs|hogs|hogging|claims|claimed|using|used by|in use|service|already|blocks|blocking|tcp|udp|has|taken|bound|to)",
      ],
    },
  ),
  frame(
    [
      "(kill|terminate|end|stop|free up|free|clear)",
      "(whatever|what|the process|process|processes|anything|everything|program|the program|whoever|thing|whichever process)",
      "(port|tcp port) {n}",
    ],
    endOnPort,
    {
      may: [
        "(blocks|blocking|listens|listening|is|uses|using|on|occupies|occupying|that|which|holds|holding|bound|to|process|sits|sitting|hogs|hogging|runs|running|tcp|has|taken|the)",
      ],
    },
  ),
  frame(["(free up|free|clear)", "(port|tcp port) {n}"], endOnPort, { may: ["(up|tcp)"] }),
  frame(
    [
      "(gpu|gpus|vram|graphics card|cuda)",
      "(what|who|which|using|uses|busy|process|processes|use|hogging|eating|running|runs)",
    ],
    (match) =>
      isChange(match) || things(match).length > 0
        ? undefined
        : command({ command: "nvidia-smi", does: "Show what uses the GPU", reads: true, needs: "nvidia-smi" }),
    {
      reads: true,
      may: [
        asked,
        "(using|uses|use|process|processes|program|memory|busy|much|how|utilisation|utilization|hogging|eating|all|who|up|{t}|on|right now|taking)",
      ],
    },
  ),
  frame(
    [
      "(started from|running from|launched from|runs from|run from|executed from|out of|running out of|from)",
      "{path}",
      "(what|processes|process|anything|programs|which|running|started)",
    ],
    (match) => {
      const [path, more] = literals(match, "path");
      return path === undefined || more !== undefined || isChange(match)
        ? undefined
        : read("process.list", { match: path, limit: 100 }, { ask: true });
    },
    { reads: true, may: [asked, "(started|running|from|processes|process|launched|programs|executed|run|runs)"] },
  ),
];
