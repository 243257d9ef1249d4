/**
 * A tool is one typed capability with three faces: this contract (pure), an executor (`*.run.ts`, loaded by the agent at
 * the first call) and a view (`*.view.tsx`, loaded by the hub at the first render). Planner schema, risk, approval card,
 * API, CLI help and docs all follow from the contract.
 */
import type * as z from "zod/mini";
import type { FileState } from "../lib/fileState.ts";
import type { JsonObject } from "../lib/json.ts";
import type { Log } from "../lib/log.ts";
import type { ErrorCode } from "../domain/error.ts";
import type { Facts, Machine, Platform } from "../domain/machine.ts";
import type { FilePreview } from "../domain/fileChange.ts";
import type { Undo, WayBack } from "../domain/plan.ts";
import type { Confinement, Level, Risk, Span } from "../domain/risk.ts";
import type { Verdict } from "../domain/verdict.ts";

/** What a tool would do with this input on a machine, for the card: exact command or API call. */
export type Preview = {
  /** Verb and object: "Restart nginx". */
  title: string;
  /** The command, quoted so that it can be read and pasted, or the API call, or the file that is read. */
  exact: string;
};

/**
 * How much a tool says it may do. `reasons` are sentences without a full stop; `found` says the same part by part where
 * the input is a text whose words can be marked. `confine`: it may be low only where the machine holds it to that.
 */
export type ToolRisk = {
  risk: Risk;
  reasons: string[];
  found?: { risk: Risk; text: string; span: Span; rule: string }[];
  confine?: Confinement;
};

type Common<I extends JsonObject, O extends JsonObject> = {
  /** `group.verb`, e.g. `service.restart`. On a model's wire the dot is an underscore. */
  name: string;
  /** Grows when input, output or meaning changes; part of a plan's digest. */
  version: number;
  /** One sentence for people and planners. */
  does: string;
  /** Strict: unknown fields are errors. Built on first use. */
  input: () => z.ZodMiniType<I>;
  /** Built on first use. Text that the machine said is `machineText()`. */
  output: () => z.ZodMiniType<O>;
  access: "read" | "change";
  platforms: readonly Platform[];
  /** What the input does, judged from the input alone. */
  risk: (input: I) => ToolRisk;
  level: (input: I) => Level;
  preview: (input: I) => Preview;
  /** In words, what is looked at before anything is changed: "nginx -t". Absent where nothing is. */
  precheck?: (input: I) => string | undefined;
  /** In words, what is checked afterwards; empty for reads. */
  checks: (input: I) => string[];
  /** Judges what the executor observed. Pure; runs on the hub. */
  judge: (input: I, output: O) => Verdict;
  /** The way back from this change, said before it happens. */
  undo: (input: I) => Undo;
  /**
   * The way back as it is known from what the run did; stored with the run, and what an undo carries out. `nothing` where
   * the run changed nothing. Absent: `undo` stands, for every run that ended ok.
   */
  wayBack?: (input: I, output: O) => WayBack;
  /** One line for a run that ended ok: "active, pid 812", "3 of 41 services failed". */
  line: (output: O) => string;
  /** The result as a table; results of several machines are put under each other with the machine in front. */
  table?: (output: O) => { columns: string[]; rows: string[][] };
  /** Default time-out of the whole call in ms. */
  timeoutMs: number;
  /** Its machine goes away in the middle, for so long at most: until then nobody takes the call for lost. */
  awayMs?: number;
};

/** A tool that an agent carries out on its machine. */
export type AgentTool<I extends JsonObject, O extends JsonObject> = Common<I, O> & {
  where: "agent";
  load: {
    run: () => Promise<{ run: Run<I, O> }>;
    view: () => Promise<{ Outcome: OutcomeView<O> }>;
    /** Goes on after the agent was ended in the middle of a run that had said `goesOn`. */
    resume?: () => Promise<{ resume: Resume<O> }>;
    /** What the run would change on this machine, found without changing anything; shown before a person approves. */
    preview?: () => Promise<{ preview: PreviewRun<I> }>;
  };
};

/** A tool that the hub answers from its own data. Its executor gets the ports that hub/main.ts hands down. */
export type HubTool<I extends JsonObject, O extends JsonObject> = Common<I, O> & {
  where: "hub";
  load: {
    run: () => Promise<{ run: (input: I, ports: HubPorts) => Promise<O> }>;
    view: () => Promise<{ Outcome: OutcomeView<O> }>;
  };
};

