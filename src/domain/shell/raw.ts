/** What is wrong with a text before it is parsed: characters that hide what it says. */
import type { Span } from "../risk.ts";
import { high, type Verdict } from "./rule.ts";

// C0 but tab and line feed, DEL and C1; blanks that bash does not take for blanks; what is not seen or turns the line around.
const hiding =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]/u;

export function rawFaults(text: string): { verdict: Verdict; span: Span; rule: string }[] {
  const at = text.search(hiding);
  if (at < 0) return [];
  return [
    { verdict: high(2, "holds characters that cannot be seen"), span: { from: at, to: at + 1 }, rule: "guard.hidden" },
  ];
}
