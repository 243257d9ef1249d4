/** What is asked of the programs themselves: connections of a database, queues of a broker, peers of a tunnel, sites of a web server. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { asked, isChange } from "./on-unit.ts";
import { dataInsides } from "./service-inside-data.ts";
import { moreInsides } from "./service-inside-more.ts";
import { netInsides } from "./service-inside-net.ts";

export type Topic = { words: string; command: string | ((unit: string) => string); does: string };
export type Inside = {
  name: string;
  units: RegExp;
  /** Words that stand for it beside its names as a service. */
  called?: string;
  topics: readonly Topic[];
};

const unitOn = ({ units }: Inside, { facts }: Machine): string | undefined =>
  facts.platform === "windows" ? undefined : facts.services.find((name) => units.test(name));

const ask =
  (inside: Inside, { command, does }: Topic) =>
  (match: Match): Intent | undefined => {
    if (isChange(match)) return undefined;
    const named = things(match);
    const isMeant = named.every(({ said, owners }) =>
      owners.length === 0 ? inside.units.test(said) : owners.some(({ name }) => inside.units.test(name)),
    );
    if (!isMeant) return undefined;
    const all = [...match.words.services.values()].flatMap(({ owners }) => owners.map(({ machine }) => machine));
    return {
      kind: "shell",
      command: (machine) => {
        const unit = unitOn(inside, machine);
        return unit === undefined ? undefined : typeof command === "string" ? command : command(unit);
      },
      does,
      reads: true,
      needs: inside.name,
      where: [...new Set(all)].filter((machine) => unitOn(inside, machine) !== undefined),
    };
  };

const noise =
  "(config|configuration|config file|check|give|show|list|find out|find|how many|how much|how long|which|what|current|currently|open|active|all|any|on|in|of|by|for|from|with|are|is|has|have|does|do|there|right|its|and|the|to|running|server|database|state|status|number|count|stats|statistics|total|top|{n}|{t}|look at|look|over|defined|configured|serve|serves|served|connected|behind|much|many|big|large|long|still|at|up|use|uses|used)";

export const insideFrames = (): Frame[] =>
  [...dataInsides, ...netInsides, ...moreInsides].flatMap((inside) =>
    inside.topics.flatMap((topic) => [
      frame(["{svc}", `(${topic.words})`], ask(inside, topic), {
        reads: true,
        may: [asked, noise, `(${topic.words})`],
      }),
      ...(inside.called === undefined
        ? []
        : [
            frame([`(${inside.called})`, `(${topic.words})`], ask(inside, topic), {
              reads: true,
              may: [asked, noise, `(${inside.called})`, `(${topic.words})`],
            }),
          ]),
    ]),
  );
