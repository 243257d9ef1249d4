/** “web-3 first”, “ci-1 last”, “lb-2 before lb-1”, “dns-2, and once it is back dns-1”: machines in an order that was said. */
import { targetOfNames } from "../../../domain/target.ts";
import { thingsInOrder } from "./thing-order.ts";
import type { Entity } from "./types.ts";

const mark = "(?:the |on |on the )?(@t\\d+)";
const edge = "(?= [.,;!?)]|$)";
const gap = "(?: [,;:.(-])*(?: (?:and|but|with|please|do|doing|take|taking|go|though|then))*";
const back =
  "(?: (?:to|be|come|is|are|has|have|comes|came|gets|was|were|it|that|that one|this|they|this one|@t\\d+|the first one|the first|back|up|done|ok|okay|healthy|fine|finished|reachable|online|running|again|ready|completed|through|works|working|well|went|rebooted|restarted|updated|upgraded|successfully|looks|good|responding|answers|there))+";
const going =
  "(?: (?:,|do|continue|go on|move on|proceed|with|the same|same|on|to|for|repeat|it|that|restart|reboot|reload|update|upgrade|patch|and|then|also|take|come|comes|next|follow|follows|turn|as well|too))*";

const first = new RegExp(
  `${gap} ${mark} (?:(?:comes |goes |is |being |done |as the )?first|to (?:begin|start) with|as (?:the |a )?(?:canary|first|first one|test|guinea pig)|before (?:the )?(?:others?|rest|remaining ones?)|beforehand)(?: \\))?(?: (?:and |, )?(?:then )?(?:the )?(?:others?|rest|remaining ones?)(?: (?:after(?:wards)?|then|later))?)?${edge}`,
);
const starting = new RegExp(
  `${gap} (?:(?:start(?:ing|s)?|begin(?:ning|s)?|starting off|starting out) (?:with|on|at|from)|first(?: on)?|canary(?: is| first)?(?: :| on)?) ${mark}(?: first)?(?: \\))?(?:(?: ,)?(?: and)?(?: then)?(?: with| on| do)? (?:the )?(?:others?|rest|remaining ones?)(?: (?:after(?:wards)?|then|later))?)?${edge}`,
);
const last = new RegExp(
  `${gap} ${mark} (?:(?:comes |goes |is |being |as the |at the very |very |as )?last|at the (?:very )?end|finally|after (?:the )?(?:others?|rest)|as (?:the )?last(?: one)?)(?: \\))?${edge}`,
);
const ending = new RegExp(
  `${gap} (?:end(?:ing|s)?|finish(?:ing)?|and last|last|lastly|finally) (?:with|on|at)? ?${mark}${edge}`,
);
/** “reboot dns-2 first and once it is back do dns-1”, “reload haproxy on lb-2 before lb-1”, “… on lb-2 and then on lb-1”. */
const onceBack = new RegExp(
  `^(.+?) ${mark}(?: first)?(?: [,;.])*(?: (?:and|then))*(?: ,)? (?:once|when|after|as soon as|only when|only after|only once|if|only if|(?:and )?wait(?:ing)?(?: until| till| for)?(?: (?:@ctr\\d+|@svc\\d+|container|service))?)${back}(?: [,;])*${going} ${mark}(?: (?:as well|too|next|afterwards|last|then))*$`,
);
const thenOther = new RegExp(
  `^(.+?) (?:on |of |in |at |for )?(?:the )?(@t\\d+)(?: first| as (?:the |a )?canary)?(?: [,;.])* (?:and )?(?:then|before|after that|afterwards|followed by|and after that|only then|next)(?: (?:on|the|do|to|for|same|continue|with|proceed|rest|remaining|others?|of|all))* (@t\\d+)(?: (?:as well|too|next|afterwards|last|then|after that|second))*$`,
);
const thenRest = new RegExp(
  `^(.+?) (?:on |of |in |at |for )?(?:the )?(@t\\d+) (?:first|as (?:the |a )?canary)(?:(?: [,;.:])+| and| then)(?: (?:on|the|do|to|for|same|continue|with|proceed|rest|remaining|others?|of|all|and|then))* (@t\\d+)(?: (?:as well|too|next|afterwards|last|then|after that|second))*$`,
);
/** “on lb-2 first and lb-1 afterwards”. */
const otherAfter = new RegExp(
  `^(.+?) (?:on |of |in |at |for )?(?:the )?(@t\\d+)(?: first| to begin with)?(?: [,;])*(?: and| then| with| on)* (?:the )?(@t\\d+) (?:afterwards?|after that|later|second|next|then|last|thereafter|follows|follows after|after it|when that is done)$`,
);
const inThatOrder =
  /(?: [,;:(-])* (?:exactly |strictly |and )*in (?:exactly |just )?(?:that|this|the given|the same|this exact|that exact|exactly this|exactly that|the|the listed) order(?: \))?(?= [.,;!?)]|$)/;

