/** Keeps what is there now, then lets the record be put back; so that this can be undone as well. */
import { readFileSync } from "node:fs";
import type { FileChange, FilePreview } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { sameState, type FileState } from "../../lib/fileState.ts";
import { ToolError, type KeptPath, type ToolContext } from "../define.ts";
import { closing, opened, type Opened } from "./change.ts";
import type { ChangedOutput } from "./changed.ts";
import type { RestoreInput } from "./restore.ts";
import { decoded, diffOf, editBytes, shown, textIn } from "./shown.ts";

export async function run(input: RestoreInput, ctx: ToolContext): Promise<ChangedOutput> {
  const { kept, open, files } = await looked(input, ctx);
  return await closing(open, async () => {
    if (files.every(({ kind }) => kind === "same")) return { files, checked: [] };
    const own = await ctx.backup.keep(kept.entries.map(({ path }) => path));
    ctx.signal.throwIfAborted();
    const did = await ctx.backup.restore(kept.id, { force: input.force ?? false });
    const after = await looked(input, ctx);
    for (const { place } of after.open) place.close();
    const checked = after.files.map(({ path, kind }) => ({
      check: untrusted("it is as its copy"),
      ok: kind === "same",
      found: path,
    }));
    ctx.log.info("file.restored", { files: did.length });
    return { files, backup: { id: own.id, untilMs: own.untilMs }, checked };
  });
}

/** As the run would, and why it would refuse. */
export async function preview(input: RestoreInput, ctx: ToolContext): Promise<FilePreview> {
  const { kept, open, files } = await looked(input, ctx);
  for (const { place } of open) place.close();
  const changed = kept.entries.filter((entry, at) => files[at]?.kind !== "same" && !isAsLeft(entry, open[at]));
  const why = (entry: KeptPath): string =>
    entry.left
      ? `${entry.path} was changed since by somebody else; undoing it takes that away too.`
      : `What was written to ${entry.path} is not known, because the agent was stopped meanwhile.`;
  return { files, notes: [], problems: changed.map((entry) => untrusted(why(entry))) };
}

const isAsLeft = ({ left }: KeptPath, at: Opened | undefined): boolean =>
  left !== undefined && at !== undefined && sameState(left, at.before);

async function looked({ backup, paths }: RestoreInput, ctx: ToolContext) {
  const kept = await ctx.backup.find(backup);
  const held = new Set(kept.entries.map(({ path }) => path));
  if (paths.some((path) => !held.has(path)) || held.size !== new Set(paths).size)
    throw new ToolError("bad_input", "The copies are of other files than were named. Nothing was put back.");
  const open: Opened[] = [];
  try {
    for (const { path } of kept.entries) open.push(await opened(path, ctx, { keepLast: true }));
    const files = kept.entries.flatMap((entry, index) => {
      const at = open[index];
      return at ? [changeTo(entry, at)] : [];
    });
    return { kept, open, files };
  } catch (error) {
    for (const { place } of open) place.close();
    throw error;
  }
}

function changeTo({ path, state, copy }: KeptPath, at: Opened): FileChange {
  const now = at.before;
  const said = { path: untrusted(path), ...(now.was === "absent" ? {} : { before: shown(now) }) };
  if (sameState(now, state)) return { ...said, kind: "same" };
  const lines = diffOf({
    paths: [path, at.place.path],
    states: [now, state],
    before: textIn(at),
    after: copied(state, copy),
  });
  if (state.was === "absent") return { ...said, kind: "removed", ...lines };
  return { ...said, kind: now.was === "absent" ? "created" : "changed", after: shown(state), ...lines };
}

const copied = (state: FileState, copy: string | undefined): string | undefined => {
  if (state.was !== "file" || copy === undefined) return "";
  return state.bytes > editBytes ? undefined : decoded(readFileSync(copy));
};
