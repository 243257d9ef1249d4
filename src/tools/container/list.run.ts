/** Asks Docker's and Podman's sockets. */
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { askEngines, type Answer } from "./engine.ts";
import type { ContainersInput, ContainersOutput } from "./list.ts";

export async function run({ all = false }: ContainersInput, ctx: ToolContext): Promise<ContainersOutput> {
  const answers = await askEngines((socket, path) => ctx.unixHttp(socket, path), { all });
  const answered = answers.filter((answer) => "containers" in answer);
  if (answered.length === 0) refuseIfThere(answers);
  const containers = answered.flatMap((answer) => answer.containers).slice(0, 2_000);
  return {
    engines: answered.map(({ socket }) => socket),
    containers: containers.map(({ name, image, state, status, ...rest }) => ({
      ...rest,
      name: untrusted(name),
      image: untrusted(image),
      state: untrusted(state),
      status: untrusted(status),
    })),
    running: containers.filter(({ state }) => state === "running").length,
  };
}

/** No socket is no engine, and an answer. A socket that does not let us in or does not answer is a failure. */
function refuseIfThere(answers: Answer[]): void {
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