const machinesOf = (entity: Entity | undefined) =>
  entity?.kind === "t"
    ? entity.place.parts
        .flatMap(({ machines }) => machines)
        .filter((one) => !entity.place.minus.some(({ machines }) => machines.includes(one)))
    : [];

/** “restart nginx, web-3 first”: on all that have it. */
function withOwners(text: string, entities: Entity[]): string {
  const [thing, more] = [...text.matchAll(/@(?:svc|ctr)(\d+)/g)];
  const entity = entities[Number(thing?.[1])];
  if (!changing.test(text) || /@t\d/.test(text) || !thing || more || !entity || !("things" in entity)) return text;
  const machines = [...new Set(entity.things.flatMap((one) => one.owners.map(({ machine }) => machine)))];
  if (machines.length < 2) return text;
  const expr = targetOfNames(machines.map(({ name }) => name));
  const part = { said: entity.said, expr, machines, count: "all" as const };
  entities.push({ kind: "t", place: { parts: [part], minus: [] }, said: `those with ${entity.said}` });
  return `${text} on @t${entities.length - 1}`;
}

/** What only says that it lasts, or that it is all of them, and short forms of what is done to many. */
const asides: readonly (readonly [RegExp, string])[] = [
  [
    / (?:until|till) (?:i (?:say|tell you) (?:otherwise|so|stop)|further notice|i am (?:back|done)|told otherwise|we say otherwise)(?= [.,;!?]|$)/g,
    "",
  ],
  [/ ,? ?all of (?:it|them)(?= [.,;!?]|$)/g, ""],
  // “haproxy restart: lb-2 first, lb-1 afterwards”.
  [
    /^((?:the )?@(?:svc|ctr)\d+) (restart|reload|update|upgrade|stop|start|bounce) ?[:,-]+ (?=(?:first |on |the )*@t\d)/g,
    "$2 $1 on ",
  ],
  [
    /^((?:the )?@(?:svc|ctr)\d+) ?[:,-]+ (restart|reload|update|upgrade|stop|start|bounce) (?=(?:first |on |the )*@t\d)/g,
    "$2 $1 on ",
  ],
  // “restart haproxy: first lb-2, then lb-1”.
  [
    /(?<=^[^;.@]{3,40}(?:@(?:svc|ctr)\d+)?) ?[:,-]+ (?:on )?first (?:on )?(?:the )?(@t\d+)(?= (?:,|and|then|afterwards)+ )/g,
    " on $1 first",
  ],
  [
    /(?<=^|[.,;:] |and |please )(?:drop|flush|free|purge) (?:the )?(?:page |fs |memory |kernel )?caches?(?= (?:on|of|in|at)\b)/g,
    "empty kernel caches",
  ],
  [/ ,? ?sorted(?= [.,;!?]|$)/g, ""],
  [/(?<=(?:start|stop|kick|bounce|kill) )(?:the )?(?:both )?containers? (?=@ctr\d)/g, ""],
];

