/** What of a question's options an answer in words picks. Every door that takes answers asks here, whoever planned. */
import { picked } from "./picked.ts";
import type { AnswerOption } from "./plan.ts";
import { targetOfNames } from "./target.ts";

export type Option =
  | { kind: "value"; value: string }
  | { kind: "none" }
  /** It fits several, and only one was spoken of. */
  | { kind: "several"; names: string }
  | { kind: "unknown" };

/** What is offered and picked; several of them together where they are machines. */
export function optionOf(options: readonly AnswerOption[], answer: string): Option {
  const single = options.filter(({ label }) => !/^all \d+/.test(label));
  const items = single.length > 0 ? single : options;
  const found = picked(
    items.map(({ label, value }) => ({ name: label, words: [value] })),
    answer,
  );
  if (found.kind === "none" || found.kind === "unknown") {
    // “5” of four machines and “all 4”.
    const number = /^\D{0,8}(\d{1,3})\W*$/.exec(answer)?.[1];
    const option = number === undefined ? undefined : options[Number(number) - 1];
    return found.kind === "unknown" && option && items.length < options.length
      ? { kind: "value", value: option.value }
      : { kind: found.kind };
  }
  const chosen = found.at.flatMap((at) => items[at] ?? []);
  if (found.kind === "several")
    return {
      kind: "several",
      names: chosen
        .slice(0, 8)
        .map(({ label }) => label)
        .join(", "),
    };
  const [only, more] = chosen;
  if (only && !more) return { kind: "value", value: only.value };
  // Values that are requests cannot be put together.
  return chosen.every(({ value, label }) => value === targetOfNames([label]))
    ? { kind: "value", value: targetOfNames(chosen.map(({ label }) => label)) }
    : { kind: "unknown" };
}
