/** Pulls, makes the new container beside the old one, compares the two, and has them exchanged. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { again, containerNamed, recordOf, stateOf, stringOf, type Found, type Raw } from "./asking.ts";
import type { ChangeInput } from "./change.ts";
import { identityOf, messageOf, previewContainer } from "./changing.ts";
import { composeOf, upByCompose } from "./compose.ts";
import { isRecord } from "./engine.ts";
import { exchanged, removed } from "./exchange.ts";
import { imageNamed, imageOf, pull, referenceOf, withTag } from "./images.ts";
import { replayOf, type Replay } from "./replay.ts";
import { differences, ownOf, wantedOf } from "./settings.ts";
import type { UpdatedOutput } from "./updated.ts";

export async function run({ container }: ChangeInput, ctx: ToolContext): Promise<UpdatedOutput> {
  const old = await containerNamed(container, ctx);
  refuseOwned(old);
  const before = stateOf(old);
  if (before.state !== "running")
    throw new ToolError(
      "wrong_state",
      `${old.name} does not run, so nobody would see whether the newer image does. Nothing was changed.`,
    );
  const reference = referenceOf(old);
  await pull(old.socket, reference, ctx);
  const newest = await imageNamed(old.socket, withTag(reference), ctx);
  const common = { imageBefore: imageOf(old), imageAfter: newest.id, before };
  if (newest.id === imageOf(old))
    return {
      ...identityOf(old),
      ...common,
      by: "engine",
      after: before,
      settled: before,
      said: untrusted(""),
      log: [],
      keptName: untrusted(""),
      putBack: false,
    };
  return composeOf(old) ? await byCompose(old, { common, reference }, ctx) : await byEngine(old, common, ctx);
}

export async function preview({ container }: ChangeInput, ctx: ToolContext): Promise<FilePreview> {
  const old = await containerNamed(container, ctx);
  const shown = await previewContainer("restart", container, ctx);
  const note = `Its image is ${imageOf(old).slice(0, 12)}; whether there is a newer one is seen when it is pulled.`;
  const problems: string[] = [];
  try {
    refuseOwned(old);
    referenceOf(old);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    problems.push(error.detail);
  }
  return {
    ...shown,
    notes: [...shown.notes, untrusted(note)],
    problems: [...shown.problems, ...problems.map(untrusted)],
  };
}

type Common = Pick<UpdatedOutput, "imageBefore" | "imageAfter" | "before">;

async function byEngine(old: Found, common: Common, ctx: ToolContext): Promise<UpdatedOutput> {
  return await exchanged({ old, made: await madeBeside(old, common, ctx), ...common }, ctx);
}

/** The new one, not started. Throws `not_supported` where it is not the same as the old one; then it is gone again. */
async function madeBeside(old: Found, { imageBefore, imageAfter }: Common, ctx: ToolContext): Promise<Found> {
  const { socket, name } = old;
  const was = await imageNamed(socket, imageBefore, ctx);
  const { body, networks } = wantedOf(old, was.raw);
  const beside = `${name}-next-${imageBefore.slice(0, 12)}`;
  await removed({ socket, id: beside }, ctx);
  const podmans = await podmanOf(old, ctx);
  const replay = replayOf(podmans);
  const made = await again(
    {
      ...old,
      id: replay
        ? await createdByPodman({ old, beside, replay, image: imageAfter }, ctx)
        : await createdByApi({ old, beside, body }, ctx),
    },
    ctx,
  );
  try {
    for (const { name: network, settings } of replay ? [] : networks) await join(made, network, settings, ctx);
    const now = await again(made, ctx);
    const image = await imageNamed(socket, imageOf(now), ctx);
    const other = differences(
      { found: old, image: was.raw, own: ownOf(podmans) },
      { found: now, image: image.raw, own: ownOf(await podmanOf(now, ctx)) },
    );
    if (other.length === 0) return now;
    throw new ToolError(
      "not_supported",
      `${name} cannot be made anew with the same settings: ${other.slice(0, 5).join(", ")} would be another. Nothing was changed.`,
      "Make it anew with what it was first made with.",
    );
  } catch (error) {
    await removed(made, ctx);
    throw error;
  }
}

/** Podman's own description; {} from Docker, which has none. */
async function podmanOf({ socket, id }: Found, ctx: ToolContext): Promise<Raw> {
  const { status, text } = await ctx.unixHttp(socket, `/v4.0.0/libpod/containers/${id}/json`);
  return status === 200 ? recordOf(JSON.parse(text)) : {};
}

