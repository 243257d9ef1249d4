/** Gives the order and waits to be ended by it; the agent's next start waits for the end of the boot and compares. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FilePreview } from "../../domain/fileChange.ts";
import { forHtml, forLog, untrusted } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { parseStat, readCommand } from "../../lib/proc/processes.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { namesOf } from "../process/naming.ts";
import { allStats } from "../process/table.ts";
import { rebootMs, type RebootOutput } from "./reboot.ts";
import { restartReasons } from "./restart-needed.ts";
import { run as users } from "./users.run.ts";

const stepMs = 1_000;
/** A boot that has not come to its end by then is compared as it is. */
const bootedMs = 120_000;
const env = { LC_ALL: "C" };
const most = 100;

export async function run(_input: object, ctx: ToolContext, root = "/"): Promise<RebootOutput> {
  const argv = await rebootArgv(ctx, root);
  await refuseWhilePackagesChange(ctx, root);
  const before = bootMark(root);
  const failedBefore = await failedUnits(ctx);
  // On disk before the order is given: the machine may be gone in the next moment.
  ctx.goesOn({ before, askedAtMs: ctx.nowMs(), failedBefore });
  const done = await ctx.spawn(argv, { env, timeoutMs: 60_000 });
  if (done.exitCode !== 0 && done.signal === null) throw refused(done);
  return await untilRestarted({ before, deadlineMs: ctx.nowMs() + rebootMs }, ctx, root);
}

/** The agent's next start: mostly in the new boot, and where only the agent was restarted, still in the old one. */
export async function resume(note: JsonObject, ctx: ToolContext, root = "/"): Promise<RebootOutput> {
  const before = typeof note["before"] === "string" ? note["before"] : "";
  const askedAtMs = Number(note["askedAtMs"] ?? ctx.nowMs());
  if (bootMark(root) === before) return await untilRestarted({ before, deadlineMs: askedAtMs + rebootMs }, ctx, root);
  const downMs = Math.max(0, ctx.nowMs() - askedAtMs);
  await booted(ctx);
  const failedBefore = Array.isArray(note["failedBefore"])
    ? note["failedBefore"].filter((each) => typeof each === "string")
    : [];
  return {
    bootIdBefore: before,
    bootIdAfter: bootMark(root),
    downMs,
    failedUnits: (await failedUnits(ctx)).map(untrusted),
    failedBefore: failedBefore.map(untrusted),
  };
}

export async function preview(_input: object, ctx: ToolContext, root = "/"): Promise<FilePreview> {
  const { kernel, kind } = ctx.facts();
  const possible = async (): Promise<void> => {
    await rebootArgv(ctx, root);
    await refuseWhilePackagesChange(ctx, root);
  };
  const problem = await possible().then(
    () => undefined,
    (error: unknown) => (error instanceof ToolError ? error.detail : String(error)),
  );
  const due = restartReasons({ kernel, contained: kind === "lxc" || kind === "container", root });
  const failed = await failedUnits(ctx).catch(() => []);
  const there = await users({}, ctx, root).catch(() => undefined);
  const names = [...new Set(there?.signedIn.map(({ user }) => forHtml(user)))];
  const notes = [
    due.length > 0 ? `A restart is due: ${due.join("; ")}` : "Nothing on this machine asks for a restart",
    ...(failed.length > 0 ? [`Failed already: ${failed.slice(0, 20).join(", ")}`] : []),
    ...(names.length > 0 ? [`Signed in now: ${names.slice(0, 20).join(", ")}`] : []),
  ];
  return {
    files: [],
    notes: notes.map((note) => untrusted(note.slice(0, 990))),
    problems: problem === undefined ? [] : [untrusted(problem.slice(0, 990))],
  };
}

/** Throws where this machine cannot be restarted from within, or the agent would not come back. */
async function rebootArgv(ctx: ToolContext, root: string): Promise<string[]> {
  const { init } = ctx.facts();
  if (init === "systemd") {
    await startsAtBoot(ctx, root);
    return ["systemctl", "reboot", "--no-ask-password"];
  }
  if (init === "openrc") {
    const levels = join(root, "etc/runlevels");
    if (!names(levels).some((level) => names(join(levels, level)).some((service) => service.startsWith("ailx"))))
      throw notStarted("in no runlevel");
    return ["reboot"];
  }
  throw new ToolError(
    "not_supported",
    "This machine has no init system that restarts it.",
    "A container is restarted by what runs it.",
  );
}

