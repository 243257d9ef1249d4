/** A figure beside its floor, and whether it is as good as was promised. Pure. */
import type { Figure } from "./figure.ts";

export type Goal =
  /** At most so many times the floor of the same run. */
  | { kind: "times"; atMost: number }
  /** At least so many times the floor: of rates. */
  | { kind: "share"; atLeast: number }
  /** At most so much, in the figure's own unit, whatever the floor is. */
  | { kind: "value"; atMost: number }
  /** At least so much, in the figure's own unit: of rates. */
  | { kind: "reach"; atLeast: number }
  /** At most so much more than the floor, in the figure's own unit. */
  | { kind: "over"; atMost: number };

export type Row = {
  /** In words, for the table. */
  name: string;
  ours: Figure;
  floor: Figure;
  /** Absent where the comparison only explains another row. */
  goal?: Goal;
};

export const ratioOf = ({ ours, floor }: Pick<Row, "ours" | "floor">): number => ours.median / floor.median;

/** Undefined where nothing was promised. */
export function isMet({ ours, floor, goal }: Pick<Row, "ours" | "floor" | "goal">): boolean | undefined {
  switch (goal?.kind) {
    case "times":
      return ours.median <= goal.atMost * floor.median;
    case "share":
      return ours.median >= goal.atLeast * floor.median;
    case "value":
      return ours.median <= goal.atMost;
    case "reach":
      return ours.median >= goal.atLeast;
    case "over":
      return ours.median <= floor.median + goal.atMost;
    case undefined:
      return undefined;
  }
}

/** The rows as a table for people. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [["figure", "ours", "floor", "", "ratio", "goal", "met"], ...rows.map(cellsOf)];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  const numbers = new Set([1, 2, 4]);
  const lines = cells.map((line) =>
    line
      .map((cell, column) =>
        numbers.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function cellsOf(row: Row): string[] {
  const { name, ours, floor, goal } = row;
  const met = isMet(row);
  return [
    name,
    `${ours.median} ${ours.unit}`,
    `${floor.median} ${floor.unit}`,
    floor.subject,
    Number.isFinite(ratioOf(row)) ? `${ratioOf(row).toFixed(2)} x` : "–",
    goal === undefined ? "–" : goalText(goal, ours.unit),
    met === undefined ? "" : met ? "yes" : "NO",
  ];
}

function goalText(goal: Goal, unit: string): string {
  if (goal.kind === "share") return `≥ ${goal.atLeast} x`;
  if (goal.kind === "reach") return `≥ ${goal.atLeast} ${unit}`;
  if (goal.kind === "times") return goal.atMost < 0.5 ? `≤ 1/${(1 / goal.atMost).toFixed(0)} x` : `≤ ${goal.atMost} x`;
  return goal.kind === "over" ? `≤ floor + ${goal.atMost} ${unit}` : `≤ ${goal.atMost} ${unit}`;
}
