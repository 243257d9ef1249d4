/** Finds which processes are meant, refuses what must not end, sends the signal, and looks what became of them. */
import { riskRank } from "../../domain/risk.ts";
import type { FilePreview } from "../../domain/fileChange.ts";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { readCommand, readStat, type ProcessStat } from "../../lib/proc/processes.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { processKill, type KillInput, type KillOutput } from "./kill.ts";
import { killRisk, namesOf } from "./naming.ts";
import { allStats, isKernels, startTimes, userNames, withChildren } from "./table.ts";

/** A process that is asked to end may tidy up for so long. */
const waitMs = 5_000;
const stepMs = 100;
/** Whatever starts it again does so within this, mostly. */
const settleMs = 2_000;
const most = 200;
/** Starts are told in hundredths of a second after a boot whose moment is known to a second. */
const startToleranceMs = 1_500;

type Meant = { stat: ProcessStat; names: string[]; text: string };

export async function run(input: KillInput, ctx: ToolContext): Promise<KillOutput> {
  const meant = await meantBy(input, ctx);
  const signal = input.signal ?? "TERM";
  for (const { stat } of meant) send(stat, signal);
  for (let waitedMs = 0; waitedMs < waitMs && meant.some(isThere); waitedMs += stepMs) await ctx.sleep(stepMs);
  const left = meant.filter(isThere);
  if (left.length === 0) await ctx.sleep(settleMs);
  return {
    signal,
    killed: meant.filter((each) => !left.includes(each)).map(told),
    left: left.map(told),
    respawned: left.length > 0 ? [] : (await startedSince(meant, ctx)).map(told),
  };
}

export async function preview(input: KillInput, ctx: ToolContext): Promise<FilePreview> {
  const meant = await meantBy(input, ctx);
  const all = await allStats(ctx);
  const [userOf, startedAt] = [userNames(), startTimes()];
  const lines = meant.slice(0, 30).map(({ stat, text }) => {
    const below = withChildren(stat.pid, all).length - 1;
    return `${stat.pid} of ${userOf(stat.pid)} since ${iso(startedAt(stat)).slice(0, 19).replace("T", " ")} UTC: ${text.slice(0, 300)}${below > 0 ? `; it started ${below} that run` : ""}`;
  });
  return {
    files: [],
    notes: [
      `${meant.length} ${meant.length === 1 ? "process" : "processes"} would be sent ${input.signal ?? "TERM"}`,
      ...lines,
    ].map((line) => untrusted(line.slice(0, 990))),
    problems: [],
  };
}

async function meantBy(input: KillInput, ctx: ToolContext): Promise<Meant[]> {
  const all = await allStats(ctx);
  const meant = input.pid === undefined ? named(input, all) : numbered(input, all);
  const untouchable = ownLine(all);
  for (const each of meant) refuse(each, input, untouchable);
  return meant.slice(0, most);
}

const described = (stat: ProcessStat): Meant => {
  const command = readCommand(stat.pid);
  return { stat, names: namesOf({ name: stat.name, command }), text: command.slice(0, 256) || stat.name };
};

function numbered({ pid = 0, name, startedAtMs }: KillInput, all: readonly ProcessStat[]): Meant[] {
  const stat = all.find((each) => each.pid === pid);
  if (!stat) throw new ToolError("not_found", `No process ${pid} runs on this machine; it may have ended by itself.`);
  const found = described(stat);
  if (name !== undefined && !found.names.includes(name))
    throw new ToolError(
      "changed_since",
      `Process ${pid} is ${said(found)}, not ${name}. Nothing was ended.`,
      "Look for it again with `process.list`.",
    );
  if (startedAtMs !== undefined && Math.abs(startTimes()(stat) - startedAtMs) > startToleranceMs)
    throw new ToolError(
      "changed_since",
      `Process ${pid} is another one by now: ${said(found)}. Nothing was ended.`,
      "Look for it again with `process.list`.",
    );
  return [found];
}

