/** What an executor may touch on this machine: programs, local sockets, output, time. Nothing else. */
import { homedir } from "node:os";
import { noBackups } from "../backups/none.ts";
import { noDeadman } from "../deadman/none.ts";
import { ToolError, type BackupPort, type DeadmanPort, type ToolContext } from "../../tools/define.ts";
import type { Facts } from "../../domain/machine.ts";
import type { Log } from "../../lib/log.ts";
import type { CallPayload } from "../../protocol/call.ts";
import type { Hold } from "../confine/confiner.ts";
import { launch } from "./launch.ts";
import type { RunRecord } from "../runRecord.ts";
import type { Observer } from "./program.ts";
import { markName } from "./strays.ts";

const answerBytes = 8 << 20;

export function contextFor({
  call,
  signal,
  emit,
  observer,
  looks,
  hold,
  facts,
  log,
  backup = noBackups,
  deadman = noDeadman,
  ownPaths = () => [],
  denies = () => false,
  secrets = new Map(),
  record,
  goesOn = () => {
    throw new ToolError("not_supported", "This agent keeps no note of a call.");
  },
}: {
  call: CallPayload;
  /** What its programs are held to; absent: to nothing. */
  hold?: Hold | undefined;
  /** It is of a typed tool that reads. */
  looks: boolean;
  signal: AbortSignal;
  emit: ToolContext["emit"];
  observer: Observer;
  facts: () => Facts;
  log: Log;
  backup?: BackupPort;
  deadman?: DeadmanPort;
  ownPaths?: () => readonly string[];
  /** By the machine's own policy. */
  denies?: (path: string) => boolean;
  secrets?: ReadonlyMap<string, string>;
  /** What this machine itself keeps of what was run on it. */
  record?: RunRecord | undefined;
  goesOn?: ToolContext["goesOn"];
}): ToolContext {
  record?.call(call);
  const env = { AILX_USER: call.actor, AILX_TASK: call.task, [markName]: call.callId };
  const { memoryBytes, processes } = call;
  return {
    spawn: async (argv, options = {}) => {
      const planned = options.answers?.length
        ? (await import("../stalls/answering.ts")).answering(options.answers, observer)
        : undefined;
      record?.program(call.callId, argv);
      const done = await launch({
        argv,
        options,
        env,
        home: homedir(),
        signal,
        emit,
        limits: { memoryBytes, processes },
        looks: looks || options.alone === true,
        hold,
        observer: options.patient ? unwatched(observer) : (planned?.observer ?? observer),
      });
      record?.ended(call.callId, done);
      return planned ? { ...done, answered: planned.given } : done;
    },
    unixHttp: (socket, path, options = {}) => unixHttp({ socket, path, signal, ...options }),
    emit,
    signal,
    nowMs: () => Date.now(),
    sleep: (ms) => sleepUntil(ms, signal),
    facts,
    log,
    backup,
    deadman,
    ownPaths,
    denies,
    secrets,
    goesOn,
  };
}

/** What it used counts; that it is silent does not. */
const unwatched = (observer: Observer): Observer => ({ ...observer, begun: () => {} });

async function unixHttp({
  socket,
  path,
  signal,
  method = "GET",
  timeoutMs = 10_000,
  body,
  latin1 = false,
  evenCancelled = false,
}: {
  socket: string;
  path: string;
  signal: AbortSignal;
  method?: string;
  timeoutMs?: number;
  body?: string;
  latin1?: boolean;
  evenCancelled?: boolean;
}): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://localhost${path}`, {
    unix: socket,
    method,
    redirect: "manual",
    ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
    signal: AbortSignal.any([...(evenCancelled ? [] : [signal]), AbortSignal.timeout(timeoutMs)]),
  });
  const bytes = await answer.bytes();
  if (bytes.length > answerBytes) throw new ToolError("tool_failed", `${socket} answered with more than 8 MiB.`);
  const text = latin1 ? Buffer.from(bytes).toString("latin1") : new TextDecoder().decode(bytes);
  return { status: answer.status, text };
}

async function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = (): void => {
    clearTimeout(timer);
    reject(new ToolError("cancelled", "It was cancelled."));
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  await promise.finally(() => signal.removeEventListener("abort", stop));
}
