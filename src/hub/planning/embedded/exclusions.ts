/** What is taken out of a group that was named: “except the staging one”, “…, leave the store boxes alone”, “but not the primary”. */
import type { Entity, Part } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

const without =
  "(?:but not|but|except(?: for)?|excluding|exempting|exclude|with the exception of|without|and not|not|other than|apart from|minus|besides|leaving out|leave out|skipping|skip|save for|save|barring|aside from|omitting|omit|ignoring|ignore|sparing|spare|keep away from|stay away from|hands off|leave|leaving|not touching|do not touch|never touch|do not include|never)(?: on| in| at| for)?";
const noun = "(?:ones?|box|boxes|machines?|servers?|hosts?|nodes?|systems?|instances?)";
const close =
  "(?: alone| out of it| out of this| out| untouched| as (?:it|they) (?:is|are)| as is| as they are| in peace| be| though| please| this time| for now| at all| yet)*";

type Machines = Part["machines"];
const machinesOf = (entity: Entity | undefined): Machines =>
  entity?.kind === "t"
    ? entity.place.parts
        .flatMap(({ machines }) => machines)
        .filter((one) => !entity.place.minus.some(({ machines }) => machines.includes(one)))
    : [];

/** The machines of `base` that a word sets apart: by tag, system, kind, alias or a part of its name. */
export function setApart(phrase: string, base: Machines, words: Vocabulary): Machines {
  const singular = phrase.replace(/(?<=[a-z]{3})s$/, "");
  for (const said of new Set([phrase, singular])) {
    const tagged = words.qualifiers.get(said)?.machines;
    const found = tagged ? base.filter((machine) => tagged.has(machine)) : [];
    if (found.length > 0 && found.length < base.length) return found;
    const called = base.filter(({ name, aliases }) =>
      [name.replaceAll(/[-_.]+/g, " "), ...aliases].some((alias) => ` ${alias.toLowerCase()} `.includes(` ${said} `)),
    );
    if (called.length > 0 && called.length < base.length) return called;
  }
  return [];
}

/** “on the standby load balancer, then on the primary one”: the same noun with another word in front. */
function withCounterpart(text: string, entities: Entity[], words: Vocabulary): string {
  const [, id] = /@t(\d+)/.exec(text) ?? [];
  const said = entities[Number(id)]?.kind === "t" ? (entities[Number(id)]?.said ?? "") : "";
  return text.replaceAll(/ (?:the )?([a-z]+) (?:ones?)(?= |$)/g, (whole, word: string) => {
    const name = said.replace(/^\S+(?= )/, word);
    const machines = name === said ? undefined : words.machines.get(name);
    if (!machines) return whole;
    const expr = machines.map((machine) => machine.name).join(", ");
    entities.push({
      kind: "t",
      place: { parts: [{ said: name, expr, machines, count: "one" }], minus: [] },
      said: name,
    });
    return ` @t${entities.length - 1}`;
  });
}