/** Any tool, with its types folded away: what the registry holds. Input has passed `input()` before it gets here. */
export type Tool = AgentTool<JsonObject, JsonObject> | HubTool<JsonObject, JsonObject>;

/** Declares a tool; only here are its types folded away. */
export const agentTool = <I extends JsonObject, O extends JsonObject>(tool: Omit<AgentTool<I, O>, "where">): Tool =>
  ({ ...tool, where: "agent" }) as unknown as Tool;
export const hubTool = <I extends JsonObject, O extends JsonObject>(tool: Omit<HubTool<I, O>, "where">): Tool =>
  ({ ...tool, where: "hub" }) as unknown as Tool;

/** What a hub tool may use. */
export type HubPorts = {
  machines: () => Machine[];
  nowMs: () => number;
  /** Requests of the hub itself to the web, within what an admin allows. Absent: it makes none. */
  web?: WebPort;
};

/** Throws `not_supported` where web access is off, `refused_by_policy` for where it may not go, `tool_failed`, `timed_out`. */
export type WebPort = {
  /** A GET without credentials; redirects are followed within what is allowed. */
  fetch: (url: string) => Promise<WebAnswer>;
  /** One request, whose redirects are told and not followed. `secret` is set as a header by the hub. */
  request: (asked: WebAsked) => Promise<WebAnswer>;
  search: (query: string) => Promise<WebFound[]>;
};
export type WebAsked = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  secret?: { name: string; version: number; header: string; prefix: string };
};
/** `text`: of a page what a reader sees, else the body; empty where it is no text. Not made safe for anything yet. */
export type WebAnswer = {
  url: string;
  status: number;
  contentType: string;
  title: string;
  text: string;
  truncated: boolean;
  redirect?: string;
  ms: number;
};
export type WebFound = { title: string; url: string; text: string };

/** An executor: does the work, throws `ToolError` where it cannot, returns what it did and observed. */
export type Run<I extends JsonObject, O extends JsonObject> = (input: I, ctx: ToolContext) => Promise<O>;

/** The second half of a run that its agent did not outlive, with what the first half had noted. */
export type Resume<O extends JsonObject> = (note: JsonObject, ctx: ToolContext) => Promise<O>;

/** As an executor, but it only looks. Throws `ToolError` where the run would. */
export type PreviewRun<I extends JsonObject> = (input: I, ctx: ToolContext) => Promise<FilePreview>;

/** Everything an executor may touch; tests hand in their own. */
export type ToolContext = {
  /** Runs a program to its end with stdin closed, a cleaned environment and no shell. */
  spawn: (argv: readonly string[], options?: SpawnOptions) => Promise<Spawned>;
  /**
   * HTTP over a unix socket (Docker, Podman). Answers above 8 MiB are cut off with `tool_failed`. `body` is JSON; with
   * `latin1` the text has one character a byte, for answers that are no text. `evenCancelled`: for putting back what was begun, which
   * a cancelled call does too.
   */
  unixHttp: (
    socket: string,
    path: string,
    options?: { method?: string; timeoutMs?: number; body?: string; latin1?: boolean; evenCancelled?: boolean },
  ) => Promise<{ status: number; text: string }>;
  /**
   * Sends output that people watch live; kept up to the run's cap. A promise says that there is no room for more until it
   * resolves: whoever reads from a program waits for it, so that the program waits too.
   */
  emit: (stream: "stdout" | "stderr", bytes: Uint8Array) => void | Promise<void>;
  /** Aborted on cancel and at the time limit. */
  signal: AbortSignal;
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  facts: () => Facts;
  log: Log;
  /** Copies of what a change is about to touch. */
  backup: BackupPort;
  /** For a change that may cut this machine off: its way back is armed before, and outlives the agent. */
  deadman: DeadmanPort;
  /**
   * From here on the call is not lost where the agent ends: at its next start the tool's `resume` gets this note. It is on
   * disk when this returns. Throws `storage_failed`; then nothing may be done that ends the agent.
   */
  goesOn: (note: JsonObject) => void;
  /** Files and folders of ailx itself on this machine: state, policy, unit, program. No tool writes there. */
  ownPaths: () => readonly string[];
  /** Whether the machine's own policy denies a path: what a search comes to is in no input. Absent: it denies none. */
  denies?: (path: string) => boolean;
  /** Values of the call's secrets by name: for a program's environment, never for its arguments. What is said of them is masked. */
  secrets: ReadonlyMap<string, string>;
};

/**
 * Copies on this machine, readable by the agent alone, in one record a call (its id: `backupId` of task and step, so that
 * the copies of one step have the same id on all of its machines). What files became is noted when the call ends.
 */
