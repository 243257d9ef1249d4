/** A model's work on a terminal: a line for each look once it is answered, what it says, and what ailx says about it. */
import type { TurnPartView, TurnView } from "../api/turn.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Paint } from "./paint.ts";

type Part<K extends TurnPartView["kind"]> = Extract<TurnPartView, { kind: K }>;

/** Parts grow while they stream: what is said is told once something else follows it, or when it is asked to be. */
export class TurnTeller {
  readonly #calls = new Map<string, Part<"call">>();
  #growing: TurnView | undefined;

  constructor(readonly paint: Paint) {}

  /** What there is to print now; empty where there is nothing. */
  tell(turn: TurnView): string {
    const before = this.#growing?.seq === turn.seq ? "" : this.rest();
    if (turn.part.kind === "said") this.#growing = turn;
    else return `${before}${this.#line(turn.part)}`;
    return before;
  }

  /** What was said last. */
  rest(): string {
    const said = this.#growing?.part;
    this.#growing = undefined;
    return said?.kind === "said" ? `${showHidden(said.text).trim()}\n` : "";
  }

  #line(part: TurnPartView): string {
    const { paint } = this;
    switch (part.kind) {
      case "delegated":
        return paint.dim(`${showHidden(part.to)}: ${oneLine(part.goal)}\n`);
      case "call":
        this.#calls.set(part.id, part);
        return "";
      case "found": {
        const call = this.#calls.get(part.call);
        const what = call ? `${showHidden(call.tool)}${onText(call.on)}` : "a look";
        return `${mark(part.state, paint)} ${what}${paint.dim(`  ${oneLine(part.line)}`)}\n`;
      }
      case "steered":
        return paint.teal(`${showHidden(part.name)}: ${oneLine(part.text)}\n`);
      case "note":
        return paint.amber(`ailx: ${oneLine(part.text)}\n`);
      case "thinking":
      case "said":
      case "usage":
        return "";
    }
  }
}

const namesAtMost = 4;
const onText = (names: readonly string[]): string =>
  names.length === 0
    ? ""
    : ` on ${names.length <= namesAtMost ? names.map(showHidden).join(", ") : `${names.length} machines`}`;

const oneLine = (text: string): string => showHidden(text.replaceAll("\n", " ")).slice(0, 300);

function mark(state: Part<"found">["state"], paint: Paint): string {
  if (state === "ok") return paint.green("ok");
  if (state === "failed") return paint.red("failed");
  return state === "refused" ? paint.amber("refused") : paint.dim(state.replaceAll("_", " "));
}