type Making = { old: Found; beside: string };

async function createdByApi({ old, beside, body }: Making & { body: Raw }, ctx: ToolContext): Promise<string> {
  const { status, text } = await ctx.unixHttp(old.socket, `/containers/create?name=${beside}`, {
    method: "POST",
    body: JSON.stringify(body),
    timeoutMs: 60_000,
  });
  const answer: unknown = status === 201 ? JSON.parse(text) : undefined;
  if (isRecord(answer)) return stringOf(answer["Id"]);
  throw notMade(old, messageOf(text));
}

async function createdByPodman(
  { old, beside, replay, image }: Making & { replay: Replay; image: string },
  ctx: ToolContext,
): Promise<string> {
  const meant = await imageNamed(old.socket, withTag(replay.image), ctx);
  if (meant.id !== image) throw notMade(old, "its command line means another image");
  const argv = [
    "podman",
    "create",
    "--name",
    beside,
    "--pull",
    "never",
    ...replay.options,
    replay.image,
    ...replay.command,
  ];
  const done = await ctx.spawn(argv, { timeoutMs: 60_000 });
  if (done.exitCode === 0) return (await containerNamed(beside, ctx)).id;
  throw notMade(old, done.stderr.trim());
}

const notMade = ({ name }: Found, why: string): ToolError =>
  new ToolError(
    "tool_failed",
    `The engine does not make ${name} anew: ${forLog(untrusted(why)).slice(0, 300)}. Nothing was changed.`,
  );

async function join({ socket, id }: Found, network: string, settings: object, ctx: ToolContext): Promise<void> {
  const { status, text } = await ctx.unixHttp(socket, `/networks/${encodeURIComponent(network)}/connect`, {
    method: "POST",
    body: JSON.stringify({ Container: id, EndpointConfig: settings }),
  });
  if (status >= 300)
    throw new ToolError(
      "tool_failed",
      `The new container does not join ${network}: ${messageOf(text).slice(0, 200)}. Nothing was changed.`,
    );
}

async function byCompose(
  old: Found,
  { common, reference }: { common: Common; reference: string },
  ctx: ToolContext,
): Promise<UpdatedOutput> {
  const { id, after, settled, said, log, found } = await upByCompose(old, ctx);
  const isUp = log.length === 0;
  if (!isUp) await backByCompose({ old, image: common.imageBefore, reference }, ctx);
  return {
    ...identityOf(found),
    ...common,
    by: "compose",
    id,
    after,
    settled,
    said: untrusted(said.slice(0, 2_048)),
    log,
    ...(isUp ? { kept: common.imageBefore } : {}),
    keptName: untrusted(""),
    putBack: !isUp,
  };
}

/** The name stands for the old image again, and compose makes the container of it. */
export async function backByCompose(
  { old, image, reference }: { old: Found; image: string; reference: string },
  ctx: ToolContext,
) {
  const tagged = withTag(reference);
  const at = tagged.lastIndexOf(":");
  const path = `/images/${image}/tag?repo=${encodeURIComponent(tagged.slice(0, at))}&tag=${tagged.slice(at + 1)}`;
  const { status, text } = await ctx.unixHttp(old.socket, path, { method: "POST" });
  if (status >= 300)
    throw new ToolError(
      "tool_failed",
      `The image from before could not be named again: ${messageOf(text).slice(0, 300)}.`,
    );
  return await upByCompose(old, ctx);
}

/** Who else would make it anew, or remove it, must do this. */
function refuseOwned({ name, raw }: Found): void {
  const labels = recordOf(recordOf(raw["Config"])["Labels"]);
  const refuse = (why: string, hint: string): never => {
    throw new ToolError("not_supported", `${name} ${why}. Nothing was changed.`, hint);
  };
  const unit = stringOf(labels["PODMAN_SYSTEMD_UNIT"]);
  if (unit !== "") refuse("is made by a unit of systemd at each start", "Pull the image, then restart that unit.");
  if (stringOf(labels["com.docker.swarm.task.id"]) !== "")
    refuse("belongs to a swarm", "Its service is updated, and not one container of it.");
  if (stringOf(raw["Pod"]) !== "") refuse("belongs to a pod", "Its pod is made anew with what it was made with.");
  if (recordOf(raw["HostConfig"])["AutoRemove"] === true)
    refuse("is removed as soon as it stops", "Start it anew as it was started.");
}