/** “the staging one”: words that are no place by themselves are one beside a group. */
function withApart(given: string, entities: Entity[], words: Vocabulary): string {
  const text = given.replaceAll(/(@t\d+) ones?(?= (?:first|last)(?: |$)| [.,;!?)]|$)/g, "$1");
  const named = [...text.matchAll(/@t(\d+)/g)].map(([, id]) => entities[Number(id)]);
  const owners = [...text.matchAll(/@(?:svc|ctr)(\d+)/g)].flatMap(([, id]) => {
    const entity = entities[Number(id)];
    return entity && "things" in entity
      ? entity.things.flatMap((thing) => thing.owners.map(({ machine }) => machine))
      : [];
  });
  // “reload haproxy, standby first and then the main one”: of those that have it.
  const said = named.flatMap(machinesOf);
  const isAmong = said.length < 2 && said.every((machine) => owners.includes(machine)) && owners.length > 1;
  const base = isAmong ? [...new Set(owners)] : said;
  if (base.length === 1) return withCounterpart(text, entities, words);
  if (base.length < 2 && !/(?:^| )(?:all|everywhere|every machine)\b/.test(text)) return text;
  const among = base.length < 2 ? [...words.fleet] : [...new Set(base)];
  const put = (phrase: string): string | undefined => {
    const inBase = setApart(phrase, among, words);
    const elsewhere = words.qualifiers.get(phrase);
    const isTag = elsewhere?.expr.startsWith("tag:") === true;
    const machines = inBase.length > 0 ? inBase : isTag && elsewhere ? [...elsewhere.machines] : [];
    if (machines.length === 0) return undefined;
    const expr = inBase.length === 0 && elsewhere ? elsewhere.expr : machines.map(({ name }) => name).join(", ");
    entities.push({
      kind: "t",
      place: { parts: [{ said: phrase, expr, machines, count: "all" }], minus: [] },
      said: phrase,
    });
    return `@t${entities.length - 1}`;
  };
  const put2 = (phrase: string): string | undefined => {
    const each = phrase.split(/ (?:,|and|or|nor|,? and) (?:the )?/);
    const marks = each.map((one) => put(one.trim()));
    return marks.every((one) => one !== undefined) ? marks.join(" and ") : undefined;
  };
  const word = String.raw`[a-z][\w.-]*`;
  const phrases = `(?:the |our |my )*(${word}(?: ${word})??(?: (?:and|or) (?:the )?${word})?)`;
  return text
    .replaceAll(
      new RegExp(` (${without}) ${phrases}(?: ${noun})?(?=${close}(?: [.,;!?)]|$))`, "g"),
      (whole, lead: string, phrase: string) => {
        const mark = put2(phrase);
        return mark === undefined ? whole : ` ${lead} ${mark}`;
      },
    )
    .replaceAll(new RegExp(` (?:the )?(${word}) (?:ones?)(?= |$)`, "g"), (whole, phrase: string) => {
      const mark = /^(?:this|that|which|only|last|first|other|no|any|each|every|old|new|right)$/.test(phrase)
        ? undefined
        : put(phrase);
      return mark === undefined ? whole : ` ${mark}`;
    })
    .replaceAll(
      new RegExp(
        ` (?:the |our )?(${word})(?= (?:first|last|to begin with|to start with|at the end|as the last)(?: [.,;)]|$))`,
        "g",
      ),
      (whole, phrase: string) => {
        const mark = put(phrase);
        return mark === undefined ? whole : ` ${mark}`;
      },
    )
    .replaceAll(
      new RegExp(
        `(?<= (?:starting|start|starts|begin|beginning|starting off) (?:with|on|at)) (?:the |our )?(${word})(?= [.,;)]|$| then| and)`,
        "g",
      ),
      (whole, phrase: string) => {
        const mark = put(phrase);
        return mark === undefined ? whole : ` ${mark}`;
      },
    );
}

/** “install curl on every machine that does not have it”: where it is there already, nothing happens. */
const lacking = (text: string): string =>
  /^(?:please )?(?:install|add|set up|deploy)\b/.test(text)
    ? text.replace(
        /(@t\d+) (?:(?:that|which) (?:do|does) not (?:yet |already )?(?:have|run|got) (?:it|that)(?: yet| installed| already)*|(?:that|which) (?:lack|lacks|miss|misses) it|lacking it|without it|missing it|where (?:it|that) is (?:missing|not (?:there|installed|present))(?: yet)?)(?= [.,;!?)]|$)/,
        "$1",
      )
    : text;

/** “on web-1 to web-3”: all from the first to the last of those names. */
function withRanges(text: string, entities: Entity[], { fleet }: Vocabulary): string {
  return text.replaceAll(
    /(?<= (?:on|of|at|for|reboot|update|upgrade|patch) )(@t\d+) (?:to|through|thru|till|until|up to|-) (@t\d+)(?= |$)/g,
    (whole, first: string, last: string) => {
      const [from, to] = [first, last].map((mark) => machinesOf(entities[Number(mark.slice(2))]));
      const [a, b] = [from, to].map((held) => /^(.*?)(\d+)$/.exec(held?.length === 1 ? (held[0]?.name ?? "") : ""));
      const [low, high] = [Number(a?.[2]), Number(b?.[2])];
      if (!a || !b || a[1] !== b[1] || !(low < high)) return whole;
      const machines = fleet.filter(({ name }) => {
        const found = /^(.*?)(\d+)$/.exec(name);
        return found?.[1] === a[1] && Number(found?.[2]) >= low && Number(found?.[2]) <= high;
      });
      const expr = machines.map(({ name }) => name).join(", ");
      const part: Part = { said: `${a[0]} to ${b[0]}`, expr, machines, count: "all" };
      return `@t${entities.push({ kind: "t", place: { parts: [part], minus: [] }, said: part.said }) - 1}`;
    },
  );
}

