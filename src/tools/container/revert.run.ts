/** The old container takes its place again; with compose the old image. */
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { again, containerNamed, recordOf, stateOf, type Found } from "./asking.ts";
import { identityOf, lastLines, settle } from "./changing.ts";
import { putBack, restarts } from "./exchange.ts";
import { imageNamed, imageOf, referenceOf } from "./images.ts";
import type { RevertInput } from "./revert.ts";
import { backByCompose } from "./update.run.ts";
import type { UpdatedOutput } from "./updated.ts";

export async function run({ container, kept, by }: RevertInput, ctx: ToolContext): Promise<UpdatedOutput> {
  const now = await containerNamed(container, ctx);
  const before = stateOf(now);
  const common = { before, imageBefore: imageOf(now), keptName: untrusted(""), putBack: false } as const;
  if (by === "compose") {
    const image = await imageNamed(now.socket, kept, ctx);
    const { found, after, settled, said, log } = await backByCompose(
      { old: now, image: image.id, reference: referenceOf(now) },
      ctx,
    );
    return {
      ...identityOf(found),
      ...common,
      by,
      after,
      settled,
      said: untrusted(said),
      log,
      imageAfter: image.id,
      kept: imageOf(now),
    };
  }
  const old = await keptOne(now, kept, ctx);
  await putBack({ ...old, name: now.name }, now, ctx);
  await restarts(old, recordOf(now.raw["HostConfig"])["RestartPolicy"], ctx);
  const after = stateOf(await again(old, ctx));
  const settled = await settle("restart", { found: old, after }, ctx);
  return {
    ...identityOf({ ...old, name: now.name }),
    ...common,
    by,
    after,
    settled,
    said: untrusted(""),
    log: settled.state === "running" ? [] : await lastLines(old, ctx),
    imageAfter: imageOf(old),
    kept: imageOf(now),
  };
}

async function keptOne(now: Found, kept: string, ctx: ToolContext): Promise<Found> {
  const old = await containerNamed(kept, ctx).catch((error: unknown) => {
    if (error instanceof ToolError && error.code === "no_such_container") return undefined;
    throw error;
  });
  if (!old || old.socket !== now.socket)
    throw new ToolError(
      "no_backup",
      `The container ${kept} from before the update is not there any more. Nothing was changed.`,
    );
  if (old.id === now.id) throw new ToolError("wrong_state", `${now.name} is the one from before already.`);
  return old;
}
