/** Copying and moving: from one path to another, with everything that belongs to the file. */
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { carriedOut, changeOf, closing, opened, type Opened, type Wish } from "./change.ts";
import type { ChangedOutput } from "./changed.ts";

export type Transfer = { from: string; to: string; replace?: boolean | undefined };

export const carry = (input: Transfer, ctx: ToolContext, how: { move: boolean }): Promise<ChangedOutput> =>
  withWishes(input, ctx, how, (wishes) => carriedOut(wishes, ctx));

export const looking = (input: Transfer, ctx: ToolContext, how: { move: boolean }): Promise<FilePreview> =>
  withWishes(input, ctx, how, async (wishes) => ({ files: wishes.map(changeOf), notes: [], problems: [] }));

async function withWishes<T>(
  { from, to, replace = false }: Transfer,
  ctx: ToolContext,
  { move }: { move: boolean },
  use: (wishes: Wish[]) => Promise<T>,
): Promise<T> {
  const source = await opened(from, ctx, { keepLast: move });
  const open = [source];
  return await closing(open, async () => {
    const { before } = source;
    if (before.was === "absent") throw new ToolError("no_such_file", `There is no file ${from}.`);
    if (before.was !== "file")
      throw new ToolError("not_supported", `${from} is a ${before.was}; only files are ${move ? "moved" : "copied"}.`);
    const target = await opened(to, ctx, { keepLast: true });
    open.push(target);
    if (target.place.path === source.place.path)
      throw new ToolError("conflict", `${from} and ${to} are the same file. Nothing was changed.`);
    refuseTarget(target, { to, replace });
    const { uid, gid, mode, xattrs, mtimeMs } = before;
    const wish: Wish = { at: target, to: { content: { copyOf: source }, meta: { uid, gid, mode, xattrs, mtimeMs } } };
    return await use(move ? [wish, { at: source, to: "absent" }] : [wish]);
  });
}

function refuseTarget({ before }: Opened, { to, replace }: { to: string; replace: boolean }): void {
  if (before.was === "folder") throw new ToolError("not_supported", `${to} is a folder; give the name in it too.`);
  if (before.was === "link") throw new ToolError("not_supported", `${to} is a link; ask for where it leads.`);
  if (before.was !== "absent" && !replace)
    throw new ToolError("conflict", `There is a ${to} already. Nothing was changed.`, "Say that it may be replaced.");
}
