/** As many of some items as fit into one message together: what a hostile machine says is longer escaped than it looks. */
import { forHtml, type Untrusted } from "../domain/untrusted.ts";

/** Of text in all; a result may have 768 KiB. */
const mostChars = 400_000;
/** For names, numbers and brackets around the texts of an item. */
const aroundChars = 160;

/** From the first on. `textsOf`: what of an item the machine chose freely. */
export function fitting<T>(items: readonly T[], textsOf: (item: T) => readonly Untrusted[]): T[] {
  let length = 0;
  const end = items.findIndex((item) => {
    for (const text of textsOf(item)) length += forHtml(text).length;
    return (length += aroundChars) > mostChars;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}
