/** Colour for terminals, or none: status is always also a word. */
import type { Io } from "./io.ts";

export type Paint = Record<"bold" | "dim" | "red" | "green" | "amber" | "blue" | "teal", (text: string) => string> & {
  /** One of six hues, by number: the same machine has the same one throughout. */
  hue: (text: string, index: number) => string;
};

const escape = "\u001b[";
const codes = { bold: "1", dim: "2", red: "31", green: "32", amber: "33", blue: "34", teal: "36" } as const;
// Bright hues that stay apart on dark and light backgrounds and for colour-blind people; red is left to failures.
const hues = ["36", "33", "35", "34", "32", "96"];

export function paintFor({ colour }: Pick<Io, "colour">): Paint {
  const with_ = (code: string) => (text: string) =>
    colour && text !== "" ? `${escape}${code}m${text}${escape}0m` : text;
  return {
    bold: with_(codes.bold),
    dim: with_(codes.dim),
    red: with_(codes.red),
    green: with_(codes.green),
    amber: with_(codes.amber),
    blue: with_(codes.blue),
    teal: with_(codes.teal),
    hue: (text, index) => with_(hues[index % hues.length] ?? "36")(text),
  };
}
