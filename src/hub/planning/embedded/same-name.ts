/** A machine and what runs on it under one name: machine jellyfin with the service jellyfin. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { guestOf } from "./guests.ts";
import type { Reader } from "./reader.ts";
import type { Intent, Place, Thing } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Scope } from "./where.ts";

const article = /^(?:the|my|our|that|this|please)$/;
const verb =
  /^(?:restart|re-start|relaunch|bounce|recycle|kick|stop|start|reload|refresh|hup|enable|disable|restarted)$/;
const written = /^(?:status|state|logs?|journal|errors?|messages|warnings?|output)$/;
const noun = /^(?:service|daemon|unit|process)$/;
const machineNoun = /^(?:vm|guest|lxc|ct|machine|server|box|host|node|instance|virtual|container|pc|computer)$/;
const runs =
  /^(?:running|active|started|stopped|dead|crashed|failed|failing|working|healthy|up|down|inactive|enabled|alive|stuck|hung|hanging|responding|broken|not|still|really|actually|currently|ok|okay|fine)$/;

/** How far in front of a list of names its verb stands. */
function verbBefore({ tokens, words }: Reader, at: number): string {
  let from = at - 1;
  while (from >= 0) {
    const low = tokens[from]?.low ?? "";
    const isListed =
      /^(?:,|and|&)$/.test(tokens[from + 1]?.low ?? "") && (words.services.has(low) || words.machines.has(low));
    if (!article.test(low) && !/^(?:,|and|&)$/.test(low) && !isListed) return low;
    from -= 1;
  }
  return "";
}

/** Whether the words around the name speak of what runs there: “restart jellyfin”, “jellyfin is down”, “the mysql logs”. */
export function meansService(
  reader: Reader,
  { at, end, machine }: { at: number; end: number; machine: Machine },
): boolean {
  const { tokens, words } = reader;
  const [behind = "", next = ""] = [tokens[end]?.low, tokens[end + 1]?.low];
  if (noun.test(behind)) return true;
  if (machineNoun.test(behind)) return false;
  if (written.test(behind)) return true;
  const before = verbBefore(reader, at);
  if (before === "start") {
    const guest = guestOf(machine, words.guests);
    return machine.state === "online" && guest?.isRunning !== false;
  }
  if (verb.test(before)) return true;
  const lead = tokens[article.test(tokens[at - 1]?.low ?? "") ? at - 2 : at - 1]?.low ?? "";
  const leads = tokens[article.test(tokens[at - 1]?.low ?? "") ? at - 3 : at - 2]?.low ?? "";
  if (/^(?:of|for|from|in)$/.test(lead) && written.test(leads)) return true;
  if (/^(?:is|does|has|was|isn't|did)$/.test(lead)) return runs.test(behind) && !/^(?:online|offline)$/.test(next);
  if (/^(?:needs?|wants)$/.test(behind)) return tokens.slice(end, end + 6).some(({ low }) => low.startsWith("restart"));
  return (
    /^(?:is|has|isn't|keeps|went|stopped|crashed|died|hangs)$/.test(behind) && (behind !== "is" || runs.test(next))
  );
}

/** “the jellyfin machine”, “the jellyfin container” where that is an LXC container: the machine. */
export function machineCalled(reader: Reader, at: number): { name: string; from: number; end: number } | undefined {
  const { tokens, words } = reader;
  const from = article.test(tokens[at]?.low ?? "") ? at + 1 : at;
  const name = tokens[from]?.low ?? "";
  const said = tokens[from + 1]?.low ?? "";
  if (!words.services.has(name) && !words.containers.has(name)) return undefined;
  const machine = exactly(name, words);
  if (!machine || !/^(?:vm|guest|lxc|ct|machine|box|host|node|pc|computer|container)$/.test(said)) return undefined;
  if (said === "container" && (machine.facts.kind !== "lxc" || words.containers.has(name))) return undefined;
  return { name, from, end: from + 2 };
}

const exactly = (said: string, { fleet }: Pick<Vocabulary, "fleet">): Machine | undefined =>
  fleet.find(({ name }) => name.toLowerCase() === said.toLowerCase());

type Given = {
  place: Place | undefined;
  things: readonly Thing[] | undefined;
  source: string;
  words: Vocabulary;
  scope: Scope;
};

/** A question where service and machine are both plausible for a change; else it is said how the name is read. */
export function sameName(intent: Intent, { place, things, source, words, scope }: Given): Outcome | undefined {
  const [thing, more] = things ?? [];
  const machine = thing && exactly(thing.said, words);
  if (!thing || more || !machine || place || (intent.kind !== "service" && intent.kind !== "container"))
    return undefined;
  const { name } = machine;
  if (new RegExp(`\\b${RegExp.escape(thing.said)} (?:service|daemon|unit|process)\\b`, "i").test(source))
    return undefined;
  const isThere = thing.owners.some((owner) => owner.machine === machine);
  const { act } = intent;
  const what = intent.kind === "container" ? "container" : "service";
  const whole = act === "stop" ? "shut down" : act === "restart" ? "reboot" : undefined;
  const isReboot = /\b(?:reboot|power.?cycle)/i.test(source);
  const isOpen =
    whole !== undefined && (!isThere || isReboot || (act === "stop" && guestOf(machine, words.guests) !== undefined));
  if (isOpen) {
    const question = `Is the ${what} ${thing.said} meant, or the whole machine ${name}?`;
    const values = [
      ...thing.owners.map((owner) => `${act} the ${thing.said} ${what} on ${owner.machine.name}`),
      `${whole} ${name}`,
    ];
    return { kind: "clarify", question, about: "intent", options: values.map((value) => ({ label: value, value })) };
  }
  if (!isThere) return undefined;
  const also = whole === undefined ? `the machine ${name} is ${machine.state}` : `for the whole machine, say ${whole}`;
  scope.sketch.assumptions.push(`“${thing.said}” is read as the ${what}; ${also}`);
  return undefined;
}
