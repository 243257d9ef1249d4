/** From what was seen of a silent call to what is told of it: which process all wait for, why, and what can be done. */
import type { Stall, StallAction, StallKind } from "../../domain/stall.ts";
import { findingOf, nameOf, type Finding } from "./rules.ts";
import type { Scene, Seen } from "./seen.ts";

/** Of several that wait, the one whose kind comes first is what the command waits for. */
const order: readonly StallKind[] = [
  "secret",
  "prompt",
  "pager",
  "busy",
  "disk",
  "stopped",
  "lock",
  "server",
  "network",
  "follower",
  "child",
  "zombie",
  "input",
  "sleep",
  "unknown",
];

/** The suggested one first. What only wastes time is waited for; what never ends by itself is interrupted. */
const remedies: Record<StallKind, readonly StallAction[]> = {
  prompt: ["answer", "wait", "interrupt", "kill"],
  secret: ["interrupt", "wait", "kill", "answer"],
  pager: ["answer", "interrupt", "wait", "kill"],
  input: ["interrupt", "wait", "kill"],
  sleep: ["wait", "interrupt", "kill"],
  follower: ["interrupt", "wait", "kill"],
  server: ["interrupt", "wait", "kill"],
  lock: ["wait", "interrupt", "kill"],
  child: ["wait", "interrupt", "kill"],
  network: ["wait", "interrupt", "kill"],
  busy: ["wait", "interrupt", "kill"],
  // No signal reaches it.
  disk: ["wait"],
  stopped: ["wait", "kill"],
  zombie: ["interrupt", "wait", "kill"],
  unknown: ["wait", "interrupt", "kill"],
};

export type Diagnosis = Stall & {
  /** Changes where something else is waited for; not with every second that passes. */
  key: string;
};

/** Undefined where nothing is left to look at. */
export function diagnose(scene: Scene): Diagnosis | undefined {
  const found = candidates(scene.processes)
    .map((seen) => ({ seen, finding: findingOf(seen, scene) }))
    .toSorted((a, b) => order.indexOf(a.finding.kind) - order.indexOf(b.finding.kind))[0];
  if (!found) return undefined;
  const { seen, finding } = found;
  const actions = remedies[finding.kind].filter((action) => action !== "answer" || scene.canType);
  const answers = finding.kind === "secret" || !actions.includes("answer") ? undefined : finding.answers;
  return {
    kind: finding.kind,
    words: finding.words.slice(0, 500),
    ...(finding.prompt === undefined ? {} : { prompt: finding.prompt.slice(0, 500) }),
    evidence: evidenceOf(seen, scene),
    pid: seen.pid,
    program: nameOf(seen).slice(0, 200),
    quietMs: scene.quietMs,
    actions: [...actions],
    ...(answers ? { answers: answers.map((text) => text.slice(0, 40)) } : {}),
    key: keyOf(seen, finding),
  };
}

// A loop starts its `sleep` anew every time; what it waits for stays the same.
const keyOf = ({ pid, name, lock }: Seen, { kind, prompt = "" }: Finding): string =>
  [kind, kind === "sleep" || kind === "busy" ? name : pid, prompt, lock?.owner?.pid ?? ""].join(" ");

/** Those that wait for none of the others: no child of theirs runs, and nobody of the call writes into what they read. */
function candidates(all: readonly Seen[]): Seen[] {
  const alive = all.filter(({ state }) => state !== "Z" && state !== "X");
  const parents = new Set(alive.map(({ parent }) => parent));
  const leaves = alive.filter((seen) => !parents.has(seen.pid) || !waitsForChildren(seen));
  const first = leaves.filter((seen) => !readsFromSibling(seen, alive));
  return first.length > 0 ? first : leaves.length > 0 ? leaves : alive;
}

/** A parent that does something of its own beside its children counts too: a shell that asks while a job runs. */
const waitsForChildren = ({ call, wchan, state }: Seen): boolean =>
  state !== "T" && state !== "D" && (call === "wait" || /do_wait/.test(wchan) || (call === "" && wchan === ""));

function readsFromSibling(seen: Seen, all: readonly Seen[]): boolean {
  const pipes = seen.waitsOn.map(({ link }) => link).filter((link) => link.startsWith("pipe:"));
  if (pipes.length === 0 || pipes.length < seen.waitsOn.length) return false;
  return all.some(
    (other) => other.pid !== seen.pid && other.files.some(({ link, fd }) => pipes.includes(link) && !(fd === 0)),
  );
}

const states: Record<string, string> = {
  R: "running",
  S: "sleeping",
  D: "in the kernel",
  T: "stopped",
  t: "traced",
  Z: "ended",
  I: "idle",
};

function evidenceOf(seen: Seen, { quietMs, processes }: Scene): Stall["evidence"] {
  const { terminal, lock } = seen;
  const modes = terminal?.modes;
  const facts: (readonly [what: string, found: string | undefined])[] = [
    ["silent for", `${Math.round(quietMs / 1_000)} s`],
    ["process", `${nameOf(seen)}, pid ${seen.pid}, one of ${processes.length}`],
    ["state", states[seen.state] ?? seen.state],
    ["system call", seen.call || undefined],
    ["in the kernel at", seen.wchan || undefined],
    [
      "waits on",
      seen.waitsOn
        .map(({ fd, link }) => `${fd} → ${link}`)
        .slice(0, 4)
        .join(", ") || undefined,
    ],
    ["terminal", terminal?.path],
    ["typing", modes && `${modes.echo ? "shown" : "not shown"}, ${modes.lines ? "by the line" : "by the key"}`],
    ["processor", `${(seen.cpu * 100).toFixed(1)} %`],
    ["bytes moved", `${Math.round(seen.bytesPerSecond)} a second`],
    ["lock", lock?.path],
    ["held by", lock?.owner && `${lock.owner.name}, pid ${lock.owner.pid}`],
    ...seen.sockets
      .filter(({ protocol }) => protocol !== "unix")
      .slice(0, 3)
      .map(
        ({ protocol, state, local, remote }) =>
          ["socket", `${protocol} ${state} ${state === "listening" ? local : `${local} → ${remote}`}`] as const,
      ),
  ];
  return facts.flatMap(([what, found]) => (found === undefined ? [] : [{ what, found: found.slice(0, 300) }]));
}
