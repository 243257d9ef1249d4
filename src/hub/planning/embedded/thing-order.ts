/** “restart nginx and php, php first”: services and containers in the order that was said. */
import type { Entity, Place, Thing } from "./types.ts";

const gap = "(?: [,;:.(-])*(?: (?:and|but|with|please|do|doing|take|taking|go|though|then))*";
const mark = "(?:the )?@(?<kind>svc|ctr)(?<id>\\d+)";
const edge = "(?: \\))?(?= [.;!?]|$)";
const shapes: readonly (readonly [RegExp, "first" | "last"])[] = [
  [
    new RegExp(`${gap} ${mark} (?:(?:comes |goes |is |being |done )?first|to (?:begin|start) with|beforehand)${edge}`),
    "first",
  ],
  [new RegExp(`${gap} (?:(?:start(?:ing)?|begin(?:ning)?) with|first(?: of all)?) ${mark}(?: first)?${edge}`), "first"],
  [
    new RegExp(
      `${gap} ${mark} (?:(?:comes |goes |is |being )?(?:at the very |very )?last|at the (?:very )?end|afterwards|finally)${edge}`,
    ),
    "last",
  ],
  [new RegExp(`${gap} (?:(?:end(?:ing)?|finish(?:ing)?) with|last(?:ly)?|finally) ${mark}${edge}`), "last"],
];
/** “restart php before nginx”, “restart nginx after php”. */
const relative =
  /^(?<verb>(?:please )?(?:restart|reload|start|stop|bounce|enable|disable)) (?:the )?@(?<kind>svc|ctr)(?<a>\d+) (?<how>before|after) (?:the )?@\k<kind>(?<b>\d+)(?<rest>(?: (?:on|at|in) (?:the )?@t\d+)?)(?= [.!?]|$)/;

/** The text without its words of order, which the list then has; as it was where the order is of something else. */
export function thingsInOrder(text: string, entities: Entity[]): string {
  const pair = relative.exec(text)?.groups;
  const [a, b] = [entities[Number(pair?.["a"])], entities[Number(pair?.["b"])]];
  if (pair && a && b && "things" in a && "things" in b) {
    const [first, second] = pair["how"] === "before" ? [a, b] : [b, a];
    entities.push({ ...a, things: [...first.things, ...second.things], said: `${first.said}, then ${second.said}` });
    return text.replace(
      relative,
      `${pair["verb"] ?? ""} @${pair["kind"] ?? ""}${entities.length - 1}${pair["rest"] ?? ""}`,
    );
  }
  for (const [shape, where] of shapes) {
    const found = shape.exec(text);
    const one = entities[Number(found?.groups?.["id"])];
    if (!found || !one || !("things" in one) || one.things.length !== 1) continue;
    const rest = `${text.slice(0, found.index)}${text.slice(found.index + found[0].length)}`;
    const [whole, more] = [...rest.matchAll(/@(?:svc|ctr)(\d+)/g)].filter(([, id]) =>
      isAmong(entities[Number(id)], one),
    );
    const list = entities[Number(whole?.[1])];
    if (!whole) return withAnother(text, { one: `@${one.kind}${found.groups?.["id"] ?? ""}`, rest, where, entities });
    if (more || !list || !("things" in list)) continue;
    const names = new Set(one.things.map(({ said }) => said));
    const taken = list.things.filter(({ said, owners }) => names.has(said) || sameUnits(owners, one));
    const others = list.things.filter((thing) => !taken.includes(thing));
    const things = where === "first" ? [...taken, ...others] : [...others, ...taken];
    entities.push({ ...list, things, said: list.said });
    return rest.replace(whole[0], `@${list.kind}${entities.length - 1}`);
  }
  return text;
}

const verbed = /^(?:please )?(restart|reload|start|stop|bounce|enable|disable) (?=.*@(?:svc|ctr)\d)(?!.*[;:])/;

/** “restart nginx on web-1, redis first”: another one that the same is done to, on that machine if it is there. */
function withAnother(
  text: string,
  { one, rest, where, entities }: { one: string; rest: string; where: "first" | "last"; entities: readonly Entity[] },
): string {
  const verb = verbed.exec(rest)?.[1];
  const place = / (?:on|at|in) (?:the )?@t(\d+)/.exec(rest);
  const [entity, thing] = [entities[Number(place?.[1])], entities[Number(one.replace(/\D/g, ""))]];
  if (verb === undefined || !thing || !("things" in thing)) return text;
  const machines = entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
  const isThere = thing.things.some(({ owners }) => owners.some(({ machine }) => machines.includes(machine)));
  const other = `${verb} ${one}${isThere ? (place?.[0] ?? "") : ""}`;
  return where === "first" ? `${other} ; ${rest.trim()}` : `${rest.trim()} ; ${other}`;
}

type Spoken = { verb: string; things: Thing[] | undefined };
/** “stop api on app-1 and then on app-2, then start it again”: what follows the two is on both. */
export const goesOn = (
  before: Spoken & { isEarlier?: boolean },
  { verb, things, place }: Spoken & { place: Place | undefined },
): boolean =>
  before.isEarlier !== true &&
  before.verb === verb &&
  place !== undefined &&
  things !== undefined &&
  things.every(({ said }, at) => before.things?.[at]?.said === said);

type Listed = Extract<Entity, { kind: "svc" | "ctr" }>;
const sameUnits = (owners: Listed["things"][number]["owners"], { things }: Listed): boolean =>
  owners.length > 0 &&
  things.some(
    (thing) => thing.owners.length === owners.length && thing.owners.every(({ name }, at) => owners[at]?.name === name),
  );
const isAmong = (list: Entity | undefined, one: Listed): boolean =>
  list !== undefined &&
  "things" in list &&
  list.things.length > 1 &&
  list.things.some(({ said, owners }) => one.things.some((thing) => thing.said === said) || sameUnits(owners, one));
