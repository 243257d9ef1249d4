/** The table from facts to what one process waits for. The first rule that speaks counts; none of them looks anywhere. */
import type { StallKind } from "../../domain/stall.ts";
import { durationText } from "../../lib/duration.ts";
import { askedBy, isConsole, lastLine, lastWords, pagers, screens } from "./prompts.ts";
import type { Scene, Seen } from "./seen.ts";

export type Finding = { kind: StallKind; words: string; prompt?: string; answers?: readonly string[] };
type Rule = (seen: Seen, scene: Scene) => Finding | undefined;

/** Of one processor: what an idle loop that looks now and then stays far below. */
const busyCpu = 0.05;
const busyBytesPerSecond = 64 << 10;
/** A process that began after the silence is one of many in a row. */
const repeatsBelowMs = 3_000;

/** What people know it by: the file's name, and the script where it is an interpreter. */
export function nameOf({ argv, name }: Pick<Seen, "argv" | "name">): string {
  const [program = "", first = ""] = argv;
  const own = (program.split("/").at(-1) ?? "").replace(/^-/, "").slice(0, 60) || name;
  const interprets = /^(python|perl|ruby|node|bash|sh|dash|php)[\d.]*$/.test(own);
  return interprets && /^[\w./-]+\.\w+$/.test(first) ? `${own} ${first.split("/").at(-1) ?? ""}` : own;
}

const blocked = ({ call, wchan }: Seen, name: string, at: RegExp): boolean => call === name || at.test(wchan);
const polls = (seen: Seen): boolean =>
  ["poll", "select", "epoll"].includes(seen.call) || /poll|select/.test(seen.wchan);
const reads = (seen: Seen): boolean => ["read", "receive", "splice"].includes(seen.call);
const isTerminal = (link: string): boolean => /^\/dev\/(pts\/|tty|console)/.test(link);
const waitsOnTerminal = (seen: Seen): boolean =>
  seen.waitsOn.some(({ link }) => isTerminal(link)) && (reads(seen) || polls(seen));

/** Not known where it sleeps, but its terminal shows no typing: who asks for a password does that. */
const hidesTyping = ({ terminal, call, wchan }: Seen): boolean =>
  call === "" && wchan === "" && terminal?.modes?.echo === false && terminal.modes.lines;

const busy: Rule = (seen) => {
  if (waitsOnTerminal(seen) && seen.cpu < 0.5) return undefined;
  const moves = seen.bytesPerSecond >= busyBytesPerSecond;
  if (seen.cpu < busyCpu && !moves && seen.state !== "R") return undefined;
  const share = `${Math.round(seen.cpu * 100)} % of a processor`;
  return {
    kind: "busy",
    words: moves ? `${nameOf(seen)} is at work: it reads and writes.` : `${nameOf(seen)} is at work: it uses ${share}.`,
  };
};

const stuck: Rule = (seen) => {
  if (seen.state !== "D") return undefined;
  if (seen.call === "fork" || /vfork|kernel_clone/.test(seen.wchan))
    return {
      kind: "disk",
      words: `${nameOf(seen)} is held in the kernel until its child has started a program or ended.`,
    };
  const why = /nfs|rpc/.test(seen.wchan)
    ? "for a network file system"
    : /fuse/.test(seen.wchan)
      ? "for a file system that another program serves"
      : "for a device or a file system";
  return { kind: "disk", words: `${nameOf(seen)} waits in the kernel ${why}; until that answers, nothing can end it.` };
};

const stopped: Rule = (seen) => {
  if (seen.state === "t") return { kind: "stopped", words: `${nameOf(seen)} is held by a debugger.` };
  if (seen.state !== "T") return undefined;
  const wants = seen.terminal?.foreground === false;
  return {
    kind: "stopped",
    words: wants
      ? `${nameOf(seen)} was stopped because it wants the terminal from the background.`
      : `${nameOf(seen)} was stopped by a signal and goes on only when somebody continues it.`,
  };
};

const asks: Rule = (seen, { tail }) => {
  const { terminal } = seen;
  if (!terminal || (!waitsOnTerminal(seen) && !hidesTyping(seen))) return undefined;
  if (!terminal.foreground) return undefined;
  const line = lastLine(tail);
  const asked = askedBy(line);
  const who = nameOf(seen);
  if (asked?.kind === "secret" || (terminal.modes?.lines === true && !terminal.modes.echo))
    return {
      kind: "secret",
      words: `${who} asks ${asked?.about ?? "for something that is not shown while it is typed"}. A person has to type it.`,
      ...(line === "" ? {} : { prompt: line }),
    };
  const raw = terminal.modes?.lines === false;
  if (asked?.kind === "pager" || (pagers.has(seen.name) && raw))
    return { kind: "pager", words: `${who} shows a page and waits for a key; q ends it.`, answers: ["q"] };
  if (screens.has(seen.name) && raw)
    return { kind: "pager", words: `${who} takes the whole screen and waits for keys.` };
  if (asked) return ask(who, line, asked.answers);
  if (isConsole(line))
    return { kind: "prompt", words: `${who} waits for a command at “${line.trim()}”.`, prompt: line };
  if (raw) return { kind: "pager", words: `${who} waits for a key on its terminal.` };
  const before = line === "" ? lastWords(tail) : line;
  if (polls(seen) && line === "") return undefined;
  const question = before !== "" && (line !== "" || /[?:>]$/.test(before)) ? before : "";
  return question === ""
    ? { kind: "prompt", words: `${who} waits for something to be typed.` }
    : ask(who, question, askedBy(question)?.answers);
};