function named({ name = "", all: every = false }: KillInput, all: readonly ProcessStat[]): Meant[] {
  const found = all
    .filter((stat) => stat.state !== "Z")
    .map(described)
    .filter(({ names }) => names.includes(name));
  if (found.length === 0)
    throw new ToolError(
      "not_found",
      `No process named ${name} runs on this machine.`,
      "`process.list` shows what runs.",
    );
  if (every) return found;
  // A program and its own workers are one thing; two of a name that nobody started together are not.
  const pids = new Set(found.map(({ stat }) => stat.pid));
  const tops = found.filter(({ stat }) => !pids.has(stat.parent));
  if (tops.length === 1) return found;
  const list = tops.slice(0, 10).map(({ stat }) => stat.pid);
  throw new ToolError(
    "conflict",
    `${tops.length} processes named ${name} run that do not belong together: ${list.join(", ")}${tops.length > 10 ? " and more" : ""}. Nothing was ended.`,
    "Name one by its pid, or say `all`.",
  );
}

/** This agent and whatever it runs under; to end one of them is to end the agent. */
function ownLine(all: readonly ProcessStat[]): ReadonlySet<number> {
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const line = new Set<number>();
  for (
    let pid: number | undefined = process.pid;
    pid !== undefined && pid > 0 && !line.has(pid);
    pid = parents.get(pid)
  )
    line.add(pid);
  return line;
}

function refuse(each: Meant, input: KillInput, untouchable: ReadonlySet<number>): void {
  const { stat, names } = each;
  const no = (why: string, hint?: string): never => {
    throw new ToolError("refused_by_policy", `Process ${stat.pid} (${said(each)}) ${why}. Nothing was ended.`, hint);
  };
  if (stat.pid === 1) no("is the first process: without it the machine stops", "`system.reboot` restarts a machine.");
  if (isKernels(stat)) no("is the kernel's own");
  if (untouchable.has(stat.pid)) no("is ailx itself, or what ailx runs under");
  if (names.includes("ailx"))
    no("belongs to ailx", "`systemctl stop ailx-agent` on the machine itself stops an agent.");
  if (stat.state === "Z")
    no("has ended already and waits for its parent", `End or restart its parent, process ${stat.parent}.`);
  const [asked, really] = [
    processKill.risk(input),
    names.map(killRisk).toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk))[0],
  ];
  // Judged was what was asked for; a bare number says nothing of what it is.
  if (really && riskRank(really.risk) > riskRank(asked.risk))
    no(
      `is rated higher: ${really.why}`,
      `Ask for it with its name too: pid ${stat.pid}, name ${forLog(untrusted(names[0] ?? ""))}.`,
    );
  if (really && really.level > processKill.level(input))
    no(
      `needs level ${really.level}`,
      `Ask for it with its name too: pid ${stat.pid}, name ${forLog(untrusted(names[0] ?? ""))}.`,
    );
}

/** Between this look and the signal nothing else of the agent runs. */
function send({ pid, startedTicks }: ProcessStat, signal: "TERM" | "INT" | "KILL"): void {
  if (readStat(pid)?.startedTicks !== startedTicks) return;
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ESRCH") return;
    throw new ToolError(
      code === "EPERM" ? "permission_denied" : "tool_failed",
      `Process ${pid} could not be sent ${signal}${code === "EPERM" ? ": the agent has no right to it" : ` (${code})`}.`,
      code === "EPERM" ? "Processes of others are ended by an agent that runs as root." : undefined,
    );
  }
}

/** A zombie has ended; that its parent has not looked yet changes nothing. */
function isThere({ stat }: Meant): boolean {
  const now = readStat(stat.pid);
  return now !== undefined && now.startedTicks === stat.startedTicks && now.state !== "Z";
}

async function startedSince(meant: readonly Meant[], ctx: ToolContext): Promise<Meant[]> {
  const before = new Set(meant.map(({ stat }) => stat.pid));
  const texts = new Set(meant.map(({ text }) => text));
  const newest = Math.max(...meant.map(({ stat }) => stat.startedTicks));
  const now = await allStats(ctx);
  return now
    .filter((stat) => stat.state !== "Z" && stat.startedTicks > newest && !before.has(stat.pid))
    .map(described)
    .filter(({ text }) => texts.has(text))
    .slice(0, most);
}

const told = ({ stat, text }: Meant): KillOutput["killed"][number] => ({ pid: stat.pid, name: untrusted(text) });
const said = ({ text }: Meant): string => forLog(untrusted(text.slice(0, 80)));