const packagePrograms = new Set(
  "apt apt-get aptitude dpkg dnf yum rpm zypper pacman apk unattended-upgrade".split(" "),
);

/** What is unpacked and not configured when the machine goes down may keep it from starting well. */
async function refuseWhilePackagesChange(ctx: ToolContext, root: string): Promise<void> {
  const proc = join(root, "proc");
  const busy = (await allStats(ctx, proc)).find(
    (stat) =>
      stat.state !== "Z" &&
      namesOf({ name: stat.name, command: readCommand(stat.pid, proc) }).some((name) => packagePrograms.has(name)),
  );
  if (!busy) return;
  throw new ToolError(
    "conflict",
    `Packages are being changed on this machine (process ${busy.pid}, ${forLog(untrusted(busy.name))}). Nothing was done.`,
    "Wait for its end, or end it first.",
  );
}

async function startsAtBoot(ctx: ToolContext, root: string): Promise<void> {
  const unit = /\/([\w@.:\\-]+\.service)(?:\/|$)/m.exec(textOf(join(root, "proc/self/cgroup")))?.[1];
  if (unit === undefined) throw notStarted("not a service of it");
  const { stdout } = await ctx.spawn(["systemctl", "show", "--no-pager", "-p", "UnitFileState", "--", unit], { env });
  const state = /^UnitFileState=([a-z-]*)$/m.exec(stdout)?.[1] ?? "";
  if (!/^(enabled|static|alias|generated|indirect)$/.test(state)) throw notStarted(`${unit} is ${state || "unknown"}`);
}

const notStarted = (how: string): ToolError =>
  new ToolError(
    "conflict",
    `The agent is not started at boot (${how}), so this machine would not come back to ailx. Nothing was done.`,
    "`systemctl enable ailx-agent` on the machine starts it at boot.",
  );

function refused({ stderr, exitCode }: Spawned): ToolError {
  const said = forLog(untrusted(stderr.trim().split("\n")[0] ?? "")) || `exit status ${exitCode}`;
  return /access denied|authentication|not permitted|must be superuser/i.test(stderr)
    ? new ToolError(
        "permission_denied",
        `The agent may not restart this machine: ${said}.`,
        "Its user must be root, and reboot.target must not be masked.",
      )
    : new ToolError("tool_failed", `The order to restart was refused: ${said.replace(/\.$/, "")}.`);
}

/** Ends by the agent's end, or not well: nobody comes back from here in a new boot. */
async function untilRestarted(
  { before, deadlineMs }: { before: string; deadlineMs: number },
  ctx: ToolContext,
  root: string,
): Promise<never> {
  while (ctx.nowMs() < deadlineMs && bootMark(root) === before) await ctx.sleep(stepMs);
  throw new ToolError(
    "timed_out",
    "The order to restart was given, and 10 minutes later the machine had not restarted.",
    "Something holds its shutdown up: `systemctl list-jobs` on the machine says what.",
  );
}

async function booted(ctx: ToolContext): Promise<void> {
  if (ctx.facts().init !== "systemd") return;
  // Its exit status says how it runs; what failed is looked at below.
  await ctx.spawn(["systemctl", "is-system-running", "--wait"], { env, timeoutMs: bootedMs, patient: true });
}

async function failedUnits(ctx: ToolContext): Promise<string[]> {
  if (ctx.facts().init !== "systemd") return [];
  const argv = ["systemctl", "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager", "--full"];
  const { stdout } = await ctx.spawn(argv, { env });
  return stdout
    .split("\n")
    .flatMap((line) => /^\s*(\S+\.\w+)\s/.exec(line)?.[1]?.slice(0, 256) ?? [])
    .slice(0, most);
}

/** Containers share the boot id of their host: when their first process began tells one start from another. */
export function bootMark(root = "/"): string {
  const boot = textOf(join(root, "proc/sys/kernel/random/boot_id")).trim();
  const first = parseStat(textOf(join(root, "proc/1/stat")))?.startedTicks ?? 0;
  return `${boot}:${first}`.replaceAll(/[^\w:-]/g, "").slice(0, 64);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

const names = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);
