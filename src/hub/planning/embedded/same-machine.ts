/** Words that stand for a machine which was named before, or which another word picks out of several. */
import type { Entity } from "./types.ts";

/** “the store box in hamburg”: of several the one of that name. */
const narrowed = (text: string, entities: readonly Entity[]): string =>
  text.replaceAll(/@t(\d+) (?:in|at) (?:the )?@t(\d+)/g, (whole, group: string, one: string) => {
    const [of, named] = [entities[Number(group)], entities[Number(one)]];
    if (of?.kind !== "t" || named?.kind !== "t" || of.place.parts.length !== 1 || named.place.parts.length !== 1)
      return whole;
    const [several, single] = [of.place.parts[0]?.machines ?? [], named.place.parts[0]?.machines ?? []];
    const [only] = single;
    return only && single.length === 1 && several.length > 1 && several.includes(only) ? `@t${one}` : whole;
  });

/** “stop postgresql on db-2, snapshot the guest”: the one that was named. */
export function sameMachine(said: string, entities: readonly Entity[]): string {
  const one = (id: string | undefined) => {
    const entity = entities[Number(id)];
    const [part, more] = entity?.kind === "t" && entity.place.minus.length === 0 ? entity.place.parts : [];
    return part && !more && part.count === "one" ? part : undefined;
  };
  const [first] = [...said.matchAll(/@t(\d+)/g)];
  const text = narrowed(said, entities);
  if (!first || one(first[1])?.machines.length !== 1) return text;
  return text.replaceAll(/(?<! (?:a|an|any|which|what|each|every|another|one)) @t(\d+)(?= |$)/g, (whole, id: string) =>
    /^(?:guest|machine|server|host|box|vm|node|system|whole machine)$/.test(one(id)?.said ?? "")
      ? ` ${first[0]}`
      : whole,
  );
}
