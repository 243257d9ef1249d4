/** Edits, checks, reloads, looks; and where any of it fails, everything is as it was. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Wish } from "../file/change.ts";
import type { ChangedOutput } from "../file/changed.ts";
import { editWish } from "../file/edit.run.ts";
import { checkBefore, checkInPlace, faultText, type Checked } from "./check.ts";
import type { ConfigEditInput, ConfigEditOutput } from "./edit.ts";
import { kindOf, type ConfigKind } from "./kinds.ts";
import { reloadService, serviceFor } from "./reload.ts";
import { reloadSshd } from "./sshGuard.ts";

type About = { kind: ConfigKind; path: string; text: string; wish: Wish };

export const run = (input: ConfigEditInput, ctx: ToolContext): Promise<ConfigEditOutput> =>
  withWish(input, ctx, async (about) => {
    const before = await checkBefore(about, ctx);
    if (before?.fault) throw invalid(before, "Nothing was changed.");
    // Known before anything is changed, so that it is not found missing afterwards.
    const service = input.reload ? await serviceFor(about, ctx) : undefined;
    const done = await carriedOut([about.wish], ctx, { unproved: true });
    return done.backup
      ? await proved({ about, done, service }, ctx)
      : { ...done, exact: untrusted("nothing to check") };
  });

/** The lines, and what can be said against them without putting them in place. */
export const preview = (input: ConfigEditInput, ctx: ToolContext): Promise<FilePreview> =>
  withWish(input, ctx, async (about) => {
    const before = await checkBefore(about, ctx);
    return { files: [changeOf(about.wish)], notes: [], problems: before?.fault ? [untrusted(faultText(before))] : [] };
  });

async function withWish<T>(input: ConfigEditInput, ctx: ToolContext, use: (about: About) => Promise<T>): Promise<T> {
  const at = await opened(input.path, ctx);
  return await closing([at], async () => {
    const wish = await editWish(at, input.edits);
    const kind = input.of ?? kindOf(at.place.path) ?? kindOf(input.path);
    if (!kind)
      throw new ToolError("not_supported", `Nothing is known that could check ${input.path}.`, "Use file.edit.");
    const bytes = wish.to !== "absent" && "bytes" in wish.to.content ? wish.to.content.bytes : new Uint8Array();
    return await use({ kind, path: at.place.path, text: new TextDecoder().decode(bytes), wish });
  });
}

async function proved(
  { about, done, service }: { about: About; done: ChangedOutput; service: string | undefined },
  ctx: ToolContext,
): Promise<ConfigEditOutput> {
  let reloading = false;
  try {
    const now = await checkInPlace(about, ctx);
    if (now.fault) throw invalid(now, "");
    const checked = [
      ...done.checked,
      { check: untrusted(`${now.exact} finds no error`), ok: true, found: untrusted("exit status 0") },
    ];
    if (service === undefined) return { ...done, checked, exact: untrusted(now.exact) };
    reloading = true;
    const state =
      about.kind === "sshd" && done.backup
        ? await reloadSshd({ service, backup: done.backup.id, path: about.path }, ctx)
        : await reloadService(service, ctx);
    checked.push({ check: untrusted(`${service} has loaded it and is active`), ok: true, found: untrusted(state) });
    return { ...done, checked, exact: untrusted(now.exact), reloaded: untrusted(service) };
  } catch (error) {
    throw await putBack({ about, error, service: reloading ? service : undefined }, ctx);
  }
}

/** A cancelled call has no time for programs; the file comes back all the same. */
async function putBack(
  { about, error, service }: { about: About; error: unknown; service: string | undefined },
  ctx: ToolContext,
): Promise<unknown> {
  await ctx.backup.restore(undefined, { force: true });
  if (ctx.signal.aborted || !(error instanceof ToolError)) return error;
  const again =
    service === undefined ? undefined : await reloadService(service, ctx).catch((failed: unknown) => failed);
  const before = error.code === "config_invalid" ? await wasBroken(about, ctx) : "";
  const back = `Everything is as it was before${again instanceof Error ? `, but ${service} did not come back: ${again.message}` : service ? `, and ${service} runs with it` : ""}.${before}`;
  return new ToolError(error.code, `${error.detail.trim()} ${back}`.trim(), error.hint);
}

async function wasBroken({ kind, path, wish }: About, ctx: ToolContext): Promise<string> {
  const old = await checkInPlace({ kind, path, text: "" }, ctx).catch(() => undefined);
  return old?.fault && wish.at.before.was === "file" ? " The configuration has an error without this edit too." : "";
}

const invalid = (checked: Checked, more: string): ToolError =>
  new ToolError(
    "config_invalid",
    `${faultText(checked)}. ${more}`.trim(),
    "Correct the edit; the file and the line are where the program found it.",
  );
