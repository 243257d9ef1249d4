/** What the views of tools share. */
import type { FileChange } from "../domain/fileChange.ts";
import { forHtml } from "../domain/untrusted.ts";
import { bytesText } from "../lib/bytes.ts";
import { Diff } from "../../web/kit/diff.tsx";
import { DataTable } from "../../web/kit/table.tsx";
import { Percent } from "../../web/kit/numbers.tsx";

/** A result as a table, or a sentence where there is nothing in it. */
export const ResultTable = ({ table, label, empty }: { table: Table; label: string; empty: string }) =>
  table.rows.length === 0 ? <p class="muted">{empty}</p> : <DataTable {...table} label={label} />;

type Table = { columns: string[]; rows: string[][] };

/** Names and values under each other. */
export const ResultFacts = ({ of }: { of: readonly (readonly [name: string, value: string])[] }) => (
  <dl class="facts">
    {of.map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd class="num">{value}</dd>
      </div>
    ))}
  </dl>
);

/** Shares under each other, each with its bar and what it is a share of. */
export const Shares = ({ of }: { of: readonly (readonly [name: string, ratio: number, more: string])[] }) => (
  <dl class="facts">
    {of.map(([name, ratio, more]) => (
      <div>
        <dt>{name}</dt>
        <dd class="num">
          <Percent ratio={ratio} /> {more}
        </dd>
      </div>
    ))}
  </dl>
);

/** What becomes, or became, of files: each with its diff and what else is different. */
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
  secret: "Its text is not shown, because it holds secrets.",
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
