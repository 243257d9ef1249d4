/** Unified diffs of texts, by lines: Myers' way, with an end to its patience. */

export type Diff = { text: string; added: number; removed: number };

/** Lines of context around each change. */
const around = 3;
/** From so many differing lines on, the middle is shown as replaced whole; the way costs their product. */
const patience = 400;

type Edit = { kind: " " | "-" | "+"; line: string };

/** Empty text where they are the same. */
export function unified(before: string, after: string): Diff {
  if (before === after) return { text: "", added: 0, removed: 0 };
  const edits = editsOf(linesOf(before), linesOf(after));
  const count = (kind: Edit["kind"]): number => edits.reduce((sum, edit) => sum + (edit.kind === kind ? 1 : 0), 0);
  return { text: hunks(edits), added: count("+"), removed: count("-") };
}

/** A last line without a line feed is another line than one with it. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => ({ kind: " ", line }));
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function middle(before: readonly string[], after: readonly string[]): Edit[] {
  const trail = forward(before, after);
  if (!trail)
    return [...before.map((line): Edit => ({ kind: "-", line })), ...after.map((line): Edit => ({ kind: "+", line }))];
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let depth = trail.length - 1; depth >= 0; depth--) {
    const furthest = trail[depth] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -depth || (k !== depth && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = depth === 0 ? 0 : (furthest.get(fromK) ?? 0);
    const fromY = depth === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) {
      edits.push({ kind: " ", line: before[x - 1] ?? "" });
      x--;
      y--;
    }
    if (depth === 0) break;
    if (down) edits.push({ kind: "+", line: after[y - 1] ?? "" });
    else edits.push({ kind: "-", line: before[x - 1] ?? "" });
    x = fromX;
    y = fromY;
  }
  return edits.toReversed();
}

/** How far each diagonal came before each further edit; undefined where there are too many of them. */
function forward(before: readonly string[], after: readonly string[]): Map<number, number>[] | undefined {
  const trail: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let depth = 0; depth <= Math.min(before.length + after.length, patience); depth++) {
    trail.push(new Map(furthest));
    for (let k = -depth; k <= depth; k += 2) {
      const down = k === -depth || (k !== depth && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
      furthest.set(k, x);
      if (x >= before.length && x - k >= after.length) return trail;
    }
  }
  return undefined;
}

function hunks(edits: readonly Edit[]): string {
  const lines: string[] = [];
  let at = 0;
  let [old, fresh] = [1, 1];
  while (at < edits.length) {
    const first = edits.findIndex(({ kind }, index) => index >= at && kind !== " ");
    if (first < 0) break;
    const from = Math.max(first - around, at);
    old += from - at;
    fresh += from - at;
    let to = first;
    for (let next = first; next < edits.length && next - to <= around * 2; next++)
      if (edits[next]?.kind !== " ") to = next + 1;
    const hunk = edits.slice(from, Math.min(to + around, edits.length));
    const [olds, news] = [
      hunk.filter(({ kind }) => kind !== "+").length,
      hunk.filter(({ kind }) => kind !== "-").length,
    ];
    lines.push(`@@ -${span(old, olds)} +${span(fresh, news)} @@`, ...hunk.map(({ kind, line }) => `${kind}${line}`));
    old += olds;
    fresh += news;
    at = from + hunk.length;
  }
  return `${lines.join("\n")}\n`;
}

const span = (from: number, length: number): string =>
  length === 1 ? String(from) : `${length === 0 ? from - 1 : from},${length}`;