const there =
  "(?:it|they|that|this|one)? ?(?:is|are|has been|was|gets|runs|exists|happens to be)? ?(?:installed|present|available|deployed|set up|there|found|in use|used|runs|exists|around)";
const whereIs = new RegExp(` (?:on )?(?:wherever|where ever|where) ${there}(?= [.,;!?)]|$| and| but| ,)`, "g");
const allWhere = new RegExp(
  `(@t\\d+) (?:where |wherever |that |which |on which )?(?:(?:has|have|having|with|got|runs|run) (?:it|one|them)(?: installed| running)?|${there})(?= [.,;!?)]|$| and| but| ,| except| apart| other than| excluding| without)`,
  "g",
);
/** “restart every container called worker”: wherever there is one. */
const everyCalled = (text: string, entities: Entity[]): string =>
  / (?:on|at) (?:the )?@t\d/.test(text)
    ? text
    : text.replace(
        /(?<= )(?:all|every|each) (?:of the )?(?:docker )?(?:containers?|services?) (?:that (?:is|are) )?(?:called|named) (@(?:ctr|svc)(\d+))(?= |$)/,
        (whole, mark: string, id: string) => {
          const entity = entities[Number(id)];
          if (!entity || !("things" in entity)) return whole;
          const machines = [...new Set(entity.things.flatMap(({ owners }) => owners.map((one) => one.machine)))];
          if (machines.length === 0) return whole;
          const expr = machines.map(({ name }) => name).join(", ");
          const part: Part = { said: entity.said, expr, machines, count: "all" };
          entities.push({ kind: "t", place: { parts: [part], minus: [] }, said: `those with ${entity.said}` });
          return `${mark} on @t${entities.length - 1}`;
        },
      );

/** “restart unbound on both piholes”: on the machines that run it. */
const withOwned = (said: string, entities: Entity[]): string =>
  everyCalled(said, entities).replaceAll(
    / on (?:both|all|every|each|all of the|each of the|both of the|the two) (?:of )?(?:the |our )?@svc(\d+)(?: (?:machines|servers|hosts|boxes))?(?= [.,;!?)]|$)/g,
    (whole, id: string) => {
      const entity = entities[Number(id)];
      const machines =
        entity?.kind === "svc"
          ? [...new Set(entity.things.flatMap(({ owners }) => owners.map((one) => one.machine)))]
          : [];
      if (machines.length < 2 || !entity) return whole;
      const expr = machines.map(({ name }) => name).join(", ");
      entities.push({
        kind: "t",
        place: { parts: [{ said: entity.said, expr, machines, count: "all" }], minus: [] },
        said: entity.said,
      });
      return ` on @t${entities.length - 1}`;
    },
  );

/** “restart fail2ban wherever it is installed”: on all machines that have it. */
function wherever(said: string, entities: Entity[], { fleet }: Vocabulary): string {
  const text = withOwned(said, entities);
  // “upgrade restic wherever it is installed”: elsewhere neither of these does anything.
  const isPackage =
    /^(?:please )?(?:update|upgrade|remove|uninstall|purge|deinstall|get rid of) (?:the package |the )?[a-z][a-z0-9.+-]+ /.test(
      text,
    ) && !/@t\d/.test(text);
  if (!/@(?:svc|ctr)\d/.test(text) && !isPackage) return text;
  return text
    .replaceAll(allWhere, (whole, mark: string) => {
      const entity = entities[Number(mark.slice(2))];
      return entity?.kind === "t" && entity.place.parts.every(({ count }) => count !== "one") ? mark : whole;
    })
    .replaceAll(whereIs, () => {
      const part: Part = { said: "all machines", expr: "all", machines: [...fleet], count: "all" };
      entities.push({ kind: "t", place: { parts: [part], minus: [] }, said: "all machines" });
      return ` on @t${entities.length - 1}`;
    });
}

