/** “Remember that the download server is sab-1”, “forget the download server”, “what do you remember”: which of it is asked for. */
import type { Machine } from "../../domain/machine.ts";
import type { MemoryKind } from "../../domain/memory.ts";

export type Wish =
  | { do: "remember"; kind: MemoryKind; text: string; machines: Machine[] }
  | { do: "forget"; text: string }
  | { do: "show"; about: string | undefined };

const remember =
  /^(?:please\s+|hey\s+|ok(?:ay)?,?\s+|can you\s+|could you\s+)*(?:remember|note(?: down)?|keep in mind|bear in mind|do not forget|don['’]?t forget|memori[sz]e|from now on)\s*(?:,|:)?\s*(?:please\s+)?(?:that\b|:|,)?\s*(?<rest>.+)$/is;
const call = /^(?:please\s+)?(?:call|name)\s+(?<machine>\S+)\s+(?<text>(?:the|my|our)\s+.+|["“].+["”])$/is;
const byMeans = /^(?:when|if|by|with)\s+(?:i\s+say\s+)?(?<text>.+?),?\s+i\s+mean\s+(?<machine>.+)$/is;
const forget =
  /^(?:please\s+)?(?:forget|unlearn)\s+(?:about\s+|that\s+|the\s+(?:name|alias|fact|preference)\s+)?(?<rest>.+)$/is;
const show =
  /^(?:please\s+)?(?:what\s+(?:do|have)\s+you\s+(?:remember(?:ed)?|learn(?:t|ed)|memori[sz]ed|noted)|(?:show|list)\s+(?:me\s+)?your\s+memory|what\s+is\s+in\s+your\s+memory)(?:\s+(?:about|of|on)\s+(?<about>.+))?$/is;

/** Undefined where the text asks for none of it. */
export function wishOf(request: string, fleet: readonly Machine[]): Wish | undefined {
  const text = request.trim().replace(/[\s.!?]+$/, "");
  const shown = show.exec(text);
  if (shown) return { do: "show", about: shown.groups?.["about"] };
  const gone = forget.exec(text)?.groups?.["rest"];
  // “Forget it” is said to a planner, not to a memory.
  if (gone !== undefined) return /^(?:it|that|this|everything)$/i.test(gone) ? undefined : { do: "forget", text: gone };
  const named = call.exec(text)?.groups ?? byMeans.exec(text)?.groups;
  if (named) {
    const machines = machinesIn(named["machine"] ?? "", fleet);
    if (machines) return { do: "remember", kind: "alias", text: bare(named["text"] ?? ""), machines };
  }
  const rest = remember.exec(text)?.groups?.["rest"];
  // “Remember to restart it at 5” wants something done.
  return rest === undefined || /^to\s/i.test(rest) ? undefined : remembered(rest, fleet);
}

function remembered(rest: string, fleet: readonly Machine[]): Wish {
  const is =
    /^(?<left>.+?)\s+(?:is|are|means?|=|stands? for|refers? to|is (?:also )?(?:called|known as))\s+(?<right>.+)$/is.exec(
      rest,
    );
  const called = /^(?<left>.+?)\s+(?:is|are)\s+(?:also\s+)?(?:called|known as)\s+(?<right>.+)$/is.exec(rest);
  const [left, right] = [(called ?? is)?.groups?.["left"] ?? "", (called ?? is)?.groups?.["right"] ?? ""];
  const [here, there] = [machinesIn(left, fleet), machinesIn(right, fleet)];
  if (there && !here) return { do: "remember", kind: "alias", text: bare(left), machines: there };
  if (here && !there && (called || isDescription(right)))
    return { do: "remember", kind: "alias", text: bare(right), machines: here };
  const kind = wants.test(rest) ? "preference" : "fact";
  return { do: "remember", kind, text: rest, machines: namedIn(rest, fleet) };
}

/** How things are to be done, rather than how they are. */
const wants =
  /^(?:i |we |you )?(?:never|always|prefer|do not|don['’]?t|avoid|only|use|ask|please|must not|should|no )|\b(?:should|must|has to|have to|may only) /i;

/** “the main web server”, “our build box”: a few words that stand for a machine. */
const isDescription = (text: string): boolean =>
  /^(?:the|my|our)\s+/i.test(text) && text.trim().split(/\s+/).length <= 5;

const bare = (text: string): string => text.trim().replace(/^["“'](.+)["”']$/s, "$1");

/** “sab-1”, “ci-1 and ci-2”: machines by their own names and nothing else. */
function machinesIn(text: string, fleet: readonly Machine[]): Machine[] | undefined {
  const names = bare(text)
    .split(/\s*(?:,|\band\b|\bor\b|&)\s*/i)
    .filter((name) => name !== "");
  const found = names.map((name) => {
    const wanted = name.toLowerCase().replace(/^(?:the )?(?:machine|server|host|node|vm) /, "");
    return fleet.find((machine) => [machine.name, ...machine.aliases].some((each) => each.toLowerCase() === wanted));
  });
  const there = found.flatMap((machine) => machine ?? []);
  return there.length > 0 && there.length === names.length ? there : undefined;
}

const namedIn = (text: string, fleet: readonly Machine[]): Machine[] => {
  const words = new Set(text.toLowerCase().split(/[^\p{L}\d._-]+/u));
  return fleet.filter(({ name }) => words.has(name.toLowerCase()));
};