const ask = (who: string, line: string, answers: readonly string[] = []): Finding => ({
  kind: "prompt",
  words: `${who} asks “${line}”`,
  prompt: line,
  ...(answers.length > 0 ? { answers } : {}),
});

const locked: Rule = (seen) => {
  const { lock } = seen;
  const waits = blocked(seen, "flock", /lock_inode|flock|posix_lock|fcntl_setlk/);
  if (!lock && !waits) return undefined;
  const what =
    lock && /\/(dpkg|apt)\//.test(lock.path)
      ? "the lock of the package manager"
      : `the lock on ${lock?.path ?? "a file"}`;
  const owner = lock?.owner;
  if (!owner) return { kind: "lock", words: `${nameOf(seen)} waits for ${what}; who holds it could not be found.` };
  const since = owner.forMs === undefined ? "" : `, which began ${durationText(owner.forMs)} ago`;
  const mine = owner.inCall ? " of this same command" : "";
  return {
    kind: "lock",
    words: `${nameOf(seen)} waits for ${what}, held by ${owner.name}${mine} (pid ${owner.pid})${since}.`,
  };
};

const serves: Rule = (seen) => {
  const listening = seen.sockets.filter(({ state }) => state === "listening");
  if (listening.length === 0 || !(polls(seen) || blocked(seen, "accept", /accept/) || seen.call === "futex"))
    return undefined;
  const ports = [
    ...new Set(listening.filter(({ protocol }) => protocol === "tcp").map(({ local }) => local.split(":").at(-1))),
  ];
  const where = ports.length > 0 ? `port ${ports.slice(0, 4).join(", ")}` : listening[0]?.local || "a socket";
  return { kind: "server", words: `${nameOf(seen)} serves on ${where} in the foreground and does not end by itself.` };
};

const outside: Rule = (seen) => {
  const [other] = seen.waitsForPids;
  if (other && polls(seen))
    return {
      kind: "child",
      words: `${nameOf(seen)} waits for ${other.name} (pid ${other.pid}), which is not of this command, to end.`,
    };
  const watched = /^tail$/.test(seen.name)
    ? seen.argv.find((word) => word.startsWith("--pid"))?.replace(/^--pid=?/, "")
    : undefined;
  if (watched !== undefined)
    return { kind: "child", words: `tail waits for process ${watched || "of another command"} to end.` };
  if (/^(pidwait|waitpid|docker-wait)$/.test(seen.name))
    return { kind: "child", words: `${nameOf(seen)} waits for a process that is not of this command to end.` };
  if (/^(systemctl|service|invoke-rc.d)$/.test(seen.name) && polls(seen))
    return { kind: "child", words: `${nameOf(seen)} waits until the system's manager has done what it was asked for.` };
  return undefined;
};

const followers =
  /^(tail|journalctl|dmesg|watch|inotifywait|inotifywatch|tcpdump|udevadm|ping|kubectl|docker|podman|dbus-monitor|fswatch)$/;