/** “ci-1 excluded”, “web-2 aside”. */
const behind =
  / (?:[,.;:(-]+ )*(?:with )?(?:the )?(@t\d+(?: and (?:the )?@t\d+)*) (?:is |are |being )?(?:excluded|excepted|aside|exempt|exempted|left out|skipped|untouched|left alone|not included)(?: please| though)?(?: \))?(?= [.,;!?)]|$)/;
const apart = new RegExp(
  `(?: (?:that|which|who) (?:is|are|do|does|has|have)| (?:is|are))?(?: [,.;:(-]+)* (?:and |but |please |just |though )*(?:${without}|keep|keeping) (?:the |all |all of )*(@t\\d+(?: (?:and|or|nor|,) (?:the |on )?@t\\d+)*)${close}(?: \\))?(?= [.,;!?)]|$)`,
);

/** The text with what is to be left alone taken out of the groups that hold it. */
export function withoutSpared(said: string, entities: Entity[], words: Vocabulary): string {
  let text = withApart(wherever(withRanges(lacking(said), entities, words), entities, words), entities, words);
  for (let tries = 0; tries < 4; tries += 1) {
    const found = apart.exec(text) ?? behind.exec(text);
    if (!found) break;
    const ids = [...(found[1] ?? "").matchAll(/@t(\d+)/g)].map(([, id]) => Number(id));
    const minus = ids.flatMap((id) => {
      const entity = entities[id];
      return entity?.kind === "t" ? entity.place.parts : [];
    });
    const gone = new Set(minus.flatMap(({ machines }) => machines));
    const before = text.slice(0, found.index);
    const taken = before.replaceAll(/@t(\d+)/g, (mark, id: string) => {
      const entity = entities[Number(id)];
      const held = machinesOf(entity);
      const left = held.filter((machine) => !gone.has(machine));
      if (entity?.kind !== "t" || left.length === held.length || left.length === 0) return mark;
      entities.push({
        kind: "t",
        place: { parts: entity.place.parts, minus: [...entity.place.minus, ...minus] },
        said: `${entity.said} without ${minus.map((part) => part.said).join(" and ")}`,
      });
      return `@t${entities.length - 1}`;
    });
    if (taken === before) break;
    text = `${taken}${text.slice(found.index + found[0].length)}`;
  }
  return withoutSparedThings(wherever(text, entities, words), entities);
}

const sparedThing = new RegExp(
  ` (?:[,.;:(-]+ )+(?:and |but |please |just )*(?:leave|leaving|do not touch|never touch|not touching|keep|hands off|skip|spare|not|without touching) (?:the )?(@(?:svc|ctr)\\d+(?: (?:and|or|,) (?:the )?@(?:svc|ctr)\\d+)*)${close}(?= [.,;!?)]|$)`,
);
const thingVerb =
  /^(?:please )?(?:restart|reload|start|stop|bounce|kick|enable|disable|recreate|recycle) (?:the |both |all )*@(?:svc|ctr)/;
/** “restart prometheus and loki, but leave grafana alone”: what is not named is not touched anyway. */
function withoutSparedThings(text: string, entities: readonly Entity[]): string {
  const found = sparedThing.exec(text);
  const rest = found ? text.replace(found[0], "") : text;
  if (!found || !thingVerb.test(rest)) return text;
  const namesOf = (said: string) =>
    [...said.matchAll(/@(?:svc|ctr)(\d+)/g)].flatMap(([, id]) => {
      const entity = entities[Number(id)];
      return entity && "things" in entity
        ? entity.things.flatMap((thing) => [thing.said, ...thing.owners.map(({ name }) => name)])
        : [];
    });
  const kept = namesOf(rest);
  return namesOf(found[1] ?? "").some((name) => kept.includes(name)) ? text : rest;
}
