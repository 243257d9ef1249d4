/** “all web servers except web-1”, “all vms except media and db-1”: exceptions are taken out of their place. */
import { targetOfNames } from "../../../domain/target.ts";
import { isGuestGroup } from "./guest-groups.ts";
import type { Entity, Part } from "./types.ts";

const except =
  /@t(\d+)(?: ,| \()? (?:but not|except|except for|excluding|excluding|without|not|and not|other than|apart from|minus|besides|leave out|skip)(?: on| in| the| for)*( @[tg]\d+)((?:(?: (?:,|and|or|nor|&))+(?: the)? @[tg]\d+)*)(?: \))?/;

/** The text with one place for both; undefined where nothing is excepted. */
export function withExcept(text: string, entities: Entity[]): string | undefined {
  const found = except.exec(text);
  const [, id, first = "", rest = ""] = found ?? [];
  const base = entities[Number(id)];
  if (!found || base?.kind !== "t") return undefined;
  // Of a group of guests one may be without an agent and another a machine.
  const isGroup = isGuestGroup(base.place);
  const marks = [...(isGroup ? `${first}${rest}` : first).matchAll(/@[tg](\d+)/g)];
  const taken = marks.flatMap(([, one]) => entities[Number(one)] ?? []);
  const spared = taken.flatMap((one) => (one.kind === "t" ? one.place.parts : isGroup ? sparedOf(one) : []));
  if (spared.length === 0) return undefined;
  const said = `${base.said} without ${taken.map((one) => one.said).join(" and ")}`;
  entities.push({ kind: "t", place: { parts: base.place.parts, minus: [...base.place.minus, ...spared] }, said });
  const mark = `@t${entities.length - 1}`;
  return text.replace(found[0], isGroup ? mark : `${mark}${rest}`);
}

const sparedOf = (entity: Entity): Part[] =>
  entity.kind === "g" && entity.guests.length > 0
    ? [
        {
          said: entity.said,
          expr: targetOfNames(entity.guests.map(({ name }) => name)),
          machines: [],
          count: "all",
          guests: entity.guests,
        },
      ]
    : [];
