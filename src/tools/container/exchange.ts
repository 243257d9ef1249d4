/**
 * Puts a new container into the place of the old one and watches it; where it does not stay up, the call is cancelled or the agent is
 * ended meanwhile, the old one is back in its place.
 */
import { untrusted } from "../../domain/untrusted.ts";
import type { JsonObject } from "../../lib/json.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { again, stateOf, type Found } from "./asking.ts";
import { identityOf, lastLines, messageOf, post, settle } from "./changing.ts";
import { sockets } from "./engine.ts";
import { updatedOutput, type UpdatedOutput } from "./updated.ts";

const triesAfterStart = 30;
const betweenTriesMs = 2_000;

type Exchange = Pick<UpdatedOutput, "imageBefore" | "imageAfter" | "before"> & { old: Found; made: Found };

export async function exchanged({ old, made, ...common }: Exchange, ctx: ToolContext): Promise<UpdatedOutput> {
  const { name } = old;
  const keptName = `${name}-before-${common.imageBefore.slice(0, 12)}`;
  // On disk before the old one is stopped: an agent that is ended in the middle puts it back at its next start.
  ctx.goesOn({ ...common, socket: old.socket, name, old: old.id, made: made.id });
  try {
    await must(post(old, "stop", ctx), `${name} could not be stopped`);
    await must(removed({ socket: old.socket, id: keptName }, ctx), `${keptName} could not be removed`);
    await must(post(old, `rename?name=${keptName}`, ctx), `${name} could not be renamed`);
    await must(post(made, `rename?name=${name}`, ctx), "the new container could not be renamed");
    const said = await post(made, "start", ctx);
    const after = stateOf(await again(made, ctx));
    const settled = said === "" ? await settle("restart", { found: made, after }, ctx) : after;
    const isUp =
      said === "" &&
      settled.state === "running" &&
      settled.restartCount <= after.restartCount &&
      settled.health !== "unhealthy";
    const log = isUp ? [] : await lastLines(made, ctx);
    if (!isUp) await putBack(old, made, ctx);
    // Docker would start it again beside the new one when it starts itself.
    else await restarts(old, { Name: "no" }, ctx);
    return {
      ...identityOf({ ...(isUp ? made : old), name }),
      ...common,
      by: "engine",
      after,
      settled,
      said: untrusted(said.slice(0, 2_048)),
      log,
      ...(isUp ? { kept: old.id.slice(0, 12) } : {}),
      keptName: untrusted(isUp ? keptName : ""),
      putBack: !isUp,
    };
  } catch (error) {
    await putBack(old, made, ctx);
    throw error;
  }
}

/** Nobody knows how far it had come: the old one is put back, and that is said. Throws `tool_failed` where neither is there. */
export async function resume(note: JsonObject, ctx: ToolContext): Promise<UpdatedOutput> {
  const text = (key: string): string => {
    const value = note[key];
    return typeof value === "string" ? value : "";
  };
  const socket = sockets.find((each) => each === text("socket"));
  if (!socket) throw new ToolError("tool_failed", "It is not known any more which container was exchanged.");
  const of = (id: string): Found => ({ socket, id, name: text("name"), image: "", raw: {} });
  const back = async (): Promise<Found> => {
    await putBack(of(text("old")), of(text("made")), ctx);
    return await again(of(text("old")), ctx);
  };
  const old = await untilThere(back, ctx);
  const settled = stateOf(old);
  const { before } = note;
  return updatedOutput().parse({
    ...identityOf(old),
    imageBefore: text("imageBefore"),
    imageAfter: text("imageAfter"),
    before,
    by: "engine",
    after: settled,
    settled,
    said: "the agent was ended in the middle of it",
    log: [],
    keptName: "",
    putBack: true,
  });
}

/** After a restart of the machine the engine may come up later than the agent. */
async function untilThere<T>(work: () => Promise<T>, ctx: ToolContext): Promise<T> {
  for (let left = triesAfterStart; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await ctx.sleep(betweenTriesMs);
    }
  }
}

/** Whatever stands between: the new one goes, the old one has its name and runs. */
export async function putBack(old: Found, made: Found, given: ToolContext): Promise<void> {
  // Also where the call was cancelled: nothing may stay half exchanged.
  const ctx: ToolContext = {
    ...given,
    unixHttp: (socket, path, options) => given.unixHttp(socket, path, { ...options, evenCancelled: true }),
  };
  await removed(made, ctx);
  const now = await again(old, ctx);
  if (now.name !== old.name)
    await must(post(old, `rename?name=${old.name}`, ctx), `${old.name} could not be renamed back`);
  if (stateOf(now).state !== "running") await must(post(old, "start", ctx), `${old.name} could not be started again`);
}

/** An engine that cannot change it (Podman) starts such ones at boot alone. */
export async function restarts({ socket, id }: Found, policy: unknown, ctx: ToolContext): Promise<void> {
  const body = JSON.stringify({ RestartPolicy: policy });
  await ctx.unixHttp(socket, `/containers/${id}/update`, { method: "POST", body });
}

export async function removed({ socket, id }: Pick<Found, "socket" | "id">, ctx: ToolContext): Promise<string> {
  const { status, text } = await ctx.unixHttp(socket, `/containers/${id}?force=true`, {
    method: "DELETE",
    timeoutMs: 60_000,
  });
  return status < 300 || status === 404 ? "" : messageOf(text);
}

export async function must(said: Promise<string>, what: string): Promise<void> {
  const text = await said;
  if (text !== "") throw new ToolError("tool_failed", `${what}: ${text.slice(0, 300)}.`);
}
