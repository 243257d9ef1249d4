/** The way back from an edited configuration: the copy, and whatever read the edit reads that too. */
import type { WayBack } from "../../domain/plan.ts";
import { forHtml } from "../../domain/untrusted.ts";
import type { ChangedOutput } from "../file/changed.ts";
import type { ConfigKind } from "./kinds.ts";

export function backToConfig(
  { files, backup }: Pick<ChangedOutput, "files" | "backup">,
  { of, reload }: { of: ConfigKind; reload: boolean },
): WayBack {
  const [file] = files.filter(({ kind }) => kind !== "same");
  if (!backup || !file) return { kind: "nothing" };
  const path = forHtml(file.path);
  return {
    kind: "tool",
    tool: "config.restore",
    input: { backup: backup.id, path, of, ...(reload ? { reload } : {}) },
    text: `Put back ${path} as before`,
    untilMs: backup.untilMs,
  };
}
