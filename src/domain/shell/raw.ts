/** What is wrong with a text before it is parsed: characters that hide what it says. */
import type { Span } from "../risk.ts";
import { high, type Verdict } from "./rule.ts";

// C0 but tab and line feed, DEL and C1; blanks that bash does not take for blanks; what is not seen or turns the line around.
const ranges: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0xe0000, 0xe0fff],
];
const hiding = new RegExp(
  `[${ranges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join("")}]`,
  "u",
);

export function rawFaults(text: string): { verdict: Verdict; span: Span; rule: string }[] {
  const at = text.search(hiding);
  if (at < 0) return [];
  return [
    { verdict: high(2, "holds characters that cannot be seen"), span: { from: at, to: at + 1 }, rule: "guard.hidden" },
  ];
}
