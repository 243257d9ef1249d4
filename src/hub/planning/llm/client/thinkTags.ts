/** Takes `<think>…</think>` at the beginning of an answer out of it, as it streams: some endpoints leave it in the text. */

export type Split = { thinking: string; text: string };

const opening = "<think>";
const closing = "</think>";

export function splitThinking(): { push: (text: string) => Split; rest: () => Split } {
  let state: "begin" | "thinking" | "text" = "begin";
  let held = "";

  const push = (piece: string): Split => {
    if (state === "text") return { thinking: "", text: piece };
    held += piece;
    if (state === "begin") {
      const begun = held.trimStart();
      if (begun.length < opening.length && opening.startsWith(begun)) return { thinking: "", text: "" };
      if (!begun.startsWith(opening)) return asText();
      state = "thinking";
      held = begun.slice(opening.length);
    }
    const end = held.indexOf(closing);
    if (end >= 0) {
      const thinking = held.slice(0, end);
      const text = held.slice(end + closing.length).trimStart();
      [state, held] = ["text", ""];
      return { thinking, text };
    }
    // The end of it may be a part of the closing tag.
    const sure = Math.max(0, held.length - closing.length + 1);
    const thinking = held.slice(0, sure);
    held = held.slice(sure);
    return { thinking, text: "" };
  };

  const asText = (): Split => {
    const text = held;
    [state, held] = ["text", ""];
    return { thinking: "", text };
  };

  return { push, rest: () => (state === "thinking" ? { thinking: held, text: "" } : asText()) };
}
