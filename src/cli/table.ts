/** Tables for terminals: columns aligned by what is seen, the last one cut where the terminal ends. */
import { showHidden } from "../lib/hidden.ts";

/** Cells come from machines too, so control characters are shown, and a cell is one line. `dress` colours a padded cell. */
export function table({
  columns,
  rows,
  dress = (text) => text,
}: {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  dress?: (padded: string, column: number, row: number) => string;
}): string {
  const cells = [
    columns.map((name) => name.toUpperCase()),
    ...rows.map((row) => columns.map((_, column) => oneLine(row[column] ?? ""))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => Bun.stringWidth(row[column] ?? ""))));
  return cells
    .map((row, index) =>
      row
        .map((cell, column) => {
          const padded =
            column === row.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - Bun.stringWidth(cell));
          return dress(padded, column, index - 1);
        })
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

const oneLine = (text: string): string => showHidden(text.replaceAll("\n", " "));
