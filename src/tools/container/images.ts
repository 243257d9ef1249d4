/** Images by the engine: which one a name stands for, and pulling what it stands for now. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { recordOf, stringOf, type Found, type Raw } from "./asking.ts";
import { messageOf } from "./changing.ts";
import { isRecord, type Socket } from "./engine.ts";

const pullMs = 1_500_000;

export const bareId = (id: string): string => id.replace(/^sha256:/, "");
export const imageOf = ({ raw }: Found): string => bareId(stringOf(raw["Image"]));

/** Throws `tool_failed` where the engine does not know it. */
export async function imageNamed(socket: Socket, name: string, ctx: ToolContext): Promise<{ id: string; raw: Raw }> {
  const { status, text } = await ctx.unixHttp(socket, `/images/${encodeURIComponent(name)}/json`);
  const raw: unknown = status === 200 ? JSON.parse(text) : undefined;
  if (!isRecord(raw))
    throw new ToolError("tool_failed", `The engine does not know the image ${forLog(untrusted(name)).slice(0, 200)}.`);
  return { id: bareId(stringOf(raw["Id"])), raw };
}

/** What a registry would be asked for. Throws `not_supported` where a pull could bring nothing newer. */
export function referenceOf({ image, name }: Found): string {
  const refuse = (why: string): never => {
    throw new ToolError("not_supported", `${name} has no newer image: ${why}. Nothing was changed.`);
  };
  if (/@sha256:/.test(image)) refuse("it is made of one exact image (by its digest)");
  if (!/^[a-z0-9][\w.:/-]*$/i.test(image) || /^[0-9a-f]{12,64}$/.test(image))
    refuse("its image has no name that could be asked for");
  if (image.startsWith("localhost/")) refuse("its image was built on this machine");
  return image;
}

/** By the engine's own program, which knows its credentials; by its API where there is none. */
export async function pull(socket: Socket, reference: string, ctx: ToolContext): Promise<void> {
  const program = socket === "/run/docker.sock" ? "docker" : "podman";
  const done = await ctx
    .spawn([program, "pull", "--quiet", reference], { timeoutMs: pullMs })
    .catch((cause: unknown) => {
      if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
      return undefined;
    });
  if (done?.exitCode === 0) return;
  const said = done === undefined ? await pulledByApi(socket, reference, ctx) : done.stderr.trim();
  if (said === "") return;
  throw new ToolError(
    "tool_failed",
    `The image ${reference} could not be pulled: ${forLog(untrusted(said.slice(-300)))}. Nothing was changed.`,
    "Is the registry reached from this machine, and may it pull there?",
  );
}

/** What was said against it; empty where it is there. The answer is a line of JSON a step, and 200 also where it fails. */
async function pulledByApi(socket: Socket, reference: string, ctx: ToolContext): Promise<string> {
  const path = `/images/create?fromImage=${encodeURIComponent(withTag(reference))}`;
  const { status, text } = await ctx.unixHttp(socket, path, { method: "POST", timeoutMs: pullMs });
  if (status >= 300) return messageOf(text) || `status ${status}`;
  for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
    try {
      const step = recordOf(JSON.parse(line));
      if (typeof step["error"] === "string") return step["error"];
    } catch {
      return "its answer is not understood";
    }
  }
  return "";
}

/** Without one all tags of a repository would be pulled. */
export const withTag = (reference: string): string =>
  /:[\w.-]+$/.test(reference.split("/").at(-1) ?? "") ? reference : `${reference}:latest`;
