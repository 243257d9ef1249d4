/** Carries out a change of one container by the engine's API: look, change, look, wait, look again. */
import { untrusted } from "../../domain/untrusted.ts";
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { again, containerNamed, portsOf, recordOf, stateOf, stringOf, type Found } from "./asking.ts";
import { healthWaitMs, settleMs, type ChangeOutput, type ChangeVerb } from "./change.ts";
import { isRecord } from "./engine.ts";
import { parseLog, type LogEntry } from "./entries.ts";
import { stateText, type ContainerState } from "./one.ts";

/** A container may take its time to stop: engines wait for as long as it was made with before they kill it. */
const changeMs = 150_000;
const stepMs = 1_000;

export async function changeContainer(verb: ChangeVerb, name: string, ctx: ToolContext): Promise<ChangeOutput> {
  const found = await containerNamed(name, ctx);
  const before = stateOf(found);
  refusePaused(verb, found, before);
  if (verb === "stop") refuseFleeting(found);
  const said = await post(found, verb, ctx);
  const after = stateOf(await again(found, ctx));
  const settled = await settle(verb, { found, after }, ctx);
  const well = said === "" && (verb === "stop") === (settled.state !== "running") && settled.health !== "unhealthy";
  return {
    ...identityOf(found),
    before,
    after,
    settled,
    said: untrusted(said.slice(0, 2_048)),
    log: well && settled.restartCount <= after.restartCount ? [] : await lastLines(found, ctx),
  };
}

export const identityOf = ({ socket, id, name, image }: Found) => ({
  engine: socket,
  id: id.slice(0, 12),
  name: untrusted(name),
  image: untrusted(image),
});

function refusePaused(verb: ChangeVerb, { name }: Found, { state }: ContainerState): void {
  if (state !== "paused" || verb === "stop") return;
  const hint = "Somebody froze it on purpose; `docker unpause` or `podman unpause` takes that back.";
  throw new ToolError("wrong_state", `The container ${name} is paused.`, hint);
}

/** One that was started with `--rm` is gone once it stops, so there would be no way back. */
function refuseFleeting({ name, raw }: Found): void {
  if (recordOf(raw["HostConfig"])["AutoRemove"] !== true) return;
  const hint = "Stop it by a command if it may be gone for good.";
  throw new ToolError("wrong_state", `The container ${name} is removed as soon as it stops.`, hint);
}

/** What the engine said against it; empty where it did it, or it was so already (304). */
export async function post({ socket, id }: Found, what: string, ctx: ToolContext): Promise<string> {
  const { status, text } = await ctx.unixHttp(socket, `/containers/${id}/${what}`, {
    method: "POST",
    timeoutMs: changeMs,
  });
  if (status < 300 || status === 304) return "";
  return messageOf(text) || `status ${status}`;
}

/** Engines say `{"message": …}`; anything else is taken as it is. */
export function messageOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? stringOf(body["message"]) || stringOf(body["cause"]) : text;
  } catch {
    return text.trim();
  }
}

/** Ten seconds, and longer where a health check has not come to an end. Ends early once all is lost. */
export async function settle(
  verb: ChangeVerb,
  { found, after }: { found: Found; after: ContainerState },
  ctx: ToolContext,
): Promise<ContainerState> {
  let now = after;
  for (let waitedMs = 0; waitedMs < settleMs || (now.health === "starting" && waitedMs < healthWaitMs);) {
    if (verb !== "stop" && (now.state !== "running" || now.restartCount > after.restartCount)) break;
    await ctx.sleep(stepMs);
    waitedMs += stepMs;
    now = stateOf(await again(found, ctx));
  }
  return now;
}

/** Not being able to read them is no reason to fail. */
export async function lastLines(found: Found, ctx: ToolContext): Promise<LogEntry[]> {
  try {
    return (await logOf(found, { lines: 10 }, ctx)).slice(-10);
  } catch (error) {
    ctx.log.warn("container.log_unread", { error: error instanceof Error ? error.message : String(error) });
    return [];
  }
}

export async function logOf(
  { socket, id }: Found,
  { lines, sinceMs }: { lines: number; sinceMs?: number },
  ctx: ToolContext,
): Promise<LogEntry[]> {
  const since = sinceMs === undefined ? "" : `&since=${Math.floor(sinceMs / 1_000)}`;
  const path = `/containers/${id}/logs?stdout=true&stderr=true&timestamps=true&tail=${lines}${since}`;
  const { status, text } = await ctx.unixHttp(socket, path, { latin1: true, timeoutMs: 20_000 });
  if (status === 200) return parseLog(text);
  const said = messageOf(text).slice(0, 300);
  // Some log drivers keep nothing that could be read again.
  const code = status === 501 || /not support reading/.test(said) ? "not_supported" : "tool_failed";
  throw new ToolError(code, `The engine does not give the log: ${said || `status ${status}`}.`);
}

/** What the change would touch: what is published there, and which containers hang on it. */
export async function previewContainer(verb: ChangeVerb, name: string, ctx: ToolContext): Promise<FilePreview> {
  const found = await containerNamed(name, ctx);
  const state = stateOf(found);
  const notes = [`${found.name} (${found.image}) is ${stateText(state)}.`];
  const published = portsOf(found).filter((port) => port.includes("->"));
  if (published.length > 0 && verb !== "start")
    notes.push(`Nobody reaches ${published.join(", ")} ${verb === "stop" ? "afterwards" : "meanwhile"}.`);
  const others = await dependents(found, ctx);
  if (others.length > 0 && verb !== "start") notes.push(`These hang on it: ${others.join(", ")}.`);
  const policy = stringOf(recordOf(recordOf(found.raw["HostConfig"])["RestartPolicy"])["Name"]);
  if (verb === "stop" && policy === "always")
    notes.push("Its restart policy is “always”: the engine starts it again when it starts itself.");
  const problems: string[] = [];
  if (state.state === "paused" && verb !== "stop") problems.push(`${found.name} is paused.`);
  if (verb === "start" && state.state === "running") notes.push("Nothing would change: it runs already.");
  if (verb === "stop" && state.state === "exited") notes.push("Nothing would change: it does not run.");
  const texts = (from: string[]) => from.map((text) => untrusted(text.slice(0, 1_000)));
  return { files: [], notes: texts(notes), problems: texts(problems) };
}

/** Containers that share its network, and services of its compose project that are said to depend on it. */
async function dependents(found: Found, ctx: ToolContext): Promise<string[]> {
  const { status, text } = await ctx.unixHttp(found.socket, "/containers/json?all=true");
  const list: unknown = status === 200 ? JSON.parse(text) : [];
  const own = recordOf(recordOf(found.raw["Config"])["Labels"]);
  const service = stringOf(own[`${compose}.service`]);
  const project = stringOf(own[`${compose}.project`]);
  return (Array.isArray(list) ? list : []).filter(isRecord).flatMap((other) => {
    const labels = recordOf(other["Labels"]);
    const mode = stringOf(recordOf(other["HostConfig"])["NetworkMode"]);
    const needs = stringOf(labels[`${compose}.depends_on`])
      .split(",")
      .map((each) => each.split(":")[0]);
    const hangs =
      mode === `container:${found.id}` ||
      mode === `container:${found.name}` ||
      (service !== "" && labels[`${compose}.project`] === project && needs.includes(service));
    const names = Array.isArray(other["Names"]) ? other["Names"] : [];
    return hangs && other["Id"] !== found.id ? [stringOf(names[0]).replace(/^\//, "").slice(0, 100)] : [];
  });
}
const compose = "com.docker.compose";
