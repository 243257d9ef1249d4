/** Asks Docker's and Podman's sockets. */
import { untrusted } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import { refuseIfThere } from "./asking.ts";
import { askEngines } from "./engine.ts";
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
