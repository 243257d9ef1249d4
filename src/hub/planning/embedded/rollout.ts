/** “one after the other”, “in batches of 2”: how many machines of a change are worked on at once. */
import type { Entity } from "./types.ts";

const single =
  / ?,? ?\b(?:one (?:after (?:another|the other)|at a time|by one)|@n(\d+) at a time|sequentially|in sequence|in a rolling (?:fashion|way|manner)|rolling)\b/;
const batches =
  / ?,? ?\b(?:in (?:batches|groups|chunks) of|in) (?:@n(\d+)|(one|two|three|four|five|ten)(?: (?:at a time|machines))?)(?: (?:at a time|machines))?(?= |$)/;
const words: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10 };

/** The text without that phrase. One at a time where nothing is said. */
export function rolloutOf(text: string, entities: readonly Entity[]): { text: string; batch: number } {
  const inBatches = /\b(?:batches|groups|chunks) of\b/.test(text) ? batches.exec(text) : null;
  const found = inBatches ?? single.exec(text);
  if (!found) return { text, batch: 1 };
  const entity = entities[Number(found[1])];
  const size = entity?.kind === "n" ? entity.value : (words[found[2] ?? ""] ?? 1);
  const rest = text.replace(found[0], "").trim();
  return Number.isInteger(size) && size >= 1 && size <= 1_000 ? { text: rest, batch: size } : { text, batch: 1 };
}