const follows: Rule = (seen) => {
  const inotify = seen.waitsOn.some(({ link }) => link.includes("inotify")) || /inotify/.test(seen.wchan);
  const asked = seen.argv.some((word) => /^(-[a-zA-Z0-9]*[fFw]\d*|--follow.*|-w|--watch)$/.test(word));
  const known = followers.test(seen.name) && (seen.name === "watch" || asked || inotify);
  if (!inotify && !known) return undefined;
  const files = seen.files
    .map(({ link }) => link)
    .filter((link) => link.startsWith("/") && !/^\/(dev|proc|sys)\//.test(link));
  const [only] = files.filter((link) => seen.argv.some((word) => link.endsWith(word.replace(/^\.\//, ""))));
  return {
    kind: "follower",
    words: `${nameOf(seen)} follows ${only ?? "what is yet to come"} and never ends by itself.`,
  };
};

const sleeps: Rule = (seen, { quietMs }) => {
  if (!blocked(seen, "sleep", /nanosleep/)) return undefined;
  if (seen.name !== "sleep") return { kind: "sleep", words: `${nameOf(seen)} sleeps for a time of its own.` };
  const wanted = secondsOf(seen.argv.slice(1));
  if (seen.ageMs < repeatsBelowMs && quietMs > seen.ageMs * 2)
    return {
      kind: "sleep",
      words: `It sleeps${wanted === undefined ? "" : ` for ${durationText(wanted * 1_000)}`} again and again.`,
    };
  if (wanted === undefined) return { kind: "sleep", words: "sleep waits and then ends by itself." };
  if (!Number.isFinite(wanted)) return { kind: "sleep", words: "sleep waits for ever." };
  return { kind: "sleep", words: `sleep waits for ${durationText(wanted * 1_000)} in all and then ends by itself.` };
};

/** `sleep 1m 30` is 90 s; undefined where a word is no time. */
function secondsOf(words: readonly string[]): number | undefined {
  const units: Record<string, number> = { "": 1, s: 1, m: 60, h: 3_600, d: 86_400 };
  const times = words.map((word) => {
    if (/^inf(inity)?$/.test(word)) return Number.POSITIVE_INFINITY;
    const [, number, unit = ""] = /^(\d*\.?\d+)([smhd]?)$/.exec(word) ?? [];
    return number === undefined ? Number.NaN : Number(number) * (units[unit] ?? 1);
  });
  const sum = times.reduce((all, each) => all + each, 0);
  return words.length === 0 || Number.isNaN(sum) ? undefined : sum;
}

const network: Rule = (seen) => {
  const inet = seen.sockets.filter(({ protocol }) => protocol !== "unix");
  const connecting = inet.find(({ state }) => state === "connecting");
  if (connecting)
    return { kind: "network", words: `${nameOf(seen)} tries to reach ${connecting.remote} and gets no answer.` };
  const waits =
    seen.waitsOn.some(({ link }) => link.startsWith("socket:")) ||
    /skb_wait|sk_wait|unix_stream|tcp_recv|inet_csk_wait|connect/.test(seen.wchan);
  if (!waits && seen.call !== "connect") return undefined;
  const peer = inet.find(({ state }) => state === "connected");
  if (peer) return { kind: "network", words: `${nameOf(seen)} waits for an answer from ${peer.remote}.` };
  const socket = seen.sockets.find(({ protocol, state }) => protocol === "unix" && state !== "listening");
  return socket
    ? { kind: "network", words: `${nameOf(seen)} waits for an answer from another program on this machine.` }
    : undefined;
};

const output: Rule = (seen) => {
  const full = seen.writesTo?.startsWith("pipe:") || /pipe_write/.test(seen.wchan);
  return full
    ? {
        kind: "network",
        words: `${nameOf(seen)} waits until what it has written is taken away: the way to the hub is slow.`,
      }
    : undefined;
};

const input: Rule = (seen) => {
  const opens = seen.call === "open" || /wait_for_partner|fifo_open/.test(seen.wchan);
  if (opens) return { kind: "input", words: `${nameOf(seen)} opens a named pipe, and nobody is at its other end.` };
  const pipe = seen.waitsOn.find(({ link }) => link.startsWith("pipe:") || /^\/(?!dev\/)/.test(link));
  if (!reads(seen) && !polls(seen) && !/pipe_read|pipe_wait/.test(seen.wchan)) return undefined;
  if (!pipe && !/pipe_read|pipe_wait/.test(seen.wchan)) return undefined;
  return { kind: "input", words: `${nameOf(seen)} reads from a pipe, and nobody writes into it.` };
};

const inside: Rule = (seen) => {
  if (blocked(seen, "semaphore", /semtimedop/))
    return { kind: "lock", words: `${nameOf(seen)} waits for a semaphore that others hold.` };
  if (blocked(seen, "futex", /futex/))
    return {
      kind: "lock",
      words: `${nameOf(seen)} waits for one of its own threads, or for another process that shares memory with it.`,
    };
  return undefined;
};

const uncollected: Rule = (seen, { processes }) => {
  const dead = processes.filter(({ parent, state }) => parent === seen.pid && state === "Z");
  const [first] = dead;
  if (!first || seen.call === "wait" || /do_wait/.test(seen.wchan)) return undefined;
  const what = dead.length === 1 ? `its child ${first.name} (pid ${first.pid})` : `${dead.length} children`;
  return { kind: "zombie", words: `${nameOf(seen)} has not collected ${what}, which ended long ago.` };
};

const waitsForChild: Rule = (seen) =>
  blocked(seen, "wait", /do_wait/)
    ? { kind: "child", words: `${nameOf(seen)} waits for a process that is not of this command to end.` }
    : undefined;

const nothingKnown: Rule = (seen) => ({
  kind: "unknown",
  words: `${nameOf(seen)} waits for something that could not be found out.`,
});

const rules: readonly Rule[] = [
  busy,
  stuck,
  stopped,
  locked,
  serves,
  outside,
  follows,
  asks,
  sleeps,
  network,
  output,
  input,
  uncollected,
  inside,
  waitsForChild,
  nothingKnown,
];

export function findingOf(seen: Seen, scene: Scene): Finding {
  for (const rule of rules) {
    const found = rule(seen, scene);
    if (found) return found;
  }
  return { kind: "unknown", words: "It waits for something that could not be found out." };
}
