/** What becomes, or became, of files: each with its diff and what else is different. */
import type { FileChange } from "../../src/domain/fileChange.ts";
import { forHtml, type Untrusted } from "../../src/domain/untrusted.ts";
import { bytesText } from "../../src/lib/bytes.ts";
import { Diff } from "./diff.tsx";

export const ChangedFiles = ({ of, empty = "Nothing was changed." }: { of: readonly FileChange[]; empty?: string }) =>
  of.length === 0 ? (
    <p class="muted">{empty}</p>
  ) : (
    <>
      {of.map((file) => (
        <ChangedFile file={file} />
      ))}
    </>
  );

/** What a change would do on a machine, and what stands against it. */
export const Preview = ({
  files,
  notes,
  problems,
}: {
  files: readonly FileChange[];
  notes: readonly Untrusted[];
  problems: readonly Untrusted[];
}) => (
  <>
    {problems.map((problem) => (
      <p class="preview-problem">{forHtml(problem)}</p>
    ))}
    {notes.map((note) => (
      <p>{forHtml(note)}</p>
    ))}
    {files.length === 0 && notes.length + problems.length > 0 ? null : (
      <ChangedFiles of={files} empty="Nothing would change." />
    )}
  </>
);

const ChangedFile = ({ file }: { file: FileChange }) => {
  const path = forHtml(file.path);
  return (
    <div class="changed-file">
      <p>
        <b class="mono">{path}</b> <span class="muted">{fileWords(file)}</span>
      </p>
      {file.diff === undefined ? null : <Diff text={forHtml(file.diff)} label={`Changes of ${path}`} />}
      {file.leftOut === undefined ? null : <p class="muted">{leftOutWords[file.leftOut]}</p>}
    </div>
  );
};

const leftOutWords = {
  secret: "Its text is not shown, because it holds secrets or is private.",
  binary: "It is not text, so no lines are shown.",
  long: "The rest of the changes is not shown.",
} as const;

const kindWords = { created: "new", changed: "changed", removed: "removed", same: "as it was" } as const;

/** “changed, +1 −1, mode 0644 → 0600”. */
function fileWords({ kind, added = 0, removed = 0, before, after }: FileChange): string {
  const size = kind === "created" ? after?.sizeBytes : kind === "removed" ? before?.sizeBytes : undefined;
  return [
    kindWords[kind],
    ...(size === undefined ? [] : [bytesText(size)]),
    ...(kind === "changed" && added + removed > 0 ? [`+${added} −${removed}`] : []),
    ...(kind === "created" && after?.mode ? [`mode ${after.mode}`] : []),
    ...differs("mode", before?.mode, after?.mode),
    ...(after?.owner && kind === "created" ? [`owner ${forHtml(after.owner)}`] : []),
    ...differs("owner", before?.owner && forHtml(before.owner), after?.owner && forHtml(after.owner)),
  ].join(", ");
}

const differs = (what: string, before: string | undefined, after: string | undefined): string[] =>
  before !== undefined && after !== undefined && before !== after ? [`${what} ${before} → ${after}`] : [];
