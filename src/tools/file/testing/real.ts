/** A folder with real files, and a context that keeps real copies: what tests of changing files stand on. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Backups, backupId } from "../../../agent/backups/backups.ts";
import { scripted, type Scripted } from "../../../../test/support/scripted-context.ts";
import { silentLog } from "../../../lib/log.ts";
import type { ToolContext } from "../../define.ts";

export function realFiles({ mostBytes = 8 << 20 }: { mostBytes?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-files-"));
  const at = join(dir, "files");
  mkdirSync(at);
  chmodSync(dir, 0o755);
  const backups = new Backups({ dir: join(dir, "kept"), nowMs: () => 1_795_000_000_000, log: silentLog, mostBytes });
  let step = 0;
  const path = (name: string): string => join(at, name);
  /** A call with its own record of copies; what it leaves is noted as the agent does it. */
  async function call<T>(
    work: (ctx: ToolContext) => Promise<T>,
    script: readonly Scripted[] = [],
    more: Partial<ToolContext> = {},
  ): Promise<T> {
    const own = { task: "t", step: `s${++step}`, callId: `c${step}` };
    const ctx = { ...scripted(script, { backup: backups.portFor(own) }), ownPaths: () => [path("own")], ...more };
    try {
      return await work(ctx);
    } finally {
      await backups.ended(own);
    }
  }
  return {
    at,
    path,
    backups,
    call,
    idOf: (number: number) => backupId({ task: "t", step: `s${number}`, callId: "" }),
    write: (name: string, text: string, mode = 0o644): string => {
      writeFileSync(path(name), text);
      chmodSync(path(name), mode);
      return path(name);
    },
    read: (name: string): string => readFileSync(path(name), "utf8"),
    mode: (name: string): number => statSync(path(name)).mode & 0o7777,
    names: (): string[] => readdirSync(at).toSorted(),
    end: () => rmSync(dir, { recursive: true, force: true }),
  };
}

export const refusal = async (work: Promise<unknown>): Promise<{ code?: string; detail?: string }> =>
  work.then(
    () => ({}),
    (error: unknown) => error as { code: string; detail: string },
  );
