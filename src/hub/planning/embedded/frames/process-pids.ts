/** What is asked about one process by its number: its environment, its files, its limits, what it waits for, who began it. */
import { type Match, number } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { isChange } from "./on-unit.ts";
import { command, read } from "./say.ts";

/** Of one process by its number. */
const ofPid =
  (text: (pid: number) => string, does: string) =>
  (match: Match): Intent | undefined => {
    const pid = number(match);
    return pid === undefined || !Number.isInteger(pid) || pid < 1 || isChange(match)
      ? undefined
      : command({ command: text(pid), does: `${does} ${pid}`, reads: true, needs: "a POSIX shell" });
  };

const pid =
  "(pid|process|process id|process number|process with id|process with pid|proc|task) [id|number|with id|with pid|pid|#] {n}";
const noise =
  "(check|give|list|find|get|alive|running|currently|there|are|right|does|do|has|have|spawned|started|up|of|run|runs|exist|going|in|with|for|total|count|number|any|still|process|processes|the|by|under|its|their|and)";

export const processPidFrames = (): Frame[] => [
  frame(
    ["(environment|environment variables|env|env vars|environ|variables)", pid],
    ofPid((id) => `tr '\\0' '\\n' < /proc/${id}/environ`, "Show the environment of process"),
    {
      reads: true,
      may: [noise, "(variables|what|which|show|see|sees|have)"],
    },
  ),
  frame(
    ["(working directory|cwd|current directory|workdir|which directory|what directory|which folder)", pid],
    ofPid((id) => `readlink /proc/${id}/cwd`, "Show the directory of process"),
    { reads: true, may: [noise, "(in|from|was|started)"] },
  ),
  frame(
    ["(command line|cmdline|arguments|args|full command|parameters|command)", pid],
    ofPid((id) => `ps -o pid,user,lstart,args -ww -p ${id}`, "Show the command line of process"),
    { reads: true, may: [noise, "(full|with|what|was|line|started|called)"] },
  ),
  frame(
    ["(limits|ulimit|ulimits|resource limits)", pid],
    ofPid((id) => `cat /proc/${id}/limits`, "Show the limits of process"),
    { reads: true, may: [noise] },
  ),
  frame(
    ["(open files|files|file descriptors|fds|sockets|open sockets|connections|lsof|handles|ports)", pid],
    ofPid((id) => `lsof -n -P -p ${id}`, "Show what is held open by process"),
    { reads: true, may: [noise, "(open|opened|hold|holds|holding|using|uses|which|what|listening|listen|on)"] },
  ),
  frame(
    ["(executable|binary|exe|which binary|what binary|path|program file)", pid],
    ofPid((id) => `readlink /proc/${id}/exe`, "Show the program of process"),
    { reads: true, may: [noise, "(belongs|belong|to|behind|path|which)"] },
  ),
  frame(
    ["(threads|thread count)", pid],
    ofPid((id) => `ps -T -p ${id}`, "List the threads of process"),
    { reads: true, may: [noise, "(many|how)"] },
  ),
  frame(
    [
      "(strace|stack|kernel stack|stack trace|system call|syscall|wchan|what is it waiting for|waiting for|stuck on|blocked on)",
      pid,
    ],
    ofPid((id) => `cat /proc/${id}/wchan; echo; cat /proc/${id}/stack`, "Show what it waits for: process"),
    { reads: true, may: [noise, "(waiting|on|for|stuck|trace|what|where)"] },
  ),
  frame(
    [
      "(memory map|memory maps|memory usage|memory|ram|rss|cpu|cpu usage|cpu time|nice|priority|niceness|nice value|how much memory|how much cpu)",
      pid,
    ],
    ofPid((id) => `ps -o pid,user,ni,pcpu,pmem,rss,time,args -p ${id}`, "Show what is used by process"),
    { reads: true, may: [noise, "(use|uses|using|usage|value|much|how|take|takes|eat|eats)"] },
  ),
  frame(
    [
      "(who|whose|which user|parent|started|owner|owns|launched|spawned|user|children|child processes|ppid|belongs|tree|when did|since when|how long|start time|behind|what is|about|what does)",
      pid,
    ],
    (match) => {
      const id = number(match);
      return id === undefined || !Number.isInteger(id) || id < 1 || isChange(match)
        ? undefined
        : read("process.tree", { pid: id }, { ask: true });
    },
    {
      reads: true,
      may: [
        noise,
        "(who|started|owns|launched|spawned|parent|user|did|start|been|to|which|what|when|whom|began|behind|tree|doing|belong|belongs|children|process|owner|as)",
      ],
    },
  ),
];