export type BackupPort = {
  /**
   * Copies each path as it is now (a file, a link, a folder without what is in it, or that there is nothing) and
   * resolves once that is on disk; a path that the call has kept before stays as it was kept first. Throws
   * `backup_failed` where it cannot be kept: then nothing may be changed. `becoming` says what the call will make of a path,
   * so that an agent that was killed meanwhile knows its own work at the next start; with `unproved` it takes that back.
   */
  keep: (
    paths: readonly string[],
    options?: { becoming?: Readonly<Record<string, string>>; unproved?: boolean },
  ) => Promise<Kept>;
  /**
   * Puts everything of a record back, byte for byte, with owner, mode, times and extended attributes. Without `force` it
   * throws `changed_since`, having touched nothing, where a path is no longer what the call left. Default id: this call's.
   */
  restore: (id?: string, options?: { force?: boolean }) => Promise<RestoredPath[]>;
  /** What a record holds. Throws `no_backup`. */
  find: (id: string) => Promise<Kept>;
};

/** Arms ways back that carry themselves out unless they are called off in time, also where the agent has been killed. */
export type DeadmanPort = {
  /** Resolves once the timer runs, outside of the agent's process tree. Throws `not_armed`: then nothing may be changed. */
  arm: (way: { what: string; back: readonly BackStep[]; afterMs: number }) => Promise<Armed>;
};

/** A step of the way back, carried out by a shell script that needs nothing of ailx. */
export type BackStep =
  /** `input` is given on standard input. */
  | { kind: "run"; argv: readonly string[]; input?: string }
  /** A path becomes again what `backup.keep` found there. */
  | { kind: "file"; kept: Pick<KeptPath, "path" | "state" | "copy"> };

export type Armed = {
  /** Who holds the timer: a unit of systemd, or a process of its own session. */
  by: "systemd" | "process";
  /** When it comes back, by this machine's clock. */
  atMs: number;
  /** Makes a new connection to the hub, over which the hub proves itself. */
  contact: () => Promise<Contact>;
  /** Calls the way back off: the change stays. False where it has been carried out meanwhile. */
  confirm: () => Promise<boolean>;
  /** Does not wait for the timer. */
  revert: () => Promise<CameBack>;
  /** Waits until the timer has carried the way back out; where it does not, it is done here. */
  cameBack: () => Promise<CameBack>;
};

/** `path`: a connection beside the network proves nothing of it. */
export type Contact = { ok: boolean; path: "network" | "socket"; ms: number; why: string };
/** `ok`: every step of the way back ended well. `said`: what the steps printed. */
export type CameBack = { ok: boolean; atMs: number; said: string };

/** A record of copies. Until `untilMs` it is never dropped. */
export type Kept = { id: string; untilMs: number; entries: KeptPath[] };
export type KeptPath = {
  path: string;
  state: FileState;
  /** Where the copy of a file's bytes lies; for the executor's own reading. */
  copy?: string;
  /** As the call left it; absent while it runs, and where it was killed before its end. */
  left?: FileState;
};
export type RestoredPath = { path: string; did: "restored" | "removed" | "same" };

export type SpawnOptions = {
  /** Default 30 s; the whole tree is ended then. */
  timeoutMs?: number;
  /** Added to the cleaned environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** It starts no other program, by a reviewed list: its group holds it, and nobody is looked for afterwards. Default false. */
  alone?: boolean;
  /** It is silent until something comes and ends at its time: nobody is told that it waits. Default false. */
  patient?: boolean;
  /** Also send what it writes to the people who watch. Default false. */
  live?: boolean;
  /** Run on a terminal of its own instead of closed input, so that what it asks can be answered. Default false. */
  terminal?: boolean;
  /** Typed where the program asks for exactly that on its terminal; never where it asks for a secret. */
  answers?: readonly PlannedAnswer[];
  /** Kept of each stream for the executor; beyond it the middle is left out. Default 256 KiB. */
  maxBytes?: number;
};

/** An answer that the plan holds, to a question that has this text in it. */
export type PlannedAnswer = { prompt: string; answer: string };

export type Spawned = {
  /** Exit status; null when a signal ended it. */
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
  /** Which of the planned answers were typed, in order. Absent where none were planned. */
  answered?: PlannedAnswer[];
};

/** A tool could not do it: a code, a sentence, and what to do. Thrown by executors, read by people and planners. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly hint?: string,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** Renders an outcome to HTML. Props are plain data. */
export type OutcomeView<O extends JsonObject> = (props: { output: O }) => unknown;
