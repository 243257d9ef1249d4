/** “one after the other”, “in batches of 2”, “all at once”: how many machines of a change are worked on at once. */
import type { Rollout } from "../../../domain/plan.ts";
import { plain } from "./polite.ts";
import type { Entity } from "./types.ts";

const words: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10 };
const count = `(?:@n(\\d+)|(${Object.keys(words).join("|")}))`;
const phrase = (text: string): RegExp => new RegExp(`(?:^| ?,? )(?:${text})(?= |,|$)`);

const single = phrase(
  "(?:but )?(?:not|never) (?:all |both )?(?:at (?:once|the same time)|in parallel|simultaneously|together)|one (?:after (?:another|the other)|at a time|by one)|sequentially|in sequence|in a rolling (?:fashion|way|manner)|rolling",
);
const together = phrase("all at (?:once|the same time)|(?:all )?(?:in parallel|simultaneously)|at the same time");
const batches = [
  phrase(`in (?:batches|groups|chunks) of ${count}(?: machines)?(?: at a time)?`),
  phrase(`(?:in )?${count}(?: machines)? at a time`),
  phrase(`${count} by ${count}`),
];

/** The text in plain words without that phrase, and how it goes on then; absent where nothing is said. */
export function rolloutOf(marked: string, entities: readonly Entity[]): { text: string; rollout?: Rollout } {
  // Looked for first: “at once” at the end of a request is small talk elsewhere.
  const whole = single.exec(marked) ? null : together.exec(marked);
  if (whole) return { text: plain(marked.replace(whole[0], " ")), rollout: { mode: "parallel" } };
  const text = plain(marked);
  const found = [single, ...batches].map((each) => each.exec(text)).find((match) => match !== null);
  if (!found) return { text };
  const rest = text.replace(found[0], "").trim();
  const entity = entities[Number(found[1])];
  const size = entity?.kind === "n" ? entity.value : (words[found[2] ?? ""] ?? 1);
  return Number.isInteger(size) && size >= 1 && size <= 1_000
    ? { text: rest, rollout: { mode: "rolling", batch: size, stopAfterFailures: 1 } }
    : { text };
}
