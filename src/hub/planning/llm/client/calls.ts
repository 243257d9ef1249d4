/** Puts tool calls together from their pieces, whatever an endpoint forgets of index and id. */
import { ModelError, type ModelCall } from "../model.ts";
import type { CalledPart } from "./chunk.ts";

type Slot = { index: number | undefined; id: string; name: string; text: string };

/** More calls than this in one answer is a model that has lost its way. */
const mostCalls = 128;

export function gatherCalls() {
  const slots: Slot[] = [];

  const slotFor = (index: number | undefined, id: string, name: string): Slot => {
    const last = slots.at(-1);
    const found = index === undefined ? undefined : slots.findLast((slot) => slot.index === index);
    // Some number all calls alike; another id with a name is another call.
    if (found && !(id !== "" && name !== "" && found.id !== "" && found.id !== id)) return found;
    if (found === undefined && index === undefined) {
      const known = id === "" ? undefined : slots.findLast((slot) => slot.id === id);
      if (known) return known;
      if (id === "" && last && (name === "" || !isWhole(last.text))) return last;
    }
    if (slots.length >= mostCalls) throw new ModelError("unusable", `The answer has more than ${mostCalls} calls.`);
    const made = { index, id: "", name: "", text: "" };
    slots.push(made);
    return made;
  };

  return {
    count: () => slots.length,
    take: ({ index, id, function: called }: CalledPart): void => {
      const name = called?.name ?? "";
      const slot = slotFor(index ?? undefined, id ?? "", name);
      if (slot.id === "") slot.id = id ?? "";
      // Later pieces repeat the name or have an empty one.
      if (slot.name === "") slot.name = name;
      const given = called?.arguments ?? "";
      slot.text += typeof given === "string" ? given : JSON.stringify(given);
    },
    characters: (): number => slots.reduce((sum, { name, text }) => sum + name.length + text.length, 0),
    /** With ids that no other call of the conversation has. */
    whole: (used: ReadonlySet<string>): ModelCall[] => {
      const taken = new Set(used);
      return slots.map(({ id, name, text }, at) => {
        const own = freeId(id, at, taken);
        taken.add(own);
        return { id: own, name, argumentsText: text };
      });
    },
  };
}

/** What strict endpoints take as an id when it comes back. */
const legalId = /^[a-zA-Z0-9_-]{1,40}$/;

function freeId(id: string, at: number, taken: ReadonlySet<string>): string {
  const base = legalId.test(id) ? id : `call_${at}`;
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
