/** What tools that change files have in common: what they tell, how it is judged, and the way back. */
import * as z from "zod/mini";
import { fileChange } from "../../domain/fileChange.ts";
import type { Undo, WayBack } from "../../domain/plan.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { once } from "../../lib/once.ts";

export const keptCopy = () => z.object({ id: z.string().check(z.regex(/^[0-9a-f]{32}$/)), untilMs: z.number() });

export const changedFields = () => ({
  files: z.array(fileChange()).check(z.maxLength(50)),
  /** Where a copy of what was there is kept; absent where nothing was changed. */
  backup: z.optional(keptCopy()),
  /** What was looked at afterwards. */
  checked: z.array(z.object({ check: machineText(300), ok: z.boolean(), found: machineText(1_000) })),
});
export const changedOutput = once(() => z.object(changedFields()));
export type ChangedOutput = z.infer<ReturnType<typeof changedOutput>>;

export const changedChecks = ["it is on disk as asked, byte for byte", "owner, mode and attributes are as asked"];

export function judgeChanged({ checked }: Pick<ChangedOutput, "checked">): Verdict {
  const evidence = checked.map(({ check, ok, found }) => ({ check: forHtml(check), ok, found }));
  const broken = evidence.find(({ ok }) => !ok);
  if (broken) return { kind: "failed", reason: `${broken.check}: ${forHtml(broken.found)}`, evidence };
  return evidence.length === 0 ? { kind: "unchecked" } : { kind: "ok", evidence };
}

/** Said before it happens. */
export const keptUndo = (what: string): Undo => ({
  kind: "kept",
  text: `${what}, from the copy that is kept for 30 days on the machine itself`,
});

export function backFrom({ files, backup }: Pick<ChangedOutput, "files" | "backup">): WayBack {
  if (!backup || files.every(({ kind }) => kind === "same")) return { kind: "nothing" };
  return {
    kind: "tool",
    tool: "file.restore",
    input: { backup: backup.id, paths: files.filter(({ kind }) => kind !== "same").map(({ path }) => forHtml(path)) },
    text: `Put back ${names(files)} as before`,
    untilMs: backup.untilMs,
  };
}

const names = (files: ChangedOutput["files"]): string => {
  const [first, ...others] = files.map(({ path }) => forHtml(path));
  return others.length === 0 ? (first ?? "") : `${first} and ${others.length} more`;
};

const words = { created: "created", changed: "changed", removed: "removed", same: "was so already" } as const;

/** “/etc/nginx/nginx.conf changed, +1 −1”. */
export function changedLine({ files }: Pick<ChangedOutput, "files">): string {
  return files
    .map(({ path, kind, added = 0, removed = 0 }) => {
      const lines = kind === "changed" && added + removed > 0 ? `, +${added} −${removed}` : "";
      return `${forHtml(path)} ${words[kind]}${lines}`;
    })
    .slice(0, 5)
    .join("; ");
}

export const changedTable = ({ files }: Pick<ChangedOutput, "files">) => ({
  columns: ["File", "What", "Lines"],
  rows: files.map(({ path, kind, added = 0, removed = 0 }) => [
    forHtml(path),
    words[kind],
    added + removed === 0 ? "" : `+${added} −${removed}`,
  ]),
});
