/** Finds one container on the machine's engines and reads what they say of it. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { askEngines, isRecord, portText, sockets, type Answer, type Socket } from "./engine.ts";
import { containerStates, healths, type ContainerState } from "./one.ts";

/** A part of an engine's answer that was looked at by nobody yet. */
export type Raw = Record<string, unknown>;
export type Found = { socket: Socket; id: string; name: string; image: string; raw: Raw };

/** Throws `no_such_container`, `not_supported` where no engine is there, `conflict` where two engines have that name. */
export async function containerNamed(name: string, ctx: ToolContext): Promise<Found> {
  const asked = await Promise.all(sockets.map((socket) => inspected(socket, name, ctx)));
  const found = asked.filter((answer) => "raw" in answer);
  const [first, second] = found;
  if (first === undefined) throw await missing(name, asked, ctx);
  if (second !== undefined && second.id !== first.id) {
    const hint = `Name it by its id: ${first.id.slice(0, 12)} of ${first.socket}, ${second.id.slice(0, 12)} of ${second.socket}.`;
    throw new ToolError("conflict", `Docker and Podman both have a container named ${name}.`, hint);
  }
  return first;
}

/** The same container once more. */
export async function again({ socket, id }: Found, ctx: ToolContext): Promise<Found> {
  const answer = await inspected(socket, id, ctx);
  if ("raw" in answer) return answer;
  throw new ToolError("no_such_container", `The container ${id.slice(0, 12)} is not there any more.`);
}

type Asked = Found | { socket: Socket; error: unknown } | { socket: Socket; status: number };

async function inspected(socket: Socket, name: string, ctx: ToolContext): Promise<Asked> {
  try {
    const { status, text } = await ctx.unixHttp(socket, `/containers/${name}/json`);
    if (status !== 200) return { socket, status };
    const raw: unknown = JSON.parse(text);
    const id = isRecord(raw) ? stringOf(raw["Id"]) : "";
    if (!isRecord(raw) || !/^[0-9a-f]{12,64}$/.test(id)) return { socket, status: 0 };
    const config = recordOf(raw["Config"]);
    return {
      socket,
      id,
      raw,
      name: stringOf(raw["Name"]).replace(/^\//, "").slice(0, 256) || id.slice(0, 12),
      image: stringOf(config["Image"]).slice(0, 512),
    };
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return { socket, error };
  }
}

async function missing(name: string, asked: readonly Asked[], ctx: ToolContext): Promise<ToolError> {
  if (asked.some((answer) => "status" in answer && answer.status === 404)) {
    const answers = await askEngines((socket, path) => ctx.unixHttp(socket, path), { all: true });
    const names = answers.flatMap((answer) =>
      "containers" in answer ? answer.containers.map((each) => each.name) : [],
    );
    const some = names.slice(0, 8).map((each) => forLog(untrusted(each)).slice(0, 64));
    const hint =
      names.length === 0
        ? "There is no container at all."
        : `There are: ${some.join(", ")}${names.length > some.length ? ` and ${names.length - some.length} more` : ""}.`;
    return new ToolError("no_such_container", `There is no container ${name}.`, hint);
  }
  refuseIfThere(asked.map((answer) => ("raw" in answer ? { socket: answer.socket, status: 200 } : answer)));
  return noEngine();
}

const noEngine = (): ToolError =>
  new ToolError(
    "not_supported",
    `No container engine answers here: there is neither ${sockets.join(" nor ")}.`,
    "Docker makes its socket itself; Podman's is opened with `systemctl enable --now podman.socket`.",
  );

/** No socket is no engine. A socket that does not let us in or does not answer is a failure. */
export function refuseIfThere(answers: readonly Answer[]): void {
  for (const answer of answers) {
    if ("status" in answer)
      throw new ToolError("tool_failed", `${answer.socket} answered with status ${answer.status}.`);
    if (!("error" in answer)) continue;
    const code = codeOf(answer.error);
    if (code === "ENOENT") continue;
    if (code === "EACCES" || code === "EPERM") {
      const hint = "Add the agent's user to the group of that socket, or run the agent as root.";
      throw new ToolError("permission_denied", `The agent may not use ${answer.socket}.`, hint);
    }
    const hint = "Look at the engine's service: `systemctl status docker` or `systemctl status podman.socket`.";
    throw new ToolError("tool_failed", `${answer.socket} is there and does not answer (${code}).`, hint);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? String(error.code) : error.message.slice(0, 200)) : String(error);

export function stateOf({ raw }: Found): ContainerState {
  const state = recordOf(raw["State"]);
  const health = stringOf(recordOf(state["Health"] ?? state["Healthcheck"])["Status"]);
  return {
    state: stateWord(stringOf(state["Status"])),
    exitCode: intOf(state["ExitCode"]),
    oomKilled: state["OOMKilled"] === true,
    restartCount: intOf(raw["RestartCount"]),
    health: healths.find((each) => each === health) ?? "none",
    startedAtMs: timeOf(state["StartedAt"]),
    finishedAtMs: timeOf(state["FinishedAt"]),
    pid: intOf(state["Pid"]) || null,
    error: untrusted(stringOf(state["Error"]).slice(0, 1_000)),
  };
}

const podmanWords: Readonly<Record<string, ContainerState["state"]>> = {
  configured: "created",
  initialized: "created",
  stopped: "exited",
};
const stateWord = (word: string): ContainerState["state"] =>
  containerStates.find((each) => each === word) ?? podmanWords[word] ?? "unknown";

/** Engines write year 1 for “never”. */
function timeOf(value: unknown): number | null {
  const ms = Date.parse(stringOf(value));
  return ms > 0 ? ms : null;
}

/** Published ports and those that the image names, as `container.list` writes them. */
export function portsOf({ raw }: Found): string[] {
  const ports = Object.entries(recordOf(recordOf(raw["NetworkSettings"])["Ports"]));
  const bound = Object.entries(recordOf(recordOf(raw["HostConfig"])["PortBindings"]));
  const exposed = Object.keys(recordOf(recordOf(raw["Config"])["ExposedPorts"])).map((port) => [port, null] as const);
  const all = ports.length > 0 ? ports : bound.length > 0 ? bound : exposed;
  const texts = all.flatMap(([port, hosts]) => {
    const [inner, type = "tcp"] = port.split("/");
    const published = (Array.isArray(hosts) ? hosts : []).filter(isRecord).map(({ HostPort }) => Number(HostPort));
    const common = { PrivatePort: Number(inner), Type: type };
    return published.length === 0
      ? [portText(common)]
      : published.map((PublicPort) => portText({ ...common, ...(PublicPort > 0 ? { PublicPort } : {}) }));
  });
  return [...new Set(texts)].slice(0, 64);
}

export const stringOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const recordOf = (value: unknown): Raw => (isRecord(value) ? value : {});
export const intOf = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : 0);
