/** systemd by its properties, never by text made for people. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { shortName, unitFile, type LogLine, type UnitState } from "./unit.ts";

const properties =
  "Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,NRestarts,Description,StateChangeTimestamp,Result,Type,InvocationID";

/** Times in UTC and words in English, whatever the machine's own. */
const env = { TZ: "UTC", LC_ALL: "C" };

/** A unit as systemd knows it; `loaded` is false for one that has no file. */
export type Shown = UnitState & { loaded: boolean; masked: boolean };

export async function showUnit(service: string, ctx: ToolContext): Promise<Shown> {
  const [shown] = await show(["--", unitFile(service)], ctx);
  if (!shown) throw new ToolError("tool_failed", `systemd said nothing of ${service}.`);
  return shown;
}

/** As `showUnit`; throws `no_such_unit` where the machine has none of that name. */
export async function existingUnit(service: string, ctx: ToolContext): Promise<Shown> {
  const shown = await showUnit(service, ctx);
  if (shown.loaded || shown.masked) return shown;
  const hint = "Names of services are in the list that `service.list` gives.";
  throw new ToolError("no_such_unit", `This machine has no service named ${service}.`, hint);
}

/** All services that systemd has loaded. */
export const showServices = (ctx: ToolContext): Promise<Shown[]> => show(["--all", "--", "*.service"], ctx);

async function show(what: string[], ctx: ToolContext): Promise<Shown[]> {
  const argv = ["systemctl", "show", "--no-pager", "-p", properties, ...what];
  const done = await started(argv, { env, maxBytes: 4 << 20 }, ctx);
  refuseWithoutSystemd(done);
  if (done.exitCode !== 0) throw new ToolError("tool_failed", `systemctl show failed: ${firstLine(done)}`);
  return done.stdout.split(/\n\n+/).flatMap((block) => (block.includes("Id=") ? [parseUnit(block)] : []));
}

/** One block of `systemctl show`: lines of `Name=value`. */
export function parseUnit(block: string): Shown {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const field = (name: string): string => fields.get(name) ?? "";
  const pid = Number(field("MainPID")) || 0;
  return {
    service: shortName(field("Id")).slice(0, 256),
    active: field("ActiveState") === "active",
    state: field("ActiveState"),
    subState: field("SubState"),
    enabled: /^(enabled|enabled-runtime|alias|generated|indirect)$/.test(field("UnitFileState")),
    mainPid: pid > 0 ? pid : null,
    sinceMs: timeOf(field("StateChangeTimestamp")),
    restarts: Number(field("NRestarts")) || 0,
    result: field("Result"),
    oneshot: field("Type") === "oneshot",
    invocation: field("InvocationID"),
    description: untrusted(field("Description").slice(0, 1_024)),
    loaded: field("LoadState") === "loaded",
    masked: field("LoadState") === "masked",
  };
}

/** “Sat 2026-11-21 01:55:21 UTC”; null where there is none. */
function timeOf(text: string): number | null {
  const [, day, time] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? UTC/.exec(text) ?? [];
  return day && time ? Date.parse(`${day}T${time}Z`) : null;
}

/** The state alone, as tools return it. */
export const stateOf = ({ loaded: _loaded, masked: _masked, ...state }: Shown): UnitState => state;

/** Longer than systemd's own limits for stopping and starting one unit (90 s each). */
const changeMs = 200_000;

/** What systemctl said to a change; a status other than 0 is an answer, being refused is an error. */
export async function change(
  verb: "start" | "stop" | "restart" | "reload" | "enable" | "disable" | "mask" | "unmask",
  service: string,
  ctx: ToolContext,
): Promise<Spawned> {
  const done = await started(
    ["systemctl", verb, "--no-ask-password", "--", unitFile(service)],
    { env, timeoutMs: changeMs },
    ctx,
  );
  refuseWithoutSystemd(done);
  if (/access denied|authentication (is )?required|permission denied|not permitted/i.test(done.stderr)) {
    const hint = "Services are changed at level 3, by an agent that runs as root.";
    throw new ToolError("permission_denied", `systemd did not let the agent ${verb} ${service}.`, hint);
  }
  return done;
}

/** In systemd's word: `enabled`, `disabled`, `static`, `masked`, `linked`, `generated` …; empty where it has no file. */
export async function bootState(service: string, ctx: ToolContext): Promise<string> {
  const argv = ["systemctl", "show", "--no-pager", "-p", "UnitFileState", "--", unitFile(service)];
  const done = await started(argv, { env }, ctx);
  refuseWithoutSystemd(done);
  return /^UnitFileState=([a-z-]*)$/m.exec(done.stdout)?.[1] ?? "";
}

/** The newest lines of a unit's journal, oldest first. `mayRead` is false where this user may not see them. */
export async function journal(
  {
    service,
    lines,
    errorsOnly = false,
    fromMs,
  }: { service: string; lines: number; errorsOnly?: boolean; fromMs?: number },
  ctx: ToolContext,
): Promise<{ lines: LogLine[]; mayRead: boolean }> {
  const argv = [
    "journalctl",
    "-u",
    unitFile(service),
    "-o",
    "json",
    "--output-fields=MESSAGE,PRIORITY",
    "--no-pager",
    "-n",
    String(lines),
    ...(fromMs === undefined ? [] : ["--since", `@${Math.floor(fromMs / 1_000)}`]),
  ];
  const done = await started(errorsOnly ? [...argv, "-p", "err"] : argv, { env, maxBytes: 8 << 20 }, ctx);
  if (/insufficient permissions/i.test(done.stderr)) return { lines: [], mayRead: false };
  if (done.exitCode !== 0) throw new ToolError("tool_failed", `journalctl failed: ${firstLine(done)}`);
  return { lines: done.stdout.split("\n").flatMap(parseEntry), mayRead: true };
}

/** One line of `journalctl -o json`. A line that was cut in the middle is no JSON and is left out. */
function parseEntry(line: string): LogLine[] {
  if (!line.startsWith("{")) return [];
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const priority = Number(entry["PRIORITY"] ?? 6);
    return [
      {
        atMs: Math.floor(Number(entry["__REALTIME_TIMESTAMP"]) / 1_000) || 0,
        priority: Number.isInteger(priority) && priority >= 0 && priority <= 7 ? priority : 6,
        text: untrusted(messageOf(entry["MESSAGE"]).slice(0, 8_192)),
      },
    ];
  } catch {
    return [];
  }
}

/** Text; a list of bytes where it is not UTF-8; null where it was too long for the journal's JSON. */
function messageOf(message: unknown): string {
  if (typeof message === "string") return message;
  if (Array.isArray(message)) return new TextDecoder().decode(Uint8Array.from(message, Number));
  return "(a message too long to show)";
}

async function started(
  argv: string[],
  options: Parameters<ToolContext["spawn"]>[1],
  ctx: ToolContext,
): Promise<Spawned> {
  try {
    return await ctx.spawn(argv, options);
  } catch (cause) {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    throw new ToolError(
      "not_supported",
      `${argv[0]} could not be started: this machine has no systemd.`,
      `Its init system is ${ctx.facts().init}; services need systemd.`,
    );
  }
}

export function refuseWithoutSystemd({ stderr }: Spawned): void {
  if (!/not been booted with systemd|failed to connect to bus/i.test(stderr)) return;
  throw new ToolError("not_supported", "systemd does not run on this machine, so it has no services to ask for.");
}

export const firstLine = ({ stderr, stdout, exitCode }: Spawned): string =>
  forLog(untrusted((stderr || stdout).trim().split("\n")[0] ?? "")) || `exit status ${exitCode}`;
