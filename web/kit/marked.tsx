/** A command with the words marked that decide its risk. What is marked also stands in words beside it: colour is never alone. */
import { riskRank, type Risk } from "../../src/domain/risk.ts";
import { Copy } from "./code.tsx";
import { said } from "./words.ts";

/** Offsets in UTF-16 code units, the end exclusive. `text` completes "this command …". */
export type Mark = { from: number; to: number; risk: Risk; text: string };

export const MarkedCommand = ({
  id,
  text,
  marks,
  label = "Command",
}: {
  id: string;
  text: string;
  marks: readonly Mark[];
  label?: string;
}) => (
  <div class="code">
    <pre tabindex={0} role="region" aria-label={label}>
      <code id={id}>
        {piecesOf(text, marks).map(({ words, mark }) =>
          mark ? (
            <mark class={`risk-${mark.risk}`} title={`${mark.risk}: ${mark.text}`}>
              {said(words)}
            </mark>
          ) : (
            said(words)
          ),
        )}
      </code>
    </pre>
    <Copy from={id} />
  </div>
);

type Piece = { words: string; mark?: Mark };

/** Where marks overlap, the highest shows; a mark of the whole text would tell nothing, so it shows only where it is alone. */
export function piecesOf(text: string, marks: readonly Mark[]): Piece[] {
  const inside = marks.filter(({ from, to }) => from < to && from < text.length);
  const narrow = inside.filter(({ from, to }) => to - from < text.length);
  const used = narrow.length > 0 ? narrow : inside;
  const edges = [...new Set([0, text.length, ...used.flatMap(({ from, to }) => [from, Math.min(to, text.length)])])];
  const sorted = edges.toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const words = text.slice(from, sorted[index + 1]);
    const [mark] = used
      .filter((each) => each.from <= from && each.to > from)
      .toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk) || a.to - a.from - (b.to - b.from));
    return mark ? { words, mark } : { words };
  });
}