/** The request once per place, in the order that was said; what it says of the order is out of it. */
export function inOrder(said: string, entities: Entity[]): string {
  const text = thingsInOrder(
    asides.reduce((all, [shape, by]) => all.replace(shape, by), said),
    entities,
  );
  const of = (id: string | undefined) => entities[Number(id?.slice(2))];
  /** The text for these machines only; undefined where the text is about others. */
  const without = (rest: string, taken: string): string | undefined => {
    const gone = of(taken);
    if (gone?.kind !== "t") return undefined;
    const out = new Set(machinesOf(gone));
    let isHeld = false;
    const text = rest.replaceAll(/@t\d+/g, (whole) => {
      const entity = of(whole);
      const held = machinesOf(entity);
      if (entity?.kind !== "t" || !held.some((one) => out.has(one)) || held.every((one) => out.has(one))) return whole;
      isHeld = true;
      entities.push({
        kind: "t",
        place: { parts: entity.place.parts, minus: [...entity.place.minus, ...gone.place.parts] },
        said: `${entity.said} without ${gone.said}`,
      });
      return `@t${entities.length - 1}`;
    });
    return isHeld ? text : undefined;
  };
  const only = (rest: string, taken: string): string =>
    rest.replaceAll(/@t\d+/g, (whole) => {
      const [held, meant] = [machinesOf(of(whole)), machinesOf(of(taken))];
      const both = meant.filter((one) => held.includes(one));
      if (both.length === 0 || both.length === meant.length) return both.length === 0 ? whole : taken;
      // “every ubuntu machine, the databases last”: of those only the ones that are ubuntu.
      const expr = targetOfNames(both.map(({ name }) => name));
      const part = { said: of(taken)?.said ?? "", expr, machines: both, count: "all" as const };
      return `@t${entities.push({ kind: "t", place: { parts: [part], minus: [] }, said: part.said }) - 1}`;
    });
  const found = onceBack.exec(text) ?? thenOther.exec(text) ?? thenRest.exec(text) ?? otherAfter.exec(text);
  if (found) {
    const [, said = "", one = "", other = ""] = found;
    const verb = said.replace(/(?: [,;:-])+$/, "");
    const [a, b] = [machinesOf(of(one)), machinesOf(of(other))];
    // “ping db-1 before web-1” is no order of a change; “shut down web-1 before db-1” is.
    if (changing.test(verb) && !/@t\d|;/.test(verb) && a.length > 0 && b.length > 0) {
      const onOne =
        `${verb} ${/@(?:svc|ctr|quote|code|path|n)\d+|[a-z]{3}/.test(verb.replace(changing, "")) ? "on " : ""}`.trim();
      const place = onOne.endsWith(" on") || placing.test(verb) ? onOne : verb;
      const onto = b.some((machine) => a.includes(machine)) ? without(`${place} ${other}`, one) : `${place} ${other}`;
      if (onto !== undefined) return `${place} ${one} ; ${onto}`;
    }
  }
  for (const [shape, isLast] of [
    [starting, false],
    [first, false],
    [ending, true],
    [last, true],
  ] as const) {
    const found = shape.exec(text);
    const taken = found?.[1];
    if (!found || taken === undefined || found.index === 0) continue;
    const rest = withOwners(text.replace(found[0], "").trim(), entities);
    const others = without(rest, taken);
    if (others === undefined) continue;
    const one = only(rest, taken);
    return isLast ? `${others} ; ${one}` : `${one} ; ${others}`;
  }
  const ordered = inThatOrder.exec(text);
  if (ordered) {
    const rest = text.replace(ordered[0], "").trim();
    const [place, more] = [...rest.matchAll(/@t\d+/g)].map(([whole]) => whole);
    const entity = of(place);
    if (place !== undefined && more === undefined && entity?.kind === "t" && entity.place.parts.length > 1)
      return entity.place.parts
        .map((part) => {
          entities.push({ kind: "t", place: { parts: [part], minus: entity.place.minus }, said: part.said });
          return rest.replace(place, `@t${entities.length - 1}`);
        })
        .join(" ; ");
  }
  return text;
}
const changing =
  /^(?:please )?(?:restart|reboot|reload|update|upgrade|patch|stop|start|bounce|kick|install|remove|recreate|pull|deploy|apply|shut down|power cycle|power off|drain)(?= |$)/;
const placing = / (?:on|of|in|at|for)$/;
