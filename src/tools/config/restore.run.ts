/** As an edit, with the kept copy for what is written. */
import { readFileSync, realpathSync } from "node:fs";
import { untrusted, type Untrusted } from "../../domain/untrusted.ts";
import type { FilePreview } from "../../domain/fileChange.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { ChangedOutput } from "../file/changed.ts";
import { preview as looked, run as restore } from "../file/restore.run.ts";
import { checkInPlace, faultText } from "./check.ts";
import { reloadService, serviceFor } from "./reload.ts";
import type { ConfigRestoreInput } from "./restore.ts";
import { reloadSshd } from "./sshGuard.ts";

type Told = ChangedOutput & { exact: Untrusted; reloaded?: Untrusted };

export async function run(input: ConfigRestoreInput, ctx: ToolContext): Promise<Told> {
  const { path, of: kind, reload } = input;
  const service = reload ? await serviceFor({ kind, path }, ctx) : undefined;
  const done = await restore(filesOf(input), ctx);
  if (!done.backup) return { ...done, exact: untrusted("nothing to check") };
  try {
    const now = await checkInPlace({ kind, path: realpathSync(path), text: readFileSync(path, "utf8") }, ctx);
    if (now.fault) throw new ToolError("config_invalid", `${faultText(now)}.`);
    const found = { check: untrusted(`${now.exact} finds no error`), ok: true, found: untrusted("exit status 0") };
    const told: Told = { ...done, checked: [...done.checked, found], exact: untrusted(now.exact) };
    if (service === undefined) return told;
    const loaded =
      kind === "sshd"
        ? await reloadSshd({ service, backup: done.backup.id, path }, ctx)
        : await reloadService(service, ctx);
    const state = {
      check: untrusted(`${service} has loaded it and is active`),
      ok: true,
      found: untrusted(loaded),
    };
    return { ...told, checked: [...told.checked, state], reloaded: untrusted(service) };
  } catch (error) {
    await ctx.backup.restore(undefined, { force: true });
    if (ctx.signal.aborted || !(error instanceof ToolError)) throw error;
    throw new ToolError(
      error.code,
      `${error.detail} Nothing was put back: it is as it was before the undo.`,
      error.hint,
    );
  }
}

export const preview = (input: ConfigRestoreInput, ctx: ToolContext): Promise<FilePreview> =>
  looked(filesOf(input), ctx);

const filesOf = ({ backup, path, force }: ConfigRestoreInput) => ({
  backup,
  paths: [path],
  ...(force === undefined ? {} : { force }),
});
