/** Where a stretch of text that is being rated stands in the line that a person sees. */
import type { Span } from "../risk.ts";

export type Source = { text: string; span: (from: number, to: number) => Span };

export const wholeText = (text: string): Source => ({ text, span: (from, to) => ({ from, to }) });

/**
 * Text that stands in the line as a word, such as what `sh -c` is given. Its own words are marked where it stands there
 * letter by letter; where quotes or variables made something else of it, the whole word is marked.
 */
export function within(line: string, { text, span }: { text: string; span: Span }): Source {
  const at = line.slice(span.from, span.to).indexOf(text);
  if (at < 0 || text === "") return { text, span: () => span };
  return { text, span: (from, to) => ({ from: span.from + at + from, to: span.from + at + to }) };
}
